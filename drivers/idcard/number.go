package idcard

import (
	"errors"
	"strings"
	"time"
)

// What can be wrong with a number.
var (
	ErrNumberLength = errors.New("idcard: the number has not 18 characters")
	ErrNumberDigit  = errors.New("idcard: the number holds something else than digits")
	ErrNumberDate   = errors.New("idcard: the number holds a date that never was")
	ErrNumberCheck  = errors.New("idcard: the check digit of the number is wrong")
)

// date is the layout of dates in numbers and records.
const date = "20060102"

// ValidNumber checks a number by GB 11643: 18 characters, a date that was, and
// the check digit. Permits (81, 82, 83) and 18-character foreigners' numbers
// (9) follow the same rule. Area codes are not judged: old ones stay on cards.
// The last character is X in upper case; NormalNumber is for typed ones.
func ValidNumber(s string) error {
	if len(s) != 18 {
		return ErrNumberLength
	}
	if !digits(s[:17]) || !digits(s[17:]) && s[17] != 'X' {
		return ErrNumberDigit
	}
	if !dated(s[6:14]) {
		return ErrNumberDate
	}
	if checkDigit(s[:17]) != s[17] {
		return ErrNumberCheck
	}
	return nil
}

// NormalNumber is a typed number as a card bears it: x is X.
func NormalNumber(s string) string { return strings.ToUpper(strings.TrimSpace(s)) }

// ExpandNumber makes 18 characters of a 15-digit number of the first
// generation. It puts the holder into the 1900s, which is wrong for people who
// were born before.
func ExpandNumber(s string) (string, error) {
	if len(s) != 15 {
		return "", ErrNumberLength
	}
	if !digits(s) {
		return "", ErrNumberDigit
	}
	long := s[:6] + "19" + s[6:]
	if !dated(long[6:14]) {
		return "", ErrNumberDate
	}
	return long + string(checkDigit(long)), nil
}

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// dated reports whether s is a day of the calendar; leap years count.
func dated(s string) bool {
	_, err := time.Parse(date, s)
	return err == nil
}

// checkDigit is ISO 7064 MOD 11-2 over 17 digits.
func checkDigit(s string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += w * int(s[i]-'0')
	}
	return "10X98765432"[sum%11]
}

// sexOf is the sex code that a valid number implies: odd is male.
func sexOf(number string) string {
	if number[16]%2 == 1 {
		return sexMale
	}
	return sexFemale
}

// formerNumber derives the 15-character number of a foreigner's permit of 2017
// from a record of 2023, "" where there was none. The rule rests on a single
// source (§12.4).
func formerNumber(r *Record) string {
	if len(r.Link) != 3 || len(r.Country) != 3 || ValidNumber(r.Number) != nil {
		return ""
	}
	s := r.Country + r.Number[1:3] + r.Link[:2] + r.Number[8:14] + r.Link[2:]
	sum := 0
	for i, c := range []byte(s) {
		v, ok := letterValue(c)
		if !ok {
			return ""
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	return s + string(rune('0'+sum%10))
}

// letterValue counts digits as themselves and A to Z as 10 to 35.
func letterValue(c byte) (int, bool) {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0'), true
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10, true
	}
	return 0, false
}
