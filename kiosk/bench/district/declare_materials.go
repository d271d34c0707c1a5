package district

import (
	"slices"
	"strings"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// needed are the materials that the answers of a draft need.
func needed(f fileDraft, i *registry.Item) []registry.Need {
	return slices.DeleteFunc(slices.Clone(i.Needs), func(n registry.Need) bool {
		return n.Optional && chosen(f.Answers, n.Code) != "yes"
	})
}

// materials tell of each material how it stands: what departments share is
// there already, and what the person has as an e-licence is offered.
func (d *District) materials(tx *txn, f fileDraft, i *registry.Item) []api.Material {
	out := []api.Material{}
	for _, n := range needed(f, i) {
		m := d.registry.Materials[n.Code]
		v := api.Material{
			Code: n.Code, Name: api.Words(m.Name), Required: true, Forms: forms(m), State: "missing",
			SourceType: api.Coded{Code: issuerType(m), Name: ptr(api.Words(m.Issuer))}, SourceExplain: api.Notice(m.Issuer),
		}
		if licences := d.licencesFor(f.owner().Number, n.Code, tx.now); licences != nil {
			v.Licences = &licences
		}
		if slices.Contains(m.Forms, "commitment") {
			v.Commitment = ptr(commitmentText(n.Code, api.Words(m.Name)))
		}
		d.stand(&v, f, m)
		out = append(out, v)
	}
	return out
}

// stand fills in how a material is handed in.
func (d *District) stand(v *api.Material, f fileDraft, m *registry.Material) {
	h, said := f.Materials[v.Code]
	switch {
	case !said && isShared(m) && d.registry.Person(f.owner().Number) != nil:
		v.State, v.From = "shared", ptr(api.Words(m.Issuer))
	case !said:
		if len(v.Forms) == 1 && v.Forms[0] == string(api.FormPaper) {
			v.State = "paper" // nothing else is possible
		}
	case h.Form == string(api.FormLicence):
		v.State, v.From = "attached", ptr(words("电子证照", "E-licence"))
	case h.Form == string(api.FormElectronic):
		v.State, v.From, v.Pages = "attached", ptr(words("手机上传", "From the phone")), &h.Pages
	case h.Form == string(api.FormDeferred):
		v.State, v.DeferUntil = "deferred", &h.Until
	case h.Form == string(api.FormCommitment):
		v.State = "promised"
	case h.Form == string(api.FormPaper):
		v.State = "paper"
	case h.Form == waitingUpload:
		v.State = "waiting-upload"
	}
	if said && h.Form != waitingUpload {
		v.Form = &h.Form
	}
}

// waitingUpload stands in the place of a form while the phone has the link.
const waitingUpload = "waiting-upload"

// commitmentVersion names the texts of this year.
const commitmentVersion = "2026-1"

func commitmentText(code string, name api.Words) api.CommitmentText {
	return api.CommitmentText{
		Version: code + "-" + commitmentVersion,
		Title:   words("告知承诺书："+name.Zh, "Written promise: "+name.En),
		Text: api.LongWords{
			Zh: "一、本事项本来要您提交“" + name.Zh + "”。您可以选择不交，改为书面承诺。\n二、您承诺所说的情况真实，并愿意由部门核查。\n三、如果承诺不实，已作出的决定会被撤销，记入信用记录，并依法承担责任。\n四、您也可以不承诺，按原来的办法交材料。",
			En: "1. This matter asks for: " + name.En + ". You may promise in writing instead.\n2. You promise that what you say is true and may be checked.\n3. If it is not true, the decision is withdrawn, it is entered in the credit record, and the law applies.\n4. You may also hand in the paper as before.",
		},
	}
}

// licences are the e-licences of a person.
func (d *District) licences(number string) []registry.Licence {
	return slices.DeleteFunc(slices.Clone(d.cast.Licences), func(l registry.Licence) bool { return l.Person != number })
}

// licencesFor are those that can stand for a material now.
func (d *District) licencesFor(number, material string, now time.Time) []api.Licence {
	var out []api.Licence
	for _, l := range d.licences(number) {
		if l.Material == material && l.State == "01" && (l.Until.IsZero() || now.Before(l.Until)) {
			out = append(out, viewLicence(l))
		}
	}
	return out
}

func viewLicence(l registry.Licence) api.Licence {
	return api.Licence{
		ID: l.ID, Name: api.Words(l.Name), Issuer: api.Words(l.Issuer), State: licenceState(l.State),
		Number: ptr(strings.Repeat("*", len(l.Number)-4) + l.Number[len(l.Number)-4:]), ValidUntil: optDay(l.Until), Materials: &[]api.ID{l.Material},
	}
}

func (d *District) searchLicences(tx *txn, s api.LicenceSearch) (answer, error) {
	if s.Person.Kind != api.IDCard {
		return refuse("card-required"), nil
	}
	v := api.LicenceList{Licences: []api.Licence{}}
	var i *registry.Item
	if s.Item != nil {
		if i = d.registry.Item(*s.Item); i == nil {
			return refuse("unknown-item"), nil
		}
	}
	for _, l := range d.licences(s.Person.Number) {
		if i == nil || slices.ContainsFunc(i.Needs, func(n registry.Need) bool { return n.Code == l.Material }) {
			v.Licences = append(v.Licences, viewLicence(l))
		}
	}
	return reply(200, v), nil
}

// attach says how a material is handed in.
func (d *District) attach(tx *txn, draft, material string, a api.Attachment) (answer, error) {
	return d.withDraft(tx, draft, func(f fileDraft, i *registry.Item) (answer, error) {
		if !slices.ContainsFunc(needed(f, i), func(n registry.Need) bool { return n.Code == material }) {
			return refuse("unknown-material"), nil
		}
		m := d.registry.Materials[material]
		if !slices.Contains(forms(m), string(a.Form)) {
			return refuse("form-not-allowed"), nil
		}
		h := handedIn{Form: string(a.Form)}
		if code, err := d.attachment(tx, &h, f, material, a); err != nil || code != "" {
			return refuse(code), err
		}
		f.Materials[material] = h
		return d.keepDraft(tx, f)
	})
}

// attachment fills in what belongs to a form, or says the code of the refusal.
func (d *District) attachment(tx *txn, h *handedIn, f fileDraft, material string, a api.Attachment) (string, error) {
	switch a.Form {
	case api.FormLicence:
		fits := func(l api.Licence) bool { return l.ID == value(a.Licence) }
		if !slices.ContainsFunc(d.licencesFor(f.owner().Number, material, tx.now), fits) {
			return "unknown-licence", nil
		}
		h.Licence = *a.Licence
	case api.FormElectronic:
		up, known, err := get[fileHandover](tx, kindHandover, value(a.Handover))
		if err != nil {
			return "", err
		}
		if !known || up.Draft != f.ID || up.Material != material || up.Pages == 0 {
			return "nothing-uploaded", nil
		}
		h.Pages = up.Pages
	case api.FormDeferred:
		h.Until = value(a.DeferUntil)
		if h.Until == "" {
			last, err := d.registry.Calendar.Add(midnight(tx.now), d.policy.Draft.DeferDays)
			if err != nil {
				last = midnight(tx.now).AddDate(0, 0, d.policy.Draft.DeferDays)
			}
			h.Until = day(last)
		}
	case api.FormCommitment:
		if value(a.Commitment) != material+"-"+commitmentVersion {
			return "form-not-allowed", nil
		}
	}
	return "", nil
}
