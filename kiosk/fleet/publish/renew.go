package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// Renew signs the snapshot and the timestamp of what is published anew, and
// leaves the drafts as they are: people decide when those are ready.
func (r *Repo) Renew(snapshotDays, timestampDays int, keys ...Key) (Published, error) {
	return (&Repo{Dir: r.Dir, Clock: r.Clock, asIs: true}).Publish(snapshotDays, timestampDays, keys...)
}

// lock keeps two programs from making the same version. It waits for the
// other one.
func (r *Repo) lock() (free func(), err error) {
	f, err := os.OpenFile(r.path(".lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil // there is no repository, as who reads it will say
	}
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return func() { _ = f.Close() }, nil
}
