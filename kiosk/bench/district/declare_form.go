package district

import (
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// field is one field of a form: what it is, and where its value comes from
// before the citizen has said anything.
type field struct {
	code, kind    string
	label         api.Words
	value, source string
	fixed, must   bool
	private       bool
	hint          *api.Notice
	choices       []api.Choice
	longest       int
}

var sourceNames = map[string]api.Notice{
	"id-card": {Zh: "身份证", En: "ID card"}, "shared-data": {Zh: "部门共享", En: "Shared by departments"},
	"earlier-case": {Zh: "以前的办件", En: "An earlier case"}, "citizen": {Zh: "您填写的", En: "You"},
}

// sections are the form: filled as far as the card, earlier cases and shared
// data go, and with what the citizen has put in.
func (d *District) sections(f fileDraft, i *registry.Item) []api.FormSection {
	out := []api.FormSection{
		section("applicant", words("申请人", "Applicant"), f, d.applicant(f)),
		section("handling", words("怎么给您结果", "How you get the result"), f, d.handling(f, i)),
	}
	return out
}

func (d *District) applicant(f fileDraft) []field {
	name, sex, birth, address := value(f.Person.Name), "", "", ""
	phone, from := f.Phone, "citizen"
	who := d.registry.Person(f.Person.Number)
	if len(f.Person.Number) == 18 {
		birth = f.Person.Number[6:10] + "-" + f.Person.Number[10:12] + "-" + f.Person.Number[12:14]
		sex = []string{"女", "男"}[(f.Person.Number[16]-'0')%2]
	}
	if who != nil {
		name, address = who.Name, who.Address
		if phone == "" && who.Phone != "" {
			phone, from = who.Phone, "earlier-case"
		}
	}
	return []field{
		{code: "name", kind: "text", label: words("姓名", "Name"), value: name, source: "id-card", fixed: true, must: true},
		{code: "id-number", kind: "id-number", label: words("证件号码", "ID number"), value: f.Person.Number, source: "id-card", fixed: true, must: true, private: true},
		{code: "sex", kind: "text", label: words("性别", "Sex"), value: sex, source: "id-card", fixed: true},
		{code: "birth", kind: "date", label: words("出生日期", "Born"), value: birth, source: "id-card", fixed: true},
		{code: "address", kind: "text", label: words("现在住址", "Address"), value: address, source: "id-card", must: true, longest: 60},
		{code: "phone", kind: "phone", label: words("手机号", "Mobile"), value: phone, source: from, must: true, private: true},
	}
}

func (d *District) handling(f fileDraft, i *registry.Item) []field {
	var out []field
	if slices.ContainsFunc(i.Needs, func(n registry.Need) bool { return n.Code == "bank-card" }) {
		account := ""
		if who := d.registry.Person(f.Person.Number); who != nil {
			account = "6228" + who.Number[6:14] + "0" + who.Number[14:17] // no bank has it: its check digit is wrong
		}
		out = append(out, field{
			code: "account", kind: "number", label: words("收款账户", "Account"), value: account, source: "shared-data", must: true, private: true,
			hint: notice("默认用社保卡账户", "The account of your social security card"), longest: 19,
		})
	}
	if d.registry.Results[i.Result].Certificate {
		out = append(out, field{
			code: "delivery", kind: "choice", label: words("怎么领", "How to collect"), value: "self", source: "citizen", must: true,
			choices: []api.Choice{
				{Code: "self", Name: words("到大厅领", "At the hall")}, {Code: "cabinet", Name: words("取证柜", "From the cabinet")}, {Code: "post", Name: words("寄到家", "By post")},
			},
		})
	}
	return append(out, field{code: "remark", kind: "text", label: words("还有什么要说的", "Anything else"), source: "none", longest: 200})
}

func section(code string, name api.Words, f fileDraft, fields []field) api.FormSection {
	s := api.FormSection{Code: code, Name: name, Fields: []api.Field{}}
	for _, one := range fields {
		if said, is := f.Fields[one.code]; is && !one.fixed && said != one.value {
			one.value, one.source = said, "citizen"
		}
		if one.value == "" {
			one.source = "none"
		}
		v := api.Field{
			Code: one.code, Label: one.label, Kind: one.kind, Value: one.value, Required: one.must, Fixed: one.fixed,
			Source: api.Coded{Code: one.source}, Hint: one.hint, Private: opt(one.private), MaxLength: opt(one.longest),
		}
		if name, known := sourceNames[one.source]; known {
			v.SourceName = &name
		}
		if one.choices != nil {
			v.Choices = &one.choices
		}
		s.Fields = append(s.Fields, v)
	}
	return s
}

// saveDraft keeps what was filled in, complete or not.
func (d *District) saveDraft(tx *txn, id string, v api.FormValues) (answer, error) {
	return d.withDraft(tx, id, func(f fileDraft, i *registry.Item) (answer, error) {
		if v.Version != nil && *v.Version != f.Version {
			return refuse("draft-changed"), nil
		}
		known := map[string]api.Field{}
		for _, s := range d.sections(f, i) {
			for _, one := range s.Fields {
				known[one.Code] = one
			}
		}
		var wrong []api.ID
		for _, said := range v.Fields {
			one, is := known[said.Code]
			if !is || one.Fixed && said.Value != one.Value || !fieldFits(one, said.Value) {
				wrong = append(wrong, said.Code)
				continue
			}
			f.Fields[said.Code] = said.Value
		}
		if wrong != nil {
			return refuseMissing("field-invalid", wrong), nil
		}
		if v.Answers != nil {
			f.Answers = keptAnswers(*v.Answers)
		}
		return d.keepDraft(tx, f)
	})
}

var (
	mobile = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	digits = regexp.MustCompile(`^[0-9]+$`)
)

// fieldFits reports whether a value may stand in a field. An empty one may: a
// draft need not be complete.
func fieldFits(f api.Field, value string) bool {
	if value == "" {
		return true
	}
	if f.MaxLength != nil && utf8.RuneCountInString(value) > *f.MaxLength {
		return false
	}
	switch f.Kind {
	case "phone":
		return mobile.MatchString(value)
	case "number":
		return digits.MatchString(value)
	case "id-number":
		return registry.ValidNumber(value)
	case "date":
		_, err := time.Parse(dayFormat, value)
		return err == nil
	case "yes-no":
		return value == "yes" || value == "no"
	case "choice":
		return f.Choices != nil && slices.ContainsFunc(*f.Choices, func(c api.Choice) bool { return c.Code == value })
	}
	return true
}
