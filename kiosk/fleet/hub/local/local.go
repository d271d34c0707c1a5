// Package local is how kioskhub's other commands talk to the hub that runs on
// the same machine: a socket in the hub's folder that its owner alone can open.
// Who can read that folder has the hub's key anyway.
package local

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/wire"
)

// Code asks for codes: one for each terminal, or one for a place.
type Code struct {
	Terminals []string      `json:"terminals,omitempty"`
	Place     config.Place  `json:"place"`
	Lasts     time.Duration `json:"lasts"`
}

// Codes are codes, by terminal; "" for a place.
type Codes struct {
	Codes   map[string]string `json:"codes"`
	Expires time.Time         `json:"expires"`
}

// Person is one to be taken in or changed.
type Person struct {
	Person   people.Person `json:"person"`
	Password string        `json:"password,omitempty"`
}

// Token asks for a bearer token.
type Token struct {
	Purpose string        `json:"purpose"`
	Lasts   time.Duration `json:"lasts"`
}

// Step asks for one of a rotation of the authority.
type Step struct {
	Name   string `json:"name,omitempty"`
	Anyway bool   `json:"anyway,omitempty"` // leave terminals behind that are not ready
}

// Found is how the hub is.
type Found struct {
	Notes     int       `json:"notes"` // of the audit, all in order
	Problem   string    `json:"problem,omitempty"`
	Terminals int       `json:"terminals"`
	Release   int64     `json:"release"`
	Expires   time.Time `json:"expires,omitzero"` // the release
	Authority time.Time `json:"authority"`        // it expires
}

func socket(dir string) string { return filepath.Join(dir, "hub.sock") }

// Serve answers on the socket of a folder until ctx ends. It calls ready once
// it does.
func Serve(ctx context.Context, dir string, h *hub.Hub, ready func()) error {
	path := socket(dir)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // of a hub that was killed: the store is locked by this one
		return err
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if err != nil {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return errors.Join(err, l.Close())
	}
	server := &http.Server{Handler: handler(h), ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	ready()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

type desk struct{ *hub.Hub }

func handler(h *hub.Hub) http.Handler {
	d := desk{h}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /check", does(d.check))
	mux.HandleFunc("GET /terminals", does(d.terminals))
	mux.HandleFunc("POST /terminals/{id}/revoke", does(d.revoke))
	mux.HandleFunc("GET /backup", d.backup)
	mux.HandleFunc("GET /authority", does(d.rotation))
	mux.HandleFunc("POST /authority/{step}", does(d.step))
	mux.HandleFunc("POST /codes", does(d.codes))
	mux.HandleFunc("GET /people", does(d.people))
	mux.HandleFunc("POST /people", does(d.add))
	mux.HandleFunc("PUT /people/{id}/role", does(d.role))
	mux.HandleFunc("PUT /people/{id}/password", does(d.password))
	mux.HandleFunc("POST /people/{id}/token", does(d.token))
	mux.HandleFunc("DELETE /people/{id}", does(d.remove))
	return mux
}

// does answers with what f returns for the document that was sent.
func does[In, Out any](f func(context.Context, audit.Who, *http.Request, In) (Out, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in In
		var out any
		var err error
		if r.ContentLength != 0 {
			err = json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in)
		}
		if err == nil {
			out, err = f(r.Context(), whoOf(r), r, in)
		}
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			out = wire.Problem{Problem: err.Error()}
		}
		_ = json.NewEncoder(w).Encode(out) // who asked has gone
	}
}

func whoOf(r *http.Request) audit.Who {
	return audit.Who{ID: "local " + r.Header.Get("X-User"), From: "socket"}
}

type none struct{}

func (d desk) check(ctx context.Context, _ audit.Who, _ *http.Request, _ none) (Found, error) {
	notes, err := d.Audit.Check(ctx)
	f := Found{Notes: notes, Terminals: len(d.Authority.Terminals()), Authority: d.Authority.Expires()}
	if err != nil {
		f.Problem = err.Error()
	}
	f.Release, f.Expires = d.Release()
	return f, nil
}

func (d desk) terminals(context.Context, audit.Who, *http.Request, none) ([]authority.Terminal, error) {
	return d.Authority.Terminals(), nil
}

func (d desk) revoke(ctx context.Context, who audit.Who, r *http.Request, why string) (none, error) {
	id := r.PathValue("id")
	if err := d.Audit.Note(ctx, who, "terminal.revoke", id, why); err != nil {
		return none{}, err
	}
	return none{}, d.Authority.Revoke(ctx, id, why)
}

// slowest is how long a piece of a backup may wait for its reader: the hub's
// writes wait with it.
const slowest = 10 * time.Second

// brisk gives every write so long.
type brisk struct {
	w http.ResponseWriter
	c *http.ResponseController
}

func (b brisk) Write(p []byte) (int, error) {
	if err := b.c.SetWriteDeadline(time.Now().Add(slowest)); err != nil {
		return 0, err
	}
	return b.w.Write(p)
}

// backup answers with one. What is cut off has no end, and the reader sees it.
func (d desk) backup(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/x-tar")
	if err := d.Backup(r.Context(), whoOf(r), brisk{w, http.NewResponseController(w)}); err != nil {
		w.Header().Set(http.TrailerPrefix+problemTrailer, err.Error())
	}
}

func (d desk) rotation(context.Context, audit.Who, *http.Request, none) (hub.Rotation, error) {
	return d.Rotation(), nil
}

func (d desk) step(ctx context.Context, who audit.Who, r *http.Request, s Step) (hub.Rotation, error) {
	var err error
	switch step := r.PathValue("step"); step {
	case "rotate":
		err = d.Rotate(ctx, who, s.Name)
	case "switch":
		err = d.Switch(ctx, who, s.Anyway)
	case "retire":
		err = d.Retire(ctx, who, s.Anyway)
	default:
		err = errors.New("there is no step " + step)
	}
	return d.Rotation(), err
}

func (d desk) codes(ctx context.Context, who audit.Who, _ *http.Request, c Code) (Codes, error) {
	out := Codes{map[string]string{}, time.Now().UTC().Add(c.Lasts)}
	for _, id := range orPlace(c.Terminals) {
		on := "terminal " + id
		if id == "" {
			on = "place " + people.Scope{Province: c.Place.Province, City: c.Place.City, District: c.Place.District, Hall: c.Place.Hall}.String()
		}
		if err := d.Audit.Note(ctx, who, "code.make", on, "until "+out.Expires.Format(time.DateTime)); err != nil {
			return out, err
		}
		code, err := d.Authority.NewCode(ctx, authority.Code{Terminal: id, Place: c.Place, By: who.ID, Expires: out.Expires})
		if err != nil {
			return out, err
		}
		out.Codes[id] = code
	}
	return out, nil
}

func orPlace(terminals []string) []string {
	if len(terminals) == 0 {
		return []string{""}
	}
	return terminals
}

func (d desk) people(ctx context.Context, _ audit.Who, _ *http.Request, _ none) ([]people.Person, error) {
	return d.People.All(ctx)
}

func (d desk) add(ctx context.Context, who audit.Who, _ *http.Request, p Person) (none, error) {
	return none{}, d.People.Add(ctx, who, p.Person, p.Password)
}

func (d desk) role(ctx context.Context, who audit.Who, r *http.Request, p Person) (none, error) {
	return none{}, d.People.Change(ctx, who, r.PathValue("id"), p.Person.Role, p.Person.Scope)
}

func (d desk) password(ctx context.Context, who audit.Who, r *http.Request, p Person) (none, error) {
	return none{}, d.People.Password(ctx, who, r.PathValue("id"), p.Password)
}

func (d desk) remove(ctx context.Context, who audit.Who, r *http.Request, _ none) (none, error) {
	return none{}, d.People.Remove(ctx, who, r.PathValue("id"))
}

func (d desk) token(ctx context.Context, who audit.Who, r *http.Request, t Token) (string, error) {
	return d.People.Token(ctx, who, r.PathValue("id"), t.Purpose, t.Lasts)
}
