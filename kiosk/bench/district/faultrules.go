package district

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path"
	"slices"
	"time"
)

// Rule makes some calls go wrong: those whose path or operation fits.
type Rule struct {
	Pattern string        // an operation of the contract, or a path as path.Match reads it: /v1/drafts/*/form
	Rate    float64       // share of the calls that fit, above 0 and up to 1
	Status  int           // answer so, nothing is carried out; 0: no such thing
	Delay   time.Duration // hold the answer back
	Fault   Fault         // what becomes of the answer; FaultNone: nothing
}

// Faults are the words for what may become of an answer.
var Faults = []Fault{FaultNone, FaultServer, FaultNotJSON, FaultTruncated, FaultLost}

func (r Rule) check() error {
	_, err := path.Match(r.Pattern, "/")
	switch {
	case r.Pattern == "" || err != nil:
		return fmt.Errorf("district: %q is no pattern of a path and no operation", r.Pattern)
	case r.Rate <= 0 || r.Rate > 1:
		return fmt.Errorf("district: rate %v: wanted above 0 and up to 1", r.Rate)
	case r.Status != 0 && (r.Status < 400 || r.Status > 599):
		return fmt.Errorf("district: status %d: wanted 400 to 599", r.Status)
	case r.Delay < 0 || r.Delay > time.Minute:
		return fmt.Errorf("district: delay %v: wanted up to a minute", r.Delay)
	case !slices.Contains(Faults, r.Fault):
		return fmt.Errorf("district: there is no fault %q", r.Fault)
	case r.Status == 0 && r.Delay == 0 && r.Fault == FaultNone:
		return errors.New("district: a rule that changes nothing")
	}
	return nil
}

func (r Rule) fits(c Call) bool {
	if r.Pattern == c.Operation {
		return true
	}
	fits, err := path.Match(r.Pattern, c.Path)
	return err == nil && fits
}

// SetRules replaces the rules; none ends them. A wrong one changes nothing.
func (f *faults) SetRules(rules []Rule) error {
	for _, r := range rules {
		if err := r.check(); err != nil {
			return err
		}
	}
	f.lock.Lock()
	defer f.lock.Unlock()
	f.rules = slices.Clone(rules)
	f.luck = rand.New(rand.NewPCG(uint64(len(rules)), 1))
	return nil
}

// Rules returns the rules in force.
func (f *faults) Rules() []Rule {
	f.lock.Lock()
	defer f.lock.Unlock()
	return slices.Clone(f.rules)
}

// verdict is what happens to one call.
type verdict struct {
	down   bool
	slow   time.Duration
	fault  Fault
	status int
}

// decide says what happens to a call that begins now: what is set for all, and
// every rule that fits, the last one winning.
func (f *faults) decide(c Call) verdict {
	f.lock.Lock()
	defer f.lock.Unlock()
	v := verdict{f.down, f.slow, f.fault, 0}
	if c.Operation == "page" {
		v.fault = FaultNone
	}
	for _, r := range f.rules {
		if !r.fits(c) || f.luck.Float64() >= r.Rate {
			continue
		}
		v.slow = max(v.slow, r.Delay)
		if r.Fault != FaultNone {
			v.fault = r.Fault
		}
		if r.Status != 0 {
			v.status = r.Status
		}
	}
	return v
}

// injected answers with the status of a rule.
func injected(status int) answer {
	p := problem("injected")
	p.Status = status
	if text := http.StatusText(status); text != "" {
		p.Title = text
	}
	return reply(status, p)
}
