package idcard

import (
	"slices"
	"strings"
)

// Flag is something in a record that cannot be right. The record is shown as
// it is; nothing is corrected in silence (§15).
type Flag string

const (
	FlagNumber      Flag = "number-invalid"       // fails ValidNumber; a 2017 permit: not 15 characters
	FlagNumberBirth Flag = "number-against-birth" // the two name different days
	FlagNumberSex   Flag = "number-against-sex"
	FlagNumberKind  Flag = "number-against-kind" // begins as those of another kind of card
	FlagBirth       Flag = "birth-unreadable"
	FlagExpiry      Flag = "expiry-unreadable" // not proof of a valid card
	FlagName        Flag = "name-missing"
)

func (r *Record) check() []Flag {
	var flags []Flag
	add := func(bad bool, f Flag) {
		if bad {
			flags = append(flags, f)
		}
	}
	add(strings.TrimSpace(r.Name) == "", FlagName)
	add(!dated(r.Birth), FlagBirth)
	add(r.ValidTo != LongTerm && !dated(r.ValidTo), FlagExpiry)
	if r.Kind == Foreigner2017 {
		add(len(r.Number) != 15, FlagNumber)
		return flags
	}
	if ValidNumber(r.Number) != nil {
		return append(flags, FlagNumber)
	}
	add(kindByNumber(r.Number) != r.Kind, FlagNumberKind)
	add(r.Number[6:14] != r.Birth, FlagNumberBirth)
	told := r.SexCode == sexMale || r.SexCode == sexFemale
	add(told && r.SexCode != sexOf(r.Number), FlagNumberSex)
	return flags
}

// kindByNumber is the kind of card whose numbers begin as this one of 18 characters
// (§12.2, §12.4). An area code that nobody lists is a citizen's all the same.
func kindByNumber(number string) RecordKind {
	switch {
	case number[0] == '9':
		return Foreigner2023
	case slices.Contains([]string{"810000", "820000", "830000"}, number[:6]):
		return Permit
	}
	return Citizen
}
