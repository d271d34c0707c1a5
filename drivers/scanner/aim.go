package scanner

// symbologies are the code characters of AIM ids (section 10).
var symbologies = map[byte]string{
	'A': "Code 39", 'C': "Code 128", 'd': "DataMatrix", 'E': "EAN/UPC", 'e': "GS1 DataBar", 'F': "Codabar",
	'G': "Code 93", 'h': "Han Xin", 'I': "ITF", 'L': "PDF417", 'Q': "QR", 'z': "Aztec",
}

// gs1 are the ids of codes that separate their fields with GS.
var gs1 = map[string]string{
	"]C1": "GS1-128", "]d2": "GS1 DataMatrix", "]e0": "GS1 DataBar", "]Q3": "GS1 QR",
}

const aimSize = 3

// cutAIM takes the AIM id off a code. Data can begin with ] as well: only ids
// of the table are taken off, and only where the reader is set to send them.
func cutAIM(raw []byte) (id string, rest []byte) {
	if len(raw) < aimSize || raw[0] != ']' || symbologies[raw[1]] == "" || !modifier(raw[2]) {
		return "", raw
	}
	return string(raw[:aimSize]), raw[aimSize:]
}

func modifier(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}

// symbologyOf names the symbology of an AIM id.
func symbologyOf(id string) string {
	if id == "" {
		return ""
	}
	if name := gs1[id]; name != "" {
		return name
	}
	return symbologies[id[1]]
}
