package district

import (
	"encoding/json"
	"net/http"
	"slices"

	"govkiosk/kiosk/hall/api"
)

// The phone that has a hand-over's link sees the draft, and with the link of
// the whole draft it goes on with it: what is open is handed in, the form is
// filled in, and the declaration goes off.

// followMaterial is one material of the draft, and what can still be done
// about it there.
type followMaterial struct {
	Name, State, Code string
	Upload            string // address that takes pages; empty: none is wanted
	Ways              []followWay
}

// followWay is another way to hand a material in.
type followWay struct{ Form, Name, Version, Text string }

// followField is one field of the form.
type followField struct {
	Code, Label, Value, From, Hint string
	Type                           string // of the input; empty: it cannot be changed here
	Min, Max                       string
	Choices                        []followChoice
	Missing                        bool
}

type followChoice struct {
	Code, Name string
	Chosen     bool
}

type followSection struct {
	Name   string
	Fields []followField
}

var phoneStates = map[string]api.Words{
	"shared": words("部门共享，不用交", "Shared between departments"), "attached": words("已经有了", "There already"),
	"deferred": words("先办，以后补", "Will follow"), "promised": words("已书面承诺", "Promised in writing"),
	"paper": words("带原件来", "To be brought"), "waiting-upload": words("等您上传", "Waits for your phone"), "missing": words("还要交", "Still open"),
}

// showDraft is the draft as the phone sees it.
func (d *District) showDraft(tx *txn, f *follow, h fileHandover) error {
	file, known, err := get[fileDraft](tx, kindDraft, h.Draft)
	if err != nil || !known {
		return err
	}
	i := d.registry.Item(file.Item)
	whole := h.Purpose == string(api.HandoverContinue)
	for _, m := range d.materials(tx, file, i) {
		line := followMaterial{Name: f.say(m.Name), Code: m.Code, State: f.say(phoneStates[m.State])}
		open := m.State == "missing" || m.State == "waiting-upload"
		electronic := slices.Contains(m.Forms, string(api.FormElectronic))
		if m.Code == h.Material || whole && open && electronic {
			line.Upload = "/h/" + h.Token + "/" + m.Code
		}
		if whole && open {
			line.Ways = f.ways(m)
		}
		f.Materials = append(f.Materials, line)
	}
	if !whole {
		return nil
	}
	sections := d.sections(file, i)
	for _, s := range sections {
		f.Sections = append(f.Sections, f.section(s))
	}
	f.Act = "/h/" + h.Token + "/"
	f.Submit = len(d.missing(file, i, d.materials(tx, file, i), sections)) == 0
	return nil
}

// ways are those that need no page: promised, later, on paper.
func (f *follow) ways(m api.Material) []followWay {
	var out []followWay
	for _, form := range m.Forms {
		switch api.AttachmentForm(form) {
		case api.FormCommitment:
			if c := m.Commitment; c != nil {
				out = append(out, followWay{form, in(f.English, "我承诺", "I promise"), c.Version, in(f.English, c.Text.Zh, c.Text.En)})
			}
		case api.FormDeferred:
			out = append(out, followWay{Form: form, Name: in(f.English, "以后补", "Later")})
		case api.FormPaper:
			out = append(out, followWay{Form: form, Name: in(f.English, "带原件来", "I bring it")})
		}
	}
	return out
}

var inputTypes = map[string]string{"date": "date", "number": "number", "phone": "tel"}

func (f *follow) section(s api.FormSection) followSection {
	out := followSection{Name: f.say(s.Name)}
	for _, one := range s.Fields {
		v := followField{
			Code: one.Code, Label: f.say(one.Label), Value: one.Value, Min: value(one.Earliest), Max: value(one.Latest),
			Missing: one.Required && one.Value == "",
		}
		if one.SourceName != nil && one.Value != "" {
			v.From = in(f.English, one.SourceName.Zh, one.SourceName.En)
		}
		if one.Hint != nil {
			v.Hint = in(f.English, one.Hint.Zh, one.Hint.En)
		}
		if one.Fixed && one.Private != nil && *one.Private {
			v.Value = maskNumber(one.Value)
		}
		if !one.Fixed {
			v.Type = inputTypes[one.Kind]
			if v.Type == "" {
				v.Type = "text"
			}
			v.Choices = f.choices(one)
		}
		out.Fields = append(out.Fields, v)
	}
	return out
}

func (f *follow) choices(one api.Field) []followChoice {
	var out []followChoice
	if one.Kind == "yes-no" {
		out = []followChoice{{"yes", in(f.English, "是", "Yes"), one.Value == "yes"}, {"no", in(f.English, "否", "No"), one.Value == "no"}}
	}
	if one.Choices != nil {
		for _, c := range *one.Choices {
			out = append(out, followChoice{c.Code, f.say(c.Name), c.Code == one.Value})
		}
	}
	return out
}

// draftAct is something that the page of a whole draft can ask for.
type draftAct func(*District, *txn, fileHandover, *http.Request) (answer, error)

var draftActs = map[string]draftAct{
	"form": (*District).formByPhone, "attach": (*District).attachByPhone, "submit": (*District).submitByPhone,
}

// byDraftPage carries out what the page of a draft asks for. A refusal is told
// on the page that it leads back to.
func (d *District) byDraftPage(w http.ResponseWriter, r *http.Request, act draftAct) {
	back := "/h/" + r.PathValue("token")
	var a answer
	_, err := server{d}.ask("", func(tx *txn) (answer, error) {
		h, known, err := by[fileHandover](tx, kindHandover, r.PathValue("token"))
		if err != nil || !known || h.Purpose != string(api.HandoverContinue) || d.viewHandover(h, tx.now).State == "expired" {
			return answer{}, err
		}
		a, err = act(d, tx, h, r)
		return a, err
	})
	if err != nil {
		broken(w, r, err)
		return
	}
	var said struct{ Link, Code string }
	_ = json.Unmarshal(a.body, &said) // what has neither leads back
	switch {
	case a.status >= 400:
		back += "?refused=" + said.Code
	case said.Link != "": // of the case that it became
		back = "/c/" + d.tokenOf(said.Link, "/c/")
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// formByPhone keeps what was filled in; fields that fit nothing are named by
// the refusal, and nothing is kept.
func (d *District) formByPhone(tx *txn, h fileHandover, r *http.Request) (answer, error) {
	if err := r.ParseForm(); err != nil {
		return refuse("invalid-request"), nil
	}
	f, _, err := get[fileDraft](tx, kindDraft, h.Draft)
	if err != nil {
		return answer{}, err
	}
	var v api.FormValues
	for _, s := range d.sections(f, d.registry.Item(f.Item)) {
		for _, one := range s.Fields {
			if r.PostForm.Has(one.Code) && !one.Fixed && r.PostForm.Get(one.Code) != one.Value {
				v.Fields = append(v.Fields, api.FieldValue{Code: one.Code, Value: r.PostForm.Get(one.Code)})
			}
		}
	}
	if v.Fields == nil {
		return answer{}, nil
	}
	return d.saveDraft(tx, h.Draft, v)
}

func (d *District) attachByPhone(tx *txn, h fileHandover, r *http.Request) (answer, error) {
	return d.attach(tx, h.Draft, r.PostFormValue("material"), api.Attachment{
		Form: api.AttachmentForm(r.PostFormValue("form")), Commitment: ptr(r.PostFormValue("version")),
	})
}

func (d *District) submitByPhone(tx *txn, h fileHandover, _ *http.Request) (answer, error) {
	f, _, err := get[fileDraft](tx, kindDraft, h.Draft)
	if err != nil {
		return answer{}, err
	}
	return d.submit(tx, h.Draft, api.Submission{Version: f.Version, Confirmed: true})
}

var phoneRefusals = map[string]api.Words{
	"field-invalid":    words("有一栏填得不对，没有保存", "One field does not fit; nothing was kept"),
	"draft-over":       words("已经交过了", "It has been handed in already"),
	"draft-incomplete": words("还缺东西，交不了", "Something is still missing"),
}

// refusedText is what the page says of a refusal.
func (f *follow) refusedText(code string) string {
	if w, known := phoneRefusals[code]; known {
		return f.say(w)
	}
	return in(f.English, "没有办成，请再试一次", "It was not done. Please try again")
}
