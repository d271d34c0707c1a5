package kiosk

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"govkiosk/kiosk/journal"
)

// Metrics serves what the terminal counts for Prometheus, at /metrics of the
// address, until ctx ends. The configuration lets it listen on the loopback
// only. No figure says anything of a person.
func (t *Terminal) Metrics(ctx context.Context, address string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return t.serveMetrics(ctx, listener)
}

func (t *Terminal) serveMetrics(ctx context.Context, listener net.Listener) error {
	registry := prometheus.NewRegistry()
	registry.MustRegister(gauges{t})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// gauges reads the terminal when it is asked.
type gauges struct{ *Terminal }

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("kiosk_"+name, help, labels, nil)
}

var (
	deviceUp      = desc("device_up", "1 when everything that needs the device can be had.", "device")
	deviceState   = desc("device_state", "1 for the state that a device is in, and why what needs it is away.", "device", "state", "reason")
	deviceSince   = desc("device_since_seconds", "Time at which the device came into its state, seconds since 1970.", "device")
	deviceDropped = desc("device_dropped_total", "Bytes or answers of a device that were thrown away since the start.", "device")
	paperLeft     = desc("paper_left_metres", "Paper on the roll, as reckoned.")
	paperSlips    = desc("paper_left_slips", "Slips that the paper is enough for.")
	usable        = desc("service_usable_seconds_total", "Time for which a service could be had, since the start.", "service")
	withheld      = desc("service_withheld_seconds_total", "Time for which a service could not be had, since the start, by reason.", "service", "reason")
	pending       = desc("journal_pending", "Calls that the hall has not acknowledged yet.")
	pendingSince  = desc("journal_pending_seconds", "Age of the oldest of them.")
	journalFailed = desc("journal_failed", "1 when the journal cannot be written.")
	sentences     = desc("pages_untranslated_sentences", "Sentences that pages have shown in Chinese, since the catalogue of the language lacks them.", "language")
	boxes         = desc("pages_characters_without_shape", "Different characters that no font has, shown as empty boxes.")
	fontsFailed   = desc("pages_fonts_failed", "1 when a font for rare characters or another script cannot be read.")
)

// Describe implements prometheus.Collector.
func (g gauges) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		deviceUp, deviceState, deviceSince, deviceDropped, paperLeft, paperSlips, usable, withheld, pending, pendingSince, journalFailed,
		sentences, boxes, fontsFailed,
	} {
		out <- d
	}
}

// Collect implements prometheus.Collector.
func (g gauges) Collect(out chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, kind, v, labels...)
	}
	for _, c := range g.health.Table() {
		device := string(c.Device)
		tell(deviceUp, prometheus.GaugeValue, truth(c.Reason == ""), device)
		tell(deviceState, prometheus.GaugeValue, 1, device, string(c.State), string(c.Reason))
		tell(deviceSince, prometheus.GaugeValue, float64(c.Since.UnixMilli())/1000, device)
		tell(deviceDropped, prometheus.CounterValue, float64(c.Dropped), device)
	}
	paper := g.health.Of(DevicePrinter)
	tell(paperLeft, prometheus.GaugeValue, paper.PaperLeft)
	tell(paperSlips, prometheus.GaugeValue, float64(paper.PaperSlips))
	g.usage.read(func(k useKey, spent time.Duration) {
		if k.Reason == "" {
			tell(usable, prometheus.CounterValue, spent.Seconds(), string(k.Service))
		} else {
			tell(withheld, prometheus.CounterValue, spent.Seconds(), string(k.Service), string(k.Reason))
		}
	})
	g.outbox(tell)
	g.pages(tell)
}

// pages tells what pages lacked. Which characters, only a technician is told.
func (g gauges) pages(tell func(*prometheus.Desc, prometheus.ValueType, float64, ...string)) {
	l := g.lacks.Load()
	if l == nil {
		return // no page was looked at yet
	}
	for _, lang := range g.cfg.Screen.Langs {
		tell(sentences, prometheus.GaugeValue, float64(len(l.Sentences[lang])), lang)
	}
	tell(boxes, prometheus.GaugeValue, float64(len(l.Characters)))
	tell(fontsFailed, prometheus.GaugeValue, truth(l.Fonts != nil))
}

// outbox tells how much the hall is still owed.
func (g gauges) outbox(tell func(*prometheus.Desc, prometheus.ValueType, float64, ...string)) {
	calls, err := g.journal.Pending()
	tell(journalFailed, prometheus.GaugeValue, truth(err != nil || g.journal.Err() != nil))
	if err != nil {
		return
	}
	tell(pending, prometheus.GaugeValue, float64(len(calls)))
	tell(pendingSince, prometheus.GaugeValue, age(calls, g.clock()).Seconds())
}

// age is that of the oldest call.
func age(calls []journal.Call, now time.Time) time.Duration {
	var most time.Duration
	for _, c := range calls {
		most = max(most, now.Sub(c.At))
	}
	return most
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
