package district

import (
	"net/http"
	"slices"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// fileHandover is a link for the phone, on disk.
type fileHandover struct {
	ID, Draft, Purpose, Material string
	Token, Code                  string
	Opened, Done                 bool
	Pages                        int
	Expires                      time.Time
}

func (d *District) handOver(tx *txn, draft string, n api.NewHandover) (answer, error) {
	return d.withDraft(tx, draft, func(f fileDraft, i *registry.Item) (answer, error) {
		material := value(n.Material)
		asked := slices.ContainsFunc(needed(f, i), func(k registry.Need) bool { return k.Code == material })
		if n.Purpose == api.HandoverUpload && !asked {
			return refuse("unknown-material"), nil
		}
		h := fileHandover{
			ID: "h-" + token()[:14], Draft: f.ID, Purpose: string(n.Purpose), Material: material, Token: token(), Code: code6(),
			Expires: tx.now.Add(minutes(d.policy.Draft.HandoverMinutes)),
		}
		if err := put(tx, document{kind: kindHandover, id: h.ID, ref: h.Token, at: tx.now, doc: h}); err != nil {
			return answer{}, err
		}
		if material != "" {
			if _, said := f.Materials[material]; !said {
				f.Materials[material] = handedIn{Form: waitingUpload}
				if err := change(tx, kindDraft, f.ID, f); err != nil {
					return answer{}, err
				}
			}
		}
		return reply(http.StatusCreated, d.viewHandover(h, tx.now)), nil
	})
}

func (d *District) viewHandover(h fileHandover, now time.Time) api.Handover {
	v := api.Handover{
		ID: h.ID, Purpose: h.Purpose, State: "waiting", Link: d.opts.BaseURL + "/h/" + h.Token, Code: h.Code, ExpiresAt: h.Expires, Pages: &h.Pages,
	}
	switch {
	case h.Done:
		v.State = "done"
	case !now.Before(h.Expires):
		v.State = "expired"
	case h.Opened:
		v.State = "opened"
	}
	return v
}

func (d *District) handover(tx *txn, draft, id string) (answer, error) {
	h, known, err := get[fileHandover](tx, kindHandover, id)
	if err != nil || !known || h.Draft != draft {
		return refuse("unknown-handover"), err
	}
	return reply(http.StatusOK, d.viewHandover(h, tx.now)), nil
}

// upload takes pages that a phone sends. The bench counts them and keeps none.
func (d *District) upload(tx *txn, h fileHandover, material string, pages int) error {
	f, known, err := get[fileDraft](tx, kindDraft, h.Draft)
	if err != nil || !known || d.draftStatus(f, tx.now) != "open" {
		return err
	}
	h.Done, h.Opened, h.Pages = h.Purpose == string(api.HandoverUpload), true, h.Pages+pages
	if err := change(tx, kindHandover, h.ID, h); err != nil {
		return err
	}
	if h.Purpose == string(api.HandoverUpload) {
		return nil // the terminal attaches it
	}
	f.Materials[material] = handedIn{Form: string(api.FormElectronic), Pages: pages}
	f.Version++
	f.UpdatedAt = tx.now
	return change(tx, kindDraft, f.ID, f)
}
