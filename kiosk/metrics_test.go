package kiosk

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/kiosk/journal"
	"govkiosk/kiosk/journey"
)

// counting is a terminal of which only what is counted is there.
func counting(t *testing.T) *Terminal {
	t.Helper()
	j, err := journal.Open(filepath.Join(t.TempDir(), "journal.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	return &Terminal{clock: time.Now, health: NewHealth(time.Now, func() {}), journal: j}
}

func TestMetricsTellWhatIsAway(t *testing.T) {
	k := counting(t)
	k.health.Report(Condition{Device: DevicePrinter, State: drivers.Online, Reason: reasonPaperOut, PaperLeft: 1.5, PaperSlips: 7})
	k.health.Report(Condition{Device: DeviceReader, State: drivers.Online})
	start := time.Now()
	offered := func(s journey.Service) journey.Reason {
		switch s {
		case journey.ServiceQueue:
			return reasonPaperOut
		case journey.ServiceGuide:
			return ""
		}
		return journey.ReasonNotHere // the hall does not have it: nobody misses it
	}
	k.usage.beat(start, offered)
	k.usage.beat(start.Add(3*time.Second), offered)
	if err := k.journal.Record("x", 0, nil); err != nil {
		t.Fatal(err)
	}

	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(gauges{k})
	problems, err := testutil.GatherAndLint(registry)
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
	want := `
# HELP kiosk_service_usable_seconds_total Time for which a service could be had, since the start.
# TYPE kiosk_service_usable_seconds_total counter
kiosk_service_usable_seconds_total{service="guide"} 3
# HELP kiosk_service_withheld_seconds_total Time for which a service could not be had, since the start, by reason.
# TYPE kiosk_service_withheld_seconds_total counter
kiosk_service_withheld_seconds_total{reason="paper-out",service="queue"} 3
# HELP kiosk_paper_left_slips Slips that the paper is enough for.
# TYPE kiosk_paper_left_slips gauge
kiosk_paper_left_slips 7
`
	err = testutil.GatherAndCompare(registry, strings.NewReader(want),
		"kiosk_service_usable_seconds_total", "kiosk_service_withheld_seconds_total", "kiosk_paper_left_slips")
	if err != nil {
		t.Error(err)
	}
}

// What the shipped rules and the dashboard ask for exists.
func TestRulesAskForWhatThereIs(t *testing.T) {
	all := make(chan *prometheus.Desc, 100)
	gauges{}.Describe(all)
	close(all)
	known := map[string]bool{}
	for d := range all {
		known[regexp.MustCompile(`"(kiosk_\w+)"`).FindStringSubmatch(d.String())[1]] = true
	}
	for _, file := range []string{"fleet/ops/alerts.yaml", "fleet/ops/dashboard.json"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile(`kiosk_\w+`).FindAllString(string(data), -1)
		if len(names) == 0 {
			t.Errorf("%s asks for nothing", file)
		}
		for _, name := range names {
			if !known[name] {
				t.Errorf("%s asks for %s, which nobody counts", file, name)
			}
		}
	}
}

func TestMetricsAreServedUntilTheEnd(t *testing.T) {
	k := counting(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- k.serveMetrics(ctx, listener) }()
	answer, err := http.Get("http://" + listener.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), `kiosk_device_up{device="printer"}`) {
		t.Errorf("%v, %.200s", err, body)
	}
	http.DefaultClient.CloseIdleConnections()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What pages lacked is counted by language, and no character is told: it may be
// of a name.
func TestMetricsTellWhatPagesLack(t *testing.T) {
	k := counting(t)
	k.cfg = &config.Config{Screen: config.Screen{Langs: []string{"zh-Hans", "ug"}}}
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(gauges{k})
	k.Pages(Lack{Characters: map[rune]int{'龘': 3}, Sentences: map[string]map[string]int{"ug": {"bar.back": 9, "bar.help": 1}}, Fonts: os.ErrNotExist})
	want := `
# HELP kiosk_pages_characters_without_shape Different characters that no font has, shown as empty boxes.
# TYPE kiosk_pages_characters_without_shape gauge
kiosk_pages_characters_without_shape 1
# HELP kiosk_pages_fonts_failed 1 when a font for rare characters or another script cannot be read.
# TYPE kiosk_pages_fonts_failed gauge
kiosk_pages_fonts_failed 1
# HELP kiosk_pages_untranslated_sentences Sentences that pages have shown in Chinese, since the catalogue of the language lacks them.
# TYPE kiosk_pages_untranslated_sentences gauge
kiosk_pages_untranslated_sentences{language="ug"} 2
kiosk_pages_untranslated_sentences{language="zh-Hans"} 0
`
	err := testutil.GatherAndCompare(registry, strings.NewReader(want),
		"kiosk_pages_untranslated_sentences", "kiosk_pages_characters_without_shape", "kiosk_pages_fonts_failed")
	if err != nil {
		t.Error(err)
	}
}
