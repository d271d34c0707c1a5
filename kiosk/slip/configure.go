package slip

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
)

// Check tells everything that is wrong with the templates of [slips], for
// config.LoadWith. It reads their files and tries them on samples, on paper of
// the printer's width, and needs neither printer nor font.
func Check(c config.Config) config.Problems {
	if len(c.Slips) == 0 {
		return nil
	}
	// A width that no paper has is told by Validate; the templates are tried
	// all the same.
	m, err := newMaker(max(c.Printer.WidthDots, int(escpos.Width58)), nil, nil)
	if err != nil {
		return config.Problems{{Key: "slips", Reason: err.Error()}}
	}
	return m.configure(c.Slips)
}

// configure takes the templates that files hold, by kind.
func (m *Maker) configure(files map[string]string) (found config.Problems) {
	for _, kind := range slices.Sorted(maps.Keys(files)) {
		if p := m.configureOne(Kind(kind), files[kind]); p != nil {
			p.Key = "slips." + kind
			found = append(found, *p)
		}
	}
	return found
}

func (m *Maker) configureOne(kind Kind, file string) *config.Problem {
	if _, err := find(kind); err != nil {
		return &config.Problem{Reason: strings.TrimPrefix(err.Error(), "slip: ")}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		return &config.Problem{Reason: fmt.Sprintf("%s cannot be read: %v", file, err)}
	}
	if err := m.SetTemplate(kind, string(text)); err != nil {
		p := config.Problem{File: file, Reason: err.Error()}
		var f fault
		if errors.As(err, &f) {
			p.Line, p.Reason = f.line, f.reason
		}
		return &p
	}
	return nil
}
