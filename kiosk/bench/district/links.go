package district

import (
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// openLink tells what the code on a slip of this hall stands for. Nobody
// guesses one: a code that leads nowhere counts as no try.
func (d *District) openLink(tx *txn, link string) (answer, error) {
	for _, open := range []func(*txn, string, *api.LinkFound) (bool, error){
		d.linkedCase, d.linkedReport, d.linkedBooking, d.linkedTicket,
	} {
		var out api.LinkFound
		if found, err := open(tx, link, &out); found || err != nil {
			return reply(http.StatusOK, out), err
		}
	}
	return refuse("unknown-link"), nil
}

func (d *District) linkedCase(tx *txn, link string, out *api.LinkFound) (bool, error) {
	c, known, err := by[fileCase](tx, kindCase, d.tokenOf(link, "/c/"))
	if err != nil || !known {
		return false, err
	}
	whole, err := d.viewCase(tx, c)
	out.Kind, out.Case = "case", ptr(summaryOf(whole))
	return true, err
}

func (d *District) linkedReport(tx *txn, link string, out *api.LinkFound) (bool, error) {
	r, known, err := by[fileReport](tx, kindReport, d.tokenOf(link, "/r/"))
	if err != nil || !known {
		return false, err
	}
	out.Kind, out.Report = "report", ptr(viewReport(r, tx.now))
	return true, nil
}

func (d *District) linkedBooking(tx *txn, link string, out *api.LinkFound) (bool, error) {
	b, known, err := findBooking(tx, "token", d.tokenOf(link, "/b/"))
	if err != nil || !known {
		return false, err
	}
	v, err := d.viewBooking(tx, b)
	out.Kind, out.Booking = "booking", &v
	return true, err
}

func (d *District) linkedTicket(tx *txn, link string, out *api.LinkFound) (bool, error) {
	rows, err := selectRows(tx, `token = ?`, d.tokenOf(link, "/t/"))
	if err != nil || len(rows) == 0 {
		return false, err
	}
	out.Kind, out.Ticket = "ticket", ptr(d.view(tx.world, rows[0]))
	return true, nil
}
