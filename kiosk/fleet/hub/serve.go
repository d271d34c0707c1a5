package hub

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// listen opens the ports.
func (h *Hub) listen(ctx context.Context) (err error) {
	for _, port := range []struct {
		address string
		to      *net.Listener
	}{{h.o.Terminals, &h.terminals}, {h.o.People, &h.site}, {h.o.Metrics, &h.scrape}} {
		if port.address == "" {
			continue
		}
		if *port.to, err = (&net.ListenConfig{}).Listen(ctx, "tcp", port.address); err != nil {
			return fmt.Errorf("hub: %w", err)
		}
	}
	return nil
}

// Addresses are where the hub listens, by whom; empty where it does not.
func (h *Hub) Addresses() (terminals, people, hints, metrics string) {
	at := func(l net.Listener) string {
		if l == nil {
			return ""
		}
		return l.Addr().String()
	}
	return at(h.terminals), at(h.site), h.Store.HintsAddr(), at(h.scrape)
}

// patient is how long a request may take to come in.
var patient = 30 * time.Second

// server bounds how slow somebody may be. A file that takes longer says so.
func (h *Hub) server(handler http.Handler) *http.Server {
	s := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: patient, WriteTimeout: 2 * time.Minute, IdleTimeout: 10 * time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(h.log.Handler(), slog.LevelDebug), // a stranger's failed handshake is no news
		Protocols: new(http.Protocols),
	}
	s.Protocols.SetHTTP1(true)
	return s
}

// run serves until ctx ends, and then what is being answered.
func run(ctx context.Context, s *http.Server, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := s.Shutdown(late); err != nil {
		_ = s.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (h *Hub) serveTerminals(ctx context.Context) error {
	if h.terminals == nil {
		return nil
	}
	return run(ctx, h.server(h.terminalMux()), tls.NewListener(h.terminals, h.Authority.TerminalSide(h.o.Names)))
}

// servePeople serves pages: over TLS, or in the clear on the loopback, where a
// proxy may stand before it.
func (h *Hub) servePeople(ctx context.Context) error {
	if h.site == nil {
		return nil
	}
	h.People.Mount(h.pages)
	server := h.server(guarded(h.People.Identify(h.pages)))
	server.WriteTimeout = 0 // pages that tell what changes stay open
	server.Protocols.SetHTTP2(true)
	l := h.site
	if at, ok := l.Addr().(*net.TCPAddr); h.o.PeopleTLS != nil || !ok || !at.IP.IsLoopback() {
		config := h.Authority.Server(h.o.Names)
		config.NextProtos = []string{"h2", "http/1.1"}
		if h.o.PeopleTLS != nil {
			config.GetCertificate, config.Certificates = nil, []tls.Certificate{*h.o.PeopleTLS}
			config.MinVersion = tls.VersionTLS12
		}
		l = tls.NewListener(l, config)
	}
	return run(ctx, server, l)
}

// guarded has browsers keep the pages to themselves.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "same-origin")
		head.Set("Cache-Control", "no-store")
		if r.TLS != nil {
			head.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

func (h *Hub) serveMetrics(ctx context.Context) error {
	if h.scrape == nil {
		return nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", h.health)
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.registry(), promhttp.HandlerOpts{}))
	return run(ctx, h.server(mux), h.scrape)
}

// queueing is how long a request waits for its turn.
var queueing = 3 * time.Second

// queue is for how many times as many as are answered at once there is room to
// wait.
const queue = 16

// bounded answers so many requests at once, lets some wait, and tells the
// others when to come back: memory is bounded whatever comes.
func (h *Hub) bounded(next http.Handler) http.Handler {
	turn := make(chan struct{}, h.o.Most)
	room := make(chan struct{}, h.o.Most*queue)
	full := func(w http.ResponseWriter) {
		h.numbers.turned.Inc()
		w.Header().Set("Retry-After", strconv.Itoa(2+rand.IntN(8)))
		problem(w, http.StatusServiceUnavailable, "too much at once")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		default:
			full(w)
			return
		}
		late := time.NewTimer(queueing)
		defer late.Stop()
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
			next.ServeHTTP(w, r)
		case <-late.C:
			full(w)
		case <-r.Context().Done():
		}
	})
}
