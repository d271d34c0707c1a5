package escpos

import "govkiosk/drivers"

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

	Answers map[byte]byte // to DLE EOT n, for the log
}

// statusOf reads the answers to DLE EOT n in the profile's dialect. Answers
// that are missing leave their part unknown.
func (p Profile) statusOf(answers map[byte]byte) Status {
	is := func(b bit) bool { return b.mask != 0 && answers[b.n]&b.mask != 0 }
	s := Status{
		Answers: answers,
		Offline: is(p.offline), CoverOpen: is(p.cover), CutterJam: is(p.cutter),
		Jam: is(p.jam), Broken: is(p.broken), Waiting: is(p.waiting),
	}
	_, asked := answers[p.paperEnd.n]
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

// asbFault reads the second and third bytes of an automatic status: they are
// DLE EOT 3 and 4 in other places.
func asbFault(b []byte) drivers.Kind {
	s := Status{CoverOpen: b[0]&0x20 != 0, CutterJam: b[1]&0x08 != 0, Jam: b[1]&0x04 != 0, Broken: b[1]&0x20 != 0}
	if b[2]&0x0C != 0 {
		s.Paper = drivers.PaperEmpty
	}
	return s.fault()
}
