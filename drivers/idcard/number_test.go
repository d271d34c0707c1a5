package idcard

import (
	"errors"
	"testing"
)

func TestVectorsNumbers(t *testing.T) {
	v := readVectors(t)
	for _, n := range v.Numbers {
		var want error
		switch {
		case !n.Birth:
			want = ErrNumberDate
		case !n.Check:
			want = ErrNumberCheck
		}
		if got := ValidNumber(n.Number); !errors.Is(got, want) {
			t.Errorf("%s: %v, want %v", n.Number, got, want)
		}
		if ok := checkDigit(n.Number[:17]) == n.Number[17]; ok != n.Check {
			t.Errorf("%s: check digit %v, want %v", n.Number, ok, n.Check)
		}
	}
	for _, n := range v.Short {
		if got, err := ExpandNumber(n.Legacy); got != n.Expanded || err != nil {
			t.Errorf("%s is %s, %v; want %s", n.Legacy, got, err, n.Expanded)
		}
	}
}

func TestValidNumber(t *testing.T) {
	for number, want := range map[string]error{
		"440524188001010014":   nil, // born 1880, an example of the standard
		"911124198108030024":   nil, // a foreigner's, of the 2023 notice
		"11010519491231002x":   ErrNumberDigit,
		"1101051949123100AX":   ErrNumberDigit,
		"X1010519491231002X":   ErrNumberDigit,
		"110105194912310021":   ErrNumberCheck,
		"11010519491331002X":   ErrNumberDate,
		"11010519491231002":    ErrNumberLength,
		"":                     ErrNumberLength,
		"1101051949123100":     ErrNumberLength,
		"１２３４５６":               ErrNumberDigit, // 18 bytes
		"11010519491231002X\n": ErrNumberLength,
	} {
		if got := ValidNumber(number); got != want {
			t.Errorf("%q: %v, want %v", number, got, want)
		}
	}
	if got := ValidNumber(NormalNumber(" 11010519491231002x ")); got != nil {
		t.Errorf("typed: %v", got)
	}
}

func TestExpandNumberRefuses(t *testing.T) {
	for number, want := range map[string]error{
		"13020280010100": ErrNumberLength, "13020280013001A": ErrNumberDigit, "130202800230001": ErrNumberDate,
	} {
		if _, err := ExpandNumber(number); err != want {
			t.Errorf("%s: %v, want %v", number, err, want)
		}
	}
}

func TestFormerNumberNeedsWhatItIsMadeOf(t *testing.T) {
	good := Record{Number: "932682198501010017", Country: "SAU", Link: "001"}
	if got := formerNumber(&good); got != "SAU320085010115" {
		t.Fatalf("got %s", got)
	}
	for name, change := range map[string]func(*Record){
		"no link":     func(r *Record) { r.Link = "" },
		"odd country": func(r *Record) { r.Country = "sau" },
		"no country":  func(r *Record) { r.Country = "" },
		"bad number":  func(r *Record) { r.Number = "932682198501010018" },
	} {
		r := good
		change(&r)
		if got := formerNumber(&r); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
