package diag

import (
	"context"
	"crypto/rand"
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

// Owner is who has the terminal's devices, or asks for them.
type Owner struct {
	Person string    `json:"person"`
	Via    Via       `json:"via"`
	Since  time.Time `json:"since"`
}

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

// wish is somebody else who asks for the terminal.
type wish struct {
	Owner
	word chan bool
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

// Take gives the terminal to a technician. The key names the session.
func (d *Desk) Take(person string, via Via) (key string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.key != "" {
		return "", ErrOwned
	}
	d.give(Owner{Person: person, Via: via, Since: time.Now()})
	return d.key, nil
}

// give is called with mu held.
func (d *Desk) give(o Owner) {
	d.key, d.owner, d.acted, d.done = rand.Text(), o, time.Now(), nil
}

// Owner tells who has the terminal.
func (d *Desk) Owner() (Owner, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.owner, d.key != ""
}

// Idle is how long the owner has done nothing, while no test runs.
func (d *Desk) Idle() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.key == "" || d.test != "" && (d.prompt == nil || d.prompt.Tally != nil) {
		return 0
	}
	return time.Since(d.acted)
}

// Wish asks the owner for the terminal, and waits for the word or the end of
// ctx. With it comes the key of the new session.
func (d *Desk) Wish(ctx context.Context, person string, via Via) (key string, err error) {
	w := &wish{Owner: Owner{Person: person, Via: via, Since: time.Now()}, word: make(chan bool, 1)}
	d.mu.Lock()
	if d.key == "" || d.wish != nil {
		d.mu.Unlock()
		return "", ErrOwned
	}
	d.wish = w
	d.mu.Unlock()
	d.Changed()
	defer d.Changed()
	select {
	case yes := <-w.word:
		if !yes {
			return "", ErrDenied
		}
	case <-ctx.Done():
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.wish == w {
		d.wish = nil
	}
	if d.owner != w.Owner {
		return "", ErrDenied
	}
	return d.key, nil
}

// HandOver answers a wish. A test that runs is stopped first.
func (d *Desk) HandOver(key string, yes bool) error {
	d.mu.Lock()
	w := d.wish
	if err := d.check(key); err != nil {
		d.mu.Unlock()
		return err
	}
	if w == nil {
		d.mu.Unlock()
		return ErrAnswer
	}
	d.wish = nil
	d.mu.Unlock()
	if yes {
		d.halt(key)
		d.mu.Lock()
		d.give(w.Owner)
		d.mu.Unlock()
	}
	w.word <- yes
	d.Changed()
	return nil
}

// check is called with mu held. What passes counts as the owner's doing.
func (d *Desk) check(key string) error {
	if key == "" || key != d.key {
		return ErrNoOwner
	}
	d.acted = time.Now()
	return nil
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

// Release ends a session. A test that runs is stopped first. Whoever asks for
// the terminal meanwhile gets it: nobody is left to keep it.
func (d *Desk) Release(key string) {
	d.halt(key)
	d.mu.Lock()
	if key == d.key {
		d.key, d.owner = "", Owner{}
		if w := d.wish; w != nil {
			d.wish = nil
			d.give(w.Owner)
			w.word <- true
		}
	}
	d.mu.Unlock()
	d.Changed()
}

// Answer hands in the owner's word to the prompt of a number.
func (d *Desk) Answer(key string, number int, a Answer) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.check(key); err != nil {
		return err
	}
	if d.prompt == nil || d.answer == nil || d.prompt.Number != number || !d.prompt.takes(a) {
		return ErrAnswer
	}
	d.answer <- a
	d.answer = nil
	return nil
}

// takes tells whether an answer is one of those that are asked for.
func (p *Prompt) takes(a Answer) bool {
	if len(p.Choices) > 0 {
		return slices.Contains(p.Choices, string(a))
	}
	return a == Yes || a == No || a == Skip
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

// deskGuide shows prompts on the desk.
type deskGuide struct{ d *Desk }

func (g deskGuide) Say(p Prompt) { g.d.show(p, nil) }

func (g deskGuide) Ask(ctx context.Context, p Prompt) (Answer, error) {
	p.Ask = true
	answer := make(chan Answer, 1)
	g.d.show(p, answer)
	select {
	case a := <-answer:
		return a, nil
	case <-ctx.Done():
		return Skip, ctx.Err()
	}
}

func (d *Desk) show(p Prompt, answer chan Answer) {
	d.set(func() {
		d.number++
		p.Number = d.number
		d.prompt, d.answer = &p, answer
	})
}

// Nobody is the guide of a test that nobody watches.
type Nobody struct{}

// Say shows nothing.
func (Nobody) Say(Prompt) {}

// Ask passes every question over.
func (Nobody) Ask(context.Context, Prompt) (Answer, error) { return Skip, nil }

// Holds tells whether a session has the terminal.
func (d *Desk) Holds(key string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return key != "" && key == d.key
}

// Evict ends whatever session there is, as Release does.
func (d *Desk) Evict() {
	d.mu.Lock()
	key := d.key
	d.mu.Unlock()
	if key != "" {
		d.Release(key)
	}
}
