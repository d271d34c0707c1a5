package scanner

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// vectors are bytes printed in manuals or built by hand from their tables,
// with what they mean.
type vectors struct {
	Commands struct {
		Honeywell map[string]string
		GM65      struct {
			Cases []struct{ Name, Host, Device string }
		} `json:"gm65_em3095_family"`
		Newland struct {
			Presence struct{ Host, Device string }
			Set      struct {
				Ack string `json:"device_ack"`
				Nak string `json:"device_nak"`
			}
		}
	} `json:"scanner_commands"`
	Data struct {
		Cases []struct {
			Name, Device string
			Chunks       []string `json:"device_chunks"`
			Repeat       struct {
				Byte  string
				Count int
			} `json:"device_repeat"`
			Expect any
		}
	} `json:"scanner_data"`
}

func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// decode feeds a stream in pieces of size, or at once where size is 0, and
// then tells of silence.
func decode(o DecoderOpts, stream []byte, size int) []Item {
	d := NewDecoder(o)
	var items []Item
	for rest := stream; len(rest) > 0; {
		n := len(rest)
		if size > 0 {
			n = min(size, n)
		}
		items = append(items, d.Feed(rest[:n])...)
		rest = rest[n:]
	}
	return append(items, d.Idle()...)
}

// texts are the codes of a stream as the vectors write them; a refused one is
// "reject".
func texts(items []Item) (all []map[string]any) {
	for _, i := range items {
		c, err := ParseCode(i.Bytes, true)
		m := map[string]any{"text": c.Text}
		if c.AIM != "" {
			m["aim"] = c.AIM
		}
		if strings.HasPrefix(c.Symbology, "GS1") { // the vectors name no other
			m["symbology"] = c.Symbology
		}
		if err != nil || i.Kind != ItemCode {
			m = map[string]any{"reject": true}
		}
		all = append(all, m)
	}
	return all
}

func TestDataVectors(t *testing.T) {
	cases := readVectors(t).Data.Cases
	if len(cases) != 9 {
		t.Fatalf("%d cases, want 9", len(cases))
	}
	for _, c := range cases {
		stream := unhex(t, c.Device+strings.Join(c.Chunks, ""))
		if c.Repeat.Count > 0 {
			stream = append(bytes.Repeat(unhex(t, c.Repeat.Byte), c.Repeat.Count), "\rNEXT\r"...)
		}
		var want []map[string]any
		switch e := c.Expect.(type) {
		case []any:
			for _, one := range e {
				m := one.(map[string]any)
				m["text"] = strings.ReplaceAll(m["text"].(string), `\u001d`, "\x1d")
				want = append(want, m)
			}
		case string:
			want = []map[string]any{{"reject": true}}
		}
		switch c.Name {
		case "oversize": // one error, and the next code is whole
			want = append(want, map[string]any{"text": "NEXT"})
		case "same code again within 2 s": // passed over by the window, not by the decoder
			want = append(want, want[0])
		}
		if diff := cmp.Diff(want, texts(decode(DecoderOpts{}, stream, 3))); diff != "" {
			t.Errorf("%s: %s", c.Name, diff)
		}
	}
}

func TestCommandVectors(t *testing.T) {
	v := readVectors(t).Commands
	commands := map[string][]byte{
		"trigger (unchecked)": switchGM65(true),
		"stop":                switchGM65(false),
		"read baud":           commandGM65(readGM65, baudGM65, 2),
		"baud 9600":           commandGM65(writeGM65, baudGM65, 0x39, 0x01),
	}
	replies := map[string]string{
		"reply ok": "ok", "reply invalid": "invalid command", "reply immediately followed by a code": "ok",
	}
	for _, c := range v.GM65.Cases {
		if c.Host != "" {
			if diff := cmp.Diff(unhex(t, c.Host), commands[c.Name]); diff != "" {
				t.Errorf("%s: %s", c.Name, diff)
			}
			continue
		}
		items := decode(DecoderOpts{Families: []Family{GM65}}, unhex(t, c.Device), 1)
		if got := ParseReply(items[0].Bytes); items[0].Kind != ItemReply || got.Answer != replies[c.Name] || got.OK != (got.Answer == "ok") {
			t.Errorf("%s: %+v", c.Name, got)
		}
		if strings.HasSuffix(c.Name, "a code") && (len(items) != 2 || string(items[1].Bytes) != "ABC123") {
			t.Errorf("%s: %+v", c.Name, items)
		}
	}
	if n := len(v.GM65.Cases); n != len(commands)+len(replies) {
		t.Errorf("%d cases", n)
	}
	for text, want := range map[string]string{
		v.Honeywell["trigger_on"]: lightHoneywell, v.Honeywell["trigger_off"]: releaseHoneywell, v.Newland.Presence.Host: presentNewland,
	} {
		if string(unhex(t, text)) != want {
			t.Errorf("%s: we send % X", text, want)
		}
	}
	for text, ok := range map[string]bool{v.Newland.Set.Ack: true, v.Newland.Set.Nak: false} {
		items := decode(DecoderOpts{Families: []Family{Newland}}, unhex(t, text), 1)
		if len(items) != 1 || items[0].Kind != ItemReply || ParseReply(items[0].Bytes).OK != ok {
			t.Errorf("%s: %+v", text, items)
		}
	}
}

// The GM65 manual prints DE C8 as the CRC of the command that saves.
func TestSaveHasTheCRCOfTheManual(t *testing.T) {
	if diff := cmp.Diff(unhex(t, "7E 00 09 01 00 00 00 DE C8"), commandGM65(saveGM65, 0, 0)); diff != "" {
		t.Error(diff)
	}
}

func TestMenuReplies(t *testing.T) {
	items := decode(DecoderOpts{Families: []Family{Honeywell}}, []byte("TRGMOD0\x06.NOSUCH1\x05!CODE\r"), 1)
	if len(items) != 3 || items[2].Kind != ItemCode {
		t.Fatalf("%+v", items)
	}
	want := []Reply{{Answer: "ack", Setting: "TRGMOD0", OK: true}, {Answer: "enq", Setting: "NOSUCH1"}}
	if diff := cmp.Diff(want, []Reply{ParseReply(items[0].Bytes), ParseReply(items[1].Bytes)}); diff != "" {
		t.Error(diff)
	}
}

func TestSuffixes(t *testing.T) {
	type found struct {
		Kind ItemKind
		Text string
	}
	code := func(s string) found { return found{ItemCode, s} }
	for _, c := range []struct {
		suffix Suffix
		stream string
		want   []found
	}{
		{SuffixAny, "A\r\nB\rC\nD", []found{code("A"), code("B"), code("C"), code("D")}},
		{SuffixAny, "\r\n\r\n\n", nil},
		{SuffixCR, "A\rB\nC\rD", []found{code("A"), code("B\nC"), {ItemDropped, "D"}}},
		{SuffixLF, "A\nB\rC\nD", []found{code("A"), code("B\rC"), {ItemDropped, "D"}}},
		{SuffixCRLF, "A\r\nB\rC\nD\r\nE\r", []found{code("A"), code("B\rC\nD"), {ItemDropped, "E\r"}}},
		{SuffixNone, "A\rB", []found{code("A\rB")}},
	} {
		var got []found
		for _, i := range decode(DecoderOpts{Suffix: c.suffix}, []byte(c.stream), 1) {
			got = append(got, found{i.Kind, string(i.Bytes)})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %q: %s", c.suffix, c.stream, diff)
		}
	}
}

func TestDropsSayWhereAndWhy(t *testing.T) {
	for _, c := range []struct {
		stream string
		want   []Item
	}{
		{"A\r02 00 00 01 00 33 30 B\r", []Item{
			{Kind: ItemCode, Size: 1, Bytes: []byte("A")},
			{Kind: ItemDropped, Offset: 2, Size: 7, Bytes: unhex(t, "02 00 00 01 00 33 30"), Reason: "check is 3330, want 3331"},
			{Kind: ItemCode, Offset: 9, Size: 1, Bytes: []byte("B")},
		}},
		{"02 41 \rB\r", []Item{
			{Kind: ItemDropped, Size: 2, Bytes: []byte("\x02A"), Reason: "control character 02 at 0"},
			{Kind: ItemCode, Offset: 3, Size: 1, Bytes: []byte("B")},
		}},
		{"02 00 00 7F \r", []Item{
			{Kind: ItemDropped, Size: 5, Bytes: []byte("\x02\x00\x00\x7F\r"), Reason: "a reply that breaks off"},
		}},
	} {
		stream := strings.NewReplacer("02 ", "\x02", "00 ", "\x00", "01 ", "\x01", "33 ", "3", "30 ", "0", "41 ", "A", "7F ", "\x7F").Replace(c.stream)
		if diff := cmp.Diff(c.want, decode(DecoderOpts{Families: []Family{GM65}}, []byte(stream), 1)); diff != "" {
			t.Errorf("%q: %s", stream, diff)
		}
	}
}

func TestOversizeIsDroppedOnce(t *testing.T) {
	for _, suffix := range []Suffix{SuffixAny, SuffixCRLF} {
		stream := append(bytes.Repeat([]byte("A"), 100000), "\r\nB\r\n"...)
		items := decode(DecoderOpts{Suffix: suffix, MaxLen: 50}, stream, 7)
		if len(items) != 2 || items[0].Reason != "longer than 50 bytes" || items[0].Size != 100000 || items[1].Offset != 100002 || string(items[1].Bytes) != "B" {
			t.Errorf("%s: %+v", suffix, items)
		}
		fits := decode(DecoderOpts{Suffix: suffix, MaxLen: 50}, append(bytes.Repeat([]byte("A"), 50), "\r\n"...), 7)
		if len(fits) != 1 || fits[0].Kind != ItemCode {
			t.Errorf("%s: %+v", suffix, fits)
		}
	}
}
