// Package probe tries the way to a hall's API as the terminal goes it, once
// each: reach, certificates, clock, signature, and every operation that can be
// asked without leaving anything behind.
package probe

import (
	"context"
	"fmt"
	"slices"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/upstream"
)

// State of one row of a probe.
type State string

const (
	Good    State = "good"
	Warn    State = "warn" // works, and somebody should look
	Bad     State = "bad"
	Skipped State = "skipped"
)

// Row is one thing that was tried.
type Row struct {
	Check  string `json:"check"`
	State  State  `json:"state"`
	MS     int64  `json:"ms"` // how long it took
	Detail string `json:"detail"`
}

// Probe tries the way to one hall and keeps a row of everything it tries.
type Probe struct {
	Rows []Row

	cfg      config.Config
	readOnly bool
	way      *upstream.Gateway
	client   *hall.Client
}

// New returns a probe of the hall that cfg names. readOnly leaves out the
// operations that write.
func New(cfg config.Config, readOnly bool) *Probe { return &Probe{cfg: cfg, readOnly: readOnly} }

// Run tries everything. What cannot work any more after a failure is left out.
func (p *Probe) Run(ctx context.Context) {
	if p.Way(ctx) {
		p.operations(ctx)
	}
}

// Way tries everything but the operations, and tells whether they can be
// asked.
func (p *Probe) Way(ctx context.Context) bool {
	if !p.prepare() || !p.reach(ctx) {
		return false
	}
	p.certificate()
	return p.secret(ctx) && p.first(ctx)
}

// prepare makes the way and the client, which reads certificates and keys.
func (p *Probe) prepare() bool {
	a := p.cfg.API
	a.Attempts = 1
	var err error
	if p.way, err = upstream.New(a, p.cfg.Terminal.ID, nil); err == nil {
		p.client, err = hall.New(p.way.HallOptions(a, p.cfg.Terminal.ID))
	}
	if err != nil {
		p.row("files", Bad, 0, "%v", err)
	}
	return err == nil
}

func (p *Probe) row(check string, s State, took time.Duration, format string, args ...any) {
	p.Rows = append(p.Rows, Row{check, s, took.Milliseconds(), fmt.Sprintf(format, args...)})
}

// Bad tells whether something does not work.
func (p *Probe) Bad() bool {
	return slices.ContainsFunc(p.Rows, func(r Row) bool { return r.State == Bad })
}
