package hub

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/wire"
)

// terminalMux is what terminals ask for.
func (h *Hub) terminalMux() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+wire.PathEnrol, h.enrol)
	mux.HandleFunc("POST "+wire.PathRenew, h.as(h.renewCertificate))
	mux.HandleFunc("PUT "+wire.PathStatus, h.as(h.putStatus))
	mux.HandleFunc("POST "+wire.PathEvents, h.as(h.postEvents))
	mux.HandleFunc("POST "+wire.PathAdmission, h.as(h.admission))
	mux.HandleFunc("POST "+wire.PathResults, h.as(h.result))
	mux.HandleFunc("PUT "+wire.PathFiles+"{command}", h.as(h.file))
	repo := h.repository()
	if !h.o.Open {
		closed := repo
		repo = h.as(func(w http.ResponseWriter, r *http.Request, _ string) { closed.ServeHTTP(w, r) })
	}
	mux.Handle("GET "+wire.PathRepo, repo)
	return h.bounded(h.numbers.timed(mux))
}

// as runs f for a terminal whose certificate counts now, whenever its
// connection began.
func (h *Hub) as(f func(w http.ResponseWriter, r *http.Request, terminal string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id, ok := h.Authority.Allowed(r.TLS)
		if !ok {
			id, ok = h.readopt(r)
		}
		if !ok {
			w.Header().Set("Connection", "close")
			why := "no certificate that counts was shown; enrol the terminal with a code"
			if h.Authority.Retired(r.TLS) {
				why = "the certificate is of an authority that was retired; enrol the terminal with a code"
			}
			problem(w, http.StatusUnauthorized, why)
			return
		}
		f(w, r, id)
	}
}

// readopt lets a terminal in with a certificate that it was given after the
// backup of which the store was made.
func (h *Hub) readopt(r *http.Request) (string, bool) {
	id, ok, err := h.Authority.Readopt(r.Context(), r.TLS)
	switch {
	case err != nil:
		h.log.Error("hub: certificate", "terminal", id, "err", err)
	case ok:
		h.note(r.Context(), audit.Who{ID: "terminal " + id, From: address(r)}, "terminal.readopt", id, "its certificate is younger than the backup")
	}
	return id, ok
}

// problem answers with why not.
func problem(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Cache-Control", "no-store")
	answer(w, status, wire.Problem{Problem: why})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // who asked has gone
}

// read reads a document of at most so many bytes, or answers why not.
func read(w http.ResponseWriter, r *http.Request, most int64, v any) bool {
	err := decode(http.MaxBytesReader(w, r.Body, most), r.Header.Get("Content-Encoding"), most, v)
	var large *http.MaxBytesError
	var slow net.Error
	switch {
	case err == nil:
		return true
	case errors.As(err, &large):
		problem(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("at most %d bytes at once", most))
	case errors.As(err, &slow) && slow.Timeout():
		w.Header().Set("Connection", "close")
		problem(w, http.StatusRequestTimeout, "it came too slowly")
	default:
		problem(w, http.StatusBadRequest, "it cannot be read: "+err.Error())
	}
	return false
}

// unpackers are used again: one holds 40 kB.
var unpackers = sync.Pool{New: func() any { return new(gzip.Reader) }}

// decode reads a document that may be packed, and is no larger unpacked.
func decode(body io.ReadCloser, encoding string, most int64, v any) error {
	if encoding == "gzip" {
		z := unpackers.Get().(*gzip.Reader)
		defer unpackers.Put(z)
		if err := z.Reset(body); err != nil {
			return err
		}
		body = http.MaxBytesReader(nil, z, most)
	}
	return json.NewDecoder(body).Decode(v)
}

// own answers 403 to a document that names another terminal.
func own(w http.ResponseWriter, terminal, named string) bool {
	if terminal != named {
		problem(w, http.StatusForbidden, "the certificate is that of "+terminal)
	}
	return terminal == named
}

// away answers that the store did not take it: the terminal keeps it and tries
// again.
func (h *Hub) away(w http.ResponseWriter, what string, err error) {
	h.log.Error("hub: "+what, "err", err)
	w.Header().Set("Retry-After", "5")
	problem(w, http.StatusServiceUnavailable, "it cannot be kept now")
}

func (h *Hub) enrol(w http.ResponseWriter, r *http.Request) {
	var e wire.Enrol
	if !read(w, r, 16<<10, &e) {
		return
	}
	certificate, by, err := h.Authority.Enrol(r.Context(), e)
	if !h.issued(w, r, e.Terminal, err) {
		return
	}
	h.note(r.Context(), audit.Who{ID: "terminal " + e.Terminal, From: address(r)}, "terminal.enrol", e.Terminal, "with a code of "+by)
	h.log.Info("hub: enrolled", "terminal", e.Terminal, "code", by)
	answer(w, http.StatusOK, wire.Enrolled{Certificate: string(certificate), Authority: string(h.Authority.PEM()), Hints: h.hintsAt()})
}

func (h *Hub) hintsAt() []string { return h.o.hintsAt(h.Store.HintsAddr()) }

func (h *Hub) renewCertificate(w http.ResponseWriter, r *http.Request, id string) {
	var e wire.Enrol
	if !read(w, r, 16<<10, &e) || !own(w, id, e.Terminal) {
		return
	}
	certificate, err := h.Authority.Renew(r.Context(), id, e.CSR)
	if !h.issued(w, r, id, err) {
		return
	}
	h.note(r.Context(), audit.Who{ID: "terminal " + id, From: address(r)}, "terminal.renew", id, "")
	answer(w, http.StatusOK, wire.Enrolled{Certificate: string(certificate), Authority: string(h.Authority.PEM()), Hints: h.hintsAt()})
}

// refusals are the HTTP statuses of what the authority refuses.
var refusals = map[authority.Kind]int{
	authority.Bad: http.StatusBadRequest, authority.Wrong: http.StatusUnauthorized,
	authority.Used: http.StatusConflict, authority.Other: http.StatusForbidden,
}

// issued answers why there is no certificate, and writes it down.
func (h *Hub) issued(w http.ResponseWriter, r *http.Request, terminal string, err error) bool {
	var no *authority.Refusal
	switch {
	case err == nil:
		return true
	case errors.As(err, &no):
		if !authority.ValidID(terminal) {
			terminal = "?"
		}
		h.numbers.refused.WithLabelValues(string(no.Kind)).Inc()
		h.note(r.Context(), audit.Who{ID: "terminal " + terminal, From: address(r)}, "terminal.refused", terminal, no.Why)
		problem(w, refusals[no.Kind], no.Why)
	default:
		h.away(w, "certificate", err)
	}
	return false
}

// note writes down what has happened already; it says so where it cannot.
func (h *Hub) note(ctx context.Context, who audit.Who, act, on, detail string) {
	if err := h.Audit.Note(ctx, who, act, on, detail); err != nil {
		h.log.Error("hub: the audit is not written", "act", act, "on", on, "who", who.ID, "err", err)
	}
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

func (h *Hub) admission(w http.ResponseWriter, r *http.Request, id string) {
	var a wire.Admission
	if !read(w, r, 4<<10, &a) || !own(w, id, a.Terminal) {
		return
	}
	k, _ := h.Terminal(id)
	answer(w, http.StatusOK, h.Campaigns.Admit(r.Context(), k.Rollout(), a))
}

func (h *Hub) result(w http.ResponseWriter, r *http.Request, id string) {
	var result wire.Result
	if read(w, r, wire.MaxStatus, &result) && own(w, id, result.Terminal) {
		h.ordered(w, "result", h.Orders.Result(r.Context(), result))
	}
}

// filing is how long a file may take on a slow line.
const filing = 10 * time.Minute

func (h *Hub) file(w http.ResponseWriter, r *http.Request, id string) {
	if err := http.NewResponseController(w).SetReadDeadline(time.Now().Add(filing)); err != nil {
		h.log.Warn("hub: file", "err", err)
	}
	body := http.MaxBytesReader(w, r.Body, wire.MaxFile)
	err := h.Orders.File(r.Context(), id, r.PathValue("command"), body)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		problem(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("at most %d bytes at once", wire.MaxFile))
		return
	}
	h.ordered(w, "file", err)
}

func (h *Hub) ordered(w http.ResponseWriter, what string, err error) {
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, ErrNoCommand):
		problem(w, http.StatusNotFound, "the terminal has no such command")
	case errors.Is(err, ErrExpired):
		problem(w, http.StatusGone, "the command has expired")
	default:
		h.away(w, what, err)
	}
}
