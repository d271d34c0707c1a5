package journey

import (
	"slices"
	"strings"
	"time"
)

// List is how the list of businesses is looked at.
type List struct {
	Fetch      CommandID
	Department string
	Group      string
	Query      string
	Keyboard   bool
	Failed     Reason
	FailedAt   time.Time
	Tries      int
}

// Groups are the keys of the initials index. I, U and V begin no syllable.
var Groups = []string{"ABC", "DEF", "GHJ", "KLM", "NOPQ", "RST", "WXYZ"}

// queryMost is the longest search, in letters.
const queryMost = 20

// Listed is what the list at hand offers: the businesses that have a queue, or
// the matters of the service.
func (s State) Listed() Catalogue {
	if listed := chapterOf(s.Service).listed; listed != nil {
		return listed(s)
	}
	return s.World.Catalogue
}

// toMatters lists the matters of a service, all of them or one department's.
func (t *turn) toMatters(department string) {
	t.Page = PageList
	t.List = List{Department: department}
	t.Left = t.allowance()
}

func (t *turn) toList() {
	t.Page = PageList
	t.Choice, t.Confirm = nil, Confirm{}
	t.Left = t.allowance()
}

// backFromList closes the letters first, then goes back to who it is for.
func (t *turn) backFromList() {
	if t.List.Keyboard {
		t.List.Keyboard, t.List.Query = false, ""
		return
	}
	if chapterOf(t.Service).listed != nil {
		t.backOwn()
		return
	}
	t.backToIdentify()
}

// fetchList asks for the businesses anew; those of before stay in sight.
func (t *turn) fetchList() {
	t.List.Fetch = t.nextID()
	t.List.Failed = ""
	t.do(FetchList{ID: t.List.Fetch})
}

func (t *turn) listFetched(e ListFetched) {
	if !t.awaited(e.ID, t.List.Fetch) {
		return
	}
	t.List.Fetch = 0
	t.List.Failed = e.Reason
	if e.Reason != "" {
		t.List.FailedAt = t.Now
		t.List.Tries += max(e.Tries, 1)
	}
}

func (t *turn) touchList(e Touch) {
	switch e.Do {
	case "department":
		t.List.Department, t.List.Group = e.Arg, ""
	case "group":
		t.List.Group = toggled(t.List.Group, e.Arg)
	case "keyboard":
		t.List.Keyboard = !t.List.Keyboard
	case "key":
		if key := strings.ToLower(plain(e.Arg)); key != " " && key != "'" && key != "-" {
			t.search(t.List.Query + key)
		}
	case "delete":
		if n := len(t.List.Query); n > 0 {
			t.search(t.List.Query[:n-1])
		}
	case "clear":
		t.search("")
	case "retry":
		t.fetchList()
	case "business":
		t.choose(e.Arg)
	}
}

func toggled(was, now string) string {
	if was == now {
		return ""
	}
	return now
}

// search looks through every department: who types does not know which.
func (t *turn) search(query string) {
	if len(query) > queryMost {
		return
	}
	t.List.Query, t.List.Department, t.List.Group = query, "", ""
}

func (t *turn) choose(code string) {
	b, ok := t.Listed().Business(code)
	if !ok || b.Closed != "" {
		return
	}
	if picked := chapterOf(t.Service).picked; picked != nil {
		picked(t, b)
		return
	}
	if t.World.Closed(b) != "" {
		return
	}
	if t.Person.Source == SourceNone && !b.Anonymous {
		t.Person = nil
		t.toIdentify()
		return
	}
	t.toConfirm(b)
}

// Shown returns the businesses that pass the list's filters, in the order of
// the catalogue.
func (l List) Shown(c Catalogue) []Business {
	var out []Business
	for _, b := range c.Businesses {
		if l.Department != "" && b.Department != l.Department {
			continue
		}
		if l.Group != "" && !begins(b, l.Group) {
			continue
		}
		if l.Query != "" && !Matches(b, l.Query) {
			continue
		}
		out = append(out, b)
	}
	return out
}

// Matches tells whether typed letters or words mean this business: initials
// of its name, its whole reading, or a part of its names.
func Matches(b Business, query string) bool {
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), query) }
	for _, texts := range [][]string{b.Initials, b.Readings, b.Aliases, b.OtherReadings} {
		if slices.ContainsFunc(texts, has) {
			return true
		}
	}
	return has(b.Name.Zh) || has(b.Name.En) || has(b.Detail.Zh) || has(b.Detail.En)
}

// GroupEmpty tells whether no business in the chosen department begins with
// a letter of that group.
func (l List) GroupEmpty(c Catalogue, group string) bool {
	return !slices.ContainsFunc(c.Businesses, func(b Business) bool {
		return (l.Department == "" || b.Department == l.Department) && begins(b, group)
	})
}

// begins tells whether one of a business's readings begins with a letter of
// the group.
func begins(b Business, group string) bool {
	return slices.ContainsFunc(b.Initials, func(s string) bool {
		return s != "" && strings.Contains(group, strings.ToUpper(s[:1]))
	})
}
