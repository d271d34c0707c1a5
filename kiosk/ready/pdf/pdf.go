// Package pdf sets a readiness report on A4.
//
// Fonts of Chinese are collections with outlines that PDF libraries do not
// embed, so every character is drawn as its outline, by the face that the
// screens use. The report's JSON is attached to the file.
package pdf

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/ready"
)

// Millimetres of the page.
const (
	pageHigh = 297.0
	left     = 18.0
	right    = 192.0
	foot     = 280.0
)

// sheet sets lines from the top down.
type sheet struct {
	p    *fpdf.Fpdf
	face *face
	y    float64
	page int
	name string
	zone *time.Location // of the hall: that of the report
}

var verdicts = map[ready.Verdict]string{
	ready.Ready: "可以使用  ready", ready.Limited: "能用，有事要办  limited", ready.Out: "不能使用  out of use",
}

// Write sets a report with the face of a font collection or file.
func Write(w io.Writer, r ready.Report, fontFile, family string) error {
	f, err := openFace(fontFile, family)
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	p := fpdf.New("P", "mm", "A4", "")
	p.SetTitle("govkiosk "+r.Terminal+" "+r.Made.Format(time.RFC3339), true)
	p.SetCreationDate(r.Made)
	p.SetModificationDate(r.Made)
	p.SetCatalogSort(true)
	p.SetAttachments([]fpdf.Attachment{{Content: body, Filename: "report.json", Description: ready.Format}})
	s := &sheet{p: p, face: f, name: r.Terminal, zone: r.Made.Location()}
	s.turn()
	s.head(r)
	s.faults(r.Faults)
	s.devices(r.Devices)
	s.tests(r.Tests)
	return p.Output(w)
}

// turn begins a page.
func (s *sheet) turn() {
	s.page++
	s.p.AddPage()
	s.y = 18
	s.face.draw(s.p, left, pageHigh-10, 2.8, fmt.Sprintf("%s  %d", s.name, s.page))
}

// line sets text of a height, wrapped, from x to the right margin.
func (s *sheet) line(x, high float64, text string) {
	for _, row := range s.face.wrap(text, right-x, high) {
		if s.y+high*1.6 > foot {
			s.turn()
		}
		s.y += high * 1.5
		s.face.draw(s.p, x, s.y, high, row)
	}
}

func (s *sheet) title(text string) {
	if s.y+24 > foot {
		s.turn()
	}
	s.y += 5
	s.line(left, 4.6, text)
	s.y += 1.5
	s.p.SetLineWidth(0.3)
	s.p.Line(left, s.y, right, s.y)
	s.y += 1
}

func (s *sheet) head(r ready.Report) {
	s.line(left, 6.5, "就绪报告  Readiness report")
	s.line(left, 3.8, strings.Join([]string{r.Terminal, r.Place, r.Hall}, "  ·  "))
	s.line(left, 3.8, r.Made.Format("2006-01-02 15:04:05 -07:00"))
	s.line(left, 5.2, verdicts[r.Verdict])
}

func (s *sheet) faults(all []fault.Shown) {
	s.title("故障  Faults")
	if len(all) == 0 {
		s.line(left, 3.6, "没有。None.")
	}
	for _, f := range all {
		s.y += 1.5
		s.line(left, 4, fmt.Sprintf("%s   %s, %s acts, since %s", f.Code, f.Severity, f.Who, f.Since.In(s.zone).Format("01-02 15:04")))
		for _, t := range []fault.Text{f.Guard, f.Act} {
			s.line(left+4, 3.6, t.Zh)
			s.line(left+4, 3.2, t.En)
		}
		if f.Cause != "" {
			s.line(left+4, 3, "cause: "+f.Cause)
		}
		if len(f.Hides) > 0 {
			s.line(left+4, 3, fmt.Sprint("behind it: ", f.Hides))
		}
	}
}

// columns sets cells side by side, each wrapped to its width.
func (s *sheet) columns(at []float64, cells ...string) {
	const high = 3.2
	wrapped, n := make([][]string, len(cells)), 0
	for i, cell := range cells {
		end := right
		if i+1 < len(at) {
			end = at[i+1] - 2
		}
		wrapped[i] = s.face.wrap(cell, end-at[i], high)
		n = max(n, len(wrapped[i]))
	}
	for row := range n {
		if s.y+high*1.6 > foot {
			s.turn()
		}
		s.y += high * 1.35
		for i, rows := range wrapped {
			if row < len(rows) {
				s.face.draw(s.p, at[i], s.y, high, rows[row])
			}
		}
	}
	s.y += high * .4
}

func (s *sheet) devices(all []ready.Device) {
	s.title("设备  Devices")
	at := []float64{left, left + 30, left + 58, left + 92}
	for _, d := range all {
		s.columns(at, d.Device, d.State, string(d.Code), d.Notes)
	}
}

func (s *sheet) tests(all []diag.Result) {
	s.title("测试  Tests")
	if len(all) == 0 {
		s.line(left, 3.6, "还没有测过。None yet.")
	}
	at := []float64{left, left + 42, left + 64, left + 92}
	for _, t := range all {
		var measured []string
		for _, m := range t.Measures {
			measured = append(measured, m.Name+" "+m.String())
		}
		notes := strings.TrimSpace(t.Reason + " " + t.Detail + " " + strings.Join(measured, ", "))
		s.columns(at, string(t.Test), verdictOf(t), t.Began.In(s.zone).Format("01-02 15:04"), notes)
	}
}

// verdictOf is the verdict of a test, or that it has none yet.
func verdictOf(t diag.Result) string {
	if t.Ended.IsZero() && t.Verdict == "" {
		return "running"
	}
	if t.Past {
		return string(t.Verdict) + ", past"
	}
	return string(t.Verdict)
}
