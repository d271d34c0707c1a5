package escpos_test

import (
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing/qrcode"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

func newStarBench(t *testing.T, so sim.StarOpts) (*escpos.Dev, *sim.Star) {
	t.Helper()
	t.Parallel()
	port, err := sim.OpenPort(t.TempDir()+"/star", 115200)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	s := sim.NewStar(port, so)
	t.Cleanup(s.Close)
	c, err := line.Open(line.Config{Port: port.Link(), Baud: 115200})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	d, err := escpos.New(c, &escpos.Opts{Profile: "star", PrintTimeout: 3 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return d, s
}

func starPaper() *escpos.Doc {
	d := &escpos.Doc{}
	d.QR("https://hall.example/q/A037", 6)
	d.Feed(60)
	d.Cut()
	return d
}

// Two slips, each proven by its own mark, and a code that can be read.
func TestBenchStar(t *testing.T) {
	d, s := newStarBench(t, sim.StarOpts{})
	for _, id := range []escpos.JobID{"J001", "J002"} {
		r, err := d.Print(t.Context(), id, starPaper())
		want(t, r, err, drivers.Done, "")
		if r.Proof != escpos.ProofETB {
			t.Errorf("proof %q", r.Proof)
		}
		s.TakePaper()
	}
	slips := s.Slips()
	if len(slips) != 2 || len(s.Violations()) > 0 {
		t.Fatalf("%d slips, against the manual: %v", len(slips), s.Violations())
	}
	if got := read(t, slips[1].Image, qrcode.NewQRCodeReader()); got != "https://hall.example/q/A037" {
		t.Errorf("the code says %q", got)
	}
}

func TestBenchStarPaperEnd(t *testing.T) {
	d, s := newStarBench(t, sim.StarOpts{})
	s.RunOut(100)
	r, err := d.Print(t.Context(), "J001", starPaper())
	want(t, r, err, drivers.Unknown, drivers.PaperOut)
	r, err = d.Print(t.Context(), "J002", starPaper())
	want(t, r, err, drivers.NotDone, drivers.PaperOut)
}

func TestBenchStarRetracts(t *testing.T) {
	d, s := newStarBench(t, sim.StarOpts{})
	for retract, wanted := range map[bool]drivers.MediaState{true: drivers.MediaRetracted, false: drivers.MediaNotPresent} {
		r, err := d.Print(t.Context(), "J001", starPaper())
		want(t, r, err, drivers.Done, "")
		time.AfterFunc(time.Second, func() {
			if retract {
				s.Retract()
			} else {
				s.TakePaper()
			}
		})
		if m, err := d.Watch(t.Context(), 0); m != wanted || err != nil {
			t.Errorf("%v, %v, want %v", m, err, wanted)
		}
		if m, err := d.Gone(t.Context()); m != wanted || err != nil {
			t.Errorf("gone: %v, %v, want %v", m, err, wanted)
		}
	}
}

func TestBenchStarWithoutETB(t *testing.T) {
	d, s := newStarBench(t, sim.StarOpts{NoETB: true})
	r, err := d.Print(t.Context(), "J001", starPaper())
	want(t, r, err, drivers.Unknown, drivers.Timeout)
	if n := len(s.Slips()); n != 1 {
		t.Errorf("%d slips; without the mark nobody knows, but it was printed", n)
	}
	s.TakePaper()
	s.SetCover(true)
	r, err = d.Print(t.Context(), "J002", starPaper())
	want(t, r, err, drivers.NotDone, drivers.CoverOpen)
	s.SetCover(false)
	s.SetPaper(sim.PaperLow)
	if st, err := d.Status(t.Context()); err != nil || st.Paper != drivers.PaperLow {
		t.Errorf("%+v, %v", st, err)
	}
}
