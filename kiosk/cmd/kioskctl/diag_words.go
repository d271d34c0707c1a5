package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// diagWords says what the screens of the terminal say, in a line of text.
type diagWords struct{ lang string }

func (w diagWords) say(key string, fill ...string) string {
	return screens.Say(screens.Lang(w.lang), "technician."+key, fill...)
}

// known is the catalogue's word, or the word itself.
func (w diagWords) known(group, word string) string {
	if key := "technician." + group + "." + word; screens.Known(screens.Lang(w.lang), key) {
		return screens.Say(screens.Lang(w.lang), key)
	}
	return word
}

func (w diagWords) test(id diag.TestID) string {
	return w.known("test", strings.ReplaceAll(string(id), ".", "-"))
}

// result is a verdict with its reason and what was measured.
func (w diagWords) result(r diag.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", w.test(r.Test), r.Test, w.known("verdict", string(r.Verdict)))
	if r.Reason != "" {
		fmt.Fprintf(&b, ": %s [%s]", w.known("reason", r.Reason), r.Reason)
	}
	if r.Detail != "" {
		fmt.Fprintf(&b, "\n    %s", r.Detail)
	}
	for _, m := range r.Measures {
		mark := ""
		if m.Bad {
			mark = "  <-- " + m.Limit
		}
		fmt.Fprintf(&b, "\n    %-20s %s%s", m.Name, m, mark)
	}
	return b.String()
}

func (w diagWords) prompt(test diag.TestID, p diag.Prompt) string {
	var fill []string
	for _, k := range slices.Sorted(maps.Keys(p.Fill)) {
		fill = append(fill, k, w.known("word", p.Fill[k]))
	}
	line := "> " + w.test(test) + ": " + w.say("step."+p.Step, fill...)
	if p.Field != "" {
		line += " [" + string(p.Field) + "]"
	}
	switch {
	case len(p.Choices) > 0:
		line += " (" + strings.Join(p.Choices, " ") + ")"
	case p.Ask:
		line += " (y n s)"
	}
	return line
}

func (w diagWords) table(s diag.Status) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s", s.Terminal, s.At.Format("01-02 15:04 -07:00"), s.Stage)
	if o := s.Desk.Owner; o != nil {
		fmt.Fprintf(&b, ", %s by %s since %s", o.Person, o.Via, o.Since.In(s.At.Location()).Format("15:04"))
	}
	b.WriteString("\n")
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "#\tDEVICE\tSTATE\tREASON\tLAST TEST\tFIGURE")
	for i, d := range s.Devices {
		last, state := "-", w.known("state", string(d.State))
		if !d.Fitted {
			state = w.say("absent")
		}
		if d.Last != nil {
			last = fmt.Sprintf("%s %s %s", d.Last.Began.In(s.At.Location()).Format("01-02 15:04"), d.Last.Test, w.known("verdict", string(d.Last.Verdict))) + gone(d.Last.Past)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\n", i+1, d.Device, state, dash(d.Reason), last, dash(d.Figure))
	}
	t.Flush() // to memory
	b.WriteString("h: help, q: done")
	return b.String()
}

// gone marks what was found before the device recovered.
func gone(past bool) string {
	if past {
		return " (past)"
	}
	return ""
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func (w diagWords) tests(s diag.Status, d diag.Device) string {
	var out []string
	for _, t := range s.Tests {
		if t.Device != d {
			continue
		}
		if t.Last != nil {
			out = append(out, t.Last.Began.In(s.At.Location()).Format("2006-01-02 15:04")+gone(t.Last.Past)+" "+w.result(*t.Last))
			continue
		}
		out = append(out, fmt.Sprintf("%s (%s): %s", w.test(t.ID), t.ID, w.say("untested")))
	}
	if out == nil {
		return fmt.Sprintf("there is no device %q", d)
	}
	return strings.Join(out, "\n")
}
