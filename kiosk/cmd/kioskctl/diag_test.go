package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/drivers/sim"
	"govkiosk/kiosk/diag"
	"govkiosk/screens"
)

// bareTerminal writes the configuration of a terminal whose kioskd is stopped
// and that has a reader.
func bareTerminal(t *testing.T) (file string) {
	t.Helper()
	dir := t.TempDir()
	port, err := sim.OpenPort(filepath.Join(dir, "reader"), 115200)
	if err != nil {
		t.Fatal(err)
	}
	reader := sim.NewReader(port, sim.ReaderOpts{})
	t.Cleanup(func() { port.Close(); reader.Close() })
	text := `terminal = { id = "T-1", place = { zh = "一楼" } }
hall = { name = { zh = "路南区政务服务中心" } }
reader = { port = "` + port.Link() + `" }
touch = { driver = "none" }
api = { url = "http://127.0.0.1:9" }
journal = { path = "` + filepath.Join(dir, "journal.db") + `" }
control = { socket = "` + filepath.Join(dir, "control.sock") + `" }
`
	file = filepath.Join(dir, "kioskd.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Where kioskd is stopped, the devices are opened directly.
func TestDiagWithoutATerminal(t *testing.T) {
	file := bareTerminal(t)
	var out, problems bytes.Buffer
	if code := run([]string{"diag", "run", "reader.module", "--config", file, "--json", "--as", "wang"}, strings.NewReader(""), &out, &problems); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out.String(), problems.String())
	}
	var done []diag.Result
	if err := json.Unmarshal(out.Bytes(), &done); err != nil || len(done) != 1 || done[0].Verdict != diag.Pass || done[0].Person != "wang" {
		t.Fatalf("%v, %s", err, out.String())
	}
	out.Reset()
	if code := run([]string{"diag", "--config", file, "--as", "wang"}, strings.NewReader("tests reader\nprinter.status\nq\n"), &out, &problems); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out.String(), problems.String())
	}
	for _, want := range []string{"Module self-test (reader.module): passed", "sam-id", "Read a card (reader.card): never tested"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	if code := run([]string{"diag", "run", "reader.nothing", "--config", file}, strings.NewReader(""), &out, &problems); code != exitFailed {
		t.Errorf("a test that there is not ends with %d", code)
	}
}

func TestDiagSchemaIsPrinted(t *testing.T) {
	var out bytes.Buffer
	if code := run([]string{"diag", "--schema"}, nil, &out, &out); code != 0 || !json.Valid(out.Bytes()) {
		t.Errorf("exit %d, %s", code, out.String())
	}
}

// Everything that a technician may see has its words, in both languages.
func TestDiagHasItsWords(t *testing.T) {
	for _, lang := range []screens.Lang{screens.Chinese, screens.English} {
		var keys []string
		for _, c := range diag.Catalogue() {
			keys = append(keys, "test."+strings.ReplaceAll(string(c.ID), ".", "-"))
			for _, s := range c.Steps {
				keys = append(keys, "step."+s)
			}
		}
		for _, d := range diag.Devices {
			keys = append(keys, "device."+string(d))
		}
		for _, r := range []string{diag.ReasonGone, diag.ReasonHung, diag.ReasonTime, diag.ReasonStopped, diag.ReasonPerson, diag.ReasonRestart,
			diag.ReasonNobody, diag.ReasonDefect, diag.ReasonBusy, diag.ReasonNoAnswer, diag.ReasonBroken, diag.ReasonValue} {
			keys = append(keys, "reason."+r)
		}
		for _, k := range keys {
			if !screens.Known(lang, "technician."+k) {
				t.Errorf("%s lacks technician.%s", lang, k)
			}
		}
	}
}

func TestTechnicianCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "technicians.toml")
	var out bytes.Buffer
	for _, c := range []struct {
		args, in string
		code     int
		says     string
	}{
		{"list", "", 0, ""},
		{"add wang", "480913\n480913\n", 0, ""},
		{"add li", "480913\n480913\n", exitFailed, "choose another PIN"},
		{"add li", "480914\n480915\n", exitFailed, "not the same"},
		{"add li --card --no-pin", "130202198808080015\n", 0, ""},
		{"list", "", 0, "li  card"},
		{"remove wang", "", 0, ""},
		{"remove wang", "", exitFailed, "none of that name"},
	} {
		out.Reset()
		code := run(append([]string{"technician", "--file", file}, strings.Fields(c.args)...), strings.NewReader(c.in), &out, &out)
		if code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%s: exit %d, %s", c.args, code, out.String())
		}
	}
}

// A question that nobody can answer, since the input has ended, breaks the
// test off, and those that wait with it.
func TestDiagEndsAtAQuestionNobodyAnswers(t *testing.T) {
	file := bareTerminal(t)
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, append(text, "speech = { player = [\"cat\"] }\n"...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	code := run([]string{"diag", "run", "audio.tone", "--config", file, "--as", "wang"}, strings.NewReader(""), &out, &problems)
	if code != exitFailed || !strings.Contains(out.String(), "nobody answers") || !strings.Contains(out.String(), "["+diag.ReasonStopped+"]") {
		t.Errorf("exit %d: %s%s", code, out.String(), problems.String())
	}
}

// An answer that nothing asks for is no name of a test.
func TestDiagTellsWhatCanBeTyped(t *testing.T) {
	for _, c := range []struct {
		name   string
		prompt *diag.Prompt
		line   string
		says   string
	}{
		{"nothing is asked", nil, "n", "nothing is being asked"},
		{"nothing is asked", nil, "s", "nothing is being asked"},
		{"it waits for a hand", &diag.Prompt{Step: "reader-lay"}, "y", "nothing is being asked"},
		{"a choice", &diag.Prompt{Ask: true, Choices: []string{"done", "1", "2"}}, "n", "one of: done 1 2"},
		{"a choice", &diag.Prompt{Ask: true, Choices: []string{"done", "1", "2"}}, "7", "one of: done 1 2"},
		{"yes or no", &diag.Prompt{Ask: true}, "maybe", "y, n or s"},
	} {
		s := &diagScreen{}
		s.last.Desk.Prompt = c.prompt
		if err := s.command(t.Context(), c.line); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, %q: %v", c.name, c.line, err)
		}
	}
}
