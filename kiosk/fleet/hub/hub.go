package hub

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/hub/store"
	"govkiosk/kiosk/fleet/wire"
)

// Hub is one program of them. Campaigns and Orders may be set, and pages
// mounted, between New and Serve.
type Hub struct {
	Store     *store.Store
	Authority *authority.Authority
	People    *people.Desk
	Audit     *audit.Audit
	Campaigns Campaigns
	Orders    Orders

	o        Options
	log      *slog.Logger
	index    *index
	statuses *store.Table
	events   *diary
	numbers  *numbers
	release  release
	pulse    pulse

	pages                   *http.ServeMux
	parts                   []func(context.Context) error
	terminals, site, scrape net.Listener
}

// New opens the store and the listeners. It serves nothing before Serve.
// Close ends what it has opened where Serve is never called.
func New(ctx context.Context, o Options) (_ *Hub, err error) {
	if err := o.fill(); err != nil {
		return nil, err
	}
	root, err := authority.Load(o.Dir)
	if err != nil {
		return nil, err
	}
	h := &Hub{
		Authority: authority.New(root, o.CertificateDays, o.Log), Campaigns: policy{o.FreeReleases}, Orders: noOrders{},
		o: o, log: o.Log, index: newIndex(o.Log), numbers: newNumbers(), pages: http.NewServeMux(),
	}
	defer func() {
		if err != nil {
			h.Close()
		}
	}()
	h.Store, err = store.Open(store.Options{
		Dir: o.Dir, URL: o.NATS, Replicas: o.Replicas, Client: o.Client, Log: o.Log,
		Listen: o.Hints, TLS: h.Authority.HintSide(o.Names), Allowed: h.Authority.Allowed,
	})
	if err != nil {
		return nil, err
	}
	if err = h.open(ctx); err != nil {
		return nil, err
	}
	h.look()
	return h, h.listen(ctx)
}

// open opens tables and logs.
func (h *Hub) open(ctx context.Context) (err error) {
	if h.Audit, err = audit.Open(ctx, h.Store); err != nil {
		return err
	}
	if err = h.Authority.Open(ctx, h.Store); err != nil {
		return err
	}
	if h.statuses, err = h.Store.Table(ctx, "status"); err != nil {
		return err
	}
	if h.pulse.rows, err = h.Store.Table(ctx, "pulse"); err != nil {
		return err
	}
	if h.events, err = openDiary(ctx, h.Store, h.o); err != nil {
		return err
	}
	h.People, err = people.Open(ctx, h.Store, h.Audit, people.Options{OIDC: h.o.OIDC, Log: h.log})
	h.Authority.OnChange(func(was, is authority.Terminal) {
		h.index.enrolled(is)
		if is.Lost(was) {
			h.Store.Drop(is.ID) // with a certificate that counts it comes back
		}
	})
	return err
}

// Every is how often terminals say their status.
func (h *Hub) Every() time.Duration { return h.o.Every }

// FreeReleases reports whether a release without a roll-out may be taken in.
func (h *Hub) FreeReleases() bool { return h.o.FreeReleases }

// Repo is the folder of the repository.
func (h *Hub) Repo() string { return h.o.Repo }

// Terminals are all that the hub knows, in order.
func (h *Hub) Terminals() []Known { return h.index.all() }

// Terminal is one of them.
func (h *Hub) Terminal(id string) (Known, bool) { return h.index.get(id) }

// OnStatus has f called with every status that is on disk, whichever hub took
// it. It must not block; set it before Serve.
func (h *Hub) OnStatus(f func(wire.Status)) { h.index.hooks = append(h.index.hooks, f) }

// Changed is a channel that has something whenever a terminal has changed
// since it was last read; stop ends that.
func (h *Hub) Changed() (changed <-chan struct{}, stop func()) { return h.index.subscribe() }

// Mount puts pages on the port of people, before Serve. A pattern is one of
// http.ServeMux. Who asks is in the request's context: people.Of, and
// people.Require before a handler lets nobody else in.
func (h *Hub) Mount(pattern string, pages http.Handler) { h.pages.Handle(pattern, pages) }

// Beside has f run as long as Serve does. Its error ends the hub.
func (h *Hub) Beside(f func(context.Context) error) { h.parts = append(h.parts, f) }

// Close ends what New has opened.
func (h *Hub) Close() {
	for _, l := range []net.Listener{h.terminals, h.site, h.scrape} {
		if l != nil {
			_ = l.Close() // it is closed already where Serve ended
		}
	}
	if h.Store != nil {
		h.Store.Close()
	}
}

// Serve runs the hub until ctx ends or a part of it fails, and closes it. What
// was being answered is, for up to 10 seconds.
func (h *Hub) Serve(ctx context.Context) error {
	defer h.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	run := func(f func(context.Context) error) {
		group.Go(func() {
			err := f(ctx)
			if err == nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
			cancel()
		})
	}
	whole := make(chan struct{})
	run(h.Authority.Watch)
	run(func(ctx context.Context) error {
		return h.statuses.Watch(ctx, h.index.row, sync.OnceFunc(func() { close(whole) }))
	})
	for _, ready := range []<-chan struct{}{h.Authority.Whole(), whole} {
		select {
		case <-ready:
		case <-ctx.Done():
		}
	}
	for _, part := range append(h.parts, h.serveTerminals, h.servePeople, h.serveMetrics, h.watchRepo, h.renew, h.sweep, h.beat) {
		run(part)
	}
	group.Wait()
	return failed
}

// sweep takes away every hour what does not count any more.
func (h *Hub) sweep(ctx context.Context) error {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if err := errors.Join(h.People.Sweep(ctx), h.Authority.Sweep(ctx)); err != nil && ctx.Err() == nil {
			h.log.Warn("hub: sweep", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
