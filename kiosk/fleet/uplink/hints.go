package uplink

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"govkiosk/kiosk/fleet/wire"
)

// hints listens on NATS: one connection, two subscriptions. What does not come
// is seen at the next look.
type hints struct {
	o     Options
	call  *caller
	heard func(subject string, h wire.Hint)

	mu   sync.Mutex
	conn *nats.Conn
}

// listen begins anew with an identity. It does not block.
func (h *hints) listen(id *Identity) {
	h.stop()
	if !h.o.Hints || len(id.Hints) == 0 {
		return
	}
	hosts := []string{h.call.host}
	for _, address := range id.Hints {
		hosts = append(hosts, hostOf(address))
	}
	options := []nats.Option{
		nats.Name(h.o.ID), nats.Secure(h.call.tls(hosts...)), nats.IgnoreAuthErrorAbort(),
		nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.Timeout(20 * time.Second),
		nats.CustomReconnectDelay(func(n int) time.Duration { return jitter(min(2*time.Minute, h.o.Begin/2<<min(n, 7)), .9) }),
		nats.ReconnectBufSize(-1), nats.NoEcho(), nats.PingInterval(4 * time.Minute),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { h.o.Log.Debug("hints", "err", err) }),
	}
	if h.o.Dial != nil {
		options = append(options, nats.SetCustomDialer(dialer(h.o.Dial)))
	}
	conn, err := nats.Connect(strings.Join(id.Hints, ","), options...)
	if err != nil {
		h.o.Log.Warn("hints", "err", err) // polling goes on
		return
	}
	for _, subject := range []string{wire.HintAll, wire.HintTerminal + h.o.ID} {
		if _, err := conn.Subscribe(subject, h.took); err != nil {
			h.o.Log.Warn("hints", "err", err)
		}
	}
	h.mu.Lock()
	h.conn = conn
	h.mu.Unlock()
}

type dialer func(ctx context.Context, network, address string) (net.Conn, error)

func (d dialer) Dial(network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return d(ctx, network, address)
}

func (h *hints) took(m *nats.Msg) {
	var hint wire.Hint
	if len(m.Data) > 0 && json.Unmarshal(m.Data, &hint) != nil {
		return
	}
	h.heard(m.Subject, hint)
}

func (h *hints) stop() {
	h.mu.Lock()
	conn := h.conn
	h.conn = nil
	h.mu.Unlock()
	if conn != nil {
		conn.Close()
	}
}

func (h *hints) open() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.conn != nil && h.conn.IsConnected()
}

// hinted looks: at once where it was for this terminal alone, else with the
// neighbours spread over some time.
func (u *Uplink) hinted(subject string, h wire.Hint) {
	var after time.Duration
	if subject == wire.HintAll {
		after = rand.N(u.o.Spread)
	}
	time.AfterFunc(after, func() {
		if h.Release > 0 || h == (wire.Hint{}) {
			u.o.Terminal.Hinted(h.Release)
		}
		if h.Release == 0 {
			signal(u.asked)
		}
	})
}
