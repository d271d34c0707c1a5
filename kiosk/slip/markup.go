package slip

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"govkiosk/drivers/escpos"
)

// page reads markup into a Doc.
type page struct {
	m     *Maker
	d     *escpos.Doc
	facts []fact // of the lines just above, for one row
	cut   bool   // the paper has been cut
}

// fact is a figure that the citizen goes by.
type fact struct{ label, figure, unit []escpos.Span }

// lineError is an error of one line of a template.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }
func (e lineError) Unwrap() error { return e.err }

// read takes the output of a template whose lines bear their numbers.
func (p *page) read(text string) error {
	number := 0
	for line := range strings.Lines(text) {
		var rest string
		number, rest = unmark(line, number)
		if err := p.line(rest); err != nil {
			return lineError{number, err}
		}
	}
	p.endFacts()
	return nil
}

// line takes one line of markup. What the Doc refuses is an error of the line
// that asked for it.
func (p *page) line(line string) error {
	line = strings.Trim(line, blanks)
	if line == "" || line[0] == '#' {
		return nil
	}
	word, text, _ := strings.Cut(line, " ")
	do, ok := elements[word]
	if !ok {
		return fmt.Errorf("no element %q; there are %s", word, strings.Join(slices.Sorted(maps.Keys(elements)), ", "))
	}
	if word != "fact" {
		p.endFacts()
	}
	if err := do(p, strings.Trim(text, blanks)); err != nil {
		return fmt.Errorf("%s: %w", word, err)
	}
	return p.d.Err()
}

// blanks around a text do not count; an ideographic space does.
const blanks = " \t\r\n"

// marks number the lines of a template, so that an error in what comes out of
// it can name the line it comes from. A field cannot hold a NUL.
const markRune = "\x00"

// mark puts its number before every line that begins outside an action.
func mark(text string) string {
	var out strings.Builder
	inside := false
	number := 0
	for line := range strings.Lines(text) {
		number++
		if !inside {
			fmt.Fprintf(&out, "%s%d%s", markRune, number, markRune)
		}
		out.WriteString(line)
		if open, end := strings.LastIndex(line, "{{"), strings.LastIndex(line, "}}"); open != end {
			inside = open > end
		}
	}
	return out.String()
}

// unmark takes the marks out and returns the last one, or number where there
// is none.
func unmark(line string, number int) (int, string) {
	for {
		before, after, found := strings.Cut(line, markRune)
		if !found {
			return number, line
		}
		digits, rest, _ := strings.Cut(after, markRune)
		if n, err := strconv.Atoi(digits); err == nil {
			number = n
		}
		line = before + rest
	}
}

var errUnclosed = errors.New("a tag is not closed")

// tags are the styles of spans.
var tags = map[string]escpos.Style{
	"b":   {Bold: true},
	"big": {Size: escpos.Double, Bold: true},
	"inv": {Invert: true},
}

// spans reads a text with tags. Without any it is one plain span.
func spans(text string) ([]escpos.Span, error) {
	var out []escpos.Span
	var run strings.Builder
	open := ""
	end := func() {
		if run.Len() > 0 {
			out = append(out, escpos.Span{Text: run.String(), Style: tags[open]})
			run.Reset()
		}
	}
	for text != "" {
		c := text[0]
		text = text[1:]
		switch {
		case c == '\\' && text != "":
			run.WriteString(unquote(text[0]))
			text = text[1:]
		case c == '<':
			tag, rest, _ := strings.Cut(text, ">")
			end()
			if err := turn(&open, tag); err != nil {
				return nil, err
			}
			text = rest
		default:
			run.WriteByte(c)
		}
	}
	end()
	if open != "" {
		return nil, errUnclosed
	}
	return out, nil
}

// turn opens or closes a tag; there is one at a time.
func turn(open *string, tag string) error {
	name, closing := strings.CutPrefix(tag, "/")
	_, known := tags[name]
	switch {
	case !known:
		return fmt.Errorf("no tag <%s>; there are <b>, <big>, <inv>", tag)
	case closing && *open == name:
		*open = ""
	case !closing && *open == "":
		*open = name
	default:
		return fmt.Errorf("<%s> inside <%s>", tag, *open)
	}
	return nil
}

// cells splits a text at its bars.
func cells(text string) []string {
	var out []string
	from := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '|':
			out = append(out, strings.Trim(text[from:i], blanks))
			from = i + 1
		}
	}
	return append(out, strings.Trim(text[from:], blanks))
}

// spanCells are cells as spans, at least n of them.
func spanCells(text string, n int) ([][]escpos.Span, error) {
	var out [][]escpos.Span
	for _, c := range cells(text) {
		s, err := spans(c)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if len(out) > n {
		return nil, fmt.Errorf("%d texts, want %d", len(out), n)
	}
	for len(out) < n {
		out = append(out, nil)
	}
	return out, nil
}
