package technician

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/drivers/idcard"
)

// Technician is one person.
type Technician struct {
	ID    string    `toml:"id"`             // as the journal names the person: 1 to 32 of a–z 0–9 - _
	PIN   string    `toml:"pin,omitempty"`  // argon2id hash
	Card  string    `toml:"card,omitempty"` // argon2id hash of the ID card's number
	Added time.Time `toml:"added"`
}

// Most is how many a terminal takes: each is tried in turn.
const Most = 12

// PINs have so many digits.
const (
	PINLeast = 6
	PINMost  = 12
)

// What can be wrong with a person who is to be added, or with the file.
var (
	ErrName   = errors.New("technician: a name has 1 to 32 of a-z 0-9 - _")
	ErrTaken  = errors.New("technician: there is one of that name")
	ErrNone   = errors.New("technician: there is none of that name")
	ErrPIN    = errors.New("technician: a PIN has 6 to 12 digits, and not all of them alike or in a row")
	ErrSame   = errors.New("technician: choose another PIN")
	ErrCard   = errors.New("technician: that is no number of an ID card")
	ErrFull   = errors.New("technician: there are 12 already")
	ErrLoose  = errors.New("technician: others than its owner can read the file: chmod 600 it")
	ErrNobody = errors.New("technician: neither a PIN nor a card is given")
)

// List is everybody that a file names.
type List struct {
	Technicians []Technician `toml:"technician"`
}

// Load reads a file. One that is not there names nobody.
func Load(path string) (List, error) {
	var l List
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("technician: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return l, fmt.Errorf("%w: %s", ErrLoose, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return l, fmt.Errorf("technician: %w", err)
	}
	d := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := d.Decode(&l); err != nil {
		return List{}, fmt.Errorf("technician: %s: %w", path, err)
	}
	return l, nil
}

// Save writes the file anew, readable for its owner alone, all or nothing.
func (l List) Save(path string) error {
	text, err := toml.Marshal(l)
	if err != nil {
		return fmt.Errorf("technician: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".technicians-*") // 0600
	if err != nil {
		return fmt.Errorf("technician: %w", err)
	}
	defer os.Remove(f.Name()) // gone by its name once it has been moved
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("technician: %w", err)
	}
	return nil
}

// Add takes a person in. pin or card may be empty, not both.
func (l *List) Add(id, pin, card string, now time.Time) error {
	switch {
	case !named(id):
		return ErrName
	case l.find(id) >= 0:
		return ErrTaken
	case len(l.Technicians) >= Most:
		return ErrFull
	case pin == "" && card == "":
		return ErrNobody
	case pin != "" && !soundPIN(pin):
		return ErrPIN
	case card != "" && idcard.ValidNumber(card) != nil:
		return ErrCard
	}
	t := Technician{ID: id, Added: now.UTC().Truncate(time.Second)}
	if pin != "" {
		if _, taken := l.ByPIN(pin); taken {
			return ErrSame
		}
		t.PIN = Hash(pin)
	}
	if card != "" {
		t.Card = Hash(card)
	}
	l.Technicians = append(l.Technicians, t)
	return nil
}

// Remove takes a person out.
func (l *List) Remove(id string) error {
	i := l.find(id)
	if i < 0 {
		return ErrNone
	}
	l.Technicians = slices.Delete(l.Technicians, i, i+1)
	return nil
}

func (l *List) find(id string) int {
	return slices.IndexFunc(l.Technicians, func(t Technician) bool { return t.ID == id })
}

func named(id string) bool {
	if id == "" || len(id) > 32 {
		return false
	}
	for _, c := range id {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// soundPIN refuses what is tried first: 000000, 123456, 654321.
func soundPIN(pin string) bool {
	if len(pin) < PINLeast || len(pin) > PINMost {
		return false
	}
	steps := map[int]bool{}
	for i, c := range pin {
		if c < '0' || c > '9' {
			return false
		}
		if i > 0 {
			steps[int(pin[i])-int(pin[i-1])] = true
		}
	}
	return len(steps) > 1 || !steps[0] && !steps[1] && !steps[-1]
}
