package district

import (
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// Scene is what the bench's people have going on now, for whoever plays them.
// Nothing in it is masked: they are fictional, and so are their codes.
type Scene struct {
	People    []Player
	Tickets   []SceneTicket
	Handovers []SceneHandover
	Conflicts []SceneConflict
	SelfTests []SceneSelfTest
}

// Player is one of the people.
type Player struct {
	Name, Number, Phone, Kind string
	Note                      registry.Words
	Cases                     []SceneCase
	Papers                    []ScenePaper
	Bookings                  []SceneBooking
}

// SceneCase is a case, with the code that opens it.
type SceneCase struct{ Number, Code, Name, Status, Link string }

// ScenePaper is a certificate and where it is.
type ScenePaper struct{ Name, Where, Agent, PickupCode string }

// SceneBooking is an appointment of today or later.
type SceneBooking struct {
	Code, Name, Place, Status string
	From                      time.Time
	Link                      string
}

// SceneTicket is a ticket of today that is still open.
type SceneTicket struct{ ID, Number, Name, Status, Link string }

// SceneHandover is a link that a phone has been shown.
type SceneHandover struct{ Link, Code, Name, State string }

// SceneConflict is something that a person has to look at.
type SceneConflict struct{ Reference, About string }

// SceneSelfTest is what a terminal's own test of a day found.
type SceneSelfTest struct {
	Terminal, Day string
	At            time.Time
	Failed        []string // tests, with their reasons
	Withdrawn     []string // services, likewise
}

// Scene tells what is going on now.
func (d *District) Scene() (Scene, error) {
	var s Scene
	_, err := server{d}.ask("", func(tx *txn) (a answer, err error) {
		s, err = d.scene(tx)
		return a, err
	})
	return s, err
}

func (d *District) scene(tx *txn) (s Scene, err error) {
	for _, who := range d.registry.People {
		p, err := d.player(tx, who.Number)
		if err != nil {
			return s, err
		}
		p.Name, p.Number, p.Phone, p.Kind, p.Note = who.Name, who.Number, who.Phone, who.Kind, who.Note
		s.People = append(s.People, p)
	}
	rows, err := selectRows(tx, `day = ?`, dayOf(tx.now))
	if err != nil {
		return s, err
	}
	for _, r := range slices.Backward(rows) {
		if t := d.view(tx.world, r); isOpen(t.Status) {
			s.Tickets = append(s.Tickets, SceneTicket{t.ID, t.Number, t.Name.Zh, string(t.Status), t.Link})
		}
	}
	return s, d.sceneOfLinks(tx, &s)
}

func (d *District) sceneOfLinks(tx *txn, s *Scene) error {
	recent := tx.now.Add(-time.Hour).UnixMilli()
	handovers, err := all[fileHandover](tx, `kind = ? AND at > ?`, kindHandover, recent)
	if err != nil {
		return err
	}
	for _, h := range handovers {
		v := d.viewHandover(h, tx.now)
		f, _, err := get[fileDraft](tx, kindDraft, h.Draft)
		if err != nil {
			return err
		}
		s.Handovers = append(s.Handovers, SceneHandover{v.Link, v.Code, d.registry.Item(f.Item).Name.Zh, v.State})
	}
	conflicts, err := all[fileConflict](tx, `kind = ?`, kindConflict)
	for _, c := range conflicts {
		s.Conflicts = append(s.Conflicts, SceneConflict{c.Reference, c.About})
	}
	if err != nil {
		return err
	}
	s.SelfTests, err = selfTests(tx)
	return err
}

func (d *District) player(tx *txn, number string) (p Player, err error) {
	owner := d.digest("person", number)
	cases, err := of[fileCase](tx, kindCase, owner)
	if err != nil {
		return p, err
	}
	for _, c := range cases {
		status := c.status()
		p.Cases = append(p.Cases, SceneCase{c.Number, c.QueryCode, d.registry.Item(c.Item).Name.Zh, status.Name.Zh, d.opts.BaseURL + "/c/" + c.Token})
	}
	papers, err := of[fileCertificate](tx, kindCertificate, owner)
	if err != nil {
		return p, err
	}
	for _, c := range papers {
		paper := ScenePaper{Name: c.Name.Zh, Where: d.where(c), PickupCode: c.PickupCode}
		if agent := d.registry.Person(c.Agent); c.Agent != "" && agent != nil {
			paper.Agent = agent.Name
		}
		p.Papers = append(p.Papers, paper)
	}
	bookings, err := selectBookings(tx, `person = ? AND until_at >= ?`, owner, midnight(tx.now).UnixMilli())
	if err != nil {
		return p, err
	}
	for _, b := range bookings {
		v, err := d.viewBooking(tx, b)
		if err != nil {
			return p, err
		}
		p.Bookings = append(p.Bookings, SceneBooking{v.Code, v.Name.Zh, v.PlaceName.Zh, bookingWords[v.Status], b.From, v.Link})
	}
	return p, nil
}

var bookingWords = map[string]string{
	"booked": "已预约 booked", "checked-in": "已签到 checked in", "served": "已办 served", "missed": "已过 missed", "cancelled": "已取消 cancelled",
}

// where says in a few words where a certificate is.
func (d *District) where(c fileCertificate) string {
	r := d.readiness(c)
	text := r.Name.Zh
	if l := r.Location; l != nil {
		text += " " + cellName(l)
	}
	if c.Doubt != "" {
		text += "，等人核对"
	}
	return text
}

func cellName(l *api.CellLocation) string { return l.Cabinet + " " + strconv.Itoa(l.Cell) + " 号" }
