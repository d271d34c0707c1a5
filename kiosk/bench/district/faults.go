package district

import (
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Fault is something that goes wrong on the way of an answer.
type Fault string

const (
	FaultNone      Fault = ""
	FaultServer    Fault = "server-error" // 500; nothing is carried out
	FaultNotJSON   Fault = "not-json"     // carried out, answered by somebody else's page in HTML
	FaultTruncated Fault = "truncated"    // carried out, half the answer arrives
	FaultLost      Fault = "lost"         // carried out, the connection breaks before the answer
)

// Phase says when a hook is called.
type Phase string

const (
	Before Phase = "before" // the request is here, nothing is carried out
	After  Phase = "after"  // carried out and on disk, nothing is answered
)

// Call is one request, as the district saw it.
type Call struct {
	ID        int // in order of arrival, from 1
	Phase     Phase
	Method    string
	Path      string
	Operation string // of openapi.yaml, "page" for the pages behind the slips' codes
	Key       string // Idempotency-Key without quotes
	Terminal  string
	Status    int           // of the answer that was made; 0 before, or while down
	Start     time.Time     // wall clock of the machine
	Duration  time.Duration // until the answer was made; what SetSlow adds is not in it
}

// callsKept is how many calls are remembered.
const callsKept = 2000

// faults is what a bench or a test does to the district, and what it saw.
type faults struct {
	lock  sync.Mutex
	down  bool
	slow  time.Duration
	fault Fault
	rules []Rule
	luck  *rand.Rand // of the rules' rates
	calls []Call
	count int
	hooks map[int]func(Call)
	hookN int
}

// SetDown breaks every connection without an answer and without carrying
// anything out, as a dead server behind a living network does.
func (f *faults) SetDown(down bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.down = down
}

// SetSlow holds back every answer by d after it was carried out.
func (f *faults) SetSlow(d time.Duration) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.slow = d
}

// SetFault makes every answer of the API go wrong; FaultNone ends it.
func (f *faults) SetFault(fault Fault) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.fault = fault
}

// Calls returns the latest calls in order of arrival, finished or not.
func (f *faults) Calls() []Call {
	f.lock.Lock()
	defer f.lock.Unlock()
	return slices.Clone(f.calls)
}

// OnCall has hook called twice for every call, Before and After, on the
// goroutine that serves it: while hook blocks, so does the call. remove ends it.
func (f *faults) OnCall(hook func(Call)) (remove func()) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.hooks == nil {
		f.hooks = map[int]func(Call){}
	}
	f.hookN++
	n := f.hookN
	f.hooks[n] = hook
	return func() {
		f.lock.Lock()
		defer f.lock.Unlock()
		delete(f.hooks, n)
	}
}

func (f *faults) begin(c Call) Call {
	f.lock.Lock()
	f.count++
	c.ID, c.Phase, c.Start = f.count, Before, time.Now()
	f.calls = append(f.calls, c)
	if len(f.calls) > callsKept {
		f.calls = slices.Delete(f.calls, 0, 1)
	}
	f.lock.Unlock()
	f.tell(c)
	return c
}

func (f *faults) end(c Call, status int) {
	c.Phase, c.Status, c.Duration = After, status, time.Since(c.Start)
	f.lock.Lock()
	if i := slices.IndexFunc(f.calls, func(o Call) bool { return o.ID == c.ID }); i >= 0 {
		f.calls[i] = c
	}
	f.lock.Unlock()
	f.tell(c)
}

func (f *faults) tell(c Call) {
	f.lock.Lock()
	var hooks []func(Call)
	for _, hook := range f.hooks {
		hooks = append(hooks, hook)
	}
	f.lock.Unlock()
	for _, hook := range hooks {
		hook(c)
	}
}
