package hub

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/wire"
)

// childDir has a test's own program be a hub in this folder, to be killed.
const childDir = "KIOSKHUB_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		h := must(New(context.Background(), Options{Dir: dir, Terminals: "127.0.0.1:0", Log: quiet}))
		at, _, _, _ := h.Addresses()
		fmt.Println(at)
		if err := h.Serve(context.Background()); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// child starts a hub as a program of its own and tells where it listens.
func child(t *testing.T, dir string) (at string, kill func()) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childDir+"="+dir)
	c.Stderr = os.Stderr
	out := must(c.StdoutPipe())
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = c.Process.Kill() // SIGKILL
		_ = c.Wait()         // "signal: killed"
	})
	t.Cleanup(kill)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line), kill
}

// sender sends events 1, 2, 3, ... until stop, each until it is acknowledged.
func (m *machine) sender(where *atomic.Value, stop <-chan struct{}, acknowledged func()) (through uint64) {
	for next := uint64(1); ; {
		select {
		case <-stop:
			return through
		default:
		}
		e := wire.Events{Terminal: m.id}
		for i := range uint64(3) {
			e.Events = append(e.Events, wire.Event{ID: next + i, At: time.Now(), Kind: "count"})
		}
		var taken wire.EventsTaken
		m.url = "https://" + where.Load().(string)
		if status, err := m.try("POST", wire.PathEvents, e, &taken); err != nil || status != 200 {
			continue // it is being restarted
		}
		through, next = taken.Through, taken.Through+1
		acknowledged()
	}
}

func TestAHubThatIsKilledLosesNoEventThatItAcknowledged(t *testing.T) {
	dir := t.TempDir()
	if err := authority.Init(dir, "test", time.Now()); err != nil {
		t.Fatal(err)
	}
	machines := enrolledIn(t, dir, "KT-1", "KT-2", "KT-3")
	at, kill := child(t, dir)
	var where atomic.Value
	where.Store(at)
	stop, acks := make(chan struct{}), make(chan struct{}, 1000)
	var group sync.WaitGroup
	var mu sync.Mutex
	through := map[string]uint64{}
	for _, m := range machines {
		group.Go(func() {
			n := m.sender(&where, stop, func() {
				select {
				case acks <- struct{}{}:
				default:
				}
			})
			mu.Lock()
			defer mu.Unlock()
			through[m.id] = n
		})
	}
	for range 2 {
		for range 15 {
			<-acks
		}
		kill() // in the middle of whatever comes next
		at, kill = child(t, dir)
		where.Store(at)
	}
	for range 15 {
		<-acks
	}
	close(stop)
	kill()
	group.Wait()

	h := serve(t, Options{Dir: dir, Log: quiet})
	for id, n := range through {
		seen := map[uint64]int{}
		for _, e := range must(h.Events(t.Context(), id, 0, 1<<20)) {
			seen[e.ID]++
		}
		for i := uint64(1); i <= n; i++ {
			if seen[i] == 0 {
				t.Errorf("%s: event %d was acknowledged and is lost", id, i)
			}
		}
		if twice := slices.Max(slices.Collect(maps.Values(seen))); twice > 1 {
			t.Errorf("%s: an event is there %d times", id, twice)
		}
		t.Logf("%s: %d acknowledged, %d kept", id, n, len(seen))
	}
}

// enrolledIn are terminals of a hub that will be started later.
func enrolledIn(t *testing.T, dir string, ids ...string) (all []*machine) {
	t.Helper()
	h := must(New(t.Context(), Options{Dir: dir, Terminals: "127.0.0.1:0", Log: quiet}))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	for _, id := range ids {
		all = append(all, enrolled(t, h, id))
	}
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	return all
}
