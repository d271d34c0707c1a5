package screens_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"govkiosk/screens"
	"govkiosk/screens/sample"
	"govkiosk/screens/ui"
)

// Every page and state, on every panel, at every text step, in both languages,
// with keys anywhere, within low reach and in elder mode: nothing is cut off,
// nothing leaves the glass, nothing stands on anything else, and a finger finds
// every key. Elder mode has two steps: below its third it is the third.
func TestEveryPageFitsEverywhere(t *testing.T) {
	for _, panel := range []screens.Panel{column, totem, wall, desk} {
		for _, mode := range []struct {
			name  string
			steps []int
			set   func(*screens.View)
		}{
			{"as it is", []int{1, 2, 3, 4}, func(*screens.View) {}},
			{"low reach", []int{1, 2, 3, 4}, func(v *screens.View) { v.LowReach = true }},
			{"elder", []int{3, 4}, func(v *screens.View) { v.Theme = screens.ThemeElder }},
			{"elder, low reach", []int{4}, func(v *screens.View) { v.Theme, v.LowReach = screens.ThemeElder, true }},
			{"contrast", []int{4}, func(v *screens.View) { v.Theme = screens.ThemeContrast }},
		} {
			t.Run(fmt.Sprintf("%d px, %.1f in, %s", panel.WidthPx, panel.DiagonalIn, mode.name), func(t *testing.T) {
				t.Parallel()
				for _, step := range mode.steps {
					eachAt(t, panel, step, mode.set)
				}
			})
		}
	}
}

// eachAt checks every sample on a panel at a text step.
func eachAt(t *testing.T, panel screens.Panel, step int, set func(*screens.View)) {
	fonts := loadFonts(t)
	m := ui.NewMetrics(panel.WidthPx, panel.HeightPx, panel.DiagonalIn)
	for _, lang := range languages {
		for _, n := range sample.Views(lang) {
			set(&n.View)
			n.View.TextStep = step
			page := screens.Layout(n.View, panel, fonts, screens.Glass{Since: 10 * time.Second})
			l := laid{fmt.Sprintf("%s %s step %d", n.Name, lang, step), panel, page, ui.Rect{W: m.Width, H: m.Height}}
			fits(t, l)
			fingers(t, l)
			apart(t, l)
			neat(t, l)
			held(t, l)
			codesClear(t, l)
			if n.View.LowReach && !technicians(n.Name) {
				low(t, l)
			}
			if n.View.Theme == screens.ThemeElder && !technicians(n.Name) {
				roomy(t, l)
			}
		}
	}
}

// apart: words stand within a key or beside it, and on no pictogram.
func apart(t *testing.T, l laid) {
	t.Helper()
	for _, it := range l.page.Items {
		text, ok := it.Op.(ui.Text)
		if !ok || !it.Clip.Empty() {
			continue // rows of a list scroll under its edges
		}
		ink := inkOf(text)
		for _, target := range l.page.Targets {
			both := ink.Intersect(target.Visible())
			if both.W > .3 && both.H > .3 && !inside(target.Visible(), ink) {
				t.Errorf("%s: %q crosses the edge of %s %q", l.name, text.S, target.Role, target.Label)
			}
		}
		for _, other := range l.page.Items {
			icon, ok := other.Op.(ui.Icon)
			if !ok || !other.Clip.Empty() {
				continue
			}
			if both := ink.Intersect(icon.R); both.W > .6 && both.H > .6 {
				t.Errorf("%s: %q stands on pictogram %s", l.name, text.S, icon.Name)
			}
		}
	}
}

// low: in low reach nothing is touched above 1100 mm from the floor.
func low(t *testing.T, l laid) {
	t.Helper()
	edge := l.panel.LowerEdgeMM
	if edge == 0 {
		edge = 800
	}
	line := l.whole.H - (1100 - edge)
	for _, target := range l.page.Targets {
		if target.R.Y < line-.01 && target.Role != "page" && target.Enabled {
			t.Errorf("%s: %q begins %.0f mm above the line", l.name, target.Label, line-target.R.Y)
		}
	}
}

// roomy: in elder mode lines of one text are 1.3 em apart or more, and a list
// has four choices a page.
func roomy(t *testing.T, l laid) {
	t.Helper()
	for i := 1; i < len(l.page.Items); i++ {
		a, ok1 := l.page.Items[i-1].Op.(ui.Text)
		b, ok2 := l.page.Items[i].Op.(ui.Text)
		if ok1 && ok2 && a.X == b.X && a.Em == b.Em && a.Bold == b.Bold && b.Y > a.Y && b.Y-a.Y < 1.29*a.Em {
			t.Errorf("%s: %q stands %.2f em under %q", l.name, b.S, (b.Y-a.Y)/a.Em, a.S)
		}
	}
	rows := 0
	for _, target := range l.page.Targets {
		if target.Role == "row" && target.Do != string(screens.ActSheet) {
			rows++
		}
	}
	if rows > 4 && !strings.Contains(l.name, "keyboard") {
		t.Errorf("%s: %d rows", l.name, rows)
	}
}

// codesClear: the white ground of a code lies under no words, on dark pages too.
func codesClear(t *testing.T, l laid) {
	t.Helper()
	for _, it := range l.page.Items {
		box, ok := it.Op.(ui.Box)
		if !ok || box.Fill != ui.PaperWhite {
			continue
		}
		for _, other := range l.page.Items {
			if text, ok := other.Op.(ui.Text); ok && !inkOf(text).Intersect(box.R).Empty() {
				t.Errorf("%s: %q stands on the ground of a code", l.name, text.S)
			}
		}
	}
}

// A translation that is too long is found: the page that it stands on says
// what it cuts off.
func TestATranslationThatDoesNotFitIsFound(t *testing.T) {
	fonts := loadFonts(t)
	for key, long := range map[string]string{
		"bar.help":         "Hilfebedürftigkeitsbenachrichtigungsauslösung",
		"home.title":       strings.Repeat("Welche Angelegenheit möchten Sie heute hier erledigen? ", 9),
		"identify.title":   strings.Repeat("Identitätsnachweisdokument ", 40),
		"timeout.stay":     strings.Repeat("Anwesenheitsbestätigung", 4),
		"identify.promise": strings.Repeat("Datenschutzgrundverordnung ", 60),
	} {
		lang := screens.Lang("long-" + strings.ReplaceAll(key, ".", "-"))
		group, name, _ := strings.Cut(key, ".")
		dir := t.TempDir()
		text := fmt.Sprintf("[%s]\n%s = %q\n", group, name, long)
		if err := os.WriteFile(filepath.Join(dir, string(lang)+".toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := screens.LoadLanguages(dir); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, n := range sample.Views(lang) {
			page := screens.Layout(n.View, column, fonts, screens.Glass{Since: 10 * time.Second})
			found = found || len(page.Cut) > 0 || page.Over > 0
		}
		if !found {
			t.Errorf("%s of %d letters fits everywhere", key, len(long))
		}
	}
}

// Why something cannot be had may be any reason that there are words for:
// each fits wherever pages say one, where there is the least room.
func TestEveryReasonFits(t *testing.T) {
	fonts := loadFonts(t)
	for _, lang := range languages {
		for _, why := range screens.Reasons() {
			for _, v := range refused(lang, why) {
				v.TextStep = 4
				page := screens.Layout(v, wall, fonts, screens.Glass{Since: 10 * time.Second})
				if len(page.Cut) > 0 || page.Over > 0 {
					t.Errorf("%s, %s, %s: cut %q, %.1f mm too high", v.Screen, why, lang, page.Cut, page.Over)
				}
			}
		}
	}
}

// refused are the pages that say a reason, with that one on them.
func refused(lang screens.Lang, why screens.Reason) (out []screens.View) {
	for _, n := range sample.Views(lang) {
		v := n.View
		switch {
		case v.Home != nil:
			home := *v.Home
			home.Services = slices.Clone(home.Services)
			for i := range home.Services {
				home.Services[i].Reason = why
			}
			v.Home = &home
		case v.List != nil && len(v.List.Rows) > 0:
			list := *v.List
			list.Rows = slices.Clone(list.Rows)
			for i := range list.Rows {
				list.Rows[i].Reason = why
			}
			v.List = &list
		case v.Identify != nil && v.Identify.State == screens.CardFault:
			identify := *v.Identify
			identify.Reason = why
			v.Identify = &identify
		case v.OutOfUse != nil:
			v.OutOfUse = &screens.OutOfUse{Reason: why, Since: v.OutOfUse.Since, Where: v.OutOfUse.Where}
		case v.Notice != nil:
			v.Notice = &screens.Notice{Reason: why, Since: v.Notice.Since, Where: v.Notice.Where, Report: v.Notice.Report}
		case v.Working != nil && v.Working.Failed != screens.ReasonNone:
			working := *v.Working
			working.Failed = why
			v.Working = &working
		case v.Done != nil && v.Done.Paper == screens.PaperNone:
			done := *v.Done
			done.Reason = why
			v.Done = &done
		case v.Ticket != nil && v.Ticket.Paper == screens.PaperNone:
			ticket := *v.Ticket
			ticket.Reason = why
			v.Ticket = &ticket
		default:
			continue
		}
		out = append(out, v)
	}
	return out
}
