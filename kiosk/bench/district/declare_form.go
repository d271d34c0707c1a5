package district

import (
	"regexp"
	"slices"
	"strings"
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
	earliest      string // of a date; empty: any
	latest        string
}

var sourceNames = map[string]api.Notice{
	"id-card": {Zh: "身份证", En: "ID card"}, "shared-data": {Zh: "部门共享", En: "Shared by departments"},
	"earlier-case": {Zh: "以前的办件", En: "An earlier case"}, "citizen": {Zh: "您填写的", En: "You"},
}

// sections are the form: filled as far as the card, earlier cases and shared
// data go, and with what the citizen has put in.
func (d *District) sections(f fileDraft, i *registry.Item) []api.FormSection {
	out := []api.FormSection{section("applicant", words("申请人", "Applicant"), f, d.applicant(f))}
	if f.For != nil {
		out = append(out, section("agent", words("替孩子办的人", "Who acts for the child"), f, d.acting(f)))
	}
	if name, asked := d.asked(i); asked != nil {
		out = append(out, section("matter", name, f, asked))
	}
	return append(out, section("handling", words("怎么给您结果", "How you get the result"), f, d.handling(f, i)))
}

func (d *District) applicant(f fileDraft) []field {
	owner := f.owner()
	name, sex, birth, address := value(owner.Name), "", "", ""
	who := d.registry.Person(owner.Number)
	if len(owner.Number) == 18 {
		birth = owner.Number[6:10] + "-" + owner.Number[10:12] + "-" + owner.Number[12:14]
		sex = []string{"女", "男"}[(owner.Number[16]-'0')%2]
	}
	if who != nil {
		name, address = who.Name, who.Address
	}
	source := "id-card"
	if f.For != nil {
		source = "shared-data" // no card of theirs was read
	}
	out := []field{
		{code: "name", kind: "text", label: words("姓名", "Name"), value: name, source: source, fixed: true, must: true},
		{code: "id-number", kind: "id-number", label: words("证件号码", "ID number"), value: owner.Number, source: source, fixed: true, must: true, private: true},
		{code: "sex", kind: "text", label: words("性别", "Sex"), value: sex, source: source, fixed: true},
		{code: "birth", kind: "date", label: words("出生日期", "Born"), value: birth, source: source, fixed: true},
		{code: "address", kind: "address", label: words("现在住址", "Address"), value: address, source: source, must: true, longest: 60},
	}
	if f.For == nil {
		out = append(out, d.telephone(f))
	}
	return out
}

// acting are the fields of who acts for somebody.
func (d *District) acting(f fileDraft) []field {
	name := value(f.Person.Name)
	if who := d.registry.Person(f.Person.Number); who != nil {
		name = who.Name
	}
	return []field{
		{code: "agent-name", kind: "text", label: words("姓名", "Name"), value: name, source: "id-card", fixed: true, must: true},
		{code: "agent-number", kind: "id-number", label: words("证件号码", "ID number"), value: f.Person.Number, source: "id-card", fixed: true, must: true, private: true},
		d.telephone(f),
	}
}

// telephone is that of who stands at the terminal.
func (d *District) telephone(f fileDraft) field {
	phone, from := f.Phone, "citizen"
	if who := d.registry.Person(f.Person.Number); phone == "" && who != nil && who.Phone != "" {
		phone, from = who.Phone, "earlier-case"
	}
	return field{code: "phone", kind: "phone", label: words("手机号", "Mobile"), value: phone, source: from, must: true, private: true}
}

// asked are the fields that the item's own form has.
func (d *District) asked(i *registry.Item) (api.Words, []field) {
	at := slices.IndexFunc(d.registry.Forms, func(f registry.Form) bool { return f.Item == i.Basic })
	if at < 0 {
		return api.Words{}, nil
	}
	form := d.registry.Forms[at]
	var out []field
	for _, one := range form.Fields {
		v := field{code: one.Code, kind: one.Kind, label: api.Words(one.Label), source: "none", must: one.Must, longest: one.Longest, private: one.Kind == "id-number"}
		if one.Hint.Zh != "" {
			v.hint = ptr(api.Notice(one.Hint))
		}
		for _, c := range one.Choices {
			v.choices = append(v.choices, api.Choice{Code: c.Code, Name: api.Words(c.Name)})
		}
		if one.Kind == "area" {
			v.choices = d.areas()
		}
		v.earliest, v.latest = d.dayFromToday(one.From), d.dayFromToday(one.Until)
		out = append(out, v)
	}
	return api.Words(form.Name), out
}

// areas are the streets and towns of the district.
func (d *District) areas() []api.Choice {
	var out []api.Choice
	for _, p := range d.registry.Places {
		if p.Kind == "hall" {
			continue
		}
		zh, _, _ := strings.Cut(p.Name.Zh, "便民服务中心")
		out = append(out, api.Choice{Code: p.Area, Name: words(zh, strings.TrimSuffix(p.Name.En, " office"))})
	}
	return out
}

func (d *District) dayFromToday(days *int) string {
	if days == nil {
		return ""
	}
	return day(midnight(d.now()).AddDate(0, 0, *days))
}

func (d *District) handling(f fileDraft, i *registry.Item) []field {
	var out []field
	if slices.ContainsFunc(i.Needs, func(n registry.Need) bool { return n.Code == "bank-card" }) {
		account := ""
		if who := d.registry.Person(f.owner().Number); who != nil {
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
			Earliest: opt(one.earliest), Latest: opt(one.latest),
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
		return err == nil && (f.Earliest == nil || value >= *f.Earliest) && (f.Latest == nil || value <= *f.Latest)
	case "yes-no":
		return value == "yes" || value == "no"
	case "choice", "area":
		return f.Choices != nil && slices.ContainsFunc(*f.Choices, func(c api.Choice) bool { return c.Code == value })
	}
	return true
}
