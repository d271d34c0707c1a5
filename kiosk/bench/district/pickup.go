package district

import (
	"net/http"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// reportPickup takes over what became of one certificate of a pickup.
func (d *District) reportPickup(tx *txn, id string, r api.PickupReport) (answer, error) {
	p, known, err := get[filePickup](tx, kindPickup, id)
	if err != nil || !known {
		return refuse("unknown-pickup"), err
	}
	n := slices.IndexFunc(p.Items, func(i filePickupItem) bool { return i.Certificate == r.Certificate })
	switch {
	case n < 0:
		return refuse("unknown-certificate"), nil
	case p.Serial != "":
		return refuse("pickup-over"), nil
	case p.Items[n].State != "waiting":
		return refuse("already-reported"), nil
	}
	c, _, err := get[fileCertificate](tx, kindCertificate, r.Certificate)
	if err != nil {
		return answer{}, err
	}
	p.Items[n], err = d.judge(tx, p, c, p.Items[n], r)
	if err != nil {
		return answer{}, err
	}
	if err := change(tx, kindPickup, p.ID, p); err != nil {
		return answer{}, err
	}
	v, err := d.viewPickup(tx, p)
	return reply(http.StatusOK, v), err
}

// judge takes a report over. What was taken is gone for the hall; what is in
// doubt stays where it was and a person looks after it, with both records.
func (d *District) judge(tx *txn, p filePickup, c fileCertificate, i filePickupItem, r api.PickupReport) (filePickupItem, error) {
	if r.Reason != nil {
		i.Reason = string(*r.Reason)
	}
	i.State = string(r.Outcome)
	contradicts := r.Outcome == api.PickupCollected && r.Door != nil && r.Door.Contact == api.DoorNeverOpened
	if contradicts {
		i.State, i.Reason = "unknown", "door-never-opened"
	}
	if i.State == "collected" {
		c.Readiness, c.At, c.By = "collected", tx.now, p.By
		return i, change(tx, kindCertificate, c.ID, c)
	}
	if r.Outcome == api.PickupNotCollected && i.Reason == string(api.ReasonSkipped) {
		return i, nil // left in its cell on purpose
	}
	reference, err := d.conflict(tx, "pickup", c, r)
	if err != nil {
		return i, err
	}
	i.Reference, c.Doubt = reference, reference
	return i, change(tx, kindCertificate, c.ID, c)
}

// fileConflict is what the hall and a terminal say of the same thing.
type fileConflict struct {
	Reference, About string
	Hall             any // as the hall had it
	Terminal         any // as the terminal told it
	Solved           bool
}

// conflict gives something to a person, with both records.
func (d *District) conflict(tx *txn, about string, hall, terminal any) (string, error) {
	reference := "K" + tx.now.Format("060102") + "-" + token()[:6]
	return reference, put(tx, document{
		kind: kindConflict, id: reference, ref: about, at: tx.now,
		doc: fileConflict{Reference: reference, About: about, Hall: hall, Terminal: terminal},
	})
}

// finishPickup ends a pickup: what was not reported stays in its cell.
func (d *District) finishPickup(tx *txn, id string) (answer, error) {
	p, known, err := get[filePickup](tx, kindPickup, id)
	if err != nil || !known {
		return refuse("unknown-pickup"), err
	}
	if p.Serial == "" {
		for n := range p.Items {
			if p.Items[n].State == "waiting" {
				p.Items[n].State, p.Items[n].Reason = "not-collected", string(api.ReasonSkipped)
			}
		}
		if p.Serial, err = receiptSerial(tx); err != nil {
			return answer{}, err
		}
		if err := change(tx, kindPickup, p.ID, p); err != nil {
			return answer{}, err
		}
	}
	v := api.PickupReceipt{Serial: p.Serial, At: p.At, Link: ptr(d.opts.BaseURL + "/p/" + p.ID), Collected: []api.PickupItem{}, Left: []api.PickupItem{}}
	for _, i := range p.Items {
		item, err := d.viewPickupItem(tx, i)
		if err != nil {
			return answer{}, err
		}
		if i.State == "collected" {
			v.Collected = append(v.Collected, item)
		} else {
			v.Left = append(v.Left, item)
		}
	}
	return reply(http.StatusOK, v), nil
}
