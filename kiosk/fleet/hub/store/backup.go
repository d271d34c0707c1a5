package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Stream is a table or a log as JetStream has it: what it is, and how it was.
// Sequence numbers and times are those that it had.
type Stream struct {
	Name   string          `json:"name"`
	Config json.RawMessage `json:"config"`
	State  json.RawMessage `json:"state"`
}

// chunkEach is how many bytes of a stream come at once, at most.
const chunkEach = 128 << 10

// quietFor is how long the next piece of a snapshot may take.
const quietFor = 30 * time.Second

// Snapshot tells every table and log, with head when one begins and with piece
// for what it holds. Those of last come last, as they are then; all others are
// told as they are at one moment, since this program writes nothing meanwhile:
// whoever wants to waits.
func (s *Store) Snapshot(ctx context.Context, last []string, head func(Stream) error, piece func([]byte) error) error {
	var names []string
	lister := s.js.StreamNames(ctx)
	for name := range lister.Name() {
		names = append(names, name)
	}
	if err := lister.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	slices.Sort(names)
	late := func(name string) bool { return slices.Contains(last, name) }
	err := func() error {
		s.still.Lock()
		defer s.still.Unlock()
		for _, name := range names {
			if late(name) {
				continue
			}
			if err := s.snapshot(ctx, name, head, piece); err != nil {
				return err
			}
		}
		return nil
	}()
	for _, name := range names {
		if err == nil && late(name) {
			err = s.snapshot(ctx, name, head, piece)
		}
	}
	return err
}

func (s *Store) snapshot(ctx context.Context, name string, head func(Stream) error, piece func([]byte) error) error {
	bad := func(err error) error { return fmt.Errorf("store: snapshot of %s: %w", name, err) }
	inbox := s.conn.NewInbox()
	chunks, err := s.conn.SubscribeSync(inbox)
	if err != nil {
		return bad(err)
	}
	defer func() { _ = chunks.Unsubscribe() }() // with the connection it is gone anyway
	about := Stream{Name: name}
	if err := s.ask(ctx, "STREAM.SNAPSHOT."+name, map[string]any{"deliver_subject": inbox, "no_consumers": true, "chunk_size": chunkEach, "window_size": 8 * chunkEach}, &about); err != nil {
		return bad(err)
	}
	if err := head(about); err != nil {
		return bad(err)
	}
	for {
		m, err := next(ctx, chunks)
		if err != nil {
			return bad(err)
		}
		if len(m.Data) == 0 { // the end
			if status := m.Header.Get("Status"); status != "" && status != "204" {
				return bad(fmt.Errorf("%s %s", status, m.Header.Get("Description")))
			}
			return nil
		}
		if err := piece(m.Data); err != nil {
			return bad(err)
		}
		if m.Reply != "" {
			if err := m.Respond(nil); err != nil {
				return bad(err)
			}
		}
	}
}

func next(ctx context.Context, from *nats.Subscription) (*nats.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, quietFor)
	defer cancel()
	return from.NextMsgWithContext(ctx)
}

// Restore makes a table or log that is not there yet from the pieces of a
// snapshot; next returns nil after the last one.
func (s *Store) Restore(ctx context.Context, about Stream, next func() ([]byte, error)) error {
	bad := func(err error) error { return fmt.Errorf("store: restore %s: %w", about.Name, err) }
	if _, err := s.js.Stream(ctx, about.Name); !errors.Is(err, jetstream.ErrStreamNotFound) {
		if err == nil {
			err = errors.New("it is there already")
		}
		return bad(err)
	}
	config, err := s.here(about.Config)
	if err != nil {
		return bad(err)
	}
	var to struct {
		Subject string `json:"deliver_subject"`
	}
	if err := s.ask(ctx, "STREAM.RESTORE."+about.Name, map[string]any{"config": config, "state": about.State}, &to); err != nil {
		return bad(err)
	}
	for {
		chunk, err := next()
		if err != nil {
			return bad(err)
		}
		if err := s.pass(ctx, to.Subject, chunk); err != nil {
			return bad(err)
		}
		if chunk == nil {
			return nil
		}
	}
}

// here is a stream's configuration with as many replicas as this store has.
func (s *Store) here(config json.RawMessage) (json.RawMessage, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(config, &all); err != nil {
		return nil, err
	}
	all["num_replicas"] = fmt.Appendf(nil, "%d", max(1, s.o.Replicas))
	return json.Marshal(all)
}

// pass sends a piece, and waits until it was taken.
func (s *Store) pass(ctx context.Context, subject string, chunk []byte) error {
	ctx, cancel := context.WithTimeout(ctx, quietFor)
	defer cancel()
	answer, err := s.conn.RequestWithContext(ctx, subject, chunk)
	if err != nil || len(answer.Data) == 0 {
		return err
	}
	return problemOf(answer.Data)
}

// ask asks something of JetStream for which there is no call.
func (s *Store) ask(ctx context.Context, what string, in, out any) error {
	ctx, cancel := on(ctx)
	defer cancel()
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	answer, err := s.conn.RequestWithContext(ctx, "$JS.API."+what, body)
	if err != nil {
		return err
	}
	if err := problemOf(answer.Data); err != nil {
		return err
	}
	return json.Unmarshal(answer.Data, out)
}

func problemOf(answer []byte) error {
	var found struct {
		Error *struct {
			Description string `json:"description"`
		} `json:"error"`
	}
	if err := json.NewDecoder(bytes.NewReader(answer)).Decode(&found); err != nil {
		return err
	}
	if found.Error != nil {
		return errors.New(found.Error.Description)
	}
	return nil
}
