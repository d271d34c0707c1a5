package swarm

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"govkiosk/kiosk/journal"
)

// book is a terminal's journal as far as the fleet needs one.
type book struct {
	mu     sync.Mutex
	rows   map[string][]byte
	floors map[string]int64
	told   []journal.Told
	last   int64 // number of the newest event
	sure   int64 // of the newest that the hub has acknowledged
	joined bool
	orders map[string]*journal.Order
}

func newBook() *book {
	return &book{rows: map[string][]byte{}, floors: map[string]int64{}, orders: map[string]*journal.Order{}}
}

func (b *book) Kept() (map[string][]byte, map[string]int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.rows), maps.Clone(b.floors), nil
}

func (b *book) Keep(rows map[string][]byte, floors map[string]int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, data := range rows {
		if b.rows[name] = data; data == nil {
			delete(b.rows, name)
		}
	}
	for name, n := range floors {
		b.floors[name] = max(n, b.floors[name])
	}
	return nil
}

func (b *book) Tell(kind string, data any, _ bool) error {
	var text []byte
	if data != nil {
		var err error
		if text, err = json.Marshal(data); err != nil {
			return fmt.Errorf("swarm: %w", err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	b.told = append(b.told, journal.Told{ID: b.last, At: time.Now(), Kind: kind, Data: text})
	return nil
}

func (b *book) Outgoing(n int) ([]journal.Told, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.told[:min(n, len(b.told))]), nil
}

func (b *book) ToldThrough(id int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sure = max(b.sure, id)
	b.told = slices.DeleteFunc(b.told, func(t journal.Told) bool { return t.ID <= id })
	return nil
}

func (b *book) Unheard(id int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.told = slices.DeleteFunc(b.told, func(t journal.Told) bool { return t.ID == id })
	return nil
}

func (b *book) Join(through int64) error {
	if err := func() error {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.joined {
			return nil
		}
		b.joined = true
		for i := range b.told {
			b.told[i].ID += through
		}
		b.last += through
		return nil
	}(); err != nil {
		return err
	}
	return b.ToldThrough(through)
}

func (b *book) Waiting() (int, int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.told), 0, nil
}

// acknowledged is the number of the newest event that the hub said it has, and
// how many still wait.
func (b *book) acknowledged() (through int64, waiting int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sure, len(b.told)
}

func (b *book) OrderTaken(id string, said []byte) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.orders[id] != nil {
		return false, nil
	}
	b.orders[id] = &journal.Order{ID: id, Said: said, At: time.Now()}
	return true, nil
}

var errNoOrder = errors.New("swarm: there is no such order")

func (b *book) order(id string, f func(*journal.Order)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	o := b.orders[id]
	if o == nil {
		return errNoOrder
	}
	f(o)
	return nil
}

func (b *book) OrderBegins(id string) error {
	return b.order(id, func(o *journal.Order) { o.Began = time.Now() })
}

func (b *book) OrderEnded(id, outcome, text string) error {
	return b.order(id, func(o *journal.Order) { o.Outcome, o.Text, o.Ended = outcome, text, time.Now() })
}

func (b *book) OrderTold(id string) error {
	return b.order(id, func(o *journal.Order) { o.Told = true })
}

func (b *book) Orders() ([]journal.Order, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []journal.Order
	for _, o := range b.orders {
		if !o.Told {
			out = append(out, *o)
		}
	}
	slices.SortFunc(out, func(a, b journal.Order) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// begun are the orders that have begun and not ended.
func (b *book) begun() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for id, o := range b.orders {
		if !o.Began.IsZero() && o.Outcome == "" {
			out = append(out, id)
		}
	}
	return out
}
