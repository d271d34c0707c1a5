package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"govkiosk/kiosk/bench"
	"govkiosk/kiosk/fleet/api"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const (
	terminal = "BENCH-01"                                 // as the bench names its own
	message  = "本机正在检修，请到二号机办理"                           // of whoever locks it
	slowest  = 90 * time.Second                           // that anything here may take
	reading  = "[reader]\nbaud = 9600\n"                  // well said, and the reader hears nothing any more
	talking  = "[policy]\nask_why = 1\nvisit = \"95s\"\n" // harms nobody
)

// meeting is a hub and a terminal, each the program that people start.
type meeting struct {
	*testing.T
	bench *bench.Bench
	hub   *api.Client
	repo  *publish.Repo
	key   publish.Key
	hints *gate

	file, authority, terminals string // the hub's settings, its certificates, its address
	code                       string // file of the terminal's code
}

// TestATerminalAndItsHub is everything that they do with each other, once.
func TestATerminalAndItsHub(t *testing.T) {
	m := &meeting{T: t}
	m.makeRepo()
	stop := m.startHub()
	m.startTerminal()
	m.comesIn()

	good := m.publish(m.bench.API(), talking)
	m.rollOut(good)
	m.until("the release on trial", func(d api.Detail) bool { return d.Trial == good })
	m.isLocked()
	m.isAskedForMore()
	m.until("the release in force", func(d api.Detail) bool { return d.Release == good && d.Trial == 0 })
	m.rolled(good, rollout.Done)

	bad := m.publish(m.bench.API(), talking+reading)
	m.rollOut(bad)
	d := m.until("the bad release taken back", func(d api.Detail) bool { return len(d.Status.Release.Refused) > 0 })
	if r := d.Status.Release; r.Version != good || r.Refused[0].Version != bad || !r.Refused[0].Tried || !strings.HasPrefix(r.Refused[0].Reasons[0], "reader: worked before") {
		t.Errorf("%+v", r)
	}
	m.rolled(bad, rollout.Stopped)
	m.until("the reader well again", func(d api.Detail) bool { return d.Trial == 0 && d.State == "well" })
	m.beginsAnew()
	m.happened("started", "release-on-trial", "release-in-force", "release-refused", "locked", "unlocked", "order")

	stop()
	m.shows("attract")
	m.bench.Tap(.5, .85)
	m.shows("home")
}

// comesIn lets the terminal in by a code, once.
func (m *meeting) comesIn() {
	_, code, _ := strings.Cut(strings.TrimSpace(m.calls("", "code", terminal)), " ")
	m.write(m.code, code+"\n")
	m.until("the terminal well", func(d api.Detail) bool { return d.State == "well" && d.Place.Hall == "lunan" })
	if _, err := os.Stat(m.code); err == nil {
		m.Error("the code was left where it lay")
	}
	m.happened("started")
}

// rollOut lets a release go to everybody.
func (m *meeting) rollOut(release int64) {
	m.Helper()
	_, err := m.hub.Start(m.Context(), rollout.Plan{Release: release, Success: 1, PerHall: 1, Patience: 5 * time.Minute, Waves: []rollout.Wave{{Share: 1, Least: 1}}})
	if err != nil {
		m.Fatal(err)
	}
}

// rolled wants a roll-out to have ended in a state.
func (m *meeting) rolled(release int64, want rollout.State) {
	m.Helper()
	var r api.Rollout
	m.wait("roll-out "+string(want), func() (bool, any) {
		var err error
		r, err = m.hub.Rollout(m.Context(), fmt.Sprintf("r%d", release))
		return err == nil && r.State == want, r
	})
}

// isLocked has the terminal say a message to citizens. The word to unlock it
// comes without a hint.
func (m *meeting) isLocked() {
	m.outcome(m.gives(api.Order{Order: wire.Lock, Text: message}), wire.Done)
	m.shows("out-of-use")
	if visit := string(must(m.bench.Visit(m.Context()))); !strings.Contains(visit, message) {
		m.Errorf("citizens do not read it: %s", visit)
	}
	m.until("it locked", func(d api.Detail) bool { return d.State == "locked" && d.Status.Locked == message })
	m.hints.lose.Store(true)
	m.outcome(m.gives(api.Order{Order: wire.Unlock}), wire.Done)
	m.hints.lose.Store(false)
	m.shows("attract")
}

// isAskedForMore has it test itself and send its black box.
func (m *meeting) isAskedForMore() {
	test := m.outcome(m.gives(api.Order{Order: wire.SelfTest}), wire.Done)
	if !strings.Contains(test.Text, " pass") {
		m.Errorf("the self-test: %+v", test)
	}
	id := m.gives(api.Order{Order: wire.BlackBox})
	box := m.outcome(id, wire.Done)
	var got strings.Builder
	if err := m.hub.File(m.Context(), id, terminal, &got); err != nil || int64(got.Len()) != box.File || got.Len() < 100 {
		m.Errorf("%d bytes of %d: %v", got.Len(), box.File, err)
	}
}

// beginsAnew has the program end and start again.
func (m *meeting) beginsAnew() {
	was := m.detail().Status.Started
	m.outcome(m.gives(api.Order{Order: wire.Restart}), wire.Done)
	m.until("another start", func(d api.Detail) bool { return d.Status.Started.After(was) })
}
