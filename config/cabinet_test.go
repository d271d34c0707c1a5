package config

import (
	"strings"
	"testing"
)

// wired is the cabinet of the bad rows: eight doors on one board.
const wired = "port = \"/dev/ttyS1\"\nid = \"G2\"\npolarity = \"one-is-closed\"\ncolumns = 2\nrows = 4\n"

func TestBadScannerAndCabinet(t *testing.T) {
	for _, row := range []struct{ table, text, want string }{
		{"scanner", `model = "zebra"`, "scanner.model: want one of generic, honeywell, newland, newland-legacy, gm65, wedge"},
		{"scanner", `suffix = "tab"`, "scanner.suffix: want one of any, cr, lf, crlf, none"},
		{"scanner", `duplicate = "0s"`, "scanner.duplicate: want 500ms"},
		{"scanner", `max_len = 5000`, "scanner.max_len: want 16 to 4096"},
		{"scanner", "trigger = true", "scanner.trigger: how to light a generic reader"},
		{"scanner", "model = \"wedge\"\nport = \"/dev/ttyS0\"", "scanner.port: wedge is no serial line"},
		{"scanner", `port = "/dev/input/event3"`, "scanner.port: an event device is a wedge"},
		{"scanner", `baud = 14400`, "scanner.baud: want one of"},
		{"cabinet", `protocol = "rs"`, "cabinet.protocol: want one of lock8a, kerong, kerong48, wkly"},
		{"cabinet", `side = "above"`, "cabinet.side: want one of right, left"},
		{"cabinet", `columns = 0`, "cabinet.columns: want 1 to 12"},
		{"cabinet", `rows = 21`, "cabinet.rows: want 1 to 20"},
		{"cabinet", `coil_gap = "599ms"`, "cabinet.coil_gap: want 600ms to 10s, got 599ms"},
		{"cabinet", `poll_every = "1ms"`, "cabinet.poll_every: want 300ms"},
		{"cabinet", `left_open = "1s"`, "cabinet.left_open: want 10s"},
		{"cabinet", `polarity = "up"`, "cabinet.polarity: want one of one-is-closed, one-is-open"},
		{"cabinet", "port = \"/dev/ttyS1\"\nid = \"G2\"\nboards = { 1 = { locks = 24, first = 1 } }", "cabinet.polarity: missing; open one door"},
		{"cabinet", strings.Replace(wired, "G2", "格 2", 1) + "boards = { 1 = { locks = 8, first = 1 } }", "cabinet.id: want 1 to 64"},
		{"cabinet", wired, "cabinet.boards: missing"},
		{"cabinet", wired + `boards = { 0 = { locks = 8, first = 1 } }`, "cabinet.boards.0: want the number of a board of lock8a, 1 to 99"},
		{"cabinet", wired + `boards = { 01 = { locks = 8, first = 1 } }`, "cabinet.boards.01: want the number"},
		{"cabinet", wired + `boards = { 1 = { locks = 25, first = 1 } }`, "cabinet.boards.1.locks: want 1 to 24"},
		{"cabinet", wired + `boards = { 1 = { locks = 8 } }`, "cabinet.boards.1.first: want 1"},
		{"cabinet", wired + `boards = { 1 = { locks = 9, first = 1 } }`, "cabinet.boards.1: lock 1:9 is cell 9, and there are 8 cells"},
		{"cabinet", wired + `boards = { 1 = { locks = 7, first = 1 } }`, "cabinet.cells: cell 8 has no lock"},
		{"cabinet", wired + `boards = { 1 = { locks = 5, first = 1 }, 2 = { locks = 4, first = 5 } }`, "cabinet.boards.2: cell 5 is that of board 1 already"},
		{"cabinet", wired + "boards = { 1 = { locks = 8, first = 1 } }\ncells = { 9 = \"1:1\" }", "cabinet.cells.9: want the number of a cell, 1 to 8"},
		{"cabinet", wired + "boards = { 1 = { locks = 8, first = 1 } }\ncells = { 2 = \"1/3\" }", "cabinet.cells.2: want BOARD:LOCK"},
		{"cabinet", wired + "boards = { 1 = { locks = 8, first = 1 } }\ncells = { 2 = \"2:3\" }", "cabinet.cells.2: there is no lock 2:3"},
		{"cabinet", wired + "boards = { 1 = { locks = 8, first = 1 } }\ncells = { 2 = \"1:3\" }", "cabinet.cells.3: lock 1:3 is that of cell 2 already"},
		{"cabinet", wired + "boards = { 1 = { locks = 8, first = 1 } }\ncells = { 2 = \"1:0\" }", "cabinet.cells.2: there is no lock 1:0"},
	} {
		t.Run(row.table+" "+row.text, func(t *testing.T) {
			got := problems(t, write(t, "least.toml", least), write(t, "bad.toml", "["+row.table+"]\n"+row.text+"\n"))
			if len(got) == 0 {
				t.Fatal("accepted")
			}
			_, said, _ := strings.Cut(got[0], ": ")
			if !strings.HasPrefix(said, row.want) || !strings.HasPrefix(got[0], "bad.toml:") {
				t.Errorf("got  %q\nwant %q", got, row.want)
			}
		})
	}
}

// Locks follow the plan of the doors, except where one is wired otherwise.
func TestWiring(t *testing.T) {
	c, err := Load(write(t, "a.toml", least+"[cabinet]\n"+wired+
		"boards = { 1 = { locks = 4, first = 1 }, 3 = { locks = 4, first = 5 } }\ncells = { 2 = \"3:4\", 8 = \"1:2\", 7 = \"none\" }\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]Lock{1: {1, 1}, 2: {3, 4}, 3: {1, 3}, 4: {1, 4}, 5: {3, 1}, 6: {3, 2}, 8: {1, 2}}
	got := c.Cabinet.Wiring()
	for cell := 1; cell <= 8; cell++ {
		if got[cell] != want[cell] {
			t.Errorf("cell %d is %v, want %v", cell, got[cell], want[cell])
		}
	}
}

func TestCabinetAndScannerHaveALineEach(t *testing.T) {
	got := problems(t, write(t, "a.toml", least+"[scanner]\nport = \"/dev/ttyS1\"\n[cabinet]\n"+wired+"boards = { 1 = { locks = 8, first = 1 } }\n"))
	if len(got) != 1 || !strings.Contains(got[0], "cabinet.port: /dev/ttyS1 is the port of scanner already") {
		t.Errorf("got %q", got)
	}
}
