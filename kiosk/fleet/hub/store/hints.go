package store

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"

	"github.com/nats-io/nats-server/v2/server"

	"govkiosk/kiosk/fleet/wire"
)

// listen opens the embedded server to terminals, for hints and nothing else.
func (s *Store) listen(o *server.Options) error {
	o.CustomClientAuthentication = gate{s}
	if s.o.Listen == "" {
		return nil
	}
	if s.o.TLS == nil || s.o.Allowed == nil {
		return errors.New("store: hints need certificates")
	}
	host, port, err := net.SplitHostPort(s.o.Listen)
	if err != nil {
		return fmt.Errorf("store: listen: %w", err)
	}
	if o.Port, err = strconv.Atoi(port); err != nil {
		return fmt.Errorf("store: listen: %w", err)
	}
	if o.Port == 0 {
		o.Port = server.RANDOM_PORT
	}
	o.Host, o.TLSConfig, o.TLS, o.TLSVerify = host, s.o.TLS, true, true
	o.TLSTimeout, o.AuthTimeout = 10, 10 // Allowed may wait for what it reads from the store
	return nil
}

// Drop ends a terminal's connections. One that is still allowed comes back.
func (s *Store) Drop(terminal string) {
	if s.server == nil {
		return
	}
	open, err := s.server.Connz(&server.ConnzOptions{Username: true, User: terminal})
	if err != nil {
		return // it is shutting down
	}
	for _, c := range open.Conns {
		_ = s.server.DisconnectClientByID(c.Cid) // gone meanwhile
	}
}

// HintsAddr is where terminals get hints, empty where they cannot.
func (s *Store) HintsAddr() string {
	if s.server == nil || s.o.Listen == "" {
		return ""
	}
	return s.server.Addr().String()
}

// gate lets this program do everything, and a terminal hear its own hints.
type gate struct{ s *Store }

// Check implements server.Authentication.
func (g gate) Check(c server.ClientAuthentication) bool {
	state := c.GetTLSConnectionState()
	if state == nil {
		_, outside := c.RemoteAddress().(*net.TCPAddr)
		return !outside
	}
	id, ok := g.s.o.Allowed(state)
	if !ok {
		return false
	}
	c.RegisterUser(&server.User{Username: id, Permissions: &server.Permissions{
		Publish:   &server.SubjectPermission{Deny: []string{">"}},
		Subscribe: &server.SubjectPermission{Allow: []string{wire.HintAll, wire.HintTerminal + id}},
	}})
	return true
}

// logger has the embedded server write where the hub does.
type logger struct{ to *slog.Logger }

func (l logger) Noticef(format string, v ...any) {}
func (l logger) Debugf(format string, v ...any)  {}
func (l logger) Tracef(format string, v ...any)  {}
func (l logger) Warnf(format string, v ...any)   { l.to.Warn("nats: " + fmt.Sprintf(format, v...)) }
func (l logger) Errorf(format string, v ...any)  { l.to.Error("nats: " + fmt.Sprintf(format, v...)) }
func (l logger) Fatalf(format string, v ...any)  { l.to.Error("nats: " + fmt.Sprintf(format, v...)) }

// fits reports whether a key is one of a pattern's.
func fits(pattern, key string) bool {
	want, have := strings.Split(pattern, "."), strings.Split(key, ".")
	for i, w := range want {
		if w == ">" {
			return len(have) > i
		}
		if i >= len(have) || w != "*" && w != have[i] {
			return false
		}
	}
	return len(want) == len(have)
}
