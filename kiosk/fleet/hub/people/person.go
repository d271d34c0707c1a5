package people

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"govkiosk/config"
)

// Role is what somebody may do. Each may what those before it may.
type Role string

const (
	Viewer    Role = "viewer"    // looks
	Operator  Role = "operator"  // gives commands to terminals: lock, self-test, restart
	Publisher Role = "publisher" // starts and stops roll-outs
	Admin     Role = "admin"     // people, enrolment, revocation
)

var roles = []Role{Viewer, Operator, Publisher, Admin}

// Valid reports whether it is one.
func (r Role) Valid() bool { return slices.Contains(roles, r) }

// May reports whether who has the role may what another may.
func (r Role) May(want Role) bool {
	have, need := slices.Index(roles, r), slices.Index(roles, want)
	return need >= 0 && have >= need
}

// Scope is where: the terminals of a place. What is empty is any.
type Scope struct {
	Province string `json:"province,omitempty"`
	City     string `json:"city,omitempty"`
	District string `json:"district,omitempty"`
	Hall     string `json:"hall,omitempty"`
}

// Everywhere reports whether it leaves nothing out.
func (s Scope) Everywhere() bool { return s == Scope{} }

// Covers reports whether a terminal at a place is within.
func (s Scope) Covers(p config.Place) bool {
	fits := func(want, have string) bool { return want == "" || want == have }
	return fits(s.Province, p.Province) && fits(s.City, p.City) && fits(s.District, p.District) && fits(s.Hall, p.Hall)
}

// Labels are those of every terminal within.
func (s Scope) Labels() map[string]string {
	out := map[string]string{}
	for level, name := range map[string]string{"province": s.Province, "city": s.City, "district": s.District, "hall": s.Hall} {
		if name != "" {
			out[level] = name
		}
	}
	return out
}

// String names it: "district lunan".
func (s Scope) String() string {
	for _, part := range []struct{ level, name string }{{"hall", s.Hall}, {"district", s.District}, {"city", s.City}, {"province", s.Province}} {
		if part.name != "" {
			return part.level + " " + part.name
		}
	}
	return "everywhere"
}

// Person is one who may do something.
type Person struct {
	ID       string    `json:"id"` // 1 to 64 of a-z 0-9 - _ . @; with a provider what its claim says
	Name     string    `json:"name,omitempty"`
	Role     Role      `json:"role"`
	Scope    Scope     `json:"scope"`
	Provider bool      `json:"provider,omitempty"` // the OpenID provider says that it is this person; there is no password
	Added    time.Time `json:"added"`
	Since    time.Time `json:"since"` // sessions and tokens from before do not count: the password or the role was changed
}

var errName = errors.New("people: a name has 1 to 64 of a-z 0-9 - _ . @, and no dot at an end or beside another")

// Valid tells what is wrong with a person.
func (p Person) Valid() error {
	if p.ID == "" || len(p.ID) > 64 || strings.Contains("."+p.ID+".", "..") {
		return errName
	}
	for _, c := range p.ID {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && !strings.ContainsRune("-_.@", c) {
			return errName
		}
	}
	if !p.Role.Valid() {
		return fmt.Errorf("people: want the role viewer, operator, publisher or admin, got %q", p.Role)
	}
	return nil
}
