package sim

// area is Lunan district of Tangshan; every citizen of the tray is registered
// in it. The streets do not exist and the names are made up.
const (
	area   = "130202"
	bureau = "唐山市公安局路南分局"
	street = "河北省唐山市路南区样例"
)

// CheckDigit returns the eighteenth character of a number whose first 17
// digits are given (GB 11643, ISO 7064 MOD 11-2; idcard §15).
func CheckDigit(digits string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return "10X98765432"[sum%11]
}

func number(digits string) string { return digits + string(CheckDigit(digits)) }

// citizen makes a card whose number agrees with birth and sex. seq are the
// first two digits of the sequence; the third is odd for men, even for women.
func citizen(label, name, sex, ethnic, birth, seq, address string) Card {
	third := map[string]string{"1": "1", "2": "2"}[sex]
	return Card{
		Kind: Citizen, Label: label, Name: name, SexCode: sex, Ethnic: ethnic, Birth: birth,
		Address: street + address, Number: number(area + birth + seq + third), Authority: bureau,
		ValidFrom: "20150610", ValidTo: "20350610",
	}
}

// Tray returns the cards that lie beside the reader of a bench: made-up
// people of different ages and names, permits, and cards that are no ID card.
func Tray() []Card {
	old := citizen("82岁，长期有效", "王样德", "1", "01", "19440312", "01", "街１２号楼３单元１０１室")
	old.ValidFrom, old.ValidTo = "20080520", "长期"
	elder := citizen("73岁，女", "赵测兰", "2", "01", "19530908", "02", "巷８号")
	elder.ValidFrom, elder.ValidTo = "20100101", "长期"
	expired := citizen("证件已过期", "李试之", "1", "01", "19860704", "03", "路２１５号楼１单元５０２室")
	expired.ValidFrom, expired.ValidTo = "20040704", "20240704"
	young := citizen("20岁，女，有新住址", "孙样萌", "2", "01", "20060215", "04", "街９９号学生公寓３０１室")
	young.ValidFrom, young.ValidTo = "20220301", "20320301"
	young.Appended = []string{"河北省唐山市路南区测试里５号楼２单元６０３室"}
	enrolled := citizen("36岁，有指纹", "张三样", "1", "01", "19900116", "05", "街１号楼２单元３０３室")
	enrolled.Fingerprint = 1024
	return []Card{
		enrolled, old, elder, young, expired,
		citizen("两字姓名", "周样", "2", "01", "19790523", "06", "胡同７号"),
		citizen("生僻字（基本区外）", "陈㑇样", "1", "01", "19680830", "07", "街甲６号"),
		citizen("生僻字（四字节）", "吴𬭎样", "1", "11", "19951201", "08", "花园Ｂ区４－２－１１０１"),
		citizen("维吾尔族，带间隔号", "样依古丽·测提", "2", "05", "19880417", "09", "大街３３号"),
		permit(), foreigner(),
		{Kind: OtherChip, Label: "银行卡（不是身份证）"},
		{Kind: Transport, Label: "公交卡（读不到）"},
	}
}

func permit() Card {
	return Card{
		Kind: Permit, Label: "港澳台居民居住证", Name: "林样安", SexCode: "1", Birth: "19940823",
		Address: street + "街８８号楼１单元１２０１室", Number: number("81000019940823001"),
		Authority: bureau, ValidFrom: "20230901", ValidTo: "20280901",
		PassNumber: "H12345678", Issues: "01",
	}
}

func foreigner() Card {
	return Card{
		Kind: Foreigner, Label: "外国人永久居留身份证", Name: "样安娜", SexCode: "2", Birth: "19910611",
		English: "SAMPLE, ANNA", Country: "SAU", Number: number("91368219910611002"),
		ValidFrom: "20240115", ValidTo: "20340115", Issues: "00",
	}
}
