package hub

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
)

// Rotation is how far one certificate of the authority has taken another's
// place.
type Rotation struct {
	Signers   []authority.Signer `json:"signers"` // that terminals know the hub by; the first one signs
	Switched  bool               `json:"switched"`
	Terminals int                `json:"terminals"` // that have a certificate that counts
	Unaware   []string           `json:"unaware"`   // of these, those that do not know the newer one
	Held      []string           `json:"held"`      // those whose certificate the older one has signed
}

// Unready says which terminals a step of a rotation would leave behind: each
// would need a new code.
type Unready struct {
	Why       string
	Terminals []string
}

func (u *Unready) Error() string {
	some := u.Terminals[:min(len(u.Terminals), 10)]
	text := fmt.Sprintf("hub: %d terminals %s: %s", len(u.Terminals), u.Why, strings.Join(some, " "))
	if len(some) < len(u.Terminals) {
		text += " ..."
	}
	return text + "; have them renew, or leave them behind with --anyway: each needs a new code then"
}

// Rotation tells how far it is.
func (h *Hub) Rotation() Rotation {
	r := Rotation{Signers: h.Authority.Signers(), Switched: h.Authority.Switched(), Unaware: []string{}, Held: []string{}}
	newer := r.Signers[len(r.Signers)-1]
	if r.Switched {
		newer = r.Signers[0]
	}
	now := h.Authority.Clock()
	for _, t := range h.Authority.Terminals() {
		if !t.Revoked.IsZero() || !now.Before(t.Expires()) {
			continue
		}
		r.Terminals++
		if len(r.Signers) < 2 {
			continue
		}
		if k, _ := h.Terminal(t.ID); !slices.Contains(k.Status.Believes, newer.Mark) {
			r.Unaware = append(r.Unaware, t.ID)
		}
		if t.Valid[len(t.Valid)-1].By != newer.Mark {
			r.Held = append(r.Held, t.ID)
		}
	}
	return r
}

// Rotate makes the authority's next certificate, of which terminals hear as
// they renew.
func (h *Hub) Rotate(ctx context.Context, who audit.Who, name string) error {
	if len(h.Authority.Signers()) > 1 {
		return authority.ErrUnderWay
	}
	if err := h.Audit.Note(ctx, who, "authority.rotate", name, ""); err != nil {
		return err
	}
	return h.Authority.Rotate(name)
}

// Switch has the next one sign. Terminals that do not know it are an error
// unless they are to be left behind.
func (h *Hub) Switch(ctx context.Context, who audit.Who, anyway bool) error {
	r := h.Rotation()
	switch {
	case len(r.Signers) < 2:
		return authority.ErrNone
	case !r.Switched && len(r.Unaware) > 0 && !anyway:
		return &Unready{"have not learnt of the next certificate", r.Unaware}
	}
	if err := h.Audit.Note(ctx, who, "authority.switch", r.Signers[1].Mark, left(r.Unaware)); err != nil {
		return err
	}
	return h.Authority.Switch()
}

// Retire takes the old one away. Terminals whose certificate it has signed are
// an error unless they are to be left behind.
func (h *Hub) Retire(ctx context.Context, who audit.Who, anyway bool) error {
	r := h.Rotation()
	switch {
	case len(r.Signers) < 2:
		return authority.ErrNone
	case !r.Switched:
		return authority.ErrNotYet
	case len(r.Held) > 0 && !anyway:
		return &Unready{"have a certificate that the old one has signed", r.Held}
	}
	if err := h.Audit.Note(ctx, who, "authority.retire", r.Signers[1].Mark, left(r.Held)); err != nil {
		return err
	}
	return h.Authority.Retire()
}

// left is how many are left behind, for the audit.
func left(terminals []string) string {
	if len(terminals) == 0 {
		return ""
	}
	return fmt.Sprintf("%d terminals are left behind", len(terminals))
}
