package hub

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// numbers are what the hub counts as it goes.
type numbers struct {
	requests *prometheus.HistogramVec
	store    *prometheus.HistogramVec
	failed   *prometheus.CounterVec
	events   *prometheus.CounterVec
	refused  *prometheus.CounterVec
	hints    prometheus.Counter
	turned   prometheus.Counter
	minutes  minutes
}

func newNumbers() *numbers {
	buckets := []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}
	return &numbers{
		minutes:  minutes{sums: map[[2]string]float64{}},
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "kioskhub_request_seconds", Help: "Time to answer a terminal.", Buckets: buckets}, []string{"path", "status"}),
		store:    prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "kioskhub_store_seconds", Help: "Time until a write is on disk.", Buckets: buckets}, []string{"what"}),
		failed:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kioskhub_store_failed_total", Help: "Writes that failed."}, []string{"what"}),
		events:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kioskhub_events_total", Help: "Events that were taken, and that came again."}, []string{"which"}),
		refused:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "kioskhub_certificates_refused_total", Help: "Requests for a certificate that were refused, by kind."}, []string{"kind"}),
		hints:    prometheus.NewCounter(prometheus.CounterOpts{Name: "kioskhub_hints_total", Help: "Hints that were sent."}),
		turned:   prometheus.NewCounter(prometheus.CounterOpts{Name: "kioskhub_turned_away_total", Help: "Requests that were answered 503 since there were too many."}),
	}
}

// stored counts a write of the store.
func (n *numbers) stored(what string, start time.Time, err error) {
	n.store.WithLabelValues(what).Observe(time.Since(start).Seconds())
	if err != nil {
		n.failed.WithLabelValues(what).Inc()
	}
}

// timed counts requests by the pattern that they match.
func (n *numbers) timed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, kept := time.Now(), &outcome{ResponseWriter: w, status: "2xx"}
		mux.ServeHTTP(kept, r)
		_, pattern := mux.Handler(r) // not the path, which anybody can make up
		n.requests.WithLabelValues(pattern, kept.status).Observe(time.Since(start).Seconds())
	})
}

// outcome remembers the class of the status.
type outcome struct {
	http.ResponseWriter
	status string
}

func (o *outcome) WriteHeader(status int) {
	o.status = string(rune('0'+status/100)) + "xx"
	o.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (o *outcome) Unwrap() http.ResponseWriter { return o.ResponseWriter }
