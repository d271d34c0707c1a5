package sign

import (
	"bytes"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
)

func TestSecretNeverShowsItself(t *testing.T) {
	const word = "demo-secret"
	s := NewSecret([]byte(word))
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "s", s, "in", struct{ S Secret }{s})
	fmt.Fprintf(&log, "%v %s %q %+v %#v %x %d %v", s, s, s, s, s, s, s, []Secret{s})
	for _, o := range everyScheme(t) {
		sig := mustSign(t, mustNew(t, o), Request{Method: "POST", Path: "/", Body: []byte("{}"), At: made, Nonce: "0123456789abcdef"}, s)
		fmt.Fprintf(&log, "%+v", sig)
	}
	for _, spelling := range []string{word, fmt.Sprintf("%x", word), fmt.Sprint([]byte(word))} {
		if strings.Contains(log.String(), spelling) {
			t.Errorf("%q is in\n%s", spelling, &log)
		}
	}
}

func TestLoadSecret(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	for _, c := range []struct{ name, want, err string }{
		{file("plain", "abc"), "abc", ""},
		{file("line", "abc\n"), "abc", ""},
		{file("dos", "abc\r\n"), "abc", ""},
		{file("spaces", " abc \n\n"), " abc \n", ""},
		{"plain", "abc", ""},
		{file("empty", "\n"), "", "is empty"},
		{file("long", strings.Repeat("k", maxSecret+1)), "", "longer than"},
		{filepath.Join(dir, "gone"), "", "no such file"},
		{"../plain", "", "want a path from the root or the name"},
		{"", "", "want a path"},
	} {
		s, err := LoadSecret(c.name)
		if string(s.value) != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: %q, %v", c.name, s.value, err)
		}
	}
	t.Setenv("CREDENTIALS_DIRECTORY", "")
	if _, err := LoadSecret("plain"); err == nil || !strings.Contains(err.Error(), "$CREDENTIALS_DIRECTORY") {
		t.Errorf("without credentials: %v", err)
	}
}

func TestPrivateKeyForms(t *testing.T) {
	key, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := smx509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	sec1, err := smx509.MarshalSM2PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"PKCS #8": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		"SEC 1":   pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: sec1}),
		"digits":  fmt.Appendf(nil, "%064x", key.D),
	} {
		got, err := PrivateKey(NewSecret(text))
		if err != nil || !got.Equal(key) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{"", "abc", testKey + "00", strings.Repeat("f", 64), "-----BEGIN X-----\nAAAA\n-----END X-----\n"} {
		if _, err := PrivateKey(NewSecret([]byte(bad))); err == nil || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestUnwrapRefuses(t *testing.T) {
	v := vectors(t)["gj-secret-unwrap"]
	for _, c := range []struct{ appkey, wrapped string }{
		{"another-appkey", v.Wrapped}, {v.Inputs["appkey"], ""}, {v.Inputs["appkey"], "no Base64"},
		{v.Inputs["appkey"], "AAAA"}, {v.Inputs["appkey"], v.Wrapped[:22] + "=="}, {"", v.Wrapped},
	} {
		if s, err := Unwrap(NewSecret([]byte(c.appkey)), c.wrapped); err == nil {
			t.Errorf("%v: unwrapped %d bytes", c, len(s.value))
		}
	}
}

func FuzzUnwrap(f *testing.F) {
	f.Add("demo-appkey-0001", "KeZHWEci6rK9rp+YRQq0vNSXVQY3vPrPpoCZZPzTu6s=")
	f.Fuzz(func(t *testing.T, appkey, wrapped string) {
		if s, err := Unwrap(NewSecret([]byte(appkey)), wrapped); err == nil && s.Empty() {
			t.Error("unwrapped nothing, without a word")
		}
	})
}
