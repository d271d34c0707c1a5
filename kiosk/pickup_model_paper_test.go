package kiosk

import (
	"govkiosk/drivers"
	"govkiosk/kiosk/journey"
)

// print writes a print down, as the runner does before the first byte.
func (m *shop) print(e journey.PrintHandout) {
	if _, err := m.book.HandoutBegins(e.Pickup, e.Certificate); err != nil {
		m.queue = append(m.queue, journey.Printed{ID: e.ID, Outcome: drivers.NotDone, Reason: journey.ReasonPrinterAway})
		return
	}
	m.slip = &slipJob{id: e.ID, pickup: e.Pickup, cert: e.Certificate}
}

// printEnds has the printer say how the slip ended. It comes out or it does not,
// whatever the printer says where it does not know.
func (m *shop) printEnds(out bool, o drivers.Outcome) {
	j := m.slip
	m.slip = nil
	if out {
		m.mouth = drivers.MediaPresent
		m.slip = &slipJob{cert: j.cert, out: true}
	}
	if err := m.book.HandoutEnded(j.pickup, j.cert, o); err != nil {
		m.bad("what the printer said is not taken: %v", err)
	}
	m.s.World.Mouth = m.mouthSeen()
	m.queue = append(m.queue, journey.Printed{ID: j.id, Outcome: o})
}

// mouthEmpties has a hand take the slip, or the printer.
func (m *shop) mouthEmpties(s drivers.MediaState) {
	if s == drivers.MediaNotPresent {
		m.hands[m.slip.cert] = true
	}
	m.slip, m.mouth = nil, s
	if id := m.s.Paper.Mouth; id != 0 {
		m.step(journey.MouthSeen{ID: id, State: s})
	}
}

// paper is what printer and mouth do.
func (m *shop) paper(may func(bool, string, func(*shop))) {
	j := m.slip
	if j != nil && !j.out {
		may(true, "the slip is printed", func(m *shop) { m.printEnds(true, drivers.Done) })
		may(m.faults < m.most.faults, "the printer jams", func(m *shop) { m.faults++; m.printEnds(false, drivers.NotDone) })
		may(m.faults < m.most.faults, "the slip comes, and nobody tells", func(m *shop) { m.faults++; m.printEnds(true, drivers.Unknown) })
		may(m.faults < m.most.faults, "no slip comes, and nobody tells", func(m *shop) { m.faults++; m.printEnds(false, drivers.Unknown) })
	}
	if j != nil && j.out {
		may(true, "a hand takes the slip", func(m *shop) { m.mouthEmpties(drivers.MediaNotPresent) })
		may(m.faults < m.most.faults, "the printer takes it back", func(m *shop) { m.faults++; m.mouthEmpties(drivers.MediaRetracted) })
	}
	if m.s.Page == journey.PagePrintout {
		h, _ := m.s.Handing()
		may(m.s.Paper.Stage == journey.PaperAsk && m.hands[h.Certificate], "it came", func(m *shop) { m.step(journey.Touch{Do: "yes"}) })
		may(m.s.Paper.Stage == journey.PaperAsk && !m.hands[h.Certificate], "it did not come", func(m *shop) { m.step(journey.Touch{Do: "no"}) })
		// nobody goes on without the slip, but for who sees that none comes
		held := m.hands[h.Certificate] || m.mouth == drivers.MediaPresent || m.s.Paper.Stage == journey.PaperNone
		may(held, "go on", func(m *shop) { m.step(journey.Touch{Do: "next"}) })
	}
}
