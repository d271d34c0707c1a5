package api

import (
	_ "embed"
	"net/http"

	"govkiosk/kiosk/fleet/hub/people"
)

// Spec is the contract of /api/v1, OpenAPI 3.0.3. The hub serves it to whoever
// asks: it tells nothing of a fleet.
//
//go:embed openapi.yaml
var Spec []byte

// PathSpec is where the hub serves it.
const PathSpec = "/api/v1/openapi.yaml"

// route is something that can be asked for, by whom.
type route struct {
	role people.Role
	do   func(*Desk, request) (any, error)
}

// routes are all of them, behind /api/v1. What each asks for and gives stands
// in openapi.yaml, which a test holds against the code.
var routes = map[string]route{
	"GET /me":                       {people.Viewer, (*Desk).me},
	"GET /summary":                  {people.Viewer, (*Desk).summary},
	"GET /terminals":                {people.Viewer, (*Desk).terminals},
	"GET /terminals/{id}":           {people.Viewer, (*Desk).terminal},
	"GET /terminals/{id}/events":    {people.Viewer, (*Desk).events},
	"POST /terminals/{id}/revoke":   {people.Admin, (*Desk).revoke},
	"GET /alerts":                   {people.Viewer, (*Desk).alerts},
	"GET /paper":                    {people.Viewer, (*Desk).paper},
	"GET /services":                 {people.Viewer, (*Desk).services},
	"GET /rollouts":                 {people.Viewer, (*Desk).rollouts},
	"POST /rollouts":                {people.Publisher, (*Desk).start},
	"POST /rollouts/preview":        {people.Viewer, (*Desk).preview},
	"GET /rollouts/{id}":            {people.Viewer, (*Desk).rollout},
	"POST /rollouts/{id}/{act}":     {people.Publisher, (*Desk).act},
	"GET /stop":                     {people.Viewer, (*Desk).stopped},
	"POST /stop":                    {people.Operator, (*Desk).stop},
	"DELETE /stop":                  {people.Publisher, (*Desk).lift},
	"GET /commands":                 {people.Viewer, (*Desk).commands},
	"POST /commands":                {people.Operator, (*Desk).give},
	"GET /commands/{id}":            {people.Viewer, (*Desk).command},
	"GET /commands/{id}/{terminal}": {people.Operator, (*Desk).file},
	"POST /codes":                   {people.Admin, (*Desk).code},
	"GET /audit":                    {people.Viewer, (*Desk).audit},
	"GET /live":                     {people.Viewer, (*Desk).stream},
}

func (d *Desk) mux() http.Handler {
	mux := http.NewServeMux()
	for pattern, one := range routes {
		mux.Handle(pattern, people.Require(one.role, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s, _ := people.Of(r.Context())
			v, err := one.do(d, request{r, w, s})
			d.answer(w, v, err)
		})))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.answer(w, nil, refusal{http.StatusNotFound, "there is nothing at " + r.URL.Path})
	})
	return mux
}

// spec serves the contract.
func spec(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml")
	_, _ = w.Write(Spec) // who asked has gone
}
