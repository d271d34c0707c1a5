package hub

import (
	"context"
	"slices"
	"strings"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/people"
)

// Concerns reports whether a note of the audit is somebody's to read: whose
// place is everywhere reads all of them, others what they did themselves and
// what was done to their terminals.
func (h *Hub) Concerns(p people.Person, n audit.Note) bool {
	if p.Scope.Everywhere() || n.ID == p.ID {
		return true
	}
	return slices.ContainsFunc(strings.Fields(n.On), func(id string) bool {
		k, known := h.Terminal(id)
		return known && p.Scope.Covers(k.Place)
	})
}

// notesRead is how many notes are looked through at once.
const notesRead = 200

// Notes are up to n notes of the audit that are somebody's to read and that
// are wanted, the newest first, older than before; 0 is the end. It looks
// through most of them, 0 for all; next is where it goes on, 0 at the end.
func (h *Hub) Notes(ctx context.Context, p people.Person, before uint64, n, most int, wanted func(audit.Note) bool) (out []audit.Note, next uint64, err error) {
	for read := 0; ; {
		some, err := h.Audit.Newest(ctx, before, notesRead)
		if err != nil {
			return out, before, err
		}
		for _, one := range some {
			before, read = one.Seq, read+1
			if wanted(one) && h.Concerns(p, one) {
				out = append(out, one)
			}
			if len(out) == n {
				return out, before, nil
			}
		}
		if len(some) < notesRead {
			return out, 0, nil
		}
		if most > 0 && read >= most {
			return out, before, nil
		}
	}
}
