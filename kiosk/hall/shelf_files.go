package hall

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// Files is a Shelf in a folder, a file each, that a power cut leaves whole.
type Files struct {
	Dir    string      // must exist
	Failed func(error) // told when something cannot be kept; nil: nobody
}

var shelfName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

// onDisk is the content of a file.
type onDisk struct {
	ETag string          `json:"etag"`
	At   time.Time       `json:"at"`
	Body json.RawMessage `json:"body"`
}

func (f Files) path(name string) string { return filepath.Join(f.Dir, name+".json") }

// Get reads what was kept under name.
func (f Files) Get(name string) (Kept, bool) {
	if !shelfName.MatchString(name) {
		return Kept{}, false
	}
	data, err := os.ReadFile(f.path(name))
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			f.tell(err)
		}
		return Kept{}, false
	}
	var d onDisk
	if err := json.Unmarshal(data, &d); err != nil {
		f.tell(fmt.Errorf("%s: %w", f.path(name), err))
		return Kept{}, false
	}
	return Kept{ETag: d.ETag, At: d.At, Body: d.Body}, true
}

// Put keeps k under name, on the disk when it returns.
func (f Files) Put(name string, k Kept) {
	if err := f.put(name, k); err != nil {
		f.tell(err)
	}
}

func (f Files) put(name string, k Kept) error {
	if !shelfName.MatchString(name) {
		return fmt.Errorf("no name for a file: %q", name)
	}
	data, err := json.Marshal(onDisk{ETag: k.ETag, At: k.At, Body: k.Body})
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(f.Dir, name+".*.tmp") // of mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already when all went well
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), f.path(name))
}

func (f Files) tell(err error) {
	if f.Failed != nil {
		f.Failed(fmt.Errorf("hall: shelf: %w", err))
	}
}
