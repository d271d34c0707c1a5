package console

import (
	"fmt"
	"html/template"
	"math"
	"net/url"
	"strings"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/fleet/hub"
)

// funcs are what templates of one language call.
func funcs(lang string, w words) template.FuncMap {
	return template.FuncMap{
		"t":       w.t,
		"word":    w.or,
		"sign":    func(s any) string { return signs[fmt.Sprint(s)] },
		"when":    func(t time.Time) string { return t.Local().Format("2006-01-02 15:04:05") },
		"iso":     func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"ago":     func(t time.Time) string { return w.t("ago", w.span(time.Since(t))) },
		"left":    func(t time.Time) string { return w.left(time.Until(t)) },
		"span":    w.span,
		"seconds": func(s float64) string { return w.span(time.Duration(s * float64(time.Second))) },
		"minutes": func(s float64) string { return fmt.Sprintf("%.0f", s/60) },
		"days":    func(d float64) string { return w.t("days", fmt.Sprintf("%.1f", d)) },
		"number":  number,
		"percent": percent,
		"share":   func(s float64) string { return fmt.Sprintf("%g %%", math.Round(s*1000)/10) },
		"sentence": func(code string) string {
			if code == hub.Silence {
				return w.t("fault.silent")
			}
			return text(lang, w, code, func(f fault.Fault) fault.Text { return f.Guard })
		},
		"remedy": func(code string) string {
			if code == hub.Silence {
				return w.t("fault.silentAct")
			}
			return text(lang, w, code, func(f fault.Fault) fault.Text { return f.Act })
		},
		"place":  placeName,
		"around": func(p config.Place) string { return joined(p.District, p.City, p.Province) },
		"join":   strings.Join,
		"why":    why,
		"inc":    func(n int) int { return n + 1 },
		"tab":    func(p page, name, to string) tab { return tab{name, to, p.Section() == name} },
		"some": func(n int) string {
			if n == 1 {
				return w.t("terminals.one")
			}
			return w.t("terminals.n", n)
		},
		"known": func(code string) bool { _, ok := fault.Of(fault.Code(code)); return ok || code == hub.Silence },
	}
}

// tab is one of the navigation.
type tab struct {
	Name, To string
	On       bool
}

// signs stand before words, so that colour is never alone.
var signs = map[string]string{
	string(hub.Well): "●", string(hub.Partly): "◐", string(hub.Away): "✕", string(hub.Locked): "■", string(hub.Service): "◆",
	string(hub.Silent): "?", string(hub.Arrived): "○", string(hub.Revoked): "—",
	"critical": "✕", "error": "▲", "warning": "△", "info": "·",
	"running": "▶", "paused": "‖", "aborted": "✕", "stopped": "✕", "superseded": "»", "done": "✓",
	"taken": "▶", "refused": "✕", "expired": "—", "failed": "✕", "unsure": "?",
}

// span is a length of time in one unit, cut off.
func (w words) span(d time.Duration) string {
	d = max(d, 0)
	switch {
	case d < time.Minute:
		return w.t("seconds", int(d/time.Second))
	case d < time.Hour:
		return w.t("minutes", int(d/time.Minute))
	case d < 48*time.Hour:
		return w.t("hours", int(d/time.Hour))
	}
	return w.t("days", int(d/(24*time.Hour)))
}

// left is how long something still lasts.
func (w words) left(d time.Duration) string {
	if d < 0 {
		return w.t("past", w.span(-d))
	}
	return w.t("left", w.span(d))
}

// text is a sentence of the fault table; a code that this program does not
// know yet says so.
func text(lang string, w words, code string, which func(fault.Fault) fault.Text) string {
	if f, ok := fault.Of(fault.Code(code)); ok {
		return which(f).In(lang)
	}
	return w.t("fault.unknown")
}

// number is one without digits that say nothing.
func number(f float64) string {
	if f == math.Trunc(f) {
		return fmt.Sprintf("%.0f", f)
	}
	return fmt.Sprintf("%.1f", f)
}

// percent is a part of a whole for a bar, 0 to 100.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return math.Round(float64(part)*1000/float64(whole)) / 10
}

// placeName names where a terminal stands, the narrowest first.
func placeName(p config.Place) string { return joined(p.Hall, p.District, p.City, p.Province) }

// joined is what is said of some names.
func joined(names ...string) string {
	var parts []string
	for _, name := range names {
		if name != "" {
			parts = append(parts, name)
		}
	}
	return strings.Join(parts, " · ")
}

// encode is a query of what is not empty, which templates take as one.
func encode(fields map[string]string) template.URL {
	q := url.Values{}
	for name, value := range fields {
		if value != "" {
			q.Set(name, value)
		}
	}
	return template.URL(q.Encode())
}
