package kiosk_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/blackbox"
	"govkiosk/screens"
)

// A terminal that is killed in the middle of a visit leaves what happened, and
// nothing of who was there.
func TestBlackBoxAfterAKill(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.start()
	r.toConfirm(young())
	r.do(screens.ActHome, "")
	r.awaitScreen(screens.ScreenHome)
	r.do(screens.ActBack, "")
	r.awaitScreen(screens.ScreenCardLeft)
	r.reader.Lift()
	r.byPhone(phone)
	r.paperReady()
	r.take()
	v := r.awaitPaper(screens.PaperTake)
	path := filepath.Join(r.dir, "blackbox.ring")
	r.eventually("the slip is in the box", func() bool {
		all, err := blackbox.Read(path)
		return err == nil && strings.Contains(boxText(all), `"event":"Printed"`)
	})
	r.kill()
	all, err := blackbox.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	text := boxText(all)
	for _, want := range []string{`"page":"identify"`, `"event":"CardSeen"`, `"do":"take"`, `"Print"`, `"device":"printer"`, `"call":"POST /v1/tickets"`, `"status":201`} {
		if !strings.Contains(text, want) {
			t.Errorf("the box does not say %s", want)
		}
	}
	card := young()
	for what, secret := range map[string]string{
		"phone": phone, "end of the phone": phone[7:], "name": card.Name, "citizen number": card.Number, "birth": card.Birth,
		"address": card.Address, "number": v.Ticket.Number, "link": v.Ticket.Link,
	} {
		if secret == "" || strings.Contains(text, secret) {
			t.Errorf("the box holds the %s %q", what, secret)
		}
	}
	r.start()
	r.awaitScreen(screens.ScreenAttract)
	r.eventually("the next run knows of the crash", func() bool {
		all, err := blackbox.Read(path)
		return err == nil && strings.Contains(boxText(all), `"after_crash":true`) && strings.Contains(boxText(all), "SYS-CRASHED")
	})
}

func boxText(all []blackbox.Record) string {
	var b strings.Builder
	for _, r := range blackbox.Newest(all, time.Hour) {
		b.WriteString(r.Kind + " " + string(r.Data) + "\n")
	}
	return b.String()
}
