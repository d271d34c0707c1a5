package uplink

import (
	"net/http"
	"sync/atomic"
)

// lines are the connections of who the terminal is now. One that was made as
// somebody else, without a certificate or with an older one, may still be
// answering, and is not used again after that: the hub would take the next
// request for a stranger's.
type lines struct {
	now atomic.Pointer[http.Transport]
}

func newLines(t *http.Transport) *lines {
	l := &lines{}
	l.now.Store(t)
	return l
}

// RoundTrip implements http.RoundTripper.
func (l *lines) RoundTrip(r *http.Request) (*http.Response, error) { return l.now.Load().RoundTrip(r) }

// CloseIdleConnections is what http.Client calls.
func (l *lines) CloseIdleConnections() { l.now.Load().CloseIdleConnections() }

// anew has the next request make a connection of its own.
func (l *lines) anew() {
	l.now.Swap(l.now.Load().Clone()).CloseIdleConnections()
}
