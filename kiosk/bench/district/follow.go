package district

import (
	_ "embed"
	"html/template"
	"net/http"
	"strconv"

	"govkiosk/kiosk/hall/api"
)

//go:embed follow.html
var followHTML string

var followTemplate = template.Must(template.New("follow").Parse(followHTML))

// follow is what a phone sees behind a slip's code: facts, a timeline, a text,
// or what is to be uploaded.
type follow struct {
	Hall, Title, Status, Text, Note string
	English                         bool
	Rows                            []followRow
	Stations                        []followStation
	Materials                       []followMaterial // of a draft
	Sections                        []followSection  // of its form
	Act                             string           // address that what is done there goes to, but for a last word; empty: it is only looked at
	Submit                          bool             // nothing is missing
	AskCode                         bool             // a field for the figures that a hand-over shows
}

type followRow struct{ Label, Value string }

type followStation struct{ Name, State, When string }

// followPages answers the links of everything but tickets. Whoever has the slip
// has the link; names are masked.
func (d *District) followPages(mux *http.ServeMux) {
	for path, fill := range map[string]func(*txn, string, *follow) (bool, error){
		"/c/": d.followCase, "/b/": d.followBooking, "/v/": d.followStatement, "/r/": d.followReport, "/d/": d.followDocument, "/h/": d.followHandover,
		"/p/": d.followReceipt, "/k/": d.followTaken,
	} {
		mux.HandleFunc("GET "+path+"{token}", func(w http.ResponseWriter, r *http.Request) { d.showFollow(w, r, fill) })
	}
	d.followNumber(mux)
	mux.HandleFunc("GET /h", d.handoverByCode)
	mux.HandleFunc("POST /h/{token}/{material}", d.takeUpload)
	for name, act := range draftActs {
		mux.HandleFunc("POST /h/{token}/"+name, func(w http.ResponseWriter, r *http.Request) { d.byDraftPage(w, r, act) })
	}
}

func (d *District) showFollow(w http.ResponseWriter, r *http.Request, fill func(*txn, string, *follow) (bool, error)) {
	f := follow{English: prefersEnglish(r)}
	f.Hall = in(f.English, d.data.Name.Zh, d.data.Name.En)
	f.Note = in(f.English, "本页不显示完整姓名和号码。", "This page shows no whole names or numbers.")
	found := false
	_, err := server{d}.ask("", func(tx *txn) (a answer, err error) {
		found, err = fill(tx, r.PathValue("token"), &f)
		return a, err
	})
	if err != nil {
		broken(w, r, err)
		return
	}
	if code := r.FormValue("refused"); code != "" {
		f.Status = f.refusedText(code)
	}
	if !found {
		http.Error(w, in(f.English, "没有找到", "There is nothing here"), http.StatusNotFound)
		return
	}
	f.send(w)
}

func (f follow) send(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
	// A failure here is a phone that went away.
	_ = followTemplate.Execute(w, f)
}

func (f *follow) say(w api.Words) string { return in(f.English, w.Zh, w.En) }

func (f *follow) row(zh, en, value string) {
	if value != "" {
		f.Rows = append(f.Rows, followRow{in(f.English, zh, en), value})
	}
}

func (d *District) followCase(tx *txn, token string, f *follow) (bool, error) {
	c, known, err := by[fileCase](tx, kindCase, token)
	if err != nil || !known {
		return false, err
	}
	v, err := d.viewCase(tx, c)
	if err != nil {
		return false, err
	}
	f.Title = f.say(v.Name)
	if v.Status.Name != nil {
		f.Status = f.say(*v.Status.Name)
	}
	f.row("办件编号", "Number", v.Number)
	f.row("申请人", "Applicant", v.Applicant)
	f.row("现在在谁手里", "Who has it now", f.say(v.Holder.Name))
	f.row("承诺办结", "Promised by", value(v.PromiseDate))
	if v.WorkingDaysLeft != nil && c.finished(tx.now).IsZero() {
		f.row("还剩工作日", "Working days left", strconv.Itoa(*v.WorkingDaysLeft))
	}
	for _, s := range v.Supplements {
		f.row("要补的材料", "Missing", f.say(s.Name))
	}
	for _, s := range v.Stations {
		when := ""
		if s.From != nil {
			when = s.From.Format("1-2 15:04")
		}
		f.Stations = append(f.Stations, followStation{f.say(s.Name), s.State, when})
	}
	return true, nil
}

func (d *District) followBooking(tx *txn, token string, f *follow) (bool, error) {
	b, known, err := findBooking(tx, "token", token)
	if err != nil || !known {
		return false, err
	}
	v, err := d.viewBooking(tx, b)
	f.Title, f.Status = f.say(v.Name), v.Time.From.Format("1-2 15:04")+"–"+v.Time.Until.Format("15:04")
	f.row("地点", "Place", f.say(v.PlaceName))
	f.row("地址", "Address", f.say(v.Address))
	f.row("预约码", "Code", v.Code)
	f.row("姓名", "Name", b.Holder)
	f.row("请带好", "Bring", in(f.English, v.Bring.Zh, v.Bring.En))
	if v.Status == "cancelled" {
		f.Status = in(f.English, "已取消", "Cancelled")
	}
	return true, err
}

func (d *District) followStatement(tx *txn, token string, f *follow) (bool, error) {
	s, known, err := by[fileStatement](tx, kindStatement, token)
	if err != nil || !known {
		return false, err
	}
	v := d.viewStatement(s, tx.now)
	f.Title, f.Text = f.say(v.Title), in(f.English, v.Text.Zh, v.Text.En)
	f.Status = in(f.English, "真实有效", "Genuine and valid")
	if !v.Valid {
		f.Status = in(f.English, "已过期", "Expired")
	}
	f.row("编号", "Number", v.Number)
	f.row("出具单位", "Issued by", f.say(v.Issuer))
	f.row("有效期到", "Valid until", v.ValidUntil)
	return true, nil
}

func (d *District) followReport(tx *txn, token string, f *follow) (bool, error) {
	r, known, err := by[fileReport](tx, kindReport, token)
	if err != nil || !known {
		return false, err
	}
	v := viewReport(r, tx.now)
	f.Title, f.Status = in(f.English, "“办不成事”反映", "Report"), f.say(*v.Status.Name)
	f.row("编号", "Number", v.Number)
	f.row("谁来答复", "Who answers", f.say(v.Answers))
	f.row("最晚", "By", v.Until.Format("1-2 15:04"))
	if v.Answer != nil {
		f.Text = in(f.English, v.Answer.Zh, v.Answer.En)
	}
	return true, nil
}

func (d *District) followDocument(tx *txn, token string, f *follow) (bool, error) {
	c, known, err := by[fileCertificate](tx, kindCertificate, token)
	if err != nil || !known {
		return false, err
	}
	f.Title = in(f.English, c.Name.Zh, c.Name.En)
	f.Text = in(f.English, "此件由练习台生成，没有法律效力。", "Made by a practice bench; without legal effect.")
	f.row("持证人", "Holder", d.nameOf(c.Person))
	f.row("办件编号", "Case", c.Case)
	return true, nil
}
