package kiosk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// VisitStatus is what the control socket tells of the visit. It holds no
// personal data.
type VisitStatus struct {
	Visit   int                `json:"visit"`
	Page    journey.Page       `json:"page"`
	Left    int                `json:"left"`
	Dropped int                `json:"dropped"` // completions that came too late
	Number  string             `json:"number,omitempty"`
	Paper   journey.PaperStage `json:"paper,omitempty"`
	Locked  string             `json:"locked,omitempty"`  // what citizens read instead of being served
	Service bool               `json:"service,omitempty"` // a technician has it, or has left its switch so
}

// publish keeps the newest status for the control socket.
func (t *Terminal) publish() {
	s := VisitStatus{
		Visit: t.state.Visit, Page: t.state.Page, Left: t.state.Left,
		Dropped: t.state.Dropped, Paper: t.state.Paper.Stage,
		Locked: t.viewer.Lock, Service: t.service.stage == diag.Serviced || t.service.stage == diag.Returning || t.viewer.Turned,
	}
	if t.state.Ticket != nil {
		s.Number = t.state.Ticket.Number
	}
	t.mu.Lock()
	news := s.Locked != t.status.Locked || s.Service != t.status.Service
	t.status = s
	t.mu.Unlock()
	if news {
		t.changed()
	}
}

func (t *Terminal) visitStatus() VisitStatus {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.status
}

// Control serves the control socket at path until ctx ends: who may open the
// file may ask. screen returns what is on the glass.
func (t *Terminal) Control(ctx context.Context, path string, screen func() any) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("kiosk: control socket: %w", err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return fmt.Errorf("kiosk: control socket: %w", err)
	}
	if err := os.Chmod(path, 0o660); err != nil {
		return fmt.Errorf("kiosk: control socket: %w", errors.Join(err, listener.Close()))
	}
	server := &http.Server{Handler: t.controlHandler(screen), ReadHeaderTimeout: 5 * time.Second, ConnContext: withPeer}
	stopped := context.AfterFunc(ctx, func() { server.Close() })
	defer stopped()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("kiosk: control socket: %w", err)
	}
	return nil
}

func (t *Terminal) controlHandler(screen func() any) http.Handler {
	mux := http.NewServeMux()
	answer := func(pattern string, what func() (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			body, err := what()
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			json.NewEncoder(w).Encode(body) // who asked has gone: nothing to do
		})
	}
	answer("GET /v1/screen", func() (any, error) { return screen(), nil })
	answer("GET /v1/policy", func() (any, error) { return t.ruleList(), nil })
	answer("GET /v1/health", func() (any, error) { return t.health.Table(), nil })
	answer("GET /v1/faults", func() (any, error) { return t.health.Faults(), nil })
	answer("GET /v1/faults/coming", func() (any, error) { return t.health.Coming(), nil })
	answer("GET /v1/report", func() (any, error) { return t.report() })
	mux.HandleFunc("POST /v1/report/print", t.servePrintFaults)
	answer("GET /v1/visit", t.visitRecords)
	if t.fleet != nil {
		answer("GET /v1/fleet", t.fleet)
	}
	answer("GET /v1/touch", func() (any, error) { return t.touch.status(), nil })
	mux.HandleFunc("DELETE /v1/touch/coverage", func(http.ResponseWriter, *http.Request) { t.touch.wipe() })
	mux.HandleFunc("POST /v1/calibrate", t.serveCalibrate)
	mux.HandleFunc("POST /v1/printer/logos", t.serveLogos)
	t.serveConflicts(mux, answer)
	t.serveDiag(mux, answer)
	t.serveMorning(mux, answer)
	mux.HandleFunc("DELETE /v1/calibration", t.serveForget)
	return mux
}

// recordsShown is how many records of each kind the control socket tells.
const recordsShown = 50

// visitRecords is the visit with the journal's newest records.
func (t *Terminal) visitRecords() (any, error) {
	reservations, err := t.journal.Reservations(recordsShown)
	if err != nil {
		return nil, err
	}
	prints, err := t.journal.Prints("")
	if err != nil {
		return nil, err
	}
	calls, err := t.journal.Calls(recordsShown)
	if err != nil {
		return nil, err
	}
	events, err := t.journal.Events(recordsShown)
	if err != nil {
		return nil, err
	}
	issues, err := t.journal.Issues(recordsShown)
	if err != nil {
		return nil, err
	}
	blocks, err := t.journal.InHand()
	if err != nil {
		return nil, err
	}
	return struct {
		VisitStatus
		Reservations []journal.Reservation `json:"reservations"`
		Prints       []journal.Print       `json:"prints"`
		Calls        []journal.Call        `json:"calls"`
		Events       []journal.Event       `json:"events"`
		Issues       []journal.Issue       `json:"issues"`
		Blocks       []journal.Block       `json:"blocks"` // in hand
	}{t.visitStatus(), reservations, prints, calls, events, issues, blocks}, nil
}
