package page

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"govkiosk/kiosk/bench/district"
)

// worldPage is what the district's people have going on, and the rules by
// which its answers go wrong.
type worldPage struct {
	Scene  district.Scene
	Rules  []district.Rule
	Faults []district.Fault
	Told   string // what was wrong with the last rule; empty: nothing
}

func (s *Server) world(w http.ResponseWriter, _ *http.Request) { s.showWorld(w, "") }

func (s *Server) showWorld(w http.ResponseWriter, told string) {
	scene, err := s.bench.Scene()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	// A failure here is a browser that went away.
	_ = s.pages.ExecuteTemplate(w, "world.html", worldPage{scene, s.bench.Rules(), district.Faults[1:], told})
}

// addRule takes a rule from the page's form.
func (s *Server) addRule(w http.ResponseWriter, r *http.Request) {
	rule, err := ruleOf(r)
	if err == nil {
		err = s.bench.SetRules(append(s.bench.Rules(), rule))
	}
	if err != nil {
		s.showWorld(w, err.Error())
		return
	}
	http.Redirect(w, r, "/world", http.StatusSeeOther)
}

// ruleOf reads the form: rate in percent, delay in milliseconds.
func ruleOf(r *http.Request) (district.Rule, error) {
	rule := district.Rule{Pattern: r.FormValue("pattern"), Fault: district.Fault(r.FormValue("fault"))}
	rate, err := strconv.Atoi(cmp.Or(r.FormValue("rate"), "100"))
	if err != nil {
		return rule, fmt.Errorf("page: rate: %w", err)
	}
	rule.Rate = float64(rate) / 100
	if rule.Status, err = strconv.Atoi(cmp.Or(r.FormValue("status"), "0")); err != nil {
		return rule, fmt.Errorf("page: status: %w", err)
	}
	delay, err := strconv.Atoi(cmp.Or(r.FormValue("delay"), "0"))
	if err != nil {
		return rule, fmt.Errorf("page: delay: %w", err)
	}
	rule.Delay = time.Duration(delay) * time.Millisecond
	return rule, nil
}

func (s *Server) clearRules(w http.ResponseWriter, r *http.Request) {
	if err := s.bench.SetRules(nil); err != nil {
		s.showWorld(w, err.Error())
		return
	}
	http.Redirect(w, r, "/world", http.StatusSeeOther)
}

// miss lets a window's call go by: nobody came.
func (s *Server) miss(w http.ResponseWriter, r *http.Request) {
	if err := s.bench.Miss(r.PathValue("ticket")); err != nil {
		s.showWorld(w, err.Error())
		return
	}
	http.Redirect(w, r, "/world", http.StatusSeeOther)
}
