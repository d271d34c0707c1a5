package decode

import (
	"fmt"
	"strings"
	"testing"
)

func TestScannerVectors(t *testing.T) {
	var v struct {
		Commands struct {
			GM65 ioCategory `json:"gm65_em3095_family"`
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
	readJSON(t, "../../drivers/scanner/testdata/vectors.json", &v)
	for _, c := range v.Data.Cases {
		text := c.Device + strings.Join(c.Chunks, " ") + strings.Repeat(c.Repeat.Byte, c.Repeat.Count)
		lines, whole := explain(t, "scanner", text, Opts{})
		want, ok := c.Expect.([]any)
		if !ok { // refused: one error
			if whole || len(lines) != 1 || count(lines, "error") != 1 {
				t.Errorf("%s: %v", c.Name, lines)
			}
			continue
		}
		if len(lines) != len(want) || !whole {
			t.Errorf("%s: %v, want %v", c.Name, lines, want)
			continue
		}
		for i := range want {
			w := want[i].(object)
			w["text"] = strings.ReplaceAll(w["text"].(string), `\u001d`, "\x1d")
			expected(t, c.Name, lines[i], w)
		}
	}
	asked := ""
	for _, c := range v.Commands.GM65.Cases {
		if c.Host != "" {
			lines, whole := explain(t, "scanner", c.Host, Opts{From: Host})
			asked += fmt.Sprintln(whole, lines[0]["command"], lines[0]["address"], lines[0]["data"], lines[0]["check"])
			continue
		}
		lines, whole := explain(t, "scanner", c.Device, Opts{})
		want := "ok"
		if word, ok := c.Expect.(string); ok {
			want = word
		}
		if !whole || lines[0]["reply"] != want {
			t.Errorf("%s: %v", c.Name, lines)
		}
		if _, code := c.Expect.([]any); code && lines[1]["text"] != "ABC123" {
			t.Errorf("%s: %v", c.Name, lines)
		}
	}
	if want := "true trigger 0002 01 none\ntrue stop 0002 00 none\ntrue read 002A 02 crc\ntrue write 002A 3901 crc\n"; asked != want {
		t.Errorf("%s", asked)
	}
}

func TestScannerLines(t *testing.T) {
	for text, want := range map[string]string{
		"D2 B5 CE F1 0D":                "[map[charset:gb18030 text:业务]]",
		"41 0D 41 0D 41 0D 42 0D 41 0D": "[map[text:A times:3] map[text:B] map[text:A]]",
		"06":                            "[map[kind:reply reply:ack]]",
		"54 52 47 4D 4F 44 30 06 2E":    "[map[kind:reply reply:ack setting:TRGMOD0]]",
		"02 00 00 02 39 01 C1 4C 41":    "[map[data:3901 kind:reply reply:ok] map[text:A]]",
		"41 16 0D":                      "[map[discarded_bytes:2 kind:error offset:0 reason:scanner: control character 16 at 1]]",
	} {
		if lines, _ := explain(t, "scanner", text, Opts{}); fmt.Sprint(lines) != want {
			t.Errorf("%s: %v, want %s", text, lines, want)
		}
	}
	lines, whole := explain(t, "scanner", "16 54 0D 3F 6E 6C 73 30 33 30 32 30 31 30 FF", Opts{From: Host})
	if want := "[map[command:trigger family:honeywell kind:request] map[command:presence family:newland kind:request] " +
		"map[command:set family:newland kind:request setting:nls0302010] map[discarded_bytes:1 kind:error offset:14 reason:no command begins here]]"; whole || fmt.Sprint(lines) != want {
		t.Errorf("%v", lines)
	}
}
