package journey

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// shapesMost is more than any service has; one that has more needs a story
// with fewer answers.
const shapesMost = 3000

// arrow leads from one scene of an exploration to another.
type arrow struct {
	from, to string // labels
	what     string
}

// exploration is all that can happen in a service, with one person and a
// handful of answers.
type exploration struct {
	scenes []scene // one of every shape, in the order in which they were met
	arrows []arrow
}

// explore goes everywhere that a service leads to from the home page, and no
// further than the home page and other services.
func explore(step stepper, service Service) exploration {
	c, _ := everything().next(step, Touch{Do: "start"}, Touch{Do: "service", Arg: string(service)})
	var x exploration
	seen := map[string]bool{}
	reach := func(c scene) {
		s := label(c.State, service)
		if !outside(c.State, service) {
			s += shape(c.State)
		}
		if !seen[s] && len(x.scenes) < shapesMost {
			seen[s] = true
			c.owed = c.waiting()
			x.scenes = append(x.scenes, c)
		}
	}
	x.arrows = append(x.arrows, arrow{from: "home", to: label(c.State, service), what: "service " + string(service)})
	reach(c)
	for i := 0; i < len(x.scenes); i++ {
		from := x.scenes[i]
		if outside(from.State, service) {
			continue
		}
		for _, h := range whatever(from) {
			to, _ := from.next(step, h.events...)
			x.arrows = append(x.arrows, arrow{label(from.State, service), label(to.State, service), h.what})
			reach(to)
		}
	}
	return x
}

// outside tells whether a state is no part of a service any more.
func outside(s State, service Service) bool {
	return s.Page == PageHome || s.Page == PageAttract || s.Page == PageLeaving || s.Service != service
}

// whatever may happen next.
func whatever(c scene) []happening {
	all := pressed(c.State)
	for _, e := range c.waiting() {
		if _, card := e.(WatchCard); card && c.Page != PageIdentify {
			continue // a card that moves later changes nothing but the farewell
		}
		all = append(all, replies(e)...)
	}
	if also := stories[c.Service].also; also != nil {
		all = append(all, also(c.State)...)
	}
	if c.Paper.Stage == PaperTaken || c.Paper.Stage == PaperCancelled {
		var seconds []Event
		for range c.Left + 1 {
			seconds = append(seconds, TimerFired{ID: TimerSecond})
		}
		all = append(all, happens("time", seconds...))
	}
	return all
}

// shape is what decides how a state goes on, as far as that can be told
// without knowing the service: the words of the journey as they are, of
// everything else only whether it is there.
func shape(s State) string {
	var out strings.Builder
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		page, only := of[name]
		if slices.Contains(passing, name) || only && page != s.Page && (s.Page != PageWorking || page != s.Call.From) {
			continue
		}
		shapeOf(&out, name, v.Field(i), 2)
	}
	if sub := stories[s.Service].sub; sub != nil {
		out.WriteString(sub(s))
	}
	return out.String()
}

// of are the fields that only their own page looks at, and a call from it.
var of = map[string]Page{"Question": PageQuestion, "Write": PageWrite, "Date": PageDate, "Notice": PageNotice, "Pad": PagePad}

// passing are the fields that only change what a page says, or hold what
// others do too.
var passing = []string{
	"Now", "Policy", "World", "lastID", "Dropped", "Visit", "Left", "Warned", "Extensions", "Lang", "Text", "Help", "Calling",
	"Choice", "Scan", "List", "FailedAt", "Tries", "Working", "Since", "Shown", "Attempt", "Reveal", "Name", "Number",
	"Birth", "Mouth", "Priority", "Words", "Reason", "Stood", "Month", "Taken", "Text", "Origin", "Screen",
	"For", "Phone", "Voice", "Idle", "Veiled", "Chosen", "Run", "Waited", "Changed", "Department", "Told",
}

func shapeOf(out *strings.Builder, name string, v reflect.Value, deep int) {
	switch {
	case v.IsZero():
		return
	case v.Type() == reflect.TypeFor[CardState]() && CardState(v.String()) != CardPresent:
		return // there is no card, whatever the reader sees instead
	case v.Kind() == reflect.Struct && deep > 0:
		out.WriteString(name + "{")
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !slices.Contains(passing, name) {
				shapeOf(out, name, v.Field(i), deep-1)
			}
		}
		out.WriteString("}")
		return
	case v.Type() == reflect.TypeFor[Reason]():
		name += fmt.Sprint(Reason(v.String()).Final())
	case v.Type() == reflect.TypeFor[[]Choice]():
		name += fmt.Sprint(Question{Choices: v.Interface().([]Choice)}.chosen())
	case v.Kind() == reflect.Slice && v.Len() > 1:
		name += "s"
	case v.Kind() == reflect.Interface:
		name += v.Elem().Type().String()
	case v.Kind() == reflect.String && (v.Type() != reflect.TypeFor[string]() || name == "Key" || name == "Doing"):
		name += "=" + v.String()
	}
	out.WriteString(name + ";")
}

// label is what a page is called in the graph of a service.
func label(s State, service Service) string {
	switch {
	case s.Page == PageAttract || s.Page == PageLeaving:
		return "end"
	case s.Page == PageHome:
		return "home"
	case s.Service != service:
		return "→ " + string(s.Service)
	}
	parts := append([]string{string(s.Page)}, details(s)...)
	if sub := stories[s.Service].sub; sub != nil {
		parts = append(parts, sub(s))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// details tell pages of one name apart.
func details(s State) []string {
	switch s.Page {
	case PageWorking:
		return []string{s.Call.Doing, callDetail(s.Call)}
	case PageQuestion:
		return []string{s.Question.Key}
	case PagePad:
		return []string{string(s.Pad.Kind), s.Pad.Key, padDetail(s.Pad)}
	case PageWrite:
		return []string{s.Write.Key}
	case PageTicket:
		return []string{string(s.Paper.Stage), busy(s.Paper.Command)}
	case PageDone:
		return []string{s.Done.Key, string(s.Paper.Stage)}
	case PageConfirm:
		return []string{confirmDetail(s.Confirm)}
	case PageNotice:
		return []string{string(s.Notice)}
	}
	return nil
}

func busy(id CommandID) string {
	if id != 0 {
		return "…"
	}
	return ""
}

func callDetail(c Call) string {
	switch {
	case c.Keeping:
		return "keeping"
	case c.Failed == "":
		return "…"
	case c.Unsure():
		return "unsure"
	case c.Failed.Final():
		return "refused"
	}
	return "failed"
}

func padDetail(p Pad) string {
	switch {
	case p.Problem != "":
		return "wrong"
	case p.Ready:
		return "ready"
	}
	return ""
}

func confirmDetail(c Confirm) string {
	switch {
	case c.Reserve != 0:
		return "…"
	case c.Key != "":
		return "unsure"
	case c.Failed != "":
		return "failed"
	case c.Paper != "":
		return "no paper"
	}
	return ""
}
