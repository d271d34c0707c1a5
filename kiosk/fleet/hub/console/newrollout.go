package console

import (
	"fmt"
	"html/template"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
)

// mostWaves is how many waves the form has room for.
const mostWaves = 4

// usual is what the form begins with; waves and release are the campaigns' to
// say.
var usual = rollout.Plan{Success: 0.95, MaxFailed: 3, PerHall: 1, Patience: 10 * time.Minute}

// form is a plan as it is typed.
type form struct {
	ID, Release, Success, MaxFailed, PerHall, Patience string
	Waves                                              []waveForm
}

type waveForm struct{ Labels, Share, Least, Soak string }

// numeral is a number as people type it.
func numeral(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func formOf(p rollout.Plan) form {
	f := form{
		ID: p.ID, Release: strconv.FormatInt(p.Release, 10), Success: numeral(p.Success * 100), MaxFailed: strconv.Itoa(p.MaxFailed),
		PerHall: strconv.Itoa(p.PerHall), Patience: numeral(p.Patience.Minutes()),
	}
	for _, w := range p.Waves {
		var labels []string
		for _, name := range slices.Sorted(maps.Keys(w.Labels)) {
			labels = append(labels, name+"="+w.Labels[name])
		}
		f.Waves = append(f.Waves, waveForm{strings.Join(labels, " "), numeral(math.Ceil(w.Share*10000) / 100), strconv.Itoa(w.Least), numeral(w.Soak.Minutes())})
	}
	for len(f.Waves) < mostWaves {
		f.Waves = append(f.Waves, waveForm{})
	}
	return f
}

// typed reads a form; a wave without a share is none.
func typed(v url.Values) form {
	get := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	f := form{get("id"), get("release"), get("success"), get("failed"), get("hall"), get("patience"), nil}
	for i := range mostWaves {
		n := strconv.Itoa(i)
		f.Waves = append(f.Waves, waveForm{get("labels" + n), get("share" + n), get("least" + n), get("soak" + n)})
	}
	return f
}

// plan is what was typed as a plan; what cannot be read is told by name.
func (f form) plan() (p rollout.Plan, problems []string) {
	of := func(name, text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil || !(v >= 0 && v <= 1e9) { // NaN is neither
			problems = append(problems, fmt.Sprintf("%s: %q", name, text))
			return 0
		}
		return v
	}
	whole := func(name, text string) int {
		v, err := strconv.Atoi(text)
		if err != nil {
			problems = append(problems, fmt.Sprintf("%s: %q", name, text))
		}
		return v
	}
	duration := func(name, text string) time.Duration { return time.Duration(of(name, text) * float64(time.Minute)) }
	p = rollout.Plan{
		ID: f.ID, Release: int64(whole("release", f.Release)), Success: of("success", f.Success) / 100,
		MaxFailed: whole("max_failed", f.MaxFailed), PerHall: whole("per_hall", f.PerHall), Patience: duration("patience", f.Patience),
	}
	for i, w := range f.Waves {
		if w == (waveForm{}) {
			continue
		}
		name := func(field string) string { return fmt.Sprintf("waves[%d].%s", i, field) }
		one := rollout.Wave{Share: of(name("share"), w.Share) / 100, Least: whole(name("least"), w.Least), Soak: duration(name("soak"), w.Soak)}
		for pair := range strings.FieldsSeq(strings.ReplaceAll(w.Labels, ",", " ")) {
			label, value, ok := strings.Cut(pair, "=")
			if !ok || label == "" || value == "" {
				problems = append(problems, fmt.Sprintf("%s: %q", name("labels"), pair))
				continue
			}
			if one.Labels == nil {
				one.Labels = map[string]string{}
			}
			one.Labels[label] = value
		}
		p.Waves = append(p.Waves, one)
	}
	return p, problems
}

// draft is a roll-out that is being prepared.
type draft struct {
	Form     form
	Preview  api.Preview
	Bars     []bar
	Problems []string
	Changes  int // keys that change somewhere
	Outside  bool
}

// newRollout is the form, filled in with what is usual.
func (c *Console) newRollout(w http.ResponseWriter, r *http.Request, s people.Session) {
	if c.o.Campaigns == nil {
		c.fail(w, r, http.StatusNotFound, errNone)
		return
	}
	f := typed(r.URL.Query())
	if r.URL.RawQuery == "" {
		_, p := c.o.Campaigns.Preview(usual)
		p.ID = ""
		for i := range p.Waves {
			p.Waves[i].Labels = held(p.Waves[i].Labels, s.Person.Scope)
		}
		f = formOf(p)
	}
	c.draw(w, r, http.StatusOK, "newrollout", draft{Form: f}, "newrollout.title")
}

// held are a wave's labels, held to somebody's place.
func held(labels map[string]string, s people.Scope) map[string]string {
	out := maps.Clone(labels)
	for level, name := range map[string]string{"province": s.Province, "city": s.City, "district": s.District, "hall": s.Hall} {
		if name == "" {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[level] = name
	}
	return out
}

// look reckons what a form would do.
func (c *Console) look(f form, s people.Session) (draft, rollout.Plan) {
	d := draft{Form: f}
	p, problems := f.plan()
	if d.Problems = problems; len(problems) > 0 {
		return d, p
	}
	d.Preview, p = c.o.Campaigns.Preview(p)
	d.Problems, d.Outside = d.Preview.Problems, !p.HeldTo(s.Person.Scope.Labels())
	if d.Outside {
		d.Preview = api.Preview{Release: p.Release} // it is not theirs to see
		return d, p
	}
	keys := map[string]bool{}
	for _, i := range d.Preview.Impacts {
		for _, change := range i.Changes {
			keys[change.Key] = true
		}
	}
	d.Changes = len(keys)
	for i, w := range d.Preview.Waves {
		b := bar{Total: w.Total, Silent: max(w.Total-w.Heard, 0)}
		if i < len(p.Waves) {
			b.Wave = p.Waves[i]
		}
		d.Bars = append(d.Bars, b)
	}
	return d, p
}

// preview shows what would change where. Nothing has happened yet.
func (c *Console) preview(w http.ResponseWriter, r *http.Request, s people.Session) {
	if c.o.Campaigns == nil {
		c.fail(w, r, http.StatusNotFound, errNone)
		return
	}
	d, _ := c.look(typed(r.URL.Query()), s)
	c.draw(w, r, http.StatusOK, "preview", d, "preview.title", d.Form.Release)
}

func (c *Console) start(w http.ResponseWriter, r *http.Request, s people.Session) {
	if c.o.Campaigns == nil {
		c.fail(w, r, http.StatusNotFound, errNone)
		return
	}
	if err := r.ParseForm(); err != nil {
		c.fail(w, r, http.StatusBadRequest, err)
		return
	}
	d, p := c.look(typed(r.PostForm), s)
	if d.Outside {
		c.refuse(w, r, http.StatusForbidden, "refused.scope")
		return
	}
	if len(d.Problems) > 0 {
		c.draw(w, r, http.StatusUnprocessableEntity, "preview", d, "preview.title", d.Form.Release)
		return
	}
	why := clip(strings.TrimSpace(r.PostForm.Get("text")))
	err := c.hub.Audit.Note(r.Context(), s.Who(), "rollout.start", p.ID, strings.TrimSuffix(fmt.Sprintf("release %d in %d waves; %s", p.Release, len(p.Waves), why), "; "))
	var one api.Rollout
	if err == nil {
		one, err = c.o.Campaigns.Start(r.Context(), p, s.Person.ID)
	}
	if err != nil {
		c.fail(w, r, http.StatusConflict, err)
		return
	}
	done(w, r, "/rollouts/"+one.ID, "start")
}

// Query is the form as it is typed, to change it.
func (d draft) Query() template.URL {
	f := d.Form
	q := map[string]string{"id": f.ID, "release": f.Release, "success": f.Success, "failed": f.MaxFailed, "hall": f.PerHall, "patience": f.Patience}
	for i, w := range f.Waves {
		n := strconv.Itoa(i)
		q["labels"+n], q["share"+n], q["least"+n], q["soak"+n] = w.Labels, w.Share, w.Least, w.Soak
	}
	return encode(q)
}
