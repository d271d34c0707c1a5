package hall

import (
	"regexp"
	"sync"

	"govkiosk/kiosk/hall/api"
)

// Other is what a Code is when nobody here knows it.
const Other = "other"

// Code is a code that another department's program wrote. One that is not
// known is Other, and Raw and Name say what came.
type Code[T ~string] struct {
	Is   T
	Raw  string // as the department's program wrote it
	Name Words  // in the hall's words; may be empty
}

// UnknownCode is a code that came and is not known.
type UnknownCode struct {
	Field string // "Case.status"
	Code  string // "(text)" for one that may hold more than a code
	Count int
}

// tally counts the codes that nobody here knows, so that somebody hears of a
// department's new one before the citizens do.
type tally struct {
	tell func(UnknownCode) // of the first of each; nil: nobody

	mu   sync.Mutex
	seen map[UnknownCode]int // without its count
}

// maxUnknown is how many different codes are counted.
const maxUnknown = 1000

func (s *tally) count(field, code string) {
	if !plainCode.MatchString(code) {
		code = "(text)"
	}
	u := UnknownCode{Field: field, Code: code}
	s.mu.Lock()
	first := s.seen[u] == 0
	if first && len(s.seen) >= maxUnknown {
		s.mu.Unlock()
		return
	}
	if s.seen == nil {
		s.seen = map[UnknownCode]int{}
	}
	s.seen[u]++
	s.mu.Unlock()
	if first && s.tell != nil {
		u.Count = 1
		s.tell(u)
	}
}

var plainCode = regexp.MustCompile(`^[A-Za-z0-9._-]{1,32}$`)

// Unknown returns the codes that came and are not known, in no order.
func (c *Client) Unknown() []UnknownCode {
	c.seen.mu.Lock()
	defer c.seen.mu.Unlock()
	var out []UnknownCode
	for u, n := range c.seen.seen {
		u.Count = n
		out = append(out, u)
	}
	return out
}

// codedOf reads a code that has the program's own beside it. Types without a
// Known method have no list: everything is taken as it is.
func codedOf[T ~string](s *tally, field string, a api.Coded) Code[T] {
	c := Code[T]{Is: T(a.Code), Raw: value(a.Raw), Name: words(value(a.Name))}
	if c.Raw == "" {
		c.Raw = a.Code
	}
	if k, listed := any(c.Is).(interface{ Known() bool }); listed && a.Code != "" && !k.Known() {
		s.count(field, a.Code)
		c.Is = Other
	}
	return c
}

func codeOf[T ~string](s *tally, field, code string) Code[T] {
	return codedOf[T](s, field, api.Coded{Code: code})
}

func codesOf[T ~string](s *tally, field string, codes []string) []Code[T] {
	return each(codes, func(code string) Code[T] { return codeOf[T](s, field, code) })
}
