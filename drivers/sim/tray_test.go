package sim

import (
	"testing"
	"unicode/utf16"
)

// iso7064 checks an 18-character number the other way round: the weighted sum
// with the check digit, by Horner's rule, is 1 modulo 11.
func iso7064(number string) bool {
	sum := 0
	for _, c := range number {
		v := int(c - '0')
		if c == 'X' {
			v = 10
		}
		sum = sum*2 + v
	}
	return sum%11 == 1
}

func TestTrayNumbersAgreeWithTheirCards(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Tray() {
		if c.Kind == OtherChip || c.Kind == Transport {
			continue
		}
		if len(c.Number) != 18 || !iso7064(c.Number) {
			t.Errorf("%s: %s is no valid number", c.Name, c.Number)
		}
		if odd := (c.Number[16]-'0')%2 == 1; odd != (c.SexCode == "1") {
			t.Errorf("%s: the number's sex is not %s", c.Name, c.SexCode)
		}
		if c.Kind == Citizen && (c.Number[:6] != "130202" || c.Number[6:14] != c.Birth) {
			t.Errorf("%s: %s does not agree with area and birth", c.Name, c.Number)
		}
		if seen[c.Number] {
			t.Errorf("%s: %s is somebody else's", c.Name, c.Number)
		}
		seen[c.Number] = true
	}
	if len(seen) < 8 {
		t.Errorf("only %d people in the tray", len(seen))
	}
}

func TestCheckDigitOfTheStandardsExamples(t *testing.T) {
	for _, want := range []string{"11010519491231002X", "440524188001010014"} {
		if got := CheckDigit(want[:17]); got != want[17] {
			t.Errorf("check digit of %s is %c, want %c", want[:17], got, want[17])
		}
	}
}

func TestRecordHoldsRareCharactersAndNeverOverflows(t *testing.T) {
	c := Card{Kind: Citizen, Name: "吴𬭎样", Address: "很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址", SexCode: "1"}
	text := c.Text()
	units := make([]uint16, len(text)/2)
	for i := range units {
		units[i] = uint16(text[2*i]) | uint16(text[2*i+1])<<8
	}
	if got := string(utf16.Decode(units[:4])); got != "吴𬭎样" {
		t.Errorf("name on the chip is %q", got)
	}
	if len(text) != 256 || units[61] != ' ' {
		t.Errorf("record of %d bytes, number field begins with %04X", len(text), units[61])
	}
}
