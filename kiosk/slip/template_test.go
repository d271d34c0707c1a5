package slip

import (
	"strings"
	"testing"

	"govkiosk/drivers/escpos"
)

func TestReceiptOfEverything(t *testing.T) {
	r := sampleReceipt()
	r.Left, r.Link = nil, ""
	got := maker(t).Make(r).Text()
	for _, no := range []string{"还没取", "凭证编号", "□"} {
		if strings.Contains(got, no) {
			t.Errorf("%q is on\n%s", no, got)
		}
	}
}

// What is in a field is text, whatever it looks like.
func TestFieldsAreNoMarkup(t *testing.T) {
	k := sampleTicket()
	k.Business = `a|b <b>c</b> \n {{.X}}`
	k.Name = "张\ncut"
	k.Notes = []string{"# 注意", "<big>", `\`}
	d := maker(t).Make(k)
	got := d.Text()
	for _, want := range []string{`a|b <b>c</b> \n`, "{{.X}}", "cut\n", "\n # 注意", "\n <big>", "\n \\"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on\n%s", want, got)
		}
	}
	if d.Err() != nil {
		t.Error(d.Err())
	}
	if k.Notes[1] != "<big>" {
		t.Error("the caller's notes were changed")
	}
}

func TestSetTemplate(t *testing.T) {
	m := maker(t)
	const own = "# ours\n{{if .Priority}}centre 请 <b>{{.Priority}}</b>{{end}}\nnumber {{.Number}}\n" +
		"columns 2< <inv>左</inv> | 1> 右\\|边\nbarcode 60 {{.Number}}\npdf417 2 {{.Link}}\nlogo 1\nqr 4 {{.Link}}\nright {{.Name}}\ncut"
	if err := m.SetTemplate("ticket", own); err != nil {
		t.Fatal(err)
	}
	d := m.Make(sampleTicket())
	for _, want := range []string{"请 老年人优先", "A037", "右|边", "|A037|", "张*三"} {
		if !strings.Contains(d.Text(), want) {
			t.Errorf("%q is not on\n%s", want, d.Text())
		}
	}
	p, _ := escpos.ProfileOf("generic")
	b, _ := d.Encode(p)
	if !strings.Contains(string(b), "\x1cp\x01\x00") || !strings.HasSuffix(string(b), "\x1dVB\x00") {
		t.Errorf("no logo, or no cut at the end: % x", b[len(b)-40:])
	}
	if got := m.Make(sampleReceipt()).Text(); !strings.Contains(got, "已取走") {
		t.Error("the other paper has changed too")
	}
}

// Who writes a template is told where it is wrong, and the paper stays.
func TestTemplateErrors(t *testing.T) {
	m := maker(t)
	for _, tt := range []struct {
		paper      Kind
		text, want string
	}{
		{"ticket", "cut\n\nhed {{.Hall}}\n", `line 3: no element "hed"; there are badge, barcode`},
		{"ticket", "rule\nnumber {{.Nummer}}\n", `ticket: line 2: no field .Nummer; there are .Ahead, .Area`},
		{"receipt", "rule\n{{range .Taken}}\ntext {{.What}}\n{{end}}", `line 3: no field .What; there are .Count, .Name, .Where`},
		{"ticket", "rule\n\n{{if .Link}}\nrule\n", `ticket: line 5: unexpected EOF`},
		{"ticket", "{{range .Notes}}\nnote {{.}}\n{{end}}\nfeed ten", `line 4: feed: "ten" is no number of dots`},
		{"ticket", "{{if\n.Link}}\nrule\n{{end}}\nfeed -1", `line 5: escpos: document: feed of -1 dots`},
		{"ticket", "qr 99 {{.Link}}", `line 1: escpos: document: QR module`},
		{"ticket", "qr x {{.Link}}", `line 1: qr: "x" is no number of dots`},
		{"ticket", "text <i>x</i>", `line 1: text: no tag <i>`},
		{"ticket", "text <b>x", `line 1: text: a tag is not closed`},
		{"ticket", "text <b><big>x</big></b>", `line 1: text: <big> inside <b>`},
		{"ticket", "columns x< a", `line 1: columns: cell "x< a": no share "x"`},
		{"ticket", "columns a", `does not begin with a share`},
		{"ticket", "pair a | b | c", `line 1: pair: 3 texts, want 2`},
		{"receipt", "text {{inc .Name}}", `line 1: <.Name>: wrong type`},
		{"ticket", "columns 0< 一二" + strings.Repeat(" | 0< 一二", 13) + "\ncut", `line 1: escpos: document: columns of`},
		{"ticket", "barcode 60 0123456789abcdef0123456789abcdef01234567\ncut", `line 1: escpos: document: barcode of`},
		{"ticket", "cut\nrule", `line 2: escpos: document: something follows the cut`},
		{"ticket", "number {{.Number}}\n", `template ticket: no cut at the end`},
		{"ticket", "", `template ticket: no cut at the end`},
		{"bill", "cut", `no paper "bill"; there are ticket, receipt`},
	} {
		err := m.SetTemplate(tt.paper, tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.text, err, tt.want)
		}
	}
	if got := m.Make(sampleTicket()).Text(); !strings.Contains(got, "您的号码") {
		t.Error("the ticket has changed")
	}
}

// What only the paper's own facts bring to light is on the Doc.
func TestBadFactsAreNotPrinted(t *testing.T) {
	k := sampleTicket()
	k.Link = strings.Repeat("x", 3000)
	if d := maker(t).Make(k); d.Err() == nil || !strings.Contains(d.Err().Error(), "template ticket: line ") {
		t.Errorf("%v, want the line of the code", d.Err())
	}
}

func TestBuiltInTemplates(t *testing.T) {
	for _, name := range Kinds() {
		if text, err := Template(name); err != nil || !strings.Contains(text, "head {{.Hall}}") {
			t.Errorf("%s: %v, %q", name, err, text)
		}
	}
	if _, err := Template("bill"); err == nil {
		t.Error("there is a bill")
	}
}

// Whatever the markup, there is a paper or an error that names its line.
func FuzzMarkup(f *testing.F) {
	for _, name := range Kinds() {
		text, _ := Template(name)
		f.Add(text)
	}
	f.Add("columns 1< <b>a</b> | 0> \\| | 3^")
	f.Add("fact a | b\nfact c\ncut\n\\")
	m := maker(f)
	f.Fuzz(func(t *testing.T, text string) {
		p := page{m: m, d: &escpos.Doc{}}
		if err := p.read(mark(text)); err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Errorf("%v", err)
			}
			return
		}
		profile, _ := escpos.ProfileOf("generic")
		p.d.Text()
		p.d.Encode(profile)
	})
}
