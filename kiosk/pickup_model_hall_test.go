package kiosk

import (
	"fmt"
	"time"

	"govkiosk/drivers"
	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/journey"
)

// hallAnswers answers the oldest call.
func (m *shop) hallAnswers() {
	e := m.calls[0]
	m.calls = m.calls[1:]
	switch e := e.(type) {
	case journey.Ask:
		m.step(journey.Answered{ID: e.ID, Answer: m.found(e.Query.(journey.FindCertificates))})
	case journey.Submit:
		m.give(e, true)
	}
}

// found is what there is for who laid the card: of the hall, or of its list.
func (m *shop) found(q journey.FindCertificates) journey.CertificatesFound {
	var found journey.CertificatesFound
	owner := m.owner
	if q.Away {
		owner = m.listed
	}
	for _, cell := range allDoor {
		if owner[cell] == q.Person.Number && (!q.Away || m.mayBeOpened(cell)) {
			found.Certificates = append(found.Certificates, journey.Certificate{ID: m.lies(cell, owner), Place: journey.PlaceCell, Cell: cell})
		}
	}
	if print := printOf[q.Person.Number]; print != "" && !q.Away && m.most.papers {
		found.Certificates = append(found.Certificates, journey.Certificate{ID: print, Place: journey.PlacePrint})
	}
	if q.Away {
		found.Kept = noon
	}
	return found
}

// lies is the certificate in a cell.
func (m *shop) lies(cell int, owner [4]string) string { return fmt.Sprint("c", cell, owner[cell]) }

// mayBeOpened is cellKeeper's rule and the journal's.
func (m *shop) mayBeOpened(cell int) bool {
	if m.mutant == "opens a cell that moved" {
		return true
	}
	return !m.moved[cell] && !m.book.began(m.lies(cell, m.listed))
}

// give writes down what may be taken, and says so unless the answer is lost.
func (m *shop) give(e journey.Submit, heard bool) {
	order := e.Order.(journey.TakeCertificates)
	m.serials++
	id := fmt.Sprint("pk", m.serials)
	given := journey.LeaveGiven{Pickup: id, Away: order.Away && m.away}
	p := hall.Pickup{ID: id, ExpiresAt: noon.Add(time.Hour)}
	for _, cert := range order.Certificates {
		item := hall.PickupItem{Certificate: cert, Way: hall.Code[hall.PickupWay]{Is: hall.ByPrinting}}
		cell := 0
		if cert[0] == 'c' {
			cell = int(cert[1] - '0')
			item.Way.Is, item.Location = hall.FromCell, &hall.CellLocation{Cell: cell}
		}
		if given.Away && (!m.mayBeOpened(cell) || !m.list) {
			m.step(journey.Submitted{ID: e.ID, Outcome: drivers.NotDone, Reason: journey.ReasonNotEntitled})
			return
		}
		p.Items = append(p.Items, item)
		given.Handouts = append(given.Handouts, journey.Handout{Certificate: cert, Cell: cell})
	}
	if !heard {
		m.step(journey.Submitted{ID: e.ID, Outcome: drivers.Unknown, Key: "k", Reason: journey.ReasonNetwork})
		return
	}
	c, _ := m.collector()
	if err := c.granted(p, m.s.Visit); err != nil {
		m.bad("granted: %v", err)
	}
	m.book.away[id] = given.Away
	m.step(journey.Submitted{ID: e.ID, Outcome: drivers.Done, Answer: given})
}

// answerLost has the hall do what it was asked, and nobody hears of it.
func (m *shop) answerLost() {
	e := m.calls[0]
	m.calls = m.calls[1:]
	switch e := e.(type) {
	case journey.Ask:
		m.step(journey.Answered{ID: e.ID, Reason: journey.ReasonNetwork})
	case journey.Submit:
		m.give(e, false)
	}
}

// away tells whether a call may be answered by the list of cells.
func away(e journey.Effect) bool {
	switch e := e.(type) {
	case journey.Ask:
		return e.Query.(journey.FindCertificates).Away
	case journey.Submit:
		return e.Order.(journey.TakeCertificates).Away
	}
	return false
}

func (m *shop) unreachable() {
	e := m.calls[0]
	m.calls = m.calls[1:]
	switch e := e.(type) {
	case journey.Ask:
		m.step(journey.Answered{ID: e.ID, Reason: journey.ReasonNetwork})
	case journey.Submit:
		m.step(journey.Submitted{ID: e.ID, Outcome: drivers.NotDone, Reason: journey.ReasonNetwork})
	}
}

// network is what the way to the hall does.
func (m *shop) network(may func(bool, string, func(*shop))) {
	if !m.most.networks {
		return
	}
	may(m.away, "the network is back", func(m *shop) { m.away = false; m.tellWorld() })
	may(!m.away, "the network is lost", func(m *shop) { m.away = true; m.tellWorld() })
	may(!m.away && (!m.list || m.moved != [4]bool{}) && m.job == nil, "the list of cells is fetched", func(m *shop) {
		m.list, m.moved, m.listed = true, m.open, m.owner // what stands open may be moving
		m.tellWorld()
	})
	may(m.list, "the list is too old", func(m *shop) { m.list = false; m.tellWorld() })
	for _, cell := range allDoor {
		strange := m.owner[cell] != "bert" && !m.open[cell] && m.job == nil && m.person == "" && m.faults < m.most.faults
		may(strange, fmt.Sprint("staff put Bert's into cell ", cell), func(m *shop) {
			m.faults++
			m.reload(cell)
			m.moved[cell] = true
			m.step(journey.DoorSeen{Cell: cell, Door: journey.DoorOpen})
			m.step(journey.DoorSeen{Cell: cell, Door: journey.DoorClosed})
		})
	}
}

// reload has staff put something of Bert's into a cell.
func (m *shop) reload(cell int) { m.full[cell], m.owner[cell] = true, "bert" }
