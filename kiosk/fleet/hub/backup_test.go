package hub

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"govkiosk/kiosk/fleet/hub/audit"
)

// A backup that is cut off, was changed, or is none makes no hub.
func TestASpoiledBackupIsNotRestored(t *testing.T) {
	h := start(t)
	enrolled(t, h, "KT-1")
	var file bytes.Buffer
	if err := h.Backup(t.Context(), audit.Who{ID: "li"}, &file); err != nil {
		t.Fatal(err)
	}
	whole := file.Bytes()
	changed := bytes.Clone(whole)
	changed[bytes.Index(changed, []byte("BEGIN PRIVATE KEY"))+60] ^= 1
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"half":    {whole[:len(whole)/2], "backup"},
		"no end":  {whole[:bytes.LastIndex(whole, []byte(endName))], "cut off"},
		"changed": {changed, "not as it was written"},
		"none":    {[]byte("hello"), "backup"},
	} {
		o := Options{Dir: filepath.Join(t.TempDir(), "hub"), Log: quiet}
		if _, err := Restore(t.Context(), o, bytes.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := New(context.Background(), o); err == nil || !strings.Contains(err.Error(), "there is none") {
			t.Errorf("%s: a hub starts: %v", name, err)
		}
	}
}
