package console

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"

	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/rollout"
)

// Campaigns are the roll-outs that the console shows.
type Campaigns interface {
	// Preview tells what a plan would do, and the plan with what was left out.
	Preview(rollout.Plan) (api.Preview, rollout.Plan)
	Start(ctx context.Context, p rollout.Plan, by string) (api.Rollout, error)
	Rollouts() []api.Rollout // the newest first
	Rollout(id string) (api.Rollout, error)
	Pause(ctx context.Context, id, why string) (api.Rollout, error)
	Resume(ctx context.Context, id string) (api.Rollout, error)
	Abort(ctx context.Context, id, why string) (api.Rollout, error)
	Stop(ctx context.Context, by, why string) api.Stop
	Lift(ctx context.Context, by, why string) (api.Stop, error)
	Stopped() api.Stop
}

// Orders are the commands that the console gives and shows.
type Orders interface {
	Give(ctx context.Context, o api.Order, by string) (api.Command, error)
	Command(id string) (api.Command, error)
	Of(terminal string, n int) []api.Command // the newest first
	// Open is what a command has collected at a terminal, and how many bytes.
	Open(ctx context.Context, command, terminal string) (io.Reader, int64, error)
}

// Options of a console.
type Options struct {
	Campaigns  Campaigns
	Orders     Orders
	Prometheus string // address of the dashboards, for a link; empty: none
	Log        *slog.Logger
}

// Console draws the pages of one hub.
type Console struct {
	hub   *hub.Hub
	o     Options
	pages pages
}

// New makes the console of a hub.
func New(h *hub.Hub, o Options) *Console {
	o.Log = cmp.Or(o.Log, slog.Default())
	return &Console{hub: h, o: o, pages: parsed()}
}

// Mount puts the pages on the hub's port for people, before it serves.
func (c *Console) Mount() {
	c.hub.People.Page = c.turned
	c.hub.Mount("GET /login", http.HandlerFunc(c.login))
	c.hub.Mount("GET /language/{lang}", http.HandlerFunc(c.language))
	c.hub.Mount("GET /console/{file}", http.HandlerFunc(static))
	for _, p := range []struct {
		pattern string
		role    people.Role
		page    func(http.ResponseWriter, *http.Request, people.Session)
	}{
		{"GET /{$}", people.Viewer, c.overview},
		{"GET /alerts/{code}", people.Viewer, c.alert},
		{"GET /terminals", people.Viewer, c.terminals},
		{"GET /terminals/{id}", people.Viewer, c.terminal},
		{"GET /terminals/{id}/files/{command}", people.Operator, c.file},
		{"GET /terminals/{id}/{act}", people.Operator, c.askTerminal},
		{"POST /terminals/{id}/{act}", people.Operator, c.doTerminal},
		{"GET /orders/{id}", people.Viewer, c.order},
		{"GET /orders/new/{act}", people.Operator, c.askMany},
		{"POST /orders/new/{act}", people.Operator, c.doMany},
		{"GET /codes/new", people.Admin, c.askCode},
		{"POST /codes/new", people.Admin, c.doCode},
		{"GET /rollouts", people.Viewer, c.rollouts},
		{"GET /rollouts/new", people.Publisher, c.newRollout},
		{"GET /rollouts/preview", people.Publisher, c.preview},
		{"POST /rollouts", people.Publisher, c.start},
		{"GET /rollouts/{id}", people.Viewer, c.rollout},
		{"GET /rollouts/{id}/{act}", people.Publisher, c.askRollout},
		{"POST /rollouts/{id}/{act}", people.Publisher, c.doRollout},
		{"GET /stop", people.Operator, c.askStop},
		{"POST /stop", people.Operator, c.doStop},
		{"GET /stop/lift", people.Publisher, c.askStop},
		{"POST /stop/lift", people.Publisher, c.doStop},
		{"GET /people", people.Admin, c.people},
		{"GET /people/new", people.Admin, c.askPerson},
		{"POST /people/new", people.Admin, c.doPerson},
		{"GET /people/{id}/{act}", people.Admin, c.askPerson},
		{"POST /people/{id}/{act}", people.Admin, c.doPerson},
		{"GET /audit", people.Viewer, c.audit},
		{"/", people.Viewer, c.nothing},
	} {
		c.hub.Mount(p.pattern, c.as(p.role, p.page))
	}
}

// as runs a page for somebody who has a role. Whoever is not here yet is led to
// the page that lets them in.
func (c *Console) as(role people.Role, page func(http.ResponseWriter, *http.Request, people.Session)) http.Handler {
	return people.Require(people.Viewer, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, _ := people.Of(r.Context())
		if !s.Person.Role.May(role) {
			c.refuse(w, r, http.StatusForbidden, "refused.role")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		page(w, r, s)
	}))
}

// turned answers who goes no further, and needs nothing of the store for it.
func (c *Console) turned(w http.ResponseWriter, r *http.Request, status int, why people.Turned) {
	c.refuse(w, r, status, "refused."+string(why))
}

func (c *Console) nothing(w http.ResponseWriter, r *http.Request, _ people.Session) {
	c.refuse(w, r, http.StatusNotFound, "refused.nothing")
}
