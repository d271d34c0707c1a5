package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

func hmacOf(key, text string) string {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func shaOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// Another side's value, and the step that is named for it.
func TestDiffer(t *testing.T) {
	const (
		day  = "Tue, 14 Nov 2023 22:13:20 GMT"
		next = "Wed, 15 Nov 2023 06:13:20 GMT" // eight hours on
	)
	gj := Opts{Scheme: "gjzwfwpt", ID: "rid-1", Service: "sid-1"}
	tif := Opts{Scheme: "x-tif", ID: "kiosk"}
	bg := Opts{Scheme: "x-bg-hmac", ID: "ak"}
	kv := Opts{Scheme: "sorted-kv", ID: "APP"}
	get := Request{Method: "GET", Path: "/a/b", Query: "k=%E5%A9%9A x", At: made, Nonce: "abcdefghij"}
	post := Request{Method: "POST", Path: "/a/b", Body: []byte("{}"), At: made}
	const head, tail = "GET\n/a/b\nk=%E5%A9%9A%20x\nak\n", day + "\n"
	for _, c := range []struct {
		name string
		o    Opts
		r    Request
		want string
		step string // empty: nothing differs
		says string
	}{
		{"the same", gj, get, hmacOf("key", "sid-1rid-11700000000000"), "", ""},
		{"the same string", gj, get, "sid-1rid-11700000000000", "", ""},
		{"rid first", gj, get, hmacOf("key", "rid-1sid-11700000000000"), StepToSign, "rid before sid"},
		{"seconds", gj, get, hmacOf("key", "sid-1rid-11700000000"), "rtime", "seconds"},
		{"line feed in the secret", gj, get, hmacOf("key\n", "sid-1rid-11700000000000"), "secret", "line feed"},
		{"no HMAC", gj, get, base64.StdEncoding.EncodeToString(digest(plainSHA, nil, "sid-1rid-11700000000000")), hmacSHA256, "computes sha256"},
		{"SM3", gj, get, base64.StdEncoding.EncodeToString(digest(hmacSM3, []byte("key"), "sid-1rid-11700000000000")), hmacSHA256, "computes hmac-sm3"},
		{"hexadecimal", gj, get, hex.EncodeToString(digest(hmacSHA256, []byte("key"), "sid-1rid-11700000000000")), "signature", "as hex"},
		{"another sid in the string", gj, get, "sid-2rid-11700000000000", "sid", "from byte 4, in sid"},
		{"another time in the string", gj, get, "sid-1rid-11700000000001", "rtime", "from byte 22, in rtime"},
		{"a string that is cut", gj, get, "sid-1rid", "rid", "from byte 8, in rid"},
		{"a string that goes on", gj, get, "sid-1rid-11700000000000x", StepToSign, "goes on after byte 23"},
		{"nobody knows", gj, get, hmacOf("other", "sid-1rid-11700000000000"), "signature", "nothing known"},
		{"lower case", tif, get, strings.ToLower(shaOf("1700000000keyabcdefghij1700000000")), "signature", "as hex"},
		{"milliseconds", tif, get, shaOf("1700000000000keyabcdefghij1700000000000"), "timestamp", "milliseconds"},
		{"no token", tif, get, shaOf("1700000000abcdefghij1700000000"), "secret", "has no secret"},
		{"no last line feed", bg, get, hmacOf("key", head+day), StepToSign, "no line feed after the last"},
		{"plain query", bg, get, hmacOf("key", "GET\n/a/b\nk=婚 x\nak\n"+tail), "query", "characters as they are"},
		{"plus for a space", bg, get, hmacOf("key", "GET\n/a/b\nk=%E5%A9%9A+x\nak\n"+tail), "query", "+ for a space"},
		{"hour of Beijing", bg, get, hmacOf("key", head+next+"\n"), "date", "hour of Beijing"},
		{"path without its folder", bg, get, hmacOf("key", strings.Replace(head, "/a/b", "/b", 1)+tail), "path", "without its first folder"},
		{"another method in the string", bg, get, "POST\n" + head[4:] + tail, "method", "from byte 0, in method"},
		{"without the key", kv, post, encode(asBase64Hex, digest(plainSHA, nil, "appId=APP&data={}&encType=plain&signType=SHA256&timestamp=1700000000&version=1.0.0")), "key", "without &key="},
		{"hexadecimal alone", kv, post, hex.EncodeToString(digest(plainSHA, nil, "appId=APP&data={}&encType=plain&signType=SHA256&timestamp=1700000000&version=1.0.0&key=key")), "signature", "as hex"},
	} {
		d, differs, err := mustNew(t, c.o).Differ(c.r, NewSecret([]byte("key")), c.want)
		if err != nil || differs != (c.step != "") || d.Step != c.step || !strings.Contains(d.Says, c.says) {
			t.Errorf("%s: %t %+v, %v; want %q, %q", c.name, differs, d, err, c.step, c.says)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		o    Opts
		says string
	}{
		{Opts{Scheme: "md5", ID: "a"}, `no scheme "md5"`},
		{Opts{Scheme: "gjgxjhpt"}, "no id"},
		{Opts{Scheme: "gjgxjhpt", ID: "a", Algorithm: "md5"}, `no algorithm "md5"; it has hmac-sha256, hmac-sm3`},
		{Opts{Scheme: "sorted-kv", ID: "a", Algorithm: "sm2"}, "without a key"},
	} {
		if _, err := New(c.o); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
}

func TestSignRefuses(t *testing.T) {
	for _, c := range []struct {
		scheme string
		r      Request
	}{
		{"x-tif", Request{}},
		{"district", Request{Nonce: "short"}},
		{"x-bg-hmac", Request{Query: "a=%zz"}},
		{"sorted-kv", Request{Body: []byte("{")}},
		{"sorted-kv", Request{Body: []byte("{} {}")}},
		{"sorted-kv", Request{Body: []byte("{}"), Query: "a=1"}},
		{"sorted-kv", Request{Query: "a=1&a=2"}},
		{"sorted-kv", Request{Query: "appId=other"}},
	} {
		if g, err := mustNew(t, Opts{Scheme: c.scheme, ID: "a"}).Sign(c.r, NewSecret([]byte("k"))); err == nil {
			t.Errorf("%s %+v: %+v", c.scheme, c.r, g)
		}
	}
}
