package uplink

import (
	"context"
	"errors"
	"time"
)

// again tries to get a certificate by the file with a code.
func (u *Uplink) again(ctx context.Context) {
	if time.Now().Before(u.renewal.due) {
		return
	}
	id, err := u.byFile(ctx)
	if errors.Is(err, ErrNotEnrolled) {
		u.renewal.due = time.Now().Add(u.o.Check) // somebody may bring a code, or enrol it by hand
		if id, err := u.o.Folder.Load(); err == nil && !same(id, u.call.identity()) {
			u.adopt(id)
		}
		return
	}
	u.tried(&u.renewal, err, time.Hour)
	if err == nil {
		u.adopt(id)
	}
}

func same(a, b *Identity) bool {
	return b != nil && a.Certificate.Leaf.Equal(b.Certificate.Leaf)
}

// adopt goes on as somebody new to the hub, whose repository may be open to it
// only now.
func (u *Uplink) adopt(id *Identity) {
	u.call.be(id)
	u.hints.listen(id)
	u.joined, u.sent = false, ""
	u.begin()
	u.heard(nil)
	u.o.Terminal.Hinted(0)
}
