package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/store"
)

// grow are the streams that may be large. What is added to them while a backup
// is written may be in it or not; nothing else refers to it.
var grow = []string{"events", "KV_files"}

// Backup writes all that the hub keeps, and the authority with its key, while
// the hub runs. Writes wait while it is read, but for events and files: w must
// not be slow.
func (h *Hub) Backup(ctx context.Context, who audit.Who, w io.Writer) error {
	if err := h.Audit.Note(ctx, who, "hub.backup", "", ""); err != nil {
		return err
	}
	at := h.Authority.Clock().UTC()
	a := newArchiver(w, at)
	err := a.document(aboutName, Backup{Format: format, At: at, Name: h.Authority.Signers()[0].Name})
	if err != nil {
		return fmt.Errorf("hub: backup: %w", err)
	}
	files, err := authority.Files(h.o.Dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := a.add("authority/"+f.Name, f.Text); err != nil {
			return fmt.Errorf("hub: backup: %w", err)
		}
	}
	head := func(s store.Stream) error {
		a.stream, a.streams = s.Name, a.streams+1
		return a.document("streams/"+s.Name+streamName, s)
	}
	if err := h.Store.Snapshot(ctx, grow, head, a.piece); err != nil {
		return err
	}
	if err := a.close(); err != nil {
		return fmt.Errorf("hub: backup: %w", err)
	}
	return nil
}

// Restore makes the hub of a folder, or of a NATS elsewhere, out of a backup.
// Where anything of a hub is already it fails.
func Restore(ctx context.Context, o Options, r io.ReadSeeker) (b Backup, err error) {
	if err := o.fill(); err != nil {
		return b, err
	}
	if b, err = CheckBackup(r); err != nil {
		return b, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return b, fmt.Errorf("hub: backup: %w", err)
	}
	for _, name := range []string{"nats", "authority.pem", "authority-key.pem"} {
		if _, err := os.Stat(filepath.Join(o.Dir, name)); !errors.Is(err, os.ErrNotExist) {
			return b, fmt.Errorf("hub: there is a hub in %s already: move %s away first", o.Dir, filepath.Join(o.Dir, name))
		}
	}
	half := filepath.Join(o.Dir, "restoring")
	if err := errors.Join(os.RemoveAll(half), os.MkdirAll(half, 0o700)); err != nil {
		return b, fmt.Errorf("hub: restore: %w", err)
	}
	if err := refill(ctx, o, half, b, r); err != nil {
		return b, err
	}
	return b, takePlace(half, o.Dir, o.NATS == "")
}

// refill makes store and authority of a folder.
func refill(ctx context.Context, o Options, dir string, b Backup, r io.Reader) error {
	s, err := store.Open(store.Options{Dir: dir, URL: o.NATS, Replicas: o.Replicas, Client: o.Client, Log: o.Log})
	if err != nil {
		return err
	}
	defer s.Close()
	var one *restoring
	err = members(r, func(m member) error {
		switch {
		case strings.HasPrefix(m.name, "authority/"):
			return authority.Put(dir, filepath.Base(m.name), m.data)
		case strings.HasSuffix(m.name, streamName):
			if err := one.end(); err != nil {
				return err
			}
			var about store.Stream
			if err := json.Unmarshal(m.data, &about); err != nil {
				return fmt.Errorf("hub: restore: %w", err)
			}
			one = begin(ctx, s, about)
		case strings.HasSuffix(m.name, pieceName):
			return one.piece(m.data)
		}
		return nil
	})
	if err = errors.Join(err, one.end()); err != nil {
		return err
	}
	return authority.Restored(ctx, s, b.At, time.Now().UTC())
}

// restoring is a stream whose pieces come one by one.
type restoring struct {
	pieces chan []byte
	done   chan error
}

func begin(ctx context.Context, s *store.Store, about store.Stream) *restoring {
	one := &restoring{make(chan []byte), make(chan error, 1)}
	go func() {
		one.done <- s.Restore(ctx, about, func() ([]byte, error) { return <-one.pieces, nil })
	}()
	return one
}

func (one *restoring) piece(data []byte) error {
	if one == nil {
		return errors.New("hub: the backup is not as it was written")
	}
	select {
	case one.pieces <- data:
		return nil
	case err := <-one.done:
		one.done <- err
		return err
	}
}

func (one *restoring) end() error {
	if one == nil {
		return nil
	}
	select {
	case <-one.done: // it has failed, and that was told
		return nil
	case one.pieces <- nil:
		return <-one.done
	}
}

// takePlace moves what is whole to where a hub looks for it, the key last:
// without that none starts.
func takePlace(from, to string, embedded bool) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return fmt.Errorf("hub: restore: %w", err)
	}
	names := []string{}
	for _, e := range entries {
		if e.Name() == "nats" && !embedded || e.Name() == "lock" {
			continue
		}
		names = append(names, e.Name())
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) }) // nats before authority.pem before its keys
	for _, name := range names {
		if err := os.Rename(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			return fmt.Errorf("hub: restore: %w", err)
		}
	}
	d, err := os.Open(to)
	if err != nil {
		return fmt.Errorf("hub: restore: %w", err)
	}
	return errors.Join(d.Sync(), d.Close(), os.RemoveAll(from))
}
