package config

import (
	"fmt"
	"maps"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // small images of terminals come without zone files
)

// Validate returns every value that cannot work as Problems with their keys,
// nil when there is none. It looks at values only: whether a port, a font or
// a folder is there is told by the part that opens it.
func (c Config) Validate() error {
	var v check
	v.all(c)
	return v.found.err()
}

func (v *check) all(c Config) {
	v.terminal(c.Terminal)
	v.hall(c.Hall)
	v.screen(c.Screen)
	v.reader(c.Reader)
	v.printer(c.Printer)
	v.touch(c.Touch)
	v.scanner(c.Scanner)
	v.cabinet(c.Cabinet)
	v.keys(c.Keys)
	v.speech(c.Speech, c.Panel, c.Screen.Langs)
	v.samePort(c)
	v.panel(c.Panel)
	v.api(c.API)
	v.offline(c.Offline)
	v.serviceMode(c.Service)
	v.selfTest(c.SelfTest)
	v.paths(c)
	v.fleet(c.Fleet)
	v.metrics(c.Metrics)
	v.machine(c.Machine)
	v.policy(c.Policy)
	v.slips(c.Slips)
	v.services(c.Services)
}

// check collects what is wrong.
type check struct {
	found  Problems
	limits map[string]Limit // nil: nobody asks
}

func (v *check) bad(key, format string, args ...any) {
	v.found = append(v.found, Problem{Key: key, Reason: fmt.Sprintf(format, args...)})
}

var (
	terminalID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)
	phone      = regexp.MustCompile(`^[0-9+() -]*$`)
)

func (v *check) terminal(t Terminal) {
	switch {
	case t.ID == "":
		v.bad("terminal.id", "missing; the name by which the hall's API knows this terminal")
	case !terminalID.MatchString(t.ID):
		v.bad("terminal.id", "want 1 to 32 of A-Z a-z 0-9 - _, got %q", t.ID)
	}
	v.words("terminal.place", t.Place)
}

func (v *check) hall(h Hall) {
	v.words("hall.name", h.Name)
	v.words("hall.else", h.Else)
	// LoadLocation takes "" for UTC and "Local" for whatever the machine has.
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" || h.Zone == "Local" {
		v.bad("hall.zone", "want a time zone such as Asia/Shanghai, got %q", h.Zone)
	}
	if !phone.MatchString(h.Phone) {
		v.bad("hall.phone", "want digits, spaces and + - ( ), got %q", h.Phone)
	}
}

// words wants Chinese; other languages fall back to it.
func (v *check) words(key string, w Words) {
	if strings.TrimSpace(w.Zh) == "" {
		v.bad(key+".zh", "missing; every text needs Chinese")
	}
}

func (v *check) screen(s Screen) {
	between(v, "screen.width_px", s.WidthPx, 320, 7680)
	between(v, "screen.height_px", s.HeightPx, 320, 7680)
	if s.DiagonalIn != 0 { // else the panel is asked
		between(v, "screen.diagonal_in", s.DiagonalIn, 5, 100)
		if why := s.Unfit(s.DiagonalIn); why != "" {
			v.bad("screen.diagonal_in", "%s", why)
		}
	}
	between(v, "screen.lower_edge_mm", s.LowerEdgeMM, 0, 2000)
	between(v, "screen.window_scale", s.WindowScale, 0.1, 1)
	between(v, "screen.text_step", s.TextStep, 1, 4)
	v.languages(s)
	v.night(s)
	v.path("screen.font_regular", s.FontRegular)
	v.path("screen.font_bold", s.FontBold)
	if s.FontFamily == "" {
		v.bad("screen.font_family", "missing; the face of the collection such as Noto Sans CJK SC")
	}
}

// languages other than those that are built in need a folder to come from.
func (v *check) languages(s Screen) {
	oneOf(v, "screen.lang", s.Lang, s.Langs)
	for i, lang := range s.Langs {
		if slices.Contains(s.Langs[:i], lang) {
			v.bad("screen.langs", "%s is there twice", lang)
		}
		if !slices.Contains(builtIn, lang) && s.LangDir == "" {
			v.bad("screen.langs", "%s is not built in, as %s are; screen.lang_dir must name the folder of %s.toml", lang, list(builtIn), lang)
		}
	}
}

func (v *check) api(a API) {
	if reason := badURL(a.URL); reason != "" {
		v.bad("api.url", "%s", reason)
	}
	between(v, "api.read_timeout", a.ReadTimeout, 100*time.Millisecond, time.Minute)
	between(v, "api.write_timeout", a.WriteTimeout, 100*time.Millisecond, time.Minute)
	between(v, "api.attempts", a.Attempts, 1, 10)
	between(v, "api.break_after", a.BreakAfter, 1, 100)
	between(v, "api.lists_every", a.ListsEvery, time.Minute, 24*time.Hour)
	between(v, "api.break_for", a.BreakFor, 100*time.Millisecond, 10*time.Minute)
	for _, operation := range slices.Sorted(maps.Keys(a.Timeouts)) {
		if !slices.Contains(Operations, operation) {
			v.bad("api.timeouts."+operation, "unknown operation; there are %s", list(Operations))
		}
		between(v, "api.timeouts."+operation, a.Timeouts[operation], 100*time.Millisecond, 2*time.Minute)
	}
	between(v, "api.refresh_every", a.RefreshEvery, time.Second, time.Hour)
	v.gateway(a.Gateway, a.URL)
}

func badURL(text string) string {
	if text == "" {
		return "missing; the address of the hall's API such as https://hall.example/api"
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return fmt.Sprintf("want http:// or https:// and a host, got %q", text)
	case u.User != nil:
		return "want an address without user and password"
	case u.RawQuery != "" || u.Fragment != "":
		return fmt.Sprintf("want an address without ? and #, got %q", text)
	case strings.HasSuffix(text, "/"):
		return fmt.Sprintf("want an address without the slash at its end, got %q", text)
	}
	return ""
}

// metrics are for this machine: what they say of a terminal is nobody else's
// business on the hall's network.
func (v *check) metrics(m Metrics) {
	if m.Listen == "" {
		return
	}
	if a, err := netip.ParseAddrPort(m.Listen); err != nil || !a.Addr().IsLoopback() {
		v.bad("metrics.listen", "want 127.0.0.1:PORT or [::1]:PORT, got %q", m.Listen)
	}
}

func (v *check) paths(c Config) {
	v.path("journal.path", c.Journal.Path)
	if c.Control.Socket != "" {
		v.path("control.socket", c.Control.Socket)
	}
	// sun_path of a unix socket holds 107 bytes and a NUL.
	if len(c.Control.Socket) > 107 {
		v.bad("control.socket", "want at most 107 bytes, got %d", len(c.Control.Socket))
	}
}

func (v *check) path(key, path string) {
	if !strings.HasPrefix(path, "/") {
		v.bad(key, "want a path from the root such as /var/lib/kioskd, got %q", path)
	}
}

// slips looks at the paths alone: what kinds there are, and whether a template
// is one, is known where papers are made.
func (v *check) slips(files map[string]string) {
	for _, kind := range slices.Sorted(maps.Keys(files)) {
		v.path("slips."+kind, files[kind])
	}
}

func (v *check) policy(p Policy) {
	between(v, "policy.warn_before", p.WarnBefore, 20*time.Second, 10*time.Minute)
	between(v, "policy.visit", p.Visit, 30*time.Second, 30*time.Minute)
	between(v, "policy.reading", p.Reading, 30*time.Second, 30*time.Minute)
	between(v, "policy.extend", p.Extend, 20*time.Second, 30*time.Minute)
	between(v, "policy.extensions", p.Extensions, 10, 1000)
	between(v, "policy.ask_why", p.AskWhy, 0, 5)
	between(v, "policy.veil", p.Veil, 0, 30*time.Minute)
	if p.Veil > 0 && p.Veil < 10*time.Second {
		v.bad("policy.veil", "want 0s or 10s and more, got %v", p.Veil)
	}
	between(v, "policy.thanks", p.Thanks, time.Second, 5*time.Minute)
	between(v, "policy.take", p.Take, 5*time.Second, 5*time.Minute)
	v.warning("policy.visit", p.Visit, p.WarnBefore)
	v.warning("policy.reading", p.Reading, p.WarnBefore)
	v.rules(p)
}

// warning wants a page to stand for a while before its warning does.
func (v *check) warning(key string, page, warn time.Duration) {
	if page <= warn {
		v.bad(key, "want more than policy.warn_before %v, got %v", warn, page)
	}
}

func (v *check) services(all map[string]Service) {
	for _, id := range slices.Sorted(maps.Keys(all)) {
		key := "services." + id
		if !slices.Contains(ServiceIDs, id) {
			v.bad(key, "unknown service; there are %s", strings.Join(ServiceIDs, ", "))
		}
		if all[id].Else.En != "" {
			v.words(key+".else", all[id].Else)
		}
	}
}
