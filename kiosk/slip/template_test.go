package slip

import (
	"strings"
	"testing"

	"govkiosk/drivers/escpos"
)

const receiptText = `
               路南区政务服务中心
                  证照领取凭证
------------------------------------------------
 领取人                                   张*三
 身份证号                    130202********002X
 领取时间                      2026-06-12 09:41
 领取地点                       一楼大厅 3 号机
------------------------------------------------
 已取走 2 件
 1  不动产权证书                           1 本
 　 2 号柜 11 号格
 2  准予行政许可决定书                     1 份
 　 本机打印
- - - - - - - - - - - - - - - - - - - - - - - -
 还没取 3 件
 □ 营业执照（正本）
 　 12 号窗口，随时可取
 □ 社会保障卡
 　 6月11日已寄出，单号尾号 5520
 □ 居住证
 　 6月18日起可取，到时发短信
------------------------------------------------

  [https://hall.example/p/LN-P-20260612-0058]

                    凭证编号
               LN-P-20260612-0058
         扫码核验本凭证，查没取的证照。
- - - - - - - - - - - - - - - - - - - - - - - -
 证照有误，请在 5 个工作日内凭此到 12 号窗口，
 免费更正。
 咨询电话 12345                   LN-F1-03 0058

`

func TestReceiptText(t *testing.T) {
	d := maker(t).Receipt(SampleReceipt())
	if got, want := d.Text(), strings.TrimPrefix(receiptText, "\n"); got != want || d.Err() != nil {
		t.Errorf("%v; receipt reads\n%s\nwant\n%s", d.Err(), got, want)
	}
}

func TestReceiptOfEverything(t *testing.T) {
	r := SampleReceipt()
	r.Left, r.Link = nil, ""
	got := maker(t).Receipt(r).Text()
	for _, no := range []string{"还没取", "凭证编号", "□"} {
		if strings.Contains(got, no) {
			t.Errorf("%q is on\n%s", no, got)
		}
	}
}

// What is in a field is text, whatever it looks like.
func TestFieldsAreNoMarkup(t *testing.T) {
	k := Sample()
	k.Business = `a|b <b>c</b> \n {{.X}}`
	k.Name = "张\ncut"
	k.Notes = []string{"# 注意", "<big>", `\`}
	d := maker(t).Ticket(k)
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
	if err := m.SetTemplate(TicketPaper, own); err != nil {
		t.Fatal(err)
	}
	d := m.Ticket(Sample())
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
	if got := m.Receipt(SampleReceipt()).Text(); !strings.Contains(got, "已取走") {
		t.Error("the other paper has changed too")
	}
}

// Who writes a template is told where it is wrong, and the paper stays.
func TestTemplateErrors(t *testing.T) {
	m := maker(t)
	for _, tt := range []struct{ paper, text, want string }{
		{TicketPaper, "cut\n\nhed {{.Hall}}\n", `line 3: no element "hed"; there are badge, barcode`},
		{TicketPaper, "rule\nnumber {{.Nummer}}\n", `ticket:2:`},
		{TicketPaper, "rule\nnumber {{.Nummer}}\n", `can't evaluate field Nummer`},
		{TicketPaper, "rule\n\n{{if .Link}}\nrule\n", `ticket:5: unexpected EOF`},
		{TicketPaper, "{{range .Notes}}\nnote {{.}}\n{{end}}\nfeed ten", `line 4: feed: "ten" is no number of dots`},
		{TicketPaper, "{{if\n.Link}}\nrule\n{{end}}\nfeed -1", `line 5: escpos: document: feed of -1 dots`},
		{TicketPaper, "qr 99 {{.Link}}", `line 1: escpos: document: QR module`},
		{TicketPaper, "qr x {{.Link}}", `line 1: qr: "x" is no number of dots`},
		{TicketPaper, "text <i>x</i>", `line 1: text: no tag <i>`},
		{TicketPaper, "text <b>x", `line 1: text: a tag is not closed`},
		{TicketPaper, "text <b><big>x</big></b>", `line 1: text: <big> inside <b>`},
		{TicketPaper, "columns x< a", `line 1: columns: cell "x< a": no share "x"`},
		{TicketPaper, "columns a", `does not begin with a share`},
		{TicketPaper, "pair a | b | c", `line 1: pair: 3 texts, want 2`},
		{ReceiptPaper, "text {{inc .Name}}", `wrong type`},
		{"bill", "cut", `no paper "bill"; there are ticket, receipt`},
	} {
		err := m.SetTemplate(tt.paper, tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.text, err, tt.want)
		}
		if _, err := m.Preview(tt.paper, tt.text); err == nil {
			t.Errorf("%q: a preview is made", tt.text)
		}
	}
	if got := m.Ticket(Sample()).Text(); !strings.Contains(got, "您的号码") {
		t.Error("the ticket has changed")
	}
	d, err := m.Preview(TicketPaper, "text 预览 {{.Number}}")
	if err != nil || d.Text() != " 预览 A037\n" {
		t.Errorf("preview %q, %v", d.Text(), err)
	}
}

// What only the paper's own facts bring to light is on the Doc.
func TestBadFactsAreNotPrinted(t *testing.T) {
	k := Sample()
	k.Link = strings.Repeat("x", 3000)
	if d := maker(t).Ticket(k); d.Err() == nil || !strings.Contains(d.Err().Error(), "template ticket: line ") {
		t.Errorf("%v, want the line of the code", d.Err())
	}
}

func TestBuiltInTemplates(t *testing.T) {
	for _, name := range Papers {
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
	for _, name := range Papers {
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
