package store

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sys/unix"
)

// Options say where everything is kept.
type Options struct {
	Dir string // of the embedded server; not used with URL
	URL string // of a NATS cluster with JetStream; empty: one inside this program

	Listen  string                                                // address of the embedded server for hints, such as ":4222"; empty: none from outside
	TLS     *tls.Config                                           // for Listen; it must ask for client certificates
	Allowed func(state *tls.ConnectionState) (id string, ok bool) // which terminal a certificate is; required with Listen

	Replicas int           // of every table and log; 0: 1
	Client   []nats.Option // for URL: credentials, certificates
	Log      *slog.Logger
}

// Store is open until Close.
type Store struct {
	o      Options
	server *server.Server // nil with URL
	lock   *os.File       // of Dir; two servers on one folder would spoil it
	conn   *nats.Conn
	js     jetstream.JetStream
	still  sync.RWMutex // held for writing while a snapshot is taken
}

// write has f change something, unless a snapshot is being taken.
func (s *Store) write(ctx context.Context, f func(context.Context) error) error {
	s.still.RLock()
	defer s.still.RUnlock()
	ctx, cancel := on(ctx)
	defer cancel()
	return f(ctx)
}

// ready is how long the embedded server may take to start.
const ready = 20 * time.Second

// Open starts the embedded server or connects to the cluster. It blocks for
// up to 20 seconds.
func Open(o Options) (*Store, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	s := &Store{o: o}
	client := []nats.Option{nats.Name("kioskhub"), nats.MaxReconnects(-1)}
	url := o.URL
	if url == "" {
		if err := s.embed(); err != nil {
			s.Close()
			return nil, err
		}
		client, url = append(client, nats.InProcessServer(s.server)), nats.DefaultURL // its own would have this program ask for TLS
	}
	var err error
	if s.conn, err = nats.Connect(url, append(client, o.Client...)...); err == nil {
		s.js, err = jetstream.New(s.conn)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("store: %w", err)
	}
	return s, nil
}

// embed starts the server inside this program.
func (s *Store) embed() error {
	if s.o.Dir == "" {
		return errors.New("store: want a folder or the address of a cluster")
	}
	if err := os.MkdirAll(s.o.Dir, 0o700); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := s.alone(); err != nil {
		return err
	}
	options := &server.Options{
		ServerName: "kioskhub", JetStream: true, StoreDir: filepath.Join(s.o.Dir, "nats"),
		SyncAlways: true, // its default acknowledges before the disk has it
		DontListen: s.o.Listen == "", NoSigs: true, NoLog: true,
	}
	if err := s.listen(options); err != nil {
		return err
	}
	srv, err := server.NewServer(options)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	srv.SetLoggerV2(logger{s.o.Log}, false, false, false)
	s.server = srv
	srv.Start()
	if !srv.ReadyForConnections(ready) {
		return fmt.Errorf("store: the embedded server is not ready after %v", ready)
	}
	return nil
}

// alone locks the folder.
func (s *Store) alone() (err error) {
	if s.lock, err = os.OpenFile(filepath.Join(s.o.Dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := unix.Flock(int(s.lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return fmt.Errorf("store: %w in %s", ErrRuns, s.o.Dir)
	}
	return nil
}

// Close ends it. What was acknowledged is on disk already.
func (s *Store) Close() {
	if s.conn != nil {
		s.conn.Close()
	}
	if s.server != nil {
		s.server.Shutdown()
		s.server.WaitForShutdown()
	}
	if s.lock != nil {
		_ = s.lock.Close() // frees it
	}
}

// Hint sends a few bytes to whoever listens now. Nobody answers, and it may be
// lost.
func (s *Store) Hint(subject string, data []byte) error { return s.conn.Publish(subject, data) }

// on is a context that ends in time for the caller's request to be answered.
func on(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, 10*time.Second)
}
