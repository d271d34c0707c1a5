package kiosk

import (
	"context"
	"encoding/json"
	"time"

	"govkiosk/drivers/idcard"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/technician"
)

// lockoutKept is the name under which wrong tries are kept across restarts.
const lockoutKept = "technician-lockout"

// keyholeFor is how long the page stays without a touch.
const keyholeFor = 60 * time.Second

// keyhole is the page that asks who the technician is. It is the loop's own.
type keyhole struct {
	pin      string
	touched  time.Time
	checking bool
	problem  string // wrong, nobody, file, locked
	people   technician.List
	lock     technician.Lockout
	close    context.CancelFunc // ends the look for a card
}

func (k *keyhole) expired(now time.Time) bool {
	return !k.checking && now.Sub(k.touched) > keyholeFor
}

// openKeyhole asks for the PIN, or for a technician's card.
func (s *service) openKeyhole() {
	if s.keyhole != nil || s.held() {
		return
	}
	k := &keyhole{touched: s.t.clock()}
	var err error
	if k.people, err = technician.Load(s.cfg.Technicians); err != nil {
		s.t.log.Error("technicians", "err", err)
		k.problem = "file"
	} else if len(k.people.Technicians) == 0 {
		k.problem = "nobody"
	}
	if data, err := s.t.journal.Copy(lockoutKept); err != nil || data != nil && json.Unmarshal(data, &k.lock) != nil {
		s.t.log.Error("technicians", "lockout", string(data), "err", err)
		k.lock = k.lock.Failed(s.t.clock()) // not known: one try counts as made
	}
	ctx, cancel := context.WithCancel(s.ctx)
	k.close = cancel
	s.keyhole = k
	s.t.record("service-page", s.t.state.Visit, nil)
	if k.problem == "" {
		s.lasting(func() { s.watchCard(ctx, k) })
	}
	s.t.present()
}

func (s *service) closeKeyhole() {
	if s.keyhole == nil {
		return
	}
	s.keyhole.close()
	s.keyhole = nil
	s.t.present()
}

// watchCard takes a technician's card for a PIN. The number is compared and
// forgotten; cards of others count as nothing.
func (s *service) watchCard(ctx context.Context, k *keyhole) {
	for ctx.Err() == nil {
		err := bay{s.t}.Reader(ctx, func(ctx context.Context, dev *idcard.Dev) error {
			return dev.Watch(ctx, func(e idcard.Event) {
				if e.State != idcard.StatePresent || e.Record == nil {
					return
				}
				if id, ok := k.people.ByCard(e.Record.Number); ok {
					s.t.tell(func(t *Terminal) { t.service.known(k, id, "card") })
				}
			})
		})
		if err == diag.ErrNotFitted {
			return
		}
		pause(ctx, time.Second)
	}
}

// touch serves the keys of the page.
func (s *service) touchKeyhole(do, arg string) {
	k := s.keyhole
	k.touched = s.t.clock()
	switch {
	case do == "back" || do == "home":
		s.closeKeyhole()
		return
	case k.checking || k.problem == "nobody" || k.problem == "file":
	case do == "key" && len(k.pin) < technician.PINMost && len(arg) == 1:
		k.pin += arg
		k.problem = ""
	case do == "delete" && k.pin != "":
		k.pin = k.pin[:len(k.pin)-1]
	case do == "clear":
		k.pin = ""
	case do == "next" && len(k.pin) >= technician.PINLeast:
		s.try(k)
	}
	s.t.present()
}

// try checks the PIN, away from the loop: it takes some 0.1 s a person.
func (s *service) try(k *keyhole) {
	pin := k.pin
	k.pin = ""
	if k.lock.Left(s.t.clock()) > 0 {
		k.problem = "locked"
		return
	}
	// Counted before it is checked: pulling the plug gains no try.
	s.keepLock(k, k.lock.Failed(s.t.clock()))
	k.checking = true
	s.lasting(func() {
		id, ok := k.people.ByPIN(pin)
		s.t.tell(func(t *Terminal) {
			k.checking = false
			k.touched = t.clock()
			if ok {
				t.service.known(k, id, "pin")
				return
			}
			k.problem = "wrong"
			t.record("service-refused", t.state.Visit, map[string]any{"wrong": k.lock.Wrong, "until": k.lock.Until})
			t.present()
		})
	})
}

func (s *service) keepLock(k *keyhole, l technician.Lockout) {
	k.lock = l
	data, err := json.Marshal(l)
	if err == nil {
		err = s.t.journal.KeepCopy(lockoutKept, data)
	}
	if err != nil {
		s.t.journalFailed(err)
	}
}

// known lets a technician in. Whoever has the terminal by wire is asked first.
func (s *service) known(k *keyhole, id, how string) {
	if s.keyhole != k {
		return // the page is gone
	}
	s.keepLock(k, technician.Lockout{})
	s.closeKeyhole()
	s.t.record("technician", s.t.state.Visit, map[string]any{"person": id, "how": how})
	s.lasting(func() { s.enterAtGlass(id, how) })
}

func (s *service) enterAtGlass(id, how string) {
	key, err := s.enter(s.ctx, id, diag.ViaScreen, map[string]any{"how": how})
	if err == diag.ErrOwned {
		s.t.tell(func(t *Terminal) { t.service.asking = true; t.present() })
		key, err = s.wish(s.ctx, id, diag.ViaScreen, map[string]any{"how": how})
	}
	s.t.tell(func(t *Terminal) {
		t.service.asking = false
		if err == nil {
			t.service.key = key
		}
		t.service.refresh()
		t.present()
	})
}
