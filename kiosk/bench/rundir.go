package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// runPrefix begins the name of every run directory.
const runPrefix = "kiosksim-"

// rundir is everything of one run on the disk: the symlinks of the serial
// lines, the terminal's configuration, journal and log, the district's state.
type rundir struct {
	path string
	lock *os.File // the directory itself, locked: its owner lives
}

// makeRundir makes a run directory below base, the system's own place for
// such where base is empty, and sweeps those of runs that were killed.
func makeRundir(base string) (rundir, error) {
	if base == "" {
		base = os.TempDir()
	}
	sweepRundirs(base)
	path, err := os.MkdirTemp(base, runPrefix)
	if err != nil {
		return rundir{}, fmt.Errorf("bench: run directory: %w", err)
	}
	lock, err := lockDir(path)
	if err != nil {
		return rundir{}, fmt.Errorf("bench: run directory: %w", err)
	}
	return rundir{path, lock}, nil
}

// lockDir takes the directory for this process, until it ends or closes it.
func lockDir(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// sweepRundirs removes the directories that nobody has locked: a killed run
// cannot remove its own. The moment between making and locking one is left
// open; two benches would have to be started within it.
func sweepRundirs(base string) {
	found, _ := filepath.Glob(filepath.Join(base, runPrefix+"*"))
	for _, path := range found {
		if lock, err := lockDir(path); err == nil {
			_ = os.RemoveAll(path)
			lock.Close()
		}
	}
}

func (d rundir) file(name string) string { return filepath.Join(d.path, name) }

// folder makes a folder in the run directory.
func (d rundir) folder(name string) (string, error) {
	if err := os.Mkdir(d.file(name), 0o700); err != nil {
		return "", fmt.Errorf("bench: run directory: %w", err)
	}
	return d.file(name), nil
}

func (d rundir) remove() error {
	defer d.lock.Close()
	return os.RemoveAll(d.path)
}

// kept is where keep leaves the directory.
func (d rundir) kept() string {
	return filepath.Join(filepath.Dir(d.path), "kept-"+filepath.Base(d.path))
}

// keep renames the directory so that no later run sweeps it, and returns
// where it is then.
func (d rundir) keep() (string, error) {
	defer d.lock.Close()
	kept := d.kept()
	if err := os.Rename(d.path, kept); err != nil {
		return "", fmt.Errorf("bench: keep run directory: %w", err)
	}
	return kept, nil
}
