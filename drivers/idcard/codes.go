package idcard

import "strconv"

// Codes of GB/T 2261.1 that say something about a number.
const (
	sexMale   = "1"
	sexFemale = "2"
)

var sexNames = map[string]string{"0": "未知", sexMale: "男", sexFemale: "女", "9": "未说明"}

// unknownCode is the word for a code that no standard lists. Sources give
// several readings of some of them, so none is chosen (§13).
const unknownCode = "unknown"

// SexName is the word for a code of GB/T 2261.1, or "unknown".
func SexName(code string) string {
	if n, ok := sexNames[code]; ok {
		return n
	}
	return unknownCode
}

// ethnicNames are 01 to 56 of GB/T 3304.
var ethnicNames = [...]string{
	"汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白",
	"土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇",
	"柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒",
	"乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
}

// EthnicName is the word for a two-digit code of GB/T 3304, or "unknown".
func EthnicName(code string) string {
	switch code {
	case "97":
		return "其他"
	case "98":
		return "外国血统中国籍人士"
	}
	n, err := strconv.Atoi(code)
	if err != nil || len(code) != 2 || !digits(code) || n < 1 || n > len(ethnicNames) {
		return unknownCode
	}
	return ethnicNames[n-1]
}
