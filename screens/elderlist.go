package screens

import (
	"strconv"

	"govkiosk/screens/ui"
)

// elderPage is how many choices a page of elder mode has.
const elderPage = 4

// choice is one key of full width.
type choice struct {
	label, sub string
	do         Act
	arg        string
	why        Reason
}

// elderList asks one thing at a time: the department, then the business.
func (p *page) elderList(v *List) content {
	title, list := p.listSays(v, "title"), p.businessChoices(v)
	if p.asksDepartment(v) {
		title, list = p.say("list.titleDepartment"), p.departmentChoices(v)
	}
	var read []block
	if p.small {
		read = append([]block{fixed(3, 0, nil), p.titleWithSeconds(title)}, p.asOf(v)...)
	} else {
		read = append(append(p.ask(11, title, p.sheetWords(list)), p.asOf(v)...), spring())
	}
	touch := []block{p.sheet(list)}
	if keys := p.sheetKeys(v, list); keys.size != nil {
		touch = append(touch, keys)
	}
	return content{read: read, touch: touch}
}

func (p *page) asksDepartment(v *List) bool {
	return v.Department == "" && v.Query == "" && len(v.Departments) > 1
}

func (p *page) departmentChoices(v *List) []choice {
	var out []choice
	for _, d := range v.Departments {
		out = append(out, choice{label: d.Short.In(p.v.Lang), do: ActDept, arg: d.Code})
	}
	return out
}

func (p *page) businessChoices(v *List) []choice {
	var out []choice
	for _, r := range v.Rows {
		sub := joined(r.Place.In(p.v.Lang), p.rowState(v, r))
		out = append(out, choice{label: r.Name.In(p.v.Lang), sub: sub, do: ActBusiness, arg: r.Code, why: r.Reason})
	}
	return out
}

// rowState is what stands at the end of a row.
func (p *page) rowState(v *List, r Row) string {
	if v.Key != "" && r.Reason == ReasonNone {
		return r.Status.In(p.v.Lang)
	}
	return p.waitWords(r)
}

// waitWords says in words how many wait for a business, or why it cannot be had.
func (p *page) waitWords(r Row) string {
	switch {
	case r.Reason != ReasonNone:
		return p.say("reason." + string(r.Reason) + ".short")
	case r.Ahead == 0:
		return p.say("unit.none")
	}
	return p.say("list.waiting") + " " + strconv.Itoa(r.Ahead) + " " + p.words.people(r.Ahead)
}

// sheetOf is the sheet of choices that is shown, and how many there are.
func (p *page) sheetOf(list []choice) (n, of int) {
	of = (len(list) + elderPage - 1) / elderPage
	return min(max(p.glass.Sheet, 0), of-1), of
}

func (p *page) sheetWords(list []choice) string {
	n, of := p.sheetOf(list)
	if of < 2 {
		return ""
	}
	return p.say("list.sheet", "n", strconv.Itoa(n+1), "of", strconv.Itoa(of))
}

// sheet is four choices at most, each as high as a quarter of the place.
func (p *page) sheet(list []choice) block {
	n, of := p.sheetOf(list)
	p.Sheets = of
	list = list[n*elderPage : min(len(list), (n+1)*elderPage)]
	least := 27.0
	if p.small {
		least = 22
	}
	return block{gap: p.gap, grow: 1, least: elderPage*least + 3*min(5, p.gap), size: func(float64) float64 { return elderPage * 46 },
		draw: func(r ui.Rect) {
			for i, c := range r.Rows(elderPage, min(5, p.gap))[:len(list)] {
				p.choiceKey(c, list[i])
			}
		}}
}

func (p *page) choiceKey(r ui.Rect, c choice) {
	l := look{label: c.label, sub: c.sub, typ: "title1", form: start, pad: min(12, r.W*.05), radius: 4, role: "row"}
	switch {
	case p.small || p.wide:
		l.typ = "title3"
	case p.v.Lang == English:
		l.typ = "title2"
	}
	if c.why != ReasonNone {
		l.kind = off
	}
	p.key(r, c.do, c.arg, l)
}

// sheetKeys turn to the other sheets and back to the departments.
func (p *page) sheetKeys(v *List, list []choice) block {
	n, of := p.sheetOf(list)
	var keys []func(ui.Rect)
	add := func(do Act, arg, word, icon string, on bool) {
		l := look{label: p.say(word), icon: icon, mm: 9, pad: 2}
		if !on {
			l.kind = off
		}
		keys = append(keys, p.press(do, arg, l))
	}
	if !p.asksDepartment(v) && len(v.Departments) > 1 {
		add(ActDept, "", "list.otherDepartment", "", true)
	}
	if of > 1 {
		add(ActSheet, "back", "list.sheetBack", "chevron-up", n > 0)
		add(ActSheet, "next", "list.sheetNext", "chevron-down", n < of-1)
	}
	if len(keys) == 0 {
		return block{}
	}
	h := 30.0
	if p.small {
		h = 20
	}
	return fixed(h, p.gap, func(r ui.Rect) {
		for i, c := range r.Columns(len(keys), min(5, p.gap)) {
			keys[i](c)
		}
	})
}
