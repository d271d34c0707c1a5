package hall

import (
	"errors"
	"fmt"
	"strings"
)

// unitAlphabet is that of GB 32100: no I, O, S, V, Z.
const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// UnitCheck is the check character of the first 17 characters of a unit's code
// (统一社会信用代码, GB 32100-2015): the weights are 3 to the place, modulo 31.
func UnitCheck(first17 string) (byte, error) {
	if len(first17) != 17 {
		return 0, errors.New("hall: a unit's code has 17 characters before its check character")
	}
	sum, weight := 0, 1
	for i := range first17 {
		value := strings.IndexByte(unitAlphabet, first17[i])
		if value < 0 {
			return 0, fmt.Errorf("hall: no unit's code has %q", first17[i])
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return unitAlphabet[(31-sum%31)%31], nil
}

// ValidUnit reports whether a code is, or like 实施编码 and 业务办理项编码
// begins with, the 18 characters of a unit whose check character is right.
func ValidUnit(code string) bool {
	if len(code) < 18 {
		return false
	}
	check, err := UnitCheck(code[:17])
	return err == nil && check == code[17]
}

// ItemCode is an 实施编码 (31 characters) or a 业务办理项编码 (33) in its parts.
type ItemCode struct {
	Unit   string // 18
	Level  byte   // '1' country, '2' province, '3' city, '4' county, '5' township, '6' village
	Basic  string // 基本编码, 12: 2 province, 2 type, 5 main item, 3 sub-item
	Handle string // 2 of a 业务办理项编码; else empty
}

// ParseItemCode takes an item's code apart. The error says what is wrong.
func ParseItemCode(code string) (ItemCode, error) {
	if len(code) != 31 && len(code) != 33 {
		return ItemCode{}, fmt.Errorf("hall: an item's code has 31 or 33 characters, not %d", len(code))
	}
	c := ItemCode{Unit: code[:18], Level: code[18], Basic: code[19:31], Handle: code[31:]}
	check, err := UnitCheck(code[:17])
	switch {
	case err != nil:
		return c, err
	case check != code[17]:
		return c, fmt.Errorf("hall: the unit %s would end in %c", c.Unit, check)
	case c.Level < '1' || c.Level > '6':
		return c, fmt.Errorf("hall: the level is 1 to 6, not %q", c.Level)
	case strings.Trim(c.Basic, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
		return c, errors.New("hall: a basic code is of digits and capital letters")
	case strings.Trim(c.Handle, "0123456789") != "":
		return c, errors.New("hall: a handling item ends in two digits")
	}
	return c, nil
}

// licenceRoot begins every e-licence id (GB/T 36904).
const licenceRoot = "1.2.156.3005.2."

// ValidLicence reports whether an e-licence id has its five parts and the right
// check character, ISO 7064 MOD 37,36 over the parts without dots.
func ValidLicence(id string) bool {
	rest, ok := strings.CutPrefix(id, licenceRoot)
	parts := strings.Split(rest, ".")
	if !ok || len(parts) != 5 || len(parts[4]) != 1 {
		return false
	}
	check, err := mod3736(strings.Join(parts[:4], ""))
	return err == nil && check == parts[4][0]
}

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// mod3736 is the check character of ISO 7064 MOD 37,36.
func mod3736(text string) (byte, error) {
	p := 36
	for i := range text {
		v := strings.IndexByte(alphanumeric, text[i])
		if v < 0 {
			return 0, fmt.Errorf("hall: %q has no value", text[i])
		}
		if p = (p + v) % 36; p == 0 {
			p = 36
		}
		p = p * 2 % 37
	}
	return alphanumeric[(37-p)%36], nil
}
