package upstream

import (
	"net/http"
	"sync"
	"time"
)

// maxOffset is how wrong a terminal's clock is believed to be. Beyond it the
// Date header is more likely to be.
const maxOffset = 24 * time.Hour

// offset is how far the gateway's clock is ahead of ours, learnt from the Date
// header of its answers.
type offset struct {
	mu    sync.Mutex
	ahead time.Duration
	heard bool
}

// learn takes the Date header of an answer to a request that was sent and
// answered at these times by our clock.
//
// Date is cut to the second and of some moment between the two, so it gives a
// range. An offset within it stays. Otherwise the lower end is taken: gateways
// forgive a time minutes in the past and not two seconds in the future.
func (o *offset) learn(date string, sent, answered time.Time) {
	at, err := http.ParseTime(date)
	if err != nil {
		return
	}
	low, high := at.Sub(answered), at.Add(time.Second).Sub(sent)
	if low < -maxOffset || high > maxOffset {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.heard = true
	if o.ahead < low || o.ahead > high {
		o.ahead = low
	}
}

// get returns the offset; heard is false before the first answer.
func (o *offset) get() (ahead time.Duration, heard bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ahead, o.heard
}
