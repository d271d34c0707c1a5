package hall

import (
	"strings"
	"testing"
)

// Unit codes of public pages, and every other check character for the first.
func TestUnitCodes(t *testing.T) {
	for _, code := range []string{
		"11310000MB2F30661Y", "12441500196720244T", "11430000006122244L", "11330105002500287C", "11100000MB03271699", "11100000000013338W",
		house, passport,
	} {
		if !ValidUnit(code) {
			t.Errorf("%s is refused", code)
		}
		for _, c := range unitAlphabet {
			if other := code[:17] + string(c); other != code[:18] && ValidUnit(other) {
				t.Errorf("%s is taken", other)
			}
		}
	}
	for _, code := range []string{"", "1131", "11310000MB2F30661O", "11310000SB2F30661Y"} {
		if ValidUnit(code) {
			t.Errorf("%q is taken", code)
		}
	}
}

func TestItemCodes(t *testing.T) {
	c, err := ParseItemCode(house + "02")
	if err != nil || c.Unit != house[:18] || c.Level != '4' || c.Basic != "000700401001" || c.Handle != "02" {
		t.Errorf("%+v, %v", c, err)
	}
	for code, says := range map[string]string{
		house[:30]:                                "31 or 33 characters, not 30",
		"2" + house[1:]:                           "would end in",
		house[:18] + "9" + house[19:]:             "level",
		house[:19] + "0007-0401001":               "digits and capital letters",
		house + "0A":                              "two digits",
		strings.Replace(house, "1062", "S062", 1): "no unit's code",
	} {
		if _, err := ParseItemCode(code); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %s", code, err, says)
		}
	}
}

// The check character of the standard's best known user, a GRid (A1-2425G-
// ABC1234002-M), and ids around it.
func TestLicenceIDs(t *testing.T) {
	if c, err := mod3736("A12425GABC1234002"); err != nil || c != 'M' {
		t.Errorf("%c, %v", c, err)
	}
	const id = licenceRoot + "A1.2425G.ABC1234.002.M"
	if !ValidLicence(id) {
		t.Errorf("%s is refused", id)
	}
	for _, wrong := range []string{
		strings.Replace(id, "M", "N", 1), strings.Replace(id, "2425", "2452", 1), strings.TrimPrefix(id, "1."), id + ".0", licenceRoot + "....0",
		licenceRoot + "a.b.c.d.0",
	} {
		if ValidLicence(wrong) {
			t.Errorf("%s is taken", wrong)
		}
	}
}
