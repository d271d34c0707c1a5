package swarm

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"govkiosk/config"
)

// Options is what a swarm is made of.
type Options struct {
	Terminals int
	Hall      int           // terminals of one hall; 0: 8
	Hub       string        // path of the hub's program
	Dir       string        // of everything; it must be empty or new
	Hints     bool          // terminals listen for hints
	Every     time.Duration // between two statuses
	Poll      time.Duration // between two looks at the repository
	Health    time.Duration // of a trial
	Begin     time.Duration // in which the first word after a start comes; 0: as at a real terminal
	Down      time.Duration // from the end of a program to its next start
	Pace      time.Duration // between two things that happen at a terminal
	Visits    bool          // citizens come, and a release waits for them
	Free      bool          // releases are taken in without a roll-out
	People    string        // address of the console; empty: any port of the loopback
	Password  string        // of its admin
	Log       *slog.Logger
}

// Swarm is a hub and its terminals.
type Swarm struct {
	o         Options
	dir       string
	repo      *repo
	hub       *child
	terminals []*terminal
	meter     meter
	deaf      atomic.Bool // hints are lost

	cancel  context.CancelFunc
	group   sync.WaitGroup
	failed  chan error
	file    string // what every terminal was installed with
	layers  layers
	walks   walks
	watched atomic.Pointer[watch]
}

// Start starts the hub and then the terminals, each with a code for its
// enrolment. It returns when every terminal has one; Enrolled tells of them.
func Start(ctx context.Context, o Options) (s *Swarm, err error) {
	if o.Hall == 0 {
		o.Hall = 8
	}
	s = &Swarm{o: o, dir: o.Dir, failed: make(chan error, 1), layers: layers{known: map[[32]byte]loaded{}}, walks: walks{known: map[[32]byte]*wander{}}}
	for _, name := range []string{"codes", "terminals"} {
		if err := os.MkdirAll(filepath.Join(s.dir, name), 0o700); err != nil {
			return nil, err
		}
	}
	places := map[string]config.Place{}
	for i := range o.Terminals {
		hall := i / o.Hall
		places[name(i)] = config.Place{District: fmt.Sprintf("district-%02d", hall/halls+1), Hall: fmt.Sprintf("hall-%03d", hall+1)}
	}
	if s.repo, err = newRepo(s.dir, places); err != nil {
		return nil, err
	}
	if err := s.install(); err != nil {
		return nil, err
	}
	if s.hub, err = newChild(o, s.dir, s.repo.Dir); err != nil {
		return nil, err
	}
	if err := s.hub.start(ctx); err != nil {
		return nil, err
	}
	if err = s.codes(); err == nil {
		err = s.populate(ctx, places)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// halls is how many stand in a district, each of which signs for itself.
const halls = 16

func name(i int) string { return fmt.Sprintf("KT-%05d", i+1) }

// install writes the file that every terminal has. What speaks to the hub is
// told its address apart.
func (s *Swarm) install() error {
	s.file = filepath.Join(s.dir, "kioskd.toml")
	return os.WriteFile(s.file, []byte("[terminal]\nid = \"SWARM\"\nplace = { zh = \"大厅\" }\n[hall]\nname = { zh = \"政务服务大厅\" }\n"+
		"[api]\nurl = \"http://127.0.0.1:1\"\n[printer]\nprofile = \"epson\"\n[fleet]\nroot = \"/root.json\"\nhub = \"https://hub.example\"\nauthority = \"/authority.pem\"\n"), 0o600)
}

// codes has the hub give a one-time code for every terminal.
func (s *Swarm) codes() error {
	args := []string{"code"}
	for i := range s.o.Terminals {
		args = append(args, name(i))
	}
	text, err := s.hub.call(nil, args...)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 2 || !strings.HasPrefix(words[0], "KT-") {
			continue
		}
		if err := os.WriteFile(filepath.Join(s.dir, "codes", words[0]), []byte(words[1]), 0o600); err != nil {
			return err
		}
		n++
	}
	if n != s.o.Terminals {
		return fmt.Errorf("swarm: %d codes for %d terminals", n, s.o.Terminals)
	}
	return nil
}

func (s *Swarm) populate(ctx context.Context, places map[string]config.Place) error {
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel = cancel
	for i := range s.o.Terminals {
		t, err := newTerminal(s, name(i), places[name(i)])
		if err != nil {
			return err
		}
		s.terminals = append(s.terminals, t)
	}
	for _, t := range s.terminals {
		s.group.Go(func() {
			if err := t.run(run); err != nil {
				select {
				case s.failed <- err:
				default: // one is enough
				}
			}
		})
	}
	return nil
}

// Close ends the terminals and the hub.
func (s *Swarm) Close() error {
	if s.cancel != nil {
		s.cancel()
	}
	s.group.Wait()
	s.hub.stop()
	select {
	case err := <-s.failed:
		return err
	default:
		return nil
	}
}

// layers are what layers come to, for all terminals that read the same.
type layers struct {
	mu    sync.Mutex
	known map[[32]byte]loaded
}

type loaded struct {
	cfg config.Config
	err error
}

func (s *Swarm) load(sources []config.Source) (config.Config, error) {
	sum := sha256.New()
	for _, one := range sources {
		fmt.Fprintf(sum, "%s %d\n%s", one.Name, len(one.Data), one.Data)
	}
	var key [32]byte
	sum.Sum(key[:0])
	s.layers.mu.Lock()
	defer s.layers.mu.Unlock()
	l, known := s.layers.known[key]
	if !known {
		l.cfg, _, l.err = config.TraceOver(nil, sources, s.file)
		l.cfg.Fleet.Every, l.cfg.Fleet.Health = s.o.Poll, s.o.Health
		s.layers.known[key] = l
	}
	return l.cfg, l.err
}
