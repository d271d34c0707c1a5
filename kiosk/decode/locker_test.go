package decode

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

type ioCategory struct {
	Cases []struct {
		Name, Host, Device string
		Expect             any
	}
}

// expected wants the output to hold what the vector expects, whatever else it
// says.
func expected(t *testing.T, name string, got object, want object) {
	t.Helper()
	for key, w := range want {
		g := got[key]
		if all, ok := g.([]any); ok { // a list of zeros names some of them
			for _, one := range w.([]any) {
				if !strings.Contains(fmt.Sprint(all), fmt.Sprint(one)) {
					t.Errorf("%s: %s is %v, without %v", name, key, g, one)
				}
			}
			continue
		}
		if bits, ok := g.(object); ok { // and one of bits too
			for bit, value := range w.(object) {
				if bits[bit] != value {
					t.Errorf("%s: %s is %v, want %v", name, key, g, w)
				}
			}
			continue
		}
		if !reflect.DeepEqual(g, w) {
			t.Errorf("%s: %s is %v, want %v", name, key, g, w)
		}
	}
}

func TestLockVectors(t *testing.T) {
	var v map[string]ioCategory
	readJSON(t, "../../drivers/locker/testdata/vectors.json", &v)
	commands := map[string]string{
		"lock_8a":                "open open-all open-all read read-all presence",
		"lock_kerong_cu_5byte":   "read-all open read-bus",
		"lock_kerong_cu48_6byte": "read read open",
		"lock_wkly":              "open open-several read read-all",
	}
	formatOf := map[string]string{
		"lock_8a": "lock8a", "lock_kerong_cu_5byte": "kerong", "lock_kerong_cu48_6byte": "kerong48", "lock_wkly": "wkly",
	}
	for category, format := range formatOf {
		var asked []string
		for _, c := range v[category].Cases {
			name := category + ", " + c.Name
			if c.Host != "" {
				lines, whole := explain(t, format, c.Host, Opts{From: Host})
				if !whole || len(lines) != 1 || lines[0]["kind"] != "request" {
					t.Errorf("%s: %v", name, lines)
				}
				asked = append(asked, lines[0]["command"].(string))
				continue
			}
			lines, whole := explain(t, format, c.Device, Opts{})
			switch want := c.Expect.(type) {
			case object:
				if !whole {
					t.Errorf("%s: %v", name, lines)
				}
				expected(t, name, lines[0], want)
			case string: // "drop, rescan"
				if whole || count(lines, "error") != len(lines) {
					t.Errorf("%s: %v", name, lines)
				}
			case []any: // words: how many frames
				if len(lines)-count(lines, "error") != len(want) {
					t.Errorf("%s: %v", name, lines)
				}
			}
		}
		if got := strings.Join(asked, " "); got != commands[category] {
			t.Errorf("%s: %q, want %q", category, got, commands[category])
		}
	}
}

func TestLockLines(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"lock8a", "8A 01 01 11 9B", "map[board:1 feedback:17 kind:open lock:1]"},
		{"lock8a", "81 01 01 99 18", "map[board:1 kind:presence]"},
		{"lock8a", "80 01 01 33 B3", "map[board:1 command:read kind:command lock:1]"},
		{"kerong", "02 00 36 00 00 00 00 03 3B", "map[board:0 hook_bits:map[] ir_bits:map[] kind:read-all]"},
		{"kerong48", "02", "map[discarded_bytes:1 kind:error offset:0 reason:what a CU48 answers is not established]"},
		{"wkly", "57 4B 4C 59 0B 01 82 FF 04 01 7B", "map[board:1 door:closed kind:open lock:4 status:failed]"},
		{"wkly", "57 4B 4C 59 0C 01 84 00 02 00 01 83", "map[board:1 doors:map[1:open 2:closed] kind:read-all status:ok]"},
		{"wkly", "57 4B 4C 59 0A 01 85 04 00 83", "map[board:1 door:open kind:change lock:4]"},
	} {
		if lines, _ := explain(t, c.format, c.text, Opts{}); fmt.Sprint(lines) != "["+c.want+"]" {
			t.Errorf("%s: %v, want %s", c.text, lines, c.want)
		}
	}
	lines, _ := explain(t, "kerong", "02 F0 32 03 27", Opts{From: Host})
	if lines[0]["board"] != "all" || lines[0]["command"] != "read-bus" {
		t.Errorf("%v", lines)
	}
}
