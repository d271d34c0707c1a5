package diag

import (
	"context"
	"crypto/rand"
	"time"
)

// Owner is who has the terminal's devices, or asks for them.
type Owner struct {
	Person string    `json:"person"`
	Via    Via       `json:"via"`
	Since  time.Time `json:"since"`
}

// wish is somebody else who asks for the terminal.
type wish struct {
	Owner
	word chan bool
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
