package journey

import (
	"slices"
	"time"
)

// Pages of 证照领取.
const (
	PagePickup   Page = "pickup"   // what can be taken, and where the rest is
	PageCell     Page = "cell"     // one cell of the cabinet
	PagePrintout Page = "printout" // a certificate that is printed here
	PageReceipt  Page = "receipt"  // the hall closes its books
)

// Pickup is what a visit knows of 证照领取.
type Pickup struct {
	Code    string // 取件码, of an agent
	Holder  string // masked, where an agent asks
	Listed  []Certificate
	Chosen  []string  // IDs of what is ticked
	Changed bool      // it is no longer as it was shown before
	Kept    time.Time // of the list that Listed was read from; zero: the hall has said so

	Leave   string // the hall's word for what may be taken now; empty: nothing
	Away    bool   // the list of cells gave it
	Serial  string // with Away, and Link: of the receipt
	Link    string
	Desk    Desk
	Hand    []Handout
	At      int // of Hand
	Stage   CellStage
	Says    Says
	Open    CommandID // a door is being opened
	Working int       // seconds that it has taken, or the hall has
	Stood   int       // seconds that the door stands open
	Again   int       // how often it was opened once more
	Finish  CommandID // the hall is closing its books
}

// Certificates of a visit hang on the ID card itself: a typed number opens no
// cell.
func pickupChapter() chapter {
	return chapter{
		offered:   pickupOffered,
		begin:     (*turn).beginPickup,
		touch:     (*turn).touchPickup,
		back:      (*turn).backPickup,
		held:      pickupHeld,
		leave:     (*turn).leavePickup,
		codes:     pickupCodes,
		scanned:   (*turn).pickupScanned,
		typed:     (*turn).codeTyped,
		chose:     (*turn).wrongContent,
		answered:  (*turn).certificatesFound,
		submitted: (*turn).leaveGiven,
		refused:   (*turn).pickupRefused,
		second:    (*turn).pickupSecond,
		clear:     clearPickup,
	}
}

// pickupOffered withholds it while a door stands open: the next person must
// not reach into another's cell.
func pickupOffered(s State) Reason {
	switch {
	case len(s.World.OpenDoors()) > 0:
		return ReasonDoorOpen
	case s.World.Cabinet != "" && s.World.Cabinet != ReasonNotHere:
		return s.World.Cabinet
	case len(s.World.Unshut()) > 0:
		return ReasonCabinetAway
	case s.World.Network != "" && !s.World.Opens():
		return s.World.Network
	case s.World.Reader != "":
		return s.World.Reader
	}
	return ""
}

func (t *turn) beginPickup() {
	t.Pickup = Pickup{}
	t.findCertificates()
}

func (t *turn) findCertificates() {
	t.ask("certificates", FindCertificates{Person: *t.Person, Code: t.Pickup.Code, Away: t.World.Opens()})
}

// certificatesFound shows what there is, with all that is here ticked.
func (t *turn) certificatesFound(a Answer) {
	found, ok := a.(CertificatesFound)
	if !ok {
		return
	}
	if found.Refused != "" {
		t.codeRefused(found.Refused)
		return
	}
	p := &t.Pickup
	p.Listed, p.Holder, p.Chosen, p.Kept = found.Certificates, found.Holder, nil, found.Kept
	for _, c := range p.Listed {
		if c.here(t.World) {
			p.Chosen = append(p.Chosen, c.ID)
		}
	}
	t.toPickup()
}

func (t *turn) toPickup() {
	t.Page = PagePickup
	t.Left = t.allowance()
}

func (t *turn) touchPickup(e Touch) {
	switch t.Page {
	case PagePickup:
		t.touchCertificates(e)
	case PageCell:
		t.touchCell(e)
	case PagePrintout:
		t.touchPrintout(e)
	}
}

// touchCertificates serves the list of certificates.
func (t *turn) touchCertificates(e Touch) {
	switch e.Do {
	case "item":
		t.tick(e.Arg)
	case "take":
		if ids := t.ticked(); len(ids) > 0 {
			t.submit("pickup", TakeCertificates{
				Person: *t.Person, Code: t.Pickup.Code, Certificates: ids, Away: !t.Pickup.Kept.IsZero(),
			})
		}
	case "for-other":
		if t.MayAct(ActPickup) && t.Pickup.Kept.IsZero() { // a code is for the hall to check
			t.toCode()
		}
	}
}

func (t *turn) tick(id string) {
	p := &t.Pickup
	at := slices.IndexFunc(p.Listed, func(c Certificate) bool { return c.ID == id && c.here(t.World) })
	switch {
	case at < 0:
	case slices.Contains(p.Chosen, id):
		p.Chosen = slices.DeleteFunc(slices.Clone(p.Chosen), func(c string) bool { return c == id })
	default:
		p.Chosen = append(slices.Clone(p.Chosen), id)
	}
}

// ticked are those that can be had now, cells first: what is printed waits in
// the mouth for nobody who is still at the cabinet.
func (t *turn) ticked() []string {
	var cells, prints []string
	for _, c := range t.Pickup.Listed {
		if !c.here(t.World) || !slices.Contains(t.Pickup.Chosen, c.ID) {
			continue
		}
		if c.Place == PlacePrint {
			prints = append(prints, c.ID)
			continue
		}
		cells = append(cells, c.ID)
	}
	return append(cells, prints...)
}

// leaveGiven begins with the first cell.
func (t *turn) leaveGiven(a Answer) {
	given, ok := a.(LeaveGiven)
	if !ok || len(given.Handouts) == 0 {
		return
	}
	p := &t.Pickup
	p.Leave, p.Hand, p.At = given.Pickup, slices.Clone(given.Handouts), 0
	p.Away, p.Serial, p.Link, p.Desk = given.Away, given.Serial, given.Link, given.Desk
	for i, h := range p.Hand {
		if at := slices.IndexFunc(p.Listed, func(c Certificate) bool { return c.ID == h.Certificate }); at >= 0 {
			p.Hand[i].Copies = p.Listed[at].Copies
		}
	}
	slices.SortStableFunc(p.Hand, func(a, b Handout) int {
		switch {
		case a.Cell > 0 && b.Cell == 0:
			return -1
		case a.Cell == 0 && b.Cell > 0:
			return 1
		}
		return 0
	})
	t.startHandout()
}

// pickupRefused looks anew at what there is: it is no longer as it was shown.
func (t *turn) pickupRefused(Reason) bool {
	if t.Page != PagePickup || t.Pickup.Listed == nil {
		return false
	}
	t.Pickup.Changed = true
	t.findCertificates()
	return true
}

// backPickup undoes one step. An open door is not walked away from.
func (t *turn) backPickup() {
	switch {
	case pickupHeld(t.State):
	case t.Page == PagePad:
		t.Pad = Pad{}
		t.toPickup()
	case t.Page == PageQuestion:
		t.Page = PageCell
	case t.Page == PageCell || t.Page == PagePrintout:
		t.endHandout()
		t.finish()
	default:
		t.leavePickup()
		t.toHome()
	}
}

// pickupHeld tells that the visit cannot go elsewhere: a door stands open or
// is being opened, or the books are being closed.
func pickupHeld(s State) bool {
	p := s.Pickup
	if p.Leave == "" {
		return false
	}
	return p.Open != 0 || p.Finish != 0 || s.Page != PageHome && s.leftDoor() != 0
}

// leftDoor is the cell of this visit whose door stands open; 0: none.
func (s State) leftDoor() int {
	for _, h := range s.Pickup.Hand {
		if h.Cell > 0 && s.World.Doors[h.Cell] == DoorOpen {
			return h.Cell
		}
	}
	return 0
}

// leavePickup tells the hall how things stand when the citizen goes.
func (t *turn) leavePickup() {
	p := &t.Pickup
	if p.Leave == "" || p.Finish != 0 {
		return
	}
	t.endHandout()
	t.do(FinishPickup{Pickup: p.Leave, Why: "citizen-left", Away: p.Away})
	p.Leave = ""
}

// pickupSecond counts how long a door stands open, and goes on after a slip
// that was taken. A mouth without a sensor counts as empty after a while.
func (t *turn) pickupSecond() {
	if t.Page == PagePrintout {
		t.printoutSecond()
		return
	}
	if t.Pickup.Leave == "" || t.leftDoor() == 0 {
		return
	}
	t.Pickup.Stood++
	if every := t.Policy.DoorOpen; every > 0 && t.Pickup.Stood%every == 0 {
		t.do(Chime{Why: ChimeDoor})
	}
}

func clearPickup(s *State) []string {
	var names []string
	if s.Pickup.Code != "" {
		names = append(names, "pickup-code")
	}
	if s.Pickup.Listed != nil {
		names = append(names, "certificates")
	}
	s.Pickup = Pickup{}
	return names
}
