package sign

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// lines is the family of Zhejiang and of Apache APISIX's hmac-auth in its
// X-HMAC-* format: method, path, query, key, date and signed headers, each
// with a line feed after it, the last one too.
type lines struct{ names lineNames }

// lineNames are the names of the headers.
type lineNames struct{ signature, algorithm, key, date, signed, digest string }

var (
	zhejiang = lineNames{"X-BG-HMAC-SIGNATURE", "X-BG-HMAC-ALGORITHM", "X-BG-HMAC-ACCESS-KEY", "X-BG-DATE-TIME", "", ""}
	apisix   = lineNames{"X-HMAC-SIGNATURE", "X-HMAC-ALGORITHM", "X-HMAC-ACCESS-KEY", "Date", "X-HMAC-SIGNED-HEADERS", "X-HMAC-DIGEST"}
)

func (lines) algorithms() []string { return []string{hmacSHA256, hmacSM3} }

func (f lines) parts(o Opts, r Request, _ Secret) ([]part, error) {
	query, err := canonicalQuery(r.Query)
	if err != nil {
		return nil, err
	}
	all := []part{
		{name: "method", text: strings.ToUpper(r.Method) + "\n"}, {name: "path", text: orSlash(r.Path) + "\n"},
		{name: "query", text: query + "\n"}, {name: "access-key", text: o.ID + "\n"}, {name: "date", text: date(r.At) + "\n"},
	}
	if f.names.signed == "" {
		return all, nil
	}
	for _, name := range o.Headers {
		value := r.Header.Get(name)
		if strings.ContainsAny(name+value, "\r\n") {
			return nil, fmt.Errorf("header %q has a line end in it", name)
		}
		all = append(all, part{name: "header " + name, text: name + ":" + value + "\n"})
	}
	return all, nil
}

func orSlash(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// date is RFC 1123 in GMT. The Zhejiang handbook calls the zone GMT+8, but
// prints and uses GMT.
func date(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

func (lines) steps(o Opts, exact string, s Secret) ([]Step, error) {
	return digested(o.Algorithm, asBase64, s.value, exact), nil
}

func (f lines) attach(o Opts, r Request, s Secret, value string) (Signature, error) {
	n := f.names
	all := []Header{{n.key, o.ID}, {n.algorithm, o.Algorithm}, {n.date, date(r.At)}, {n.signature, value}}
	if n.signed != "" && len(o.Headers) > 0 {
		all = append(all, Header{n.signed, strings.Join(o.Headers, ";")})
	}
	if n.digest != "" && o.Digest {
		all = append(all, Header{n.digest, bodyDigest(o, r, s)})
	}
	return unchanged(r, all...)
}

// bodyDigest is what X-HMAC-DIGEST says.
func bodyDigest(o Opts, r Request, s Secret) string {
	return encode(asBase64, digest(o.Algorithm, s.value, string(r.Body)))
}

func (f lines) read(o Opts, r Request, s Secret) (Request, claim, error) {
	n := f.names
	text := r.Header.Get(n.date)
	at, err := time.Parse(http.TimeFormat, text)
	if err != nil || date(at) != text {
		return r, claim{}, fmt.Errorf("date %q: want RFC 1123 in GMT", text)
	}
	r.At = at
	if r.Header.Get(n.algorithm) != o.Algorithm {
		return r, claim{}, fmt.Errorf("algorithm %q, want %s", r.Header.Get(n.algorithm), o.Algorithm)
	}
	if n.signed != "" && r.Header.Get(n.signed) != strings.Join(o.Headers, ";") {
		return r, claim{}, errors.New("other headers are signed than agreed")
	}
	if n.digest != "" && o.Digest && !equal(r.Header.Get(n.digest), bodyDigest(o, r, s)) {
		return r, claim{}, errors.New("the body is not the one that was signed")
	}
	return r, claim{id: r.Header.Get(n.key), value: r.Header.Get(n.signature)}, nil
}

func (lines) variants() []variant {
	return []variant{
		{StepToSign, "the other side has no line feed after the last line", trimmedEnd},
		{"method", "the other side writes the method in lower case", mapped("method", strings.ToLower)},
		{"query", "the other side leaves the query's characters as they are", mapped("query", unescaped)},
		{"query", "the other side writes + for a space", mapped("query", func(s string) string { return strings.ReplaceAll(s, "%20", "+") })},
		{"query", "the other side leaves out the line of the query", without("query")},
		{"date", "the other side has the hour of Beijing", mapped("date", beijing)},
		{"path", "the other side signs the path with / at its end", mapped("path", func(s string) string { return strings.TrimSuffix(s, "\n") + "/\n" })},
		{"path", "the other side signs the path without its first folder", mapped("path", withoutFirstFolder)},
	}
}

func unescaped(query string) string {
	if plain, err := url.PathUnescape(query); err == nil {
		return plain
	}
	return query
}

func beijing(line string) string {
	at, err := time.Parse(http.TimeFormat, strings.TrimSuffix(line, "\n"))
	if err != nil {
		return line
	}
	return date(at.Add(8*time.Hour)) + "\n"
}

func withoutFirstFolder(path string) string {
	if i := strings.IndexByte(path[1:], '/'); i >= 0 {
		return path[1+i:]
	}
	return path
}

// canonicalQuery is the query with its pairs in the order of their text, every
// character outside RFC 3986's unreserved ones as %XX. A key without = gets
// one.
func canonicalQuery(query string) (string, error) {
	if query == "" {
		return "", nil
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		k, err := url.QueryUnescape(key)
		if err != nil {
			return "", fmt.Errorf("query: %w", err)
		}
		v, err := url.QueryUnescape(value)
		if err != nil {
			return "", fmt.Errorf("query: %w", err)
		}
		pairs[i] = escaped(k) + "=" + escaped(v)
	}
	slices.Sort(pairs)
	return strings.Join(pairs, "&"), nil
}

func escaped(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
