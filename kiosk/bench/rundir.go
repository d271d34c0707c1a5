package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// runPrefix begins the name of every run directory; the owner's process id
// follows.
const runPrefix = "kiosksim-"

// rundir is everything of one run on the disk: the symlinks of the serial
// lines, the terminal's configuration, journal and log, the district's state.
type rundir string

// makeRundir makes a run directory below base, the system's own place for
// such where base is empty, and sweeps those of runs that were killed.
func makeRundir(base string) (rundir, error) {
	if base == "" {
		base = os.TempDir()
	}
	sweepRundirs(base)
	dir, err := os.MkdirTemp(base, fmt.Sprintf("%s%d-", runPrefix, os.Getpid()))
	if err != nil {
		return "", fmt.Errorf("bench: run directory: %w", err)
	}
	return rundir(dir), nil
}

func (d rundir) file(name string) string { return filepath.Join(string(d), name) }

// folder makes a folder in the run directory.
func (d rundir) folder(name string) (string, error) {
	if err := os.Mkdir(d.file(name), 0o700); err != nil {
		return "", fmt.Errorf("bench: run directory: %w", err)
	}
	return d.file(name), nil
}

func (d rundir) remove() error { return os.RemoveAll(string(d)) }

// sweepRundirs removes the directories whose owner is gone. One kept on
// purpose has lost its process id from the name.
func sweepRundirs(base string) {
	found, _ := filepath.Glob(filepath.Join(base, runPrefix+"*-*"))
	for _, dir := range found {
		var pid int
		if _, err := fmt.Sscanf(filepath.Base(dir), runPrefix+"%d-", &pid); err != nil {
			continue
		}
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			_ = os.RemoveAll(dir)
		}
	}
}

// keep renames the directory so that no later run sweeps it, and returns
// where it is then.
func (d rundir) keep() (string, error) {
	kept := filepath.Join(filepath.Dir(string(d)), "kept-"+filepath.Base(string(d)))
	if err := os.Rename(string(d), kept); err != nil {
		return "", fmt.Errorf("bench: keep run directory: %w", err)
	}
	return kept, nil
}
