package district

import (
	"net/http"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// followHandover is the page behind a hand-over's code: what to upload, or the
// whole draft to go on with.
func (d *District) followHandover(tx *txn, token string, f *follow) (bool, error) {
	h, known, err := by[fileHandover](tx, kindHandover, token)
	if err != nil || !known {
		return false, err
	}
	draft, _, err := get[fileDraft](tx, kindDraft, h.Draft)
	if err != nil {
		return false, err
	}
	i := d.registry.Item(draft.Item)
	f.Title = in(f.English, i.Name.Zh, i.Name.En)
	f.row("申请人", "Applicant", d.holder(draft.owner()))
	f.row("谁在办", "Who acts", value(d.agent(draft)))
	f.row("有效到", "Valid until", h.Expires.Format("15:04"))
	switch state := d.viewHandover(h, tx.now).State; {
	case d.draftStatus(draft, tx.now) != "open":
		f.Status = in(f.English, "已经交上去了", "It has been handed in")
		return true, nil
	case state == "done":
		f.Status = in(f.English, "已上传，请回终端继续", "Sent. Please go on at the terminal")
		return true, nil
	case state == "expired":
		f.Status = in(f.English, "这个码过期了，请在终端重新扫", "This code is over. Please scan a new one at the terminal")
		return true, nil
	}
	if !h.Opened {
		h.Opened = true
		if err := change(tx, kindHandover, h.ID, h); err != nil {
			return false, err
		}
	}
	return true, d.showDraft(tx, f, h)
}

// handoverByCode leads to a hand-over by the figures that the terminal shows.
func (d *District) handoverByCode(w http.ResponseWriter, r *http.Request) {
	code, token := r.FormValue("code"), ""
	_, err := server{d}.ask("phone", func(tx *txn) (a answer, err error) {
		if code == "" || d.guessing(tx) {
			return a, nil
		}
		h, known, err := one[fileHandover](tx, `kind = ? AND json_extract(doc, '$.Code') = ? AND at > ?`, kindHandover, code,
			tx.now.Add(-minutes(d.policy.Draft.HandoverMinutes)).UnixMilli())
		if known {
			token = h.Token
		} else {
			d.wrong(tx)
		}
		return a, err
	})
	if err != nil {
		broken(w, r, err)
		return
	}
	if token != "" {
		http.Redirect(w, r, "/h/"+token, http.StatusSeeOther)
		return
	}
	f := follow{English: prefersEnglish(r), AskCode: true}
	f.Hall, f.Title = in(f.English, d.data.Name.Zh, d.data.Name.En), in(f.English, "接着办", "Go on here")
	if code != "" {
		f.Status = in(f.English, "没有这个码，请核对终端上的数字", "No such code. Please compare the figures on the terminal")
	}
	f.send(w)
}

// uploadMost is how much a phone may send at once, in bytes.
const uploadMost = 32 << 20

// takeUpload counts the pages that a phone sends, and keeps none of them.
func (d *District) takeUpload(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, uploadMost)
	pages := 0
	if r.FormValue("sample") != "" {
		pages = 1
	} else if r.MultipartForm != nil {
		for _, file := range r.MultipartForm.File["page"] {
			if file.Size > 0 {
				pages++
			}
		}
		defer r.MultipartForm.RemoveAll()
	}
	if err := d.uploadTo(r.PathValue("token"), r.PathValue("material"), pages); err != nil {
		broken(w, r, err)
		return
	}
	http.Redirect(w, r, "/h/"+r.PathValue("token"), http.StatusSeeOther)
}

// uploadTo gives pages to a hand-over that is still open and wants them; what
// comes too late or for something else is dropped, and the page says how it is.
func (d *District) uploadTo(token, material string, pages int) error {
	_, err := server{d}.ask("", func(tx *txn) (answer, error) {
		h, known, err := by[fileHandover](tx, kindHandover, token)
		state := d.viewHandover(h, tx.now).State
		wanted := h.Purpose == string(api.HandoverContinue) || h.Material == material
		if err != nil || !known || state == "done" || state == "expired" || !wanted || pages == 0 {
			return answer{}, err
		}
		f, _, err := get[fileDraft](tx, kindDraft, h.Draft)
		if err != nil || !slices.ContainsFunc(d.materials(tx, f, d.registry.Item(f.Item)), func(m api.Material) bool { return m.Code == material }) {
			return answer{}, err
		}
		return answer{}, d.upload(tx, h, material, pages)
	})
	return err
}
