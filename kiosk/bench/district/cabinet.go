package district

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// salt is that of a cabinet's list on one day: the same list is the same all day.
func (d *District) salt(cabinet string, at time.Time) string {
	return hex.EncodeToString(d.digest("salt", cabinet, dayOf(at))[:16])
}

// cellDigest is how a list without names says who a cell is for.
func cellDigest(text, salt string, rounds int) (string, error) {
	raw, err := hex.DecodeString(salt)
	if err != nil {
		return "", fmt.Errorf("district: salt: %w", err)
	}
	key, err := pbkdf2.Key(sha256.New, text, raw, rounds, 32)
	return hex.EncodeToString(key), err
}

// inCabinet are the certificates that lie in a cabinet, by cell.
func inCabinet(tx *txn, cabinet string) (map[int]fileCertificate, error) {
	found, err := all[fileCertificate](tx, `kind = ? AND json_extract(doc, '$.Cabinet') = ? AND json_extract(doc, '$.Readiness') = 'in-cell'`,
		kindCertificate, cabinet)
	cells := map[int]fileCertificate{}
	for _, c := range found {
		cells[c.Cell] = c
	}
	return cells, err
}

func (d *District) cellList(tx *txn, code string, known *string) (answer, error) {
	cabinet, ok := d.registry.Cabinet(code)
	if !ok {
		return refuse("unknown-cabinet"), nil
	}
	if !d.policy.Pickup.OfflineAllowed {
		return refuse("offline-not-allowed"), nil
	}
	in, err := inCabinet(tx, code)
	if err != nil {
		return answer{}, err
	}
	at := tx.now.Truncate(time.Hour) // so that an unchanged list is the same list for an hour
	v := api.CellList{Cabinet: code, At: at, Salt: d.salt(code, at), Rounds: d.policy.Pickup.Rounds, Cells: []api.Cell{},
		Desk: d.desk(cabinet), Link: ptr(d.opts.BaseURL + "/k/")}
	for n := 1; n <= cabinet.Cells; n++ {
		cell, err := d.cell(cabinet, n, in, v.Salt)
		if err != nil {
			return answer{}, err
		}
		v.Cells = append(v.Cells, cell)
	}
	return tagged(known, v), nil
}

func (d *District) cell(cabinet registry.Cabinet, n int, in map[int]fileCertificate, salt string) (api.Cell, error) {
	c, loaded := in[n]
	switch {
	case slices.Contains(cabinet.Blocked, n):
		return api.Cell{Cell: n, State: "blocked"}, nil
	case !loaded:
		return api.Cell{Cell: n, State: "empty"}, nil
	case c.Doubt != "":
		return api.Cell{Cell: n, State: "reserved", Certificate: &c.ID, Name: ptr(api.Words(c.Name))}, nil
	}
	holder, err := cellDigest(c.Person, salt, d.policy.Pickup.Rounds)
	if err != nil {
		return api.Cell{}, err
	}
	v := api.Cell{Cell: n, State: "loaded", Certificate: &c.ID, Name: ptr(api.Words(c.Name)), Holder: &holder, KeptUntil: optDay(c.KeptUntil)}
	if c.Agent == "" {
		return v, nil
	}
	agent, err := cellDigest(c.Agent+":"+c.PickupCode, salt, d.policy.Pickup.Rounds)
	v.Agent = &agent
	return v, err
}

// fileTaken is what became of a certificate that was taken without the network.
type fileTaken struct {
	Key      string
	Name     api.Words
	Outcome  string
	Conflict *api.CellConflict
}

// desk is where somebody sees to what a cabinet did not give.
func (d *District) desk(c registry.Cabinet) *api.Desk {
	return &api.Desk{Window: c.Window, Area: api.Words(c.Area)}
}

func (d *District) reconcileCells(tx *txn, code string, list api.TakenList) (answer, error) {
	if _, ok := d.registry.Cabinet(code); !ok {
		return refuse("unknown-cabinet"), nil
	}
	v := api.CellReconciliation{Accepted: []api.KeyValue{}, Conflicts: []api.CellConflict{}}
	for _, t := range list.Taken {
		told, known, err := get[fileTaken](tx, kindTaken, t.Key)
		if err != nil {
			return answer{}, err
		}
		if !known {
			if told, err = d.takeOverCell(tx, code, t); err != nil {
				return answer{}, err
			}
		}
		if told.Conflict != nil {
			v.Conflicts = append(v.Conflicts, *told.Conflict)
		} else {
			v.Accepted = append(v.Accepted, t.Key)
		}
	}
	return reply(http.StatusOK, v), nil
}

// takeOverCell makes what a terminal tells the hall's own, or a conflict.
func (d *District) takeOverCell(tx *txn, cabinet string, t api.Taken) (fileTaken, error) {
	told := fileTaken{Key: t.Key, Outcome: string(t.Report.Outcome)}
	c, known, err := get[fileCertificate](tx, kindCertificate, t.Report.Certificate)
	if err != nil {
		return told, err
	}
	told.Name = api.Words(c.Name)
	code, err := d.cellMisfit(cabinet, c, known, t, tx.now)
	if err != nil {
		return told, err
	}
	if code == "" && t.Report.Outcome != api.PickupCollected && (t.Report.Reason == nil || *t.Report.Reason != api.ReasonSkipped) {
		code = "in-doubt"
	}
	if code == "" {
		if t.Report.Outcome == api.PickupCollected {
			c.Readiness, c.At = "collected", t.Report.At
			err = change(tx, kindCertificate, c.ID, c)
		}
	} else {
		told.Conflict, err = d.cellConflict(tx, c, known, t, code)
	}
	if err != nil {
		return told, err
	}
	return told, put(tx, document{kind: kindTaken, id: t.Key, ref: value(t.Pickup), at: tx.now, doc: told})
}

// cellMisfit is the code of why a report does not fit what the hall knows, or "".
func (d *District) cellMisfit(cabinet string, c fileCertificate, known bool, t api.Taken, now time.Time) (string, error) {
	old := time.Duration(d.policy.Pickup.CellListHours) * time.Hour
	switch {
	case !known || c.Cabinet != cabinet || c.Cell != t.Cell:
		return "moved", nil
	case c.Readiness == "collected":
		return "taken", nil
	case t.Report.At.Sub(t.ListAt) > old:
		return "list-too-old", nil
	}
	salt := d.salt(cabinet, t.ListAt)
	for _, text := range []string{c.Person, c.Agent + ":" + c.PickupCode} {
		digest, err := cellDigest(text, salt, d.policy.Pickup.Rounds)
		if err != nil || digest == t.Holder {
			return "", err
		}
	}
	return "not-for-this-person", nil
}

func (d *District) cellConflict(tx *txn, c fileCertificate, known bool, t api.Taken, code string) (*api.CellConflict, error) {
	reference, err := d.conflict(tx, "cell", c, t)
	if err != nil {
		return nil, err
	}
	v := api.CellConflict{Key: t.Key, Cell: t.Cell, Code: code, Reference: reference}
	if known {
		v.Hall = ptr(d.viewCertificate(c))
		c.Doubt = reference
		err = change(tx, kindCertificate, c.ID, c)
	}
	return &v, err
}
