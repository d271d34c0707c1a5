package hub

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/nats-io/nats.go"

	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/publish"
)

// Options are what a hub is made of.
type Options struct {
	Dir      string // its own: key of the authority, and the store unless NATS is elsewhere
	NATS     string // address of a cluster; empty: inside this program
	Client   []nats.Option
	Replicas int // of everything that a cluster keeps

	Terminals string   // address for terminals
	People    string   // address for people: HTTPS, or HTTP on the loopback
	Hints     string   // address for hints, of the embedded NATS; empty: none
	Metrics   string   // address for Prometheus; empty: none
	Names     []string // DNS names and addresses that terminals and people know the hub by
	HintsAt   []string // addresses of hints as terminals know them; empty: those of Names at the port of Hints

	PeopleTLS *tls.Certificate // nil: the hub's own
	OIDC      people.OIDC      // zero: accounts of the hub alone

	Repo  string        // folder of the repository
	Open  bool          // the repository is served to whoever asks, such as a cache
	Keys  []publish.Key // of snapshot and timestamp, to renew them; none: ops do
	Renew Renewal

	CertificateDays int           // 0: 90
	Every           time.Duration // what terminals are told between statuses; 0: 1 minute
	KeepEvents      time.Duration // 0: 90 days
	MostEvents      int64         // bytes; 0: 4 GiB
	FreeReleases    bool          // a release without a roll-out may be taken in
	Most            int           // requests of terminals at once; 0: 256

	Alive func()        // called by the loop that has just proved that the store takes what it is given; nil: nobody asks
	Pulse time.Duration // between two such proofs; 0: 5 s
	Log   *slog.Logger
}

// Renewal is for how long what the hub signs counts.
type Renewal struct{ SnapshotDays, TimestampDays int }

func (o *Options) fill() error {
	if o.Dir == "" {
		return errors.New("hub: want a folder")
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Alive == nil {
		o.Alive = func() {}
	}
	orElse(&o.CertificateDays, 90)
	orElse(&o.Every, time.Minute)
	orElse(&o.KeepEvents, 90*24*time.Hour)
	orElse(&o.MostEvents, 4<<30)
	orElse(&o.Most, 256)
	orElse(&o.Pulse, pulsing)
	if len(o.Names) == 0 {
		o.Names = []string{"localhost", "127.0.0.1", "::1"}
	}
	if o.NATS != "" && o.Hints != "" {
		return errors.New("hub: hints of a NATS elsewhere are that one's; leave the address out and say where terminals find them")
	}
	return nil
}

func orElse[T comparable](v *T, usual T) {
	if *v == *new(T) {
		*v = usual
	}
}

// hintsAt are the addresses of hints for terminals.
func (o Options) hintsAt(listening string) []string {
	if len(o.HintsAt) > 0 || listening == "" {
		return o.HintsAt
	}
	_, port, err := net.SplitHostPort(listening)
	if err != nil {
		return nil
	}
	var out []string
	for _, name := range o.Names {
		out = append(out, fmt.Sprintf("tls://%s", net.JoinHostPort(name, port)))
	}
	return out
}
