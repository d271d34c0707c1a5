package slip

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"govkiosk/drivers/escpos"
)

//go:embed templates/*.slip
var builtin embed.FS

// The papers that there are templates for.
const (
	TicketPaper  = "ticket"
	ReceiptPaper = "receipt"
)

// Papers are the names that SetTemplate knows.
var Papers = []string{TicketPaper, ReceiptPaper}

var funcs = template.FuncMap{
	"ascii": ascii,
	"inc":   func(n int) int { return n + 1 },
}

// Template returns the built-in template of a paper, to begin one's own with.
func Template(name string) (string, error) {
	text, err := builtin.ReadFile("templates/" + name + ".slip")
	if err != nil {
		return "", fmt.Errorf("slip: no paper %q; there are %s", name, strings.Join(Papers, ", "))
	}
	return string(text), nil
}

// SetTemplate lays a paper out by text from now on; the package comment says
// how it is written. It is tried on samples first, a full and a bare one: an
// error names the line, and the paper stays as it was.
func (m *Maker) SetTemplate(name, text string) error {
	t, err := parse(name, text)
	if err != nil {
		return err
	}
	for _, sample := range samples(name) {
		if d := m.lay(t, sample); d.Err() != nil {
			return d.Err()
		}
	}
	m.templates[name] = t
	return nil
}

// Preview lays the paper's sample out by text, without keeping it.
func (m *Maker) Preview(name, text string) (*escpos.Doc, error) {
	t, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	d := m.lay(t, samples(name)[0])
	return d, d.Err()
}

func parse(name, text string) (*template.Template, error) {
	if !slices.Contains(Papers, name) {
		return nil, fmt.Errorf("slip: no paper %q; there are %s", name, strings.Join(Papers, ", "))
	}
	t, err := template.New(name).Funcs(funcs).Parse(mark(text))
	if err != nil {
		return nil, fmt.Errorf("slip: %w", err)
	}
	return t, nil
}

// lay makes a paper. What is wrong with it is the Doc's Err.
func (m *Maker) lay(t *template.Template, data any) *escpos.Doc {
	d := &escpos.Doc{Margin: margin, Glyph: m.glyph}
	var out strings.Builder
	if err := t.Execute(&out, quoted(data)); err != nil {
		d.Fail(fmt.Errorf("slip: %w", err))
		return d
	}
	p := page{m: m, d: d}
	if err := p.read(out.String()); err != nil {
		d = &escpos.Doc{}
		d.Fail(fmt.Errorf("slip: template %s: %w", t.Name(), err))
	}
	return d
}
