package trust

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Kind says why nothing newer was taken.
type Kind string

const (
	Unsigned    Kind = "unsigned"    // too few good signatures of the keys that count now
	Rollback    Kind = "rollback"    // older than what was seen before
	Expired     Kind = "expired"     // signed long ago and not again: somebody may be holding back what is newer
	Mismatch    Kind = "mismatch"    // not the file that the signed list speaks of
	Undelegated Kind = "undelegated" // signed by someone who has no say in that path
	TooLarge    Kind = "too-large"
	TooSlow     Kind = "too-slow"
	Withheld    Kind = "withheld" // the repository lacks a file that must be there
	Malformed   Kind = "malformed"
	Unreachable Kind = "unreachable"
	Unkept      Kind = "unkept" // the store failed
)

// Refused is why a refresh took nothing.
type Refused struct {
	Kind Kind
	File string // path in the repository, or the role; empty: all of it
	Err  error
}

func (r *Refused) Error() string {
	if r.File == "" {
		return fmt.Sprintf("trust: %s: %v", r.Kind, r.Err)
	}
	return fmt.Sprintf("trust: %s: %s: %v", r.File, r.Kind, r.Err)
}

func (r *Refused) Unwrap() error { return r.Err }

// What a Fetcher says beside fs.ErrNotExist.
var (
	ErrTooLarge = errors.New("longer than it may be")
	ErrTooSlow  = errors.New("comes too slowly")
)

// refused tells of an error what kind it is.
func refused(file string, err error) *Refused {
	var known *Refused
	if errors.As(err, &known) {
		return known
	}
	return &Refused{Kind: kindOf(err), File: file, Err: err}
}

func kindOf(err error) Kind {
	is := func(targets ...error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
	switch {
	case is(ErrTooLarge):
		return TooLarge
	case is(ErrTooSlow, context.DeadlineExceeded):
		return TooSlow
	case is(fs.ErrNotExist):
		return Withheld
	case is(&metadata.ErrUnsignedMetadata{}):
		return Unsigned
	case is(&metadata.ErrExpiredMetadata{}):
		return Expired
	case is(&metadata.ErrBadVersionNumber{}):
		return Rollback
	case is(&metadata.ErrLengthOrHashMismatch{}):
		return Mismatch
	}
	return Malformed
}
