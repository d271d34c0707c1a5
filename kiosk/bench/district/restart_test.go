package district

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"govkiosk/kiosk/hall"
)

// serveEnv makes this test binary a district that serves until it is killed.
const serveEnv = "DISTRICT_SERVE_DIR"

// realtyMatter is 不动产首次登记, a matter without a cap.
const realtyMatter = "12130202000001062N4000700402001"

func TestMain(m *testing.M) {
	if dir := os.Getenv(serveEnv); dir != "" {
		serve(dir)
	}
	flag.Parse()
	if !checksGiven() {
		flag.Set("rapid.checks", "20") // each is dozens of calls over HTTP; more by -rapid.checks
	}
	os.Exit(m.Run())
}

func checksGiven() bool {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	return given
}

func serve(dir string) {
	d, err := New(Options{Dir: dir, Clock: at("09:26").Now, BaseURL: "http://hall.example", Seed: 7})
	if err != nil {
		panic(err)
	}
	fmt.Println(httptest.NewServer(d.Handler()).URL)
	select {}
}

func TestRestartKeepsEverything(t *testing.T) {
	dir := t.TempDir()
	b := start(t, Options{Dir: dir}, nil)
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	key, gone := b.key(), b.key()
	ticket, err := b.Reserve(b.ctx(), key, r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Abandon(b.ctx(), b.key(), gone, "answer-lost"); err != nil {
		t.Fatal(err)
	}
	b.clock.Add(8 * time.Minute)
	if _, err := b.Confirm(b.ctx(), b.key(), ticket.ID, hall.Printed); err != nil {
		t.Fatal(err)
	}
	b.clock.Add(4 * time.Minute)
	before, err := b.Ticket(b.ctx(), ticket.ID)
	if err != nil {
		t.Fatal(err)
	}
	queues, err := b.Businesses(b.ctx())
	if err != nil {
		t.Fatal(err)
	}
	b.District.Close()

	c := start(t, Options{Dir: dir, Clock: b.clock.Now}, nil)
	after, err := c.Ticket(c.ctx(), ticket.ID)
	if err != nil || after != before {
		t.Errorf("after a restart %+v, %v; before %+v", after, err, before)
	}
	same, err := c.Businesses(c.ctx())
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range same.Businesses {
		if o := queues.Businesses[i]; k.Ahead != o.Ahead || k.Wait != o.Wait || k.Accuracy != o.Accuracy {
			t.Errorf("%s: %d ahead, before the restart %d", k.Name.Zh, k.Ahead, o.Ahead)
		}
	}
	if again, err := c.Reserve(c.ctx(), key, r); err != nil || again != ticket {
		t.Errorf("same key: %+v, %v", again, err)
	}
	_, err = c.Reserve(c.ctx(), gone, r)
	refused(t, err, hall.CodeAbandoned)
	_, err = c.Reserve(c.ctx(), "another-key", r)
	refused(t, err, hall.CodeOpenTicket)
}

// What SQLite is asked for, so that a power cut loses no more than a kill.
func TestEveryWriteIsWrittenThrough(t *testing.T) {
	b := start(t, Options{}, nil)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "3", "locking_mode": "exclusive"} {
		var got string
		if err := b.store.db.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, %v; want %s", pragma, got, err, want)
		}
	}
}

// Killed in the middle of work, the district still has every number that it
// told of, and answers the keys of those that it did not.
func TestKillLosesNoNumber(t *testing.T) {
	dir := t.TempDir()
	told := map[string]hall.Ticket{}
	asked := map[string]hall.Reserve{}
	for round := range 3 {
		workUntilKilled(t, dir, round, told, asked)
	}
	if len(told) == 0 {
		t.Fatal("no number was told of before a kill")
	}
	b := start(t, Options{Dir: dir}, nil)
	numbers := map[string]string{}
	for key, r := range asked {
		ticket, err := b.Reserve(b.ctx(), key, r)
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		if first, was := told[key]; was && first != ticket {
			t.Errorf("%s: told %s, now %s", key, first.Number, ticket.Number)
		}
		if other := numbers[ticket.Number]; other != "" {
			t.Errorf("%s is the number of %s and of %s", ticket.Number, other, key)
		}
		numbers[ticket.Number] = key
	}
	t.Logf("%d asked for, %d told of before a kill", len(asked), len(told))
}

// workUntilKilled reserves from four terminals at once and kills the district
// after some of the answers.
func workUntilKilled(t *testing.T, dir string, round int, told map[string]hall.Ticket, asked map[string]hall.Reserve) {
	server := exec.Command(os.Args[0])
	server.Env = append(os.Environ(), serveEnv+"="+dir)
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	line := bufio.NewScanner(out)
	line.Scan()
	url := line.Text()
	var lock sync.Mutex
	var terminals sync.WaitGroup
	var kill sync.Once
	for n := range 4 {
		terminals.Go(func() {
			c, err := hall.New(hall.Options{BaseURL: url, Terminal: "LN-F1-03", Attempts: 1, HTTP: &http.Client{Transport: &http.Transport{}}})
			if err != nil {
				t.Error(err)
				return
			}
			for i := 0; ; i++ {
				who := round*400 + n*100 + i
				key, r := fmt.Sprintf("killed-%06d", who), hall.Reserve{Business: realtyMatter, Person: somebody(who%1000, who >= 1000)}
				ticket, err := c.Reserve(context.Background(), key, r)
				lock.Lock()
				asked[key] = r
				if err == nil {
					told[key] = ticket
				}
				enough := len(told) >= 12*(round+1)
				lock.Unlock()
				if err != nil {
					return
				}
				if enough {
					kill.Do(func() { server.Process.Kill() })
				}
			}
		})
	}
	terminals.Wait()
	kill.Do(func() { server.Process.Kill() })
	server.Wait()
}
