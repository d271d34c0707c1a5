package district

import (
	"testing"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
)

// What each fault looks like to a terminal, and whether a number was taken
// behind its back; abandoning settles every one of them.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		fault Fault
		kind  hall.ErrKind
		taken bool
	}{
		{FaultServer, hall.Server, false},
		{FaultNotJSON, hall.Upstream, true},
		{FaultTruncated, hall.Unreachable, true},
		{FaultLost, hall.Unreachable, true},
	} {
		t.Run(string(tt.fault), func(t *testing.T) {
			b := start(t, Options{}, nil)
			key := b.key()
			b.SetFault(tt.fault)
			_, err := b.Reserve(b.ctx(), key, hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
			if hall.KindOf(err) != tt.kind || hall.OutcomeOf(err) != drivers.Unknown {
				t.Errorf("%v, outcome %s", err, hall.OutcomeOf(err))
			}
			b.SetFault(FaultNone)
			settled, err := b.Abandon(b.ctx(), b.key(), key, "answer-lost")
			if err != nil || (settled != nil) != tt.taken {
				t.Errorf("settled %+v, %v", settled, err)
			}
		})
	}
}

func TestDown(t *testing.T) {
	b := start(t, Options{}, nil)
	key := b.key()
	r := hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)}
	b.SetDown(true)
	_, err := b.Reserve(b.ctx(), key, r)
	if hall.KindOf(err) != hall.Unreachable || hall.OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%v, outcome %s", err, hall.OutcomeOf(err))
	}
	b.SetDown(false)
	if none, err := b.Abandon(b.ctx(), b.key(), key, "answer-lost"); err != nil || none != nil {
		t.Errorf("while down a number was taken: %+v, %v", none, err)
	}
}

func TestSlow(t *testing.T) {
	b := start(t, Options{}, nil)
	b.SetSlow(time.Hour)
	quick, err := hall.New(hall.Options{BaseURL: b.url, Terminal: "LN-F1-03", WriteTimeout: 100 * time.Millisecond, Attempts: 1})
	if err != nil {
		t.Fatal(err)
	}
	key := b.key()
	_, err = quick.Reserve(b.ctx(), key, hall.Reserve{Business: b.find(transfer), Person: somebody(1, false)})
	if hall.KindOf(err) != hall.Timeout || hall.OutcomeOf(err) != drivers.Unknown {
		t.Errorf("%v, outcome %s", err, hall.OutcomeOf(err))
	}
	b.SetSlow(0)
	settled, err := b.Abandon(b.ctx(), b.key(), key, "answer-lost")
	if err != nil || settled == nil || settled.Status != hall.Cancelled {
		t.Errorf("settled %+v, %v", settled, err)
	}
}

// While the first request with a key is being worked on, a second one is told
// so; once it is done, it gets the same answer.
func TestInProgress(t *testing.T) {
	b := start(t, Options{}, nil)
	d, key := b.District, "in-progress-key"
	inside, leave, first := make(chan bool), make(chan bool), make(chan error, 1)
	go func() {
		_, err := d.write(request{operation: "test", key: key}, func(*txn) (answer, error) {
			inside <- true
			<-leave
			return reply(201, "done"), nil
		})
		first <- err
	}()
	<-inside
	second, err := d.write(request{operation: "test", key: key}, nil)
	if err != nil || second.status != 409 {
		t.Errorf("%d %s, %v", second.status, second.body, err)
	}
	leave <- true
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	third, err := d.write(request{operation: "test", key: key}, nil)
	if err != nil || third.status != 201 {
		t.Errorf("%d %s, %v", third.status, third.body, err)
	}
}
