package diag

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// What a desk refuses.
var (
	ErrOwned   = errors.New("diag: somebody else has the terminal")
	ErrNoOwner = errors.New("diag: this session is over")
	ErrRunning = errors.New("diag: a test is running")
	ErrAnswer  = errors.New("diag: that was not asked")
	ErrDenied  = errors.New("diag: whoever has the terminal keeps it")
)

// Desk is where technicians work on one terminal, one at a time. Its methods
// may be called from any goroutine. Changed is called without a lock held.
type Desk struct {
	Terminal Terminal
	Book     Book
	Changed  func()

	mu     sync.Mutex
	key    string // of the owner's session; empty: nobody has it
	owner  Owner
	acted  time.Time // when the owner last did something
	wish   *wish
	prompt *Prompt
	number int
	answer chan Answer
	test   TestID // that runs; empty: none
	queue  []TestID
	stop   context.CancelFunc
	ended  chan struct{} // closed when nothing runs any more; nil: nothing does
	done   []Result      // of this session, the newest last
	fault  error         // of the book
}

// DeskState is what a desk shows.
type DeskState struct {
	Owner  *Owner   `json:"owner,omitempty"`
	Wish   *Owner   `json:"wish,omitempty"` // who asks for it
	Test   TestID   `json:"test,omitempty"` // that runs
	Queue  []TestID `json:"queue,omitempty"`
	Prompt *Prompt  `json:"prompt,omitempty"`
	Done   []Result `json:"done"`            // of this session
	Fault  string   `json:"fault,omitempty"` // why results cannot be kept
}

// Start runs tests one after another.
func (d *Desk) Start(key string, tests []Test) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check(key); err != nil {
		return err
	}
	if d.ended != nil {
		return ErrRunning
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.ended, d.fault = stop, make(chan struct{}), nil
	go d.work(ctx, tests, d.owner, d.ended)
	return nil
}

// work is the goroutine of Start.
func (d *Desk) work(ctx context.Context, tests []Test, o Owner, ended chan struct{}) {
	for i, t := range tests {
		if ctx.Err() != nil {
			break
		}
		d.set(func() { d.test, d.queue = t.ID, names(tests[i+1:]) })
		r, err := Run(ctx, t, d.Terminal, deskGuide{d}, d.Book, o.Person, o.Via)
		d.set(func() { d.done, d.prompt, d.fault = append(d.done, r), nil, errors.Join(d.fault, err) })
	}
	d.set(func() {
		d.stop()
		d.test, d.queue, d.prompt, d.ended, d.acted = "", nil, nil, nil, time.Now()
		close(ended)
	})
}

func names(tests []Test) []TestID {
	var out []TestID
	for _, t := range tests {
		out = append(out, t.ID)
	}
	return out
}

func (d *Desk) set(change func()) {
	d.mu.Lock()
	change()
	d.mu.Unlock()
	d.Changed()
}

// Stop ends the test that runs and those that wait. It returns once the device
// is back, or counts as hung.
func (d *Desk) Stop(key string) error {
	d.mu.Lock()
	err := d.check(key)
	d.mu.Unlock()
	if err == nil {
		d.halt(key)
	}
	return err
}

// halt stops what runs for a session, and waits for its end.
func (d *Desk) halt(key string) {
	d.mu.Lock()
	stop, ended := d.stop, d.ended
	if key != d.key {
		ended = nil
	}
	d.mu.Unlock()
	if ended != nil {
		stop()
		<-ended // Do returns within Grace
	}
}

// State is what goes on.
func (d *Desk) State() DeskState {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := DeskState{Test: d.test, Queue: slices.Clone(d.queue), Done: append([]Result{}, d.done...)}
	if d.key != "" {
		o := d.owner
		s.Owner = &o
	}
	if d.wish != nil {
		o := d.wish.Owner
		s.Wish = &o
	}
	if d.prompt != nil {
		p := *d.prompt
		s.Prompt = &p
	}
	if d.fault != nil {
		s.Fault = d.fault.Error()
	}
	return s
}
