package registry

import (
	"slices"
	"strings"
	"time"
)

// Person is a fictional citizen.
type Person struct {
	Key      string `toml:"key"`
	Name     string `toml:"name"`
	Kind     string `toml:"kind"` // of card: citizen, J, Y, I
	Number   string `toml:"number"`
	Sex      string `toml:"sex"` // GB/T 2261.1: 1 male, 2 female
	Born     string `toml:"birth"`
	English  string `toml:"english"` // Y and I: name in Latin letters
	Country  string `toml:"country"` // Y and I: three letters
	Address  string `toml:"address"`
	Phone    string `toml:"phone"`
	Guardian string `toml:"guardian"` // key of the person who acts for a minor
	Note     Words  `toml:"note"`
}

// Birth is the day of birth, YYYYMMDD.
func (p *Person) Birth() string {
	if p.Born != "" {
		return p.Born
	}
	return p.Number[6:14]
}

// Age in whole years on a day.
func (p *Person) Age(now time.Time) int {
	birth, err := time.ParseInLocation("20060102", p.Birth(), now.Location())
	if err != nil {
		return 0
	}
	years := now.Year() - birth.Year()
	if now.AddDate(-years, 0, 0).Before(birth) {
		years--
	}
	return years
}

// Person returns the person with a key, an ID number or a telephone; nil when none.
func (r *Registry) Person(word string) *Person {
	i := slices.IndexFunc(r.People, func(p *Person) bool {
		return p.Key == word || p.Number == word || p.Phone != "" && p.Phone == word
	})
	if i < 0 {
		return nil
	}
	return r.People[i]
}

// ValidNumber checks a number by the rule of its kind: GB 11643 with 18
// characters, or the 15 of the permanent residents' cards of 2017.
func ValidNumber(number string) bool {
	switch len(number) {
	case 18:
		return validCitizen(number)
	case 15:
		return validResident(number)
	}
	return false
}

func validCitizen(s string) bool {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += w * int(s[i]-'0')
	}
	_, err := time.Parse("20060102", s[6:14])
	return err == nil && s[17] == "10X98765432"[sum%11]
}

// validResident: three letters of the country, then eleven digits and a check
// digit, weights 7 3 1, letters from A = 10.
func validResident(s string) bool {
	sum := 0
	for i, c := range s[:14] {
		v := strings.IndexRune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", c)
		if v < 0 || (i < 3) != (v > 9) {
			return false
		}
		sum += v * [3]int{7, 3, 1}[i%3]
	}
	_, err := time.Parse("060102", s[7:13])
	return err == nil && int(s[14]-'0') == sum%10
}

const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY" // GB 32100: without I O Z S V

// ValidUnit checks both check characters of a unit code: that of the
// organisation code in it (GB 11714) and its own (GB 32100).
func ValidUnit(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum, weight := 0, 1
	for _, c := range s[:17] {
		v := strings.IndexRune(unitAlphabet, c)
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return s[17] == unitAlphabet[(31-sum%31)%31] && s[16] == bodyCheck(s[8:16])
}

func bodyCheck(s string) byte {
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += strings.IndexByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", s[i]) * weight
	}
	return "0X987654321"[sum%11]
}

const licenceAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// LicenceCheck is the last part of an e-licence id (GB/T 36904): ISO 7064
// MOD 37,36 over the parts behind the root, without the dots.
func LicenceCheck(parts string) byte {
	p := 36
	for _, c := range parts {
		v := strings.IndexRune(licenceAlphabet, c)
		if v < 0 {
			continue // a dot
		}
		s := (p + v) % 36
		if s == 0 {
			s = 36
		}
		p = s * 2 % 37
	}
	return licenceAlphabet[(37-p)%36]
}
