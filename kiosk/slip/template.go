package slip

import (
	"embed"
	"errors"
	"fmt"
	"strings"
	"text/template"

	"govkiosk/drivers/escpos"
)

//go:embed templates/*.slip
var builtin embed.FS

var funcs = template.FuncMap{
	"ascii": ascii,
	"inc":   func(n int) int { return n + 1 },
}

// Template returns the built-in template of a kind, to begin one's own with.
func Template(k Kind) (string, error) {
	if _, err := find(k); err != nil {
		return "", err
	}
	text, err := builtin.ReadFile("templates/" + string(k) + ".slip")
	if err != nil {
		return "", fmt.Errorf("slip: %w", err)
	}
	return string(text), nil
}

// SetTemplate lays a kind out by text from now on; the package comment says
// how it is written. It is tried on samples first, a full and a bare one: an
// error names the line, and the kind stays as it was.
func (m *Maker) SetTemplate(k Kind, text string) error {
	t, err := m.tried(k, text)
	if err == nil {
		m.templates[k] = t
	}
	return err
}

// tried is a template that makes every sample of its kind, on this paper.
func (m *Maker) tried(k Kind, text string) (*template.Template, error) {
	row, err := find(k)
	if err != nil {
		return nil, err
	}
	t, err := parse(row, text)
	if err != nil {
		return nil, err
	}
	for _, sample := range row.samples() {
		if d := m.lay(t, sample); d.Err() != nil {
			return nil, d.Err()
		}
	}
	return t, nil
}

func parse(row Paper, text string) (*template.Template, error) {
	t, err := template.New(string(row.Kind())).Funcs(funcs).Parse(mark(text))
	if err != nil {
		return nil, faultOf(row.Kind(), err, row)
	}
	return t, nil
}

// errNoCut: paper that is not cut hangs in the printer, and nobody is given it.
var errNoCut = errors.New("no cut at the end; foot has one")

// lay makes a paper. What is wrong with it is the Doc's Err.
func (m *Maker) lay(t *template.Template, data Paper) *escpos.Doc {
	d := &escpos.Doc{Width: m.width, Margin: margin, Glyph: m.glyph}
	var out strings.Builder
	if err := t.Execute(&out, quoted(data)); err != nil {
		d.Fail(faultOf(data.Kind(), err, data))
		return d
	}
	p := page{m: m, d: d}
	err := p.read(out.String())
	if err == nil && !p.cut {
		err = errNoCut
	}
	if err != nil {
		f := fault{kind: data.Kind(), reason: err.Error()}
		var at lineError
		if errors.As(err, &at) {
			f.line, f.reason = at.line, at.err.Error()
		}
		d = &escpos.Doc{}
		d.Fail(f)
	}
	return d
}
