package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
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
