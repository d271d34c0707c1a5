package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

var (
	ErrNotFound = errors.New("store: not there")
	ErrRuns     = errors.New("another hub runs")
	ErrChanged  = errors.New("store: somebody else has changed it")
)

// Table is values by key: letters, digits, - _ = / and dots between them.
type Table struct {
	s  *Store
	kv jetstream.KeyValue
}

// Entry is a value at one time.
type Entry struct {
	Key      string
	Value    []byte // nil: it was deleted
	Revision uint64
	At       time.Time // it was written
}

// Table opens a table, and makes it when it is new. A name is letters and
// digits.
func (s *Store) Table(ctx context.Context, name string) (*Table, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	kv, err := s.js.CreateOrUpdateKeyValue(ctx, jetstream.KeyValueConfig{
		Bucket: name, History: 1, Storage: jetstream.FileStorage, Replicas: max(1, s.o.Replicas),
	})
	if err != nil {
		return nil, fmt.Errorf("store: table %s: %w", name, err)
	}
	return &Table{s, kv}, nil
}

// Get returns a value, or ErrNotFound.
func (t *Table) Get(ctx context.Context, key string) (Entry, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	e, err := t.kv.Get(ctx, key)
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return Entry{}, fmt.Errorf("%s: %w", key, ErrNotFound)
	}
	if err != nil {
		return Entry{}, fmt.Errorf("store: %w", err)
	}
	return Entry{key, e.Value(), e.Revision(), e.Created()}, nil
}

// Put sets a value whatever it was. It returns when the value is on disk.
func (t *Table) Put(ctx context.Context, key string, value []byte) (uint64, error) {
	var revision uint64
	err := t.s.write(ctx, func(ctx context.Context) (err error) {
		revision, err = t.kv.Put(ctx, key, value)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return revision, nil
}

// Update sets a value that was read at a revision, 0 for one that is not there
// yet; ErrChanged when it is another by now.
func (t *Table) Update(ctx context.Context, key string, value []byte, was uint64) (uint64, error) {
	var revision uint64
	err := t.s.write(ctx, func(ctx context.Context) (err error) {
		if was == 0 {
			revision, err = t.kv.Create(ctx, key, value)
		} else {
			revision, err = t.kv.Update(ctx, key, value, was)
		}
		return err
	})
	if errors.Is(err, jetstream.ErrKeyExists) || errors.Is(err, jetstream.ErrKeyRevisionMismatch) { // with replicas it is not the same error
		return 0, fmt.Errorf("%s: %w", key, ErrChanged)
	}
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return revision, nil
}

// Delete takes a value away; one that is not there is no error.
func (t *Table) Delete(ctx context.Context, key string) error {
	err := t.s.write(ctx, func(ctx context.Context) error { return t.kv.Delete(ctx, key) })
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// Keys are all keys, in order.
func (t *Table) Keys(ctx context.Context) ([]string, error) {
	ctx, cancel := on(ctx)
	defer cancel()
	lister, err := t.kv.ListKeys(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	var out []string
	for key := range lister.Keys() {
		out = append(out, key)
	}
	if err := ctx.Err(); err != nil { // it ended before the list did
		return nil, fmt.Errorf("store: %w", err)
	}
	slices.Sort(out)
	return out, nil
}

// Watch tells every value that is there, then calls whole, then tells every
// change, until ctx ends. It blocks; the calls come from this goroutine, one
// after the other.
func (t *Table) Watch(ctx context.Context, each func(Entry), whole func()) error {
	w, err := t.kv.WatchAll(ctx)
	if err != nil {
		return fmt.Errorf("store: watch %s: %w", t.kv.Bucket(), err)
	}
	defer w.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, open := <-w.Updates():
			switch {
			case !open:
				return fmt.Errorf("store: the watch of %s has ended", t.kv.Bucket())
			case e == nil:
				whole()
			case e.Operation() == jetstream.KeyValuePut:
				each(Entry{e.Key(), e.Value(), e.Revision(), e.Created()})
			default:
				each(Entry{Key: e.Key(), Revision: e.Revision(), At: e.Created()})
			}
		}
	}
}
