package escpos

import (
	"bytes"
	"context"
	"image"
	"testing"
	"time"

	"govkiosk/drivers"
)

// ticket is about 5 kB on the wire, with a picture in its middle.
func ticket() *Doc {
	d := &Doc{}
	d.Line(Centre, Big("路南区政务服务中心"))
	d.Raster(image.NewGray(image.Rect(0, 0, 400, 100)), "A037")
	d.Columns(Col(0, Left, Plain("姓名")), Col(1, Right, Plain("张*三")))
	d.Cut()
	return d
}

func TestPrint(t *testing.T) {
	paperEnd := func(p *fakePrinter) { p.answers[1], p.answers[2], p.answers[4] = 0x1A, 0x32, 0x72 }
	cutter := func(p *fakePrinter) { p.answers[1], p.answers[2], p.answers[3] = 0x1A, 0x52, 0x1A }
	tests := []struct {
		name       string
		opts       Opts
		set        func(p *fakePrinter)
		want       drivers.Outcome
		kind       drivers.Kind
		proof      Proof
		incomplete bool
		nothing    bool // not one byte of the job may be on the line
	}{
		{name: "done by our id", want: drivers.Done, proof: ProofProcessID},
		{name: "done by GS r", opts: Opts{Confirm: ConfirmGSR}, want: drivers.Done, proof: ProofGSR},
		{name: "low paper is not out", set: func(p *fakePrinter) { p.answers[4] = 0x1E }, want: drivers.Done, proof: ProofProcessID},
		{name: "XOFF inside the id", set: func(p *fakePrinter) { p.xoffInID = true }, want: drivers.Done, proof: ProofProcessID},
		{name: "slow printer", set: func(p *fakePrinter) { p.perByte, p.capacity = time.Millisecond, 4096 }, want: drivers.Done, proof: ProofProcessID},
		{name: "slow printer without GS r", set: func(p *fakePrinter) { p.perByte, p.noGSR = time.Millisecond, true }, want: drivers.Done, proof: ProofProcessID},

		{name: "paper out before", set: paperEnd, want: drivers.NotDone, kind: drivers.PaperOut, nothing: true},
		{name: "near-end bits say low, one end bit is enough", set: func(p *fakePrinter) { p.answers[4] = 0x32 },
			want: drivers.NotDone, kind: drivers.PaperOut, nothing: true},
		{name: "cover open before", set: func(p *fakePrinter) { p.answers[1], p.answers[2], p.answers[4] = 0x1A, 0x16, 0x72 },
			want: drivers.NotDone, kind: drivers.CoverOpen, nothing: true},
		{name: "cutter jam before", set: cutter, want: drivers.NotDone, kind: drivers.PaperJammed, nothing: true},
		{name: "head hot before", set: func(p *fakePrinter) { p.answers[3] = 0x52 }, want: drivers.NotDone, kind: drivers.NotReady, nothing: true},
		{name: "slip in the mouth", opts: Opts{Profile: "masung"}, set: func(p *fakePrinter) { p.answers[5] = 0x04 },
			want: drivers.NotDone, kind: drivers.MediaRetained, nothing: true},
		{name: "jam in the mouth", opts: Opts{Profile: "masung"}, set: func(p *fakePrinter) { p.answers[5] = 0x0C },
			want: drivers.NotDone, kind: drivers.PaperJammed, nothing: true},
		{name: "free mouth", opts: Opts{Profile: "masung"}, set: func(p *fakePrinter) { p.answers[5] = 0x00 }, want: drivers.Done, proof: ProofProcessID},
		{name: "silence before", set: func(p *fakePrinter) { clear(p.answers) }, want: drivers.NotDone, kind: drivers.Timeout, nothing: true},

		{name: "paper end in the ticket, cleared", set: func(p *fakePrinter) { p.perByte, p.faultAt, p.onFault = time.Millisecond, 900, paperEnd },
			want: drivers.NotDone, kind: drivers.PaperOut, incomplete: true},
		{name: "paper end in the ticket, not cleared", set: func(p *fakePrinter) {
			p.perByte, p.faultAt, p.onFault, p.noClear = time.Millisecond, 900, paperEnd, true
		}, want: drivers.Unknown, kind: drivers.PaperOut, incomplete: true},
		{name: "cutter jam in the ticket", set: func(p *fakePrinter) { p.faultAt, p.onFault = 5000, cutter },
			want: drivers.NotDone, kind: drivers.PaperJammed, incomplete: true},
		{name: "paper end, proof by GS r", opts: Opts{Confirm: ConfirmGSR}, set: func(p *fakePrinter) { p.faultAt, p.onFault = 5000, paperEnd },
			want: drivers.NotDone, kind: drivers.PaperOut, incomplete: true},
		{name: "fault shown by ASB alone", set: func(p *fakePrinter) {
			p.faultAt, p.onFault = 900, func(p *fakePrinter) { p.say(0x18, 0x00, 0x0C, 0x0F) }
		}, want: drivers.NotDone, kind: drivers.PaperOut, incomplete: true},
		{name: "failed by the printer's word", set: func(p *fakePrinter) { p.fails = true },
			want: drivers.NotDone, kind: drivers.HardwareError, incomplete: true},
		{name: "failed, though GS r was asked for", opts: Opts{Confirm: ConfirmGSR},
			set: func(p *fakePrinter) {
				p.perByte, p.faultAt, p.onFault = time.Millisecond, 900, func(p *fakePrinter) { p.say([]byte("\x37\x33J001\x00")...) }
			},
			want: drivers.NotDone, kind: drivers.HardwareError, incomplete: true},

		{name: "no word, no fault", set: func(p *fakePrinter) { p.noID = true }, want: drivers.Unknown, kind: drivers.Timeout, incomplete: true},
		{name: "an id that is not ours", set: func(p *fakePrinter) { p.wrongID = true }, want: drivers.Unknown, kind: drivers.Timeout, incomplete: true},
		{name: "no confirmation asked for", opts: Opts{Confirm: ConfirmNone}, want: drivers.Unknown, kind: drivers.Timeout, incomplete: true},
		{name: "unplugged in the ticket", set: func(p *fakePrinter) { p.unplugAt = 2000 }, want: drivers.Unknown, kind: drivers.NoDevice, incomplete: true},
		{name: "line takes no more, cleared too late", set: func(p *fakePrinter) { p.blockAt = 2000 }, want: drivers.Unknown, kind: drivers.NotReady, incomplete: true},
		{name: "unplugged before the ticket", set: func(p *fakePrinter) { p.unplugAt = 12 }, want: drivers.NotDone, kind: drivers.NoDevice, nothing: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			printing(t, tt.opts, func(t *testing.T, p *fakePrinter, d *Dev) {
				if tt.set != nil {
					tt.set(p)
				}
				start := time.Now()
				r, err := d.Print(context.Background(), "J001", ticket())
				p.freeze()
				if r.Outcome != tt.want || drivers.OutcomeOf(err) != tt.want || drivers.KindOf(err) != tt.kind {
					t.Fatalf("%v, %v; want %v of kind %q (evidence: %s)", r.Outcome, err, tt.want, tt.kind, r.Evidence)
				}
				if tt.want == drivers.Done && r.Proof != tt.proof || tt.want != drivers.Done && r.Proof != ProofNone {
					t.Errorf("proof %q, want %q", r.Proof, tt.proof)
				}
				if r.Incomplete != tt.incomplete {
					t.Errorf("incomplete %v, want %v", r.Incomplete, tt.incomplete)
				}
				if nothing := !bytes.Contains(p.printed, cmdInit) && !bytes.Contains(p.fifo, cmdInit); nothing != tt.nothing {
					t.Errorf("nothing sent: %v, want %v", nothing, tt.nothing)
				}
				if p.overflow > 0 {
					t.Errorf("%d bytes ran over the printer's buffer", p.overflow)
				}
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("took %v", took)
				}
				if r.Evidence == "" {
					t.Error("no evidence")
				}
			})
		})
	}
}

func TestPrintWritesEachByteOnce(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		doc := ticket()
		want, _ := doc.Encode(d.Profile())
		if _, err := d.Print(context.Background(), "J001", doc); err != nil {
			t.Fatal(err)
		}
		p.freeze()
		got := bytes.ReplaceAll(p.printed, cmdFenced, nil)
		if !bytes.Equal(got, append(want, askProcessID("J001")...)) {
			t.Errorf("%d bytes printed, want the document's %d and the question for the id", len(got), len(want))
		}
		if !bytes.HasSuffix(p.printed, []byte("\x1d(H\x06\x0000J001")) {
			t.Error("something follows the command that confirms")
		}
	})
}

// What a blocked write had handed over is not written again.
func TestBlockedWriteIsNotRepeated(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.blockAt = 3000
		doc := ticket()
		want, _ := doc.Encode(d.Profile())
		if r, _ := d.Print(context.Background(), "J001", doc); r.Outcome != drivers.Unknown {
			t.Errorf("outcome %v, want unknown", r.Outcome)
		}
		p.freeze()
		if !bytes.HasPrefix(want, bytes.ReplaceAll(p.printed, cmdFenced, nil)) {
			t.Errorf("the %d bytes printed are not the document's first", len(p.printed))
		}
	})
}

// A printer that printed late must not be told to forget what it prints.
func TestTimeoutClearsNothing(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.noID = true
		r, _ := d.Print(context.Background(), "J001", ticket())
		p.freeze()
		if r.Outcome != drivers.Unknown || p.stopped {
			t.Errorf("outcome %v, cleared %v; want unknown and nothing cleared", r.Outcome, p.stopped)
		}
	})
}

// The id of a job that timed out comes while the next one is printed.
func TestLateIDOfAFormerJob(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.noID = true
		if r, _ := d.Print(context.Background(), "J001", ticket()); r.Outcome != drivers.Unknown {
			t.Fatalf("outcome %v, want unknown", r.Outcome)
		}
		p.mu.Lock()
		p.say([]byte("\x37\x22J001\x00")...)
		p.mu.Unlock()
		r, _ := d.Print(context.Background(), "J002", ticket())
		if r.Outcome != drivers.Unknown {
			t.Errorf("J002 %v by the id of J001, want unknown", r.Outcome)
		}
		if d.Stale() == 0 {
			t.Error("the stale reply was not counted")
		}
	})
}

// The answer to a question that timed out comes just when the next is asked.
func TestStaleStatusIsDrained(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.mu.Lock()
		p.say(0x72, 0x72) // paper out, of some former question
		p.mu.Unlock()
		s, err := d.Status(context.Background())
		if err != nil || s.Paper != drivers.PaperFull || s.State != drivers.Online {
			t.Errorf("%+v, %v; want full paper", s, err)
		}
		if d.Stale() != 2 {
			t.Errorf("%d stale replies, want 2", d.Stale())
		}
	})
}

// A printer that takes 600 ms to answer 500 ms questions is read right: what
// it says to one question is never taken for the answer to the next.
func TestLateAnswersAreNotMixedUp(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		p.answerAfter = 600 * time.Millisecond
		p.answers[1], p.answers[4] = 0x1A, 0x1E // as n=2: fed by button; as n=3: cutter and mechanical error
		s, err := d.Status(context.Background())
		if s.CutterJam || s.Jam || s.Paper == drivers.PaperEmpty || s.CoverOpen {
			t.Errorf("%+v, %v: answers of other questions", s, err)
		}
	})
}

func TestSilenceIsUnknown(t *testing.T) {
	printing(t, Opts{}, func(t *testing.T, p *fakePrinter, d *Dev) {
		clear(p.answers)
		start := time.Now()
		s, err := d.Status(context.Background())
		if drivers.KindOf(err) != drivers.Timeout || s.Paper != drivers.PaperUnknown || s.State != drivers.DeviceUnknown {
			t.Errorf("%+v, %v; want all unknown and a timeout", s, err)
		}
		if took := time.Since(start); took > 1300*time.Millisecond {
			t.Errorf("silence took %v, want two reply times of 500 ms", took)
		}
	})
}
