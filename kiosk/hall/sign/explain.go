package sign

import (
	"fmt"
	"slices"
	"strings"
)

// Difference is the first step at which another side's value parts from ours.
type Difference struct {
	Step string // name of the step
	Says string // what is known of it, one line, without a secret
}

// variant is what some other side does instead of the handbook.
type variant struct {
	step   string
	says   string
	change func([]part) []part
}

// Differ looks for the step at which want, a value of the other side, parts
// from what this scheme makes of r: its signature, its string to sign, or any
// value between. ok is false when nothing differs.
//
// A hash tells nothing of its input; so for a signature it tries what other
// sides are known to do instead, and names the last step when none of that
// explains it.
func (s *Scheme) Differ(r Request, secret Secret, want string) (d Difference, ok bool, err error) {
	g, err := s.Sign(r, secret)
	if err != nil {
		return Difference{}, false, err
	}
	if r.Service == "" {
		r.Service = s.opts.Service
	}
	parts, err := s.family.parts(s.opts, r, secret)
	if err != nil {
		return Difference{}, false, fmt.Errorf("sign: %s: %w", s.opts.Scheme, err)
	}
	text := exact(parts)
	switch {
	case equal(want, g.Value) || equal(want, text) || want == g.ToSign:
		return Difference{}, false, nil
	case isSM2(s.opts.Algorithm) && s.compare(text, want, secret) == nil:
		return Difference{}, false, nil // never the same twice, and good
	case looksSigned(g.Value, want):
		d = s.tried(parts, g, secret, want)
	default:
		d = parted(parts, want)
	}
	return d, true, nil
}

// looksSigned reports whether want can be a signature: an encoded digest, not
// text.
func looksSigned(value, want string) bool {
	return len(want) == len(value) || slices.Contains([]int{44, 64, 88}, len(want)) && !strings.ContainsAny(want, "\n&{: ")
}

// parted finds the byte at which two strings to sign part, and the piece that
// it lies in.
func parted(parts []part, want string) Difference {
	at := 0
	for _, p := range parts {
		rest := want[min(at, len(want)):]
		if !strings.HasPrefix(rest, p.text) {
			n := common(rest, p.text)
			return Difference{p.name, fmt.Sprintf("the string to sign differs from byte %d, in %s", at+n, p.name)}
		}
		at += len(p.text)
	}
	return Difference{StepToSign, fmt.Sprintf("the other side's string to sign goes on after byte %d", at)}
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// tried tries what is known, the fewest changes first.
func (s *Scheme) tried(parts []part, g Signature, secret Secret, want string) Difference {
	for _, v := range slices.Concat([]variant{{"", "", same}}, s.family.variants()) {
		for _, k := range keysTried {
			key, ok := k.change(secret.value)
			if !ok {
				continue
			}
			text := exact(v.change(rekeyed(parts, key)))
			if d, ok := s.computed(text, key, want); ok {
				return joined(v, k, d)
			}
		}
	}
	last := "signature"
	if len(g.Steps) > 0 {
		last = g.Steps[len(g.Steps)-1].Name
	}
	return Difference{last, "nothing known explains it: compare the string to sign, then the secret, with the other side"}
}

// computed tries every algorithm and encoding for want.
func (s *Scheme) computed(text string, key []byte, want string) (Difference, bool) {
	for _, algorithm := range []string{hmacSHA256, plainSHA, hmacSM3, plainSM3} {
		sum := digest(algorithm, key, text)
		for _, encoding := range encodings {
			if !equal(want, encode(encoding, sum)) {
				continue
			}
			if algorithm != s.opts.Algorithm {
				return Difference{s.opts.Algorithm, "the other side computes " + algorithm}, true
			}
			return Difference{"signature", "the other side writes it as " + encoding}, true
		}
	}
	return Difference{}, false
}

// joined names the earliest of the changes that together explain a value. The
// encoding is always found; it is no change when one before it is.
func joined(v variant, k keyTried, d Difference) Difference {
	switch {
	case v.step != "":
		return Difference{v.step, v.says}
	case k.says != "":
		return Difference{"secret", k.says}
	}
	return d
}

// keyTried is what may have become of a secret on its way.
type keyTried struct {
	says   string
	change func([]byte) ([]byte, bool)
}

var keysTried = []keyTried{
	{"", func(k []byte) ([]byte, bool) { return k, true }},
	{"the other side's secret has a line feed at its end", func(k []byte) ([]byte, bool) { return append(slices.Clone(k), '\n'), true }},
	{"the other side's secret has no spaces around it", func(k []byte) ([]byte, bool) {
		cut := strings.TrimSpace(string(k))
		return []byte(cut), len(cut) < len(k)
	}},
	{"the other side has no secret", func([]byte) ([]byte, bool) { return nil, true }},
}

// rekeyed are the parts with another secret among them.
func rekeyed(parts []part, key []byte) []part {
	out := slices.Clone(parts)
	for i := range out {
		if out[i].name == "secret" {
			out[i].text = string(key)
		}
	}
	return out
}

func same(parts []part) []part { return parts }

func swapped(a, b int) func([]part) []part {
	return func(parts []part) []part {
		out := slices.Clone(parts)
		if a < len(out) && b < len(out) {
			out[a], out[b] = out[b], out[a]
		}
		return out
	}
}

func without(name string) func([]part) []part {
	return func(parts []part) []part {
		return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.name == name })
	}
}

func only(name string) func([]part) []part {
	return func(parts []part) []part {
		return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.name != name })
	}
}

// mapped changes the text of one part.
func mapped(name string, change func(string) string) func([]part) []part {
	return func(parts []part) []part {
		out := slices.Clone(parts)
		for i := range out {
			if out[i].name == name {
				out[i].text = change(out[i].text)
			}
		}
		return out
	}
}

// seconds turns a time in milliseconds into one in seconds.
func seconds(name string) func([]part) []part {
	return mapped(name, func(ms string) string { return ms[:max(0, len(ms)-3)] })
}

// milliseconds turns times in seconds into milliseconds, a field of an
// envelope with its name and & among them.
func milliseconds(names ...string) func([]part) []part {
	return func(parts []part) []part {
		for _, name := range names {
			parts = mapped(name, func(s string) string {
				digits, amp := strings.CutSuffix(s, "&")
				if amp {
					return digits + "000&"
				}
				return digits + "000"
			})(parts)
		}
		return parts
	}
}

func trimmedEnd(parts []part) []part {
	out := slices.Clone(parts)
	if len(out) > 0 {
		out[len(out)-1].text = strings.TrimSuffix(out[len(out)-1].text, "\n")
	}
	return out
}

// withoutKey ends the string at the last field, without its &.
func withoutKey(parts []part) []part {
	out := slices.Clone(parts[:max(0, len(parts)-2)])
	if len(out) > 0 {
		out[len(out)-1].text = strings.TrimSuffix(out[len(out)-1].text, "&")
	}
	return out
}
