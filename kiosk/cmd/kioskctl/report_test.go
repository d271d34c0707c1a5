package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"govkiosk/kiosk/ready"
)

func TestReportIsSealedForTheService(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "r.json")
	if err := deliver(out, []byte(`{"terminal":"LN-0103"}`), key.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	sealed, err := os.ReadFile(out + ".age")
	if err != nil || strings.Contains(string(sealed), "LN-0103") {
		t.Fatalf("%q, %v", sealed, err)
	}
	plain, err := age.Decrypt(strings.NewReader(string(sealed)), key)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(plain); err != nil || string(text) != `{"terminal":"LN-0103"}` {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("it lies there in plain as well")
	}
	if err := deliver(out, nil, "age1nonsense"); err == nil {
		t.Error("a key that is none is taken")
	}
}

// With kioskd stopped the report is made all the same; its key is that of the
// configuration.
func TestReportWithoutATerminal(t *testing.T) {
	file := bareTerminal(t)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "r.json")
	var said bytes.Buffer
	if code := run([]string{"report", "--config", file, "--out", out, "--offline"}, nil, &said, &said); code == 0 || !strings.Contains(said.String(), "service.recipient is empty") {
		t.Errorf("without a key: exit %d, %s", code, said.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, "service = { recipient = \""+key.Recipient().String()+"\" }\n"...)
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"report", "--config", file, "--out", out, "--offline"}, nil, &said, &said); code != 0 {
		t.Fatalf("exit %d, %s", code, said.String())
	}
	sealed, err := os.Open(out + ".age")
	if err != nil {
		t.Fatal(err)
	}
	defer sealed.Close()
	plain, err := age.Decrypt(sealed, key)
	if err != nil {
		t.Fatal(err)
	}
	var r ready.Report
	if err := json.NewDecoder(plain).Decode(&r); err != nil || r.Terminal != "T-1" {
		t.Errorf("%+v, %v", r, err)
	}
	for _, d := range r.Devices {
		if d.Device == "reader" && d.State != "online" {
			t.Errorf("the reader is %+v before it has said a word", d)
		}
	}
	if code := run([]string{"report", "--config", file, "--print"}, nil, &said, &said); code != exitFailed || !strings.Contains(said.String(), "no such part") {
		t.Errorf("printed without a printer: exit %d, %s", code, said.String())
	}
}
