package escpos

import "bytes"

// replyClass is what a run of bytes from the printer is.
type replyClass string

const (
	replyFlow    replyClass = "flow control" // XON, XOFF
	replyBlock   replyClass = "block"        // header to NUL
	replyASB     replyClass = "status back"  // automatic, 4 bytes
	replyFull    replyClass = "full status"  // Custom, 6 bytes
	replyStar    replyClass = "star status"  // Star line mode, 7 bytes and more
	replyStatus  replyClass = "status"       // looks like an answer to DLE EOT
	replySingle  replyClass = "single"       // 0xx0xxxx: GS r, GS I, ...
	replyAnswer  replyClass = "answer"       // of the question that was asked
	replyUnknown replyClass = "unclassified" // noise, or another dialect
)

// reply is one thing that the printer said.
type reply struct {
	class  replyClass
	offset int    // of its first byte, counted from the start of the stream
	bytes  []byte // with XOFF and XON inside a block taken out
	raw    int    // bytes it took in the stream
}

// question is what has been asked and what an answer looks like.
type question struct {
	ask    []byte
	prefix []byte
	length int
	fixed  pattern
	raw    bool // an answer may be any bytes: nothing else is expected now
	header byte // of an answer that is a block; 0: it is none
	text   bool // the answer is a number as text, to NUL, CR, LF or silence
	star   bool // the answer is Star's status
}

// longestBlock is the header, 80 characters and the NUL (GS I, GS ( H).
const longestBlock = 82

// splitter cuts the printer's stream into replies. The chunks that bytes come
// in make no difference.
type splitter struct {
	want   *question // being asked now; nil: none
	full   bool      // take 10 0F for a Custom FULL status unasked
	star   bool      // the printer speaks Star's line mode
	buf    []byte
	offset int

	binaryID bool // ids in blocks may be any four bytes
}

func (s *splitter) push(p []byte) { s.buf = append(s.buf, p...) }

// next takes the next reply off the stream; false when more bytes are needed.
func (s *splitter) next() (reply, bool) {
	if len(s.buf) == 0 {
		return reply{}, false
	}
	r, ok := s.parse(s.buf)
	if !ok {
		return reply{}, false
	}
	r.offset = s.offset
	s.buf, s.offset = s.buf[r.raw:], s.offset+r.raw
	return r, true
}

// flush gives up on an unfinished reply: its first byte is unclassified, the
// rest is looked at again.
func (s *splitter) flush() (reply, bool) {
	if len(s.buf) == 0 {
		return reply{}, false
	}
	r := one(replyUnknown, s.buf)
	r.offset = s.offset
	s.buf, s.offset = s.buf[1:], s.offset+1
	return r, true
}

func one(c replyClass, buf []byte) reply {
	return reply{class: c, bytes: bytes.Clone(buf[:1]), raw: 1}
}

// parse looks at the start of buf, which is not empty: blocks first, then the
// answer that is waited for, then ASB, then single bytes (E3 appendix G).
func (s *splitter) parse(buf []byte) (reply, bool) {
	b := buf[0]
	switch {
	case s.star:
		return s.parseStar(buf)
	case b == xon || b == xoff:
		return one(replyFlow, buf), true
	case s.want != nil && s.want.text && b >= '0' && b <= '9':
		return numberText(buf)
	case s.wantsFull(buf):
		return fixedLength(replyAnswer, buf, s.want.length)
	case s.want != nil && s.want.raw && s.want.length == 1:
		return one(replyAnswer, buf), true
	case s.binaryID && b == 0x37 && (len(buf) < 2 || buf[1] == 0x22 || buf[1] == 0x33):
		return binaryBlock(buf)
	case isHeader(b):
		r, ok := block(buf)
		if r.class == replyBlock && s.want != nil && s.want.header == b {
			r.class = replyAnswer
		}
		return r, ok
	case s.want != nil && s.want.length == 1 && s.want.fixed.match(b):
		return one(replyAnswer, buf), true
	case s.full && b == fullHead[0] && (len(buf) < 2 || buf[1] == fullHead[1]):
		return fixedLength(replyFull, buf, 6)
	case b&0x93 == 0x10:
		return statusBack(buf)
	case b&0x13 == 0x12:
		return one(replyStatus, buf), true
	case b&0x90 == 0:
		return one(replySingle, buf), true
	}
	return one(replyUnknown, buf), true
}

// fullHead begins Custom's FULL status. As ASB it would be a printer that is
// online with a cutter error, which cannot be.
var fullHead = []byte{0x10, 0x0F}

// wantsFull says whether buf may be the many-byte answer that is waited for.
func (s *splitter) wantsFull(buf []byte) bool {
	if s.want == nil || s.want.length < 2 {
		return false
	}
	n := min(len(buf), len(s.want.prefix))
	return bytes.Equal(buf[:n], s.want.prefix[:n])
}

func fixedLength(c replyClass, buf []byte, n int) (reply, bool) {
	if len(buf) < n {
		return reply{}, false
	}
	return reply{class: c, bytes: bytes.Clone(buf[:n]), raw: n}, true
}

// isHeader knows the block headers: 37 process id and its kin, 3B and 3D
// other functions, 35 power-off notice, 5F text.
func isHeader(b byte) bool {
	switch b {
	case 0x35, 0x37, 0x3B, 0x3D, 0x5F:
		return true
	}
	return false
}

// separator stands between the numbers of one block (GS ( k 82).
const separator = 0x1F

// block reads from a header to NUL. XOFF may stand inside (EP p. 395). A byte
// that no block holds shows that the header was noise.
func block(buf []byte) (reply, bool) {
	r := reply{class: replyBlock}
	for i, b := range buf {
		r.raw = i + 1
		switch {
		case i == 0, b >= 0x20 && b < 0x80, b == separator:
			r.bytes = append(r.bytes, b)
		case b == xon || b == xoff:
		case b == 0:
			r.bytes = append(r.bytes, b)
			return r, true
		default:
			return one(replyUnknown, buf), true
		}
		if i >= longestBlock {
			return one(replyUnknown, buf), true
		}
	}
	return reply{}, false
}

// binaryBlock is 37 22 or 37 33, four bytes of id, NUL.
func binaryBlock(buf []byte) (reply, bool) {
	if len(buf) < 7 {
		return reply{}, false
	}
	if buf[6] != 0 {
		return one(replyUnknown, buf), true
	}
	return fixedLength(replyBlock, buf, 7)
}

// longestText is far above "123456789cm".
const longestText = 24

// numberText reads a number and its unit. Manuals do not say what ends it.
func numberText(buf []byte) (reply, bool) {
	r := reply{class: replyAnswer}
	for i, b := range buf {
		r.raw = i + 1
		switch {
		case b == 0 || b == '\r' || b == lf:
			return r, true
		case b == xon || b == xoff:
		case b < 0x20 || b > 0x7E || i >= longestText:
			return one(replyUnknown, buf), true
		default:
			r.bytes = append(r.bytes, b)
		}
	}
	return reply{}, false
}

// unended takes the text that silence has ended.
func (s *splitter) unended() []byte {
	if len(s.buf) == 0 || s.buf[0] < '0' || s.buf[0] > '9' {
		return nil
	}
	text := s.buf
	s.offset += len(s.buf)
	s.buf = nil
	return text
}

// statusBack reads 4 bytes of ASB: 0xx1xx00, then three of 0xx0xxxx among
// which XOFF may stand.
func statusBack(buf []byte) (reply, bool) {
	r := reply{class: replyASB}
	for i, b := range buf {
		r.raw = i + 1
		switch {
		case i > 0 && (b == xoff || b == xon):
			continue
		case i > 0 && b&0x90 != 0:
			return one(replyUnknown, buf), true
		}
		r.bytes = append(r.bytes, b)
		if len(r.bytes) == 4 {
			return r, true
		}
	}
	return reply{}, false
}
