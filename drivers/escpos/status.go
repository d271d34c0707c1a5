package escpos

import (
	"context"
	"slices"

	"govkiosk/drivers"
)

// Status is what the printer said of itself. Its zero value knows nothing;
// what a make cannot tell stays false or unknown.
type Status struct {
	State drivers.DeviceState
	Paper drivers.PaperState // unknown while the cover is open: the sensor lies then
	Mouth drivers.MediaState

	Offline   bool
	CoverOpen bool
	CutterJam bool
	Jam       bool // paper way or presenter
	Broken    bool // the printer says that it cannot recover
	Waiting   bool // head hot or voltage off; it goes on by itself

	Answers map[byte]byte // to DLE EOT n, and the bytes of longer answers from D0 up, for the log
}

// Status asks for everything that the make can tell: DLE EOT 1 to 4, the mouth
// sensor and what else there is, one question at a time.
//
// It blocks for at most Opts.ReplyTimeout per question, twice where one stays
// silent. A printer that stays silent yields unknown states and a Timeout
// error, never PaperOut; what was answered before is in the Status. Where its
// interface has lines of its own (USB) they may still tell that paper is out.
func (d *Dev) Status(ctx context.Context) (Status, error) {
	answers := map[byte]byte{}
	err := d.drain(ctx)
	if err == nil {
		err = d.startAutomatic(ctx)
	}
	for i := 0; i < len(d.p.ask) && err == nil; i++ {
		err = d.askInto(ctx, answers, d.p.ask[i])
	}
	mouth := drivers.MediaUnknown
	if err == nil && d.p.mouth != nil {
		mouth, err = d.sense(ctx, answers)
	}
	for i := 0; i < len(d.p.extra) && err == nil; i++ {
		var a []byte
		if a, err = d.askOptional(ctx, int(d.p.extra[i]), d.p.question(d.p.extra[i])); len(a) > 0 {
			answers[d.p.extra[i]] = a[0]
		}
	}
	s := d.p.statusOf(answers)
	s.Mouth = mouth
	if drivers.KindOf(err) == drivers.Timeout {
		s.Paper = d.hint(s.Paper)
	}
	return s, during("status", err)
}

// sense asks the mouth sensor within a status round, where its silence is no
// error unless there is no other status.
func (d *Dev) sense(ctx context.Context, answers map[byte]byte) (drivers.MediaState, error) {
	q := d.p.mouth.question()
	var a []byte
	var err error
	if d.p.mouth.must {
		a, err = d.askTwice(ctx, q)
	} else {
		a, err = d.askOptional(ctx, quietMouth, q)
	}
	if err != nil || len(a) == 0 {
		return drivers.MediaUnknown, err
	}
	d.p.mouth.keep(answers, a)
	return d.p.mouth.read(a), nil
}

// hint asks the interface for paper where the printer does not answer. Only
// its word that paper is out counts: many say that all is well, always.
func (d *Dev) hint(known drivers.PaperState) drivers.PaperState {
	c, ok := d.c.(interface {
		Paper() (drivers.PaperState, error)
	})
	if !ok || known != drivers.PaperUnknown {
		return known
	}
	if p, err := c.Paper(); err == nil && p == drivers.PaperEmpty {
		return p
	}
	return known
}

// Mouth tells whether a slip stands in the ticket mouth. Models without a
// sensor answer unknown and no error. It blocks for at most two reply times.
func (d *Dev) Mouth(ctx context.Context) (drivers.MediaState, error) {
	if d.p.mouth == nil {
		return drivers.MediaUnknown, nil
	}
	err := d.drain(ctx)
	var a []byte
	if err == nil {
		a, err = d.askTwice(ctx, d.p.mouth.question())
	}
	if err != nil || len(a) == 0 {
		return drivers.MediaUnknown, during("mouth", err)
	}
	return d.p.mouth.read(a), nil
}

// statusOf reads the answers to DLE EOT n in the profile's dialect. Answers
// that are missing leave their part unknown.
func (p Profile) statusOf(answers map[byte]byte) Status {
	is := func(c cond) bool {
		return slices.ContainsFunc(c, func(b bit) bool { return answers[b.n]&b.mask != 0 })
	}
	s := Status{
		Answers: answers,
		Offline: is(p.offline), CoverOpen: is(p.cover), CutterJam: is(p.cutter),
		Jam: is(p.jam), Broken: is(p.broken), Waiting: is(p.waiting),
	}
	asked := slices.ContainsFunc(p.paperEnd, func(b bit) bool { _, ok := answers[b.n]; return ok })
	switch {
	case s.CoverOpen:
	case is(p.paperEnd), is(p.stopped):
		s.Paper = drivers.PaperEmpty
	case !asked:
	case is(p.nearEnd):
		s.Paper = drivers.PaperLow
	default:
		s.Paper = drivers.PaperFull
	}
	s.State = s.state(len(answers) > 0)
	return s
}

func (s Status) state(answered bool) drivers.DeviceState {
	switch {
	case !answered:
		return drivers.DeviceUnknown
	case s.Broken, s.CutterJam, s.Jam:
		return drivers.HardwareFault
	case s.Offline, s.CoverOpen, s.Paper == drivers.PaperEmpty:
		return drivers.Offline
	}
	return drivers.Online
}

// Hindrance is why nothing can be printed now, and KindUnknown when nothing
// is in the way. Low paper is no hindrance; a slip in the mouth is.
func (s Status) Hindrance() drivers.Kind {
	if k := s.fault(); k != drivers.KindUnknown {
		return k
	}
	switch {
	case s.Waiting, s.Offline:
		return drivers.NotReady
	case s.Mouth == drivers.MediaJammed:
		return drivers.PaperJammed
	case s.Mouth == drivers.MediaPresent, s.Mouth == drivers.MediaEntering:
		return drivers.MediaRetained
	}
	return drivers.KindUnknown
}

// fault is what stops a job that is being printed: the printer does not get
// over it without a person. The cover comes first, since paper readings are
// not to be trusted under it.
func (s Status) fault() drivers.Kind {
	switch {
	case s.CoverOpen:
		return drivers.CoverOpen
	case s.Broken:
		return drivers.HardwareError
	case s.CutterJam, s.Jam:
		return drivers.PaperJammed
	case s.Paper == drivers.PaperEmpty:
		return drivers.PaperOut
	}
	return drivers.KindUnknown
}

// asbStatus reads an automatic status: DLE EOT 1 to 4 in other places.
func asbStatus(b []byte) Status {
	s := Status{
		Offline: b[0]&0x08 != 0, CoverOpen: b[0]&0x20 != 0,
		CutterJam: b[1]&0x08 != 0, Jam: b[1]&0x04 != 0, Broken: b[1]&0x20 != 0, Waiting: b[1]&0x40 != 0,
	}
	switch {
	case s.CoverOpen:
	case b[2]&0x0C != 0:
		s.Paper = drivers.PaperEmpty
	case b[2]&0x03 != 0:
		s.Paper = drivers.PaperLow
	default:
		s.Paper = drivers.PaperFull
	}
	s.State = s.state(true)
	return s
}
