package art

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// limit bounds every number of path data, so that no later sum or product
// leaves the range of float64.
const limit = 1e7

var (
	errNumber = errors.New("number expected")
	errRange  = errors.New("number beyond ±1e7")
	errFlag   = errors.New("arc flag must be 0 or 1")
	errLetter = errors.New("command letter expected")
	errMove   = errors.New("path must begin with a move")
)

// scanner walks path data, which needs no space between numbers where a sign
// or a second decimal point tells them apart.
type scanner struct {
	text string
	pos  int
}

func (s *scanner) fail(err error) error {
	return fmt.Errorf("art: path data, byte %d: %w", s.pos, err)
}

func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) space() {
	for s.pos < len(s.text) && strings.IndexByte(" \t\n\f\r", s.text[s.pos]) >= 0 {
		s.pos++
	}
}

// separator skips white space around at most one comma and tells whether
// there was one.
func (s *scanner) separator() bool {
	s.space()
	if s.peek() != ',' {
		return false
	}
	s.pos++
	s.space()
	return true
}

// more tells whether another set of numbers follows without a letter. After
// a comma one has to.
func (s *scanner) more() bool {
	return s.separator() || strings.IndexByte("+-.0123456789", s.peek()) >= 0 && s.pos < len(s.text)
}

// letter reads the next command, 0 at the end.
func (s *scanner) letter() (byte, error) {
	s.space()
	if s.pos == len(s.text) {
		return 0, nil
	}
	c := s.text[s.pos]
	if strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) < 0 {
		return 0, s.fail(errLetter)
	}
	s.pos++
	return c, nil
}

func (s *scanner) digits() int {
	from := s.pos
	for c := s.peek(); '0' <= c && c <= '9'; c = s.peek() {
		s.pos++
	}
	return s.pos - from
}

func (s *scanner) sign() {
	if c := s.peek(); c == '+' || c == '-' {
		s.pos++
	}
}

// exponent consumes e5, E-3; a lone e stays where it is.
func (s *scanner) exponent() {
	back := s.pos
	if c := s.peek(); c != 'e' && c != 'E' {
		return
	}
	s.pos++
	s.sign()
	if s.digits() == 0 {
		s.pos = back
	}
}

func (s *scanner) number() (float64, error) {
	from := s.pos
	s.sign()
	n := s.digits()
	if s.peek() == '.' {
		s.pos++
		n += s.digits()
	}
	if n == 0 {
		s.pos = from
		return 0, s.fail(errNumber)
	}
	s.exponent()
	v, err := strconv.ParseFloat(s.text[from:s.pos], 64)
	if err != nil || math.Abs(v) > limit {
		s.pos = from
		return 0, s.fail(errRange)
	}
	return v, nil
}

// flag reads one digit: "a1 1 0 01.5.5" has the flags 0 and 1.
func (s *scanner) flag() (float64, error) {
	switch s.peek() {
	case '0':
		s.pos++
		return 0, nil
	case '1':
		s.pos++
		return 1, nil
	}
	return 0, s.fail(errFlag)
}
