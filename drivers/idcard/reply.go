package idcard

import (
	"encoding/binary"
	"fmt"
)

// Reply is what the module answers (§3).
type Reply struct {
	SW1, SW2 byte
	SW3      SW3
	Data     []byte
}

// ParseReply takes a frame of a Decoder apart. It is false for what is no
// whole reply.
func ParseReply(frame []byte) (Reply, bool) {
	if len(frame) < headSize+leastReply {
		return Reply{}, false
	}
	b := body(frame)
	return Reply{SW1: b[0], SW2: b[1], SW3: SW3(b[2]), Data: b[3:]}, true
}

// Shape says what a reply carries. Each answers only some requests, so a reply
// that comes too late is told from the one that is waited for.
type Shape string

const (
	ShapeRefusal    Shape = "refusal"    // an error code
	ShapeDone       Shape = "done"       // 90 and nothing else
	ShapeNoItem     Shape = "no item"    // 91
	ShapeFound      Shape = "found"      // 9F, IIN
	ShapeSelected   Shape = "selected"   // serial
	ShapeSAMID      Shape = "sam id"     // 16 bytes
	ShapeManagement Shape = "management" // 28 bytes
	ShapeAddresses  Shape = "addresses"  // one to four times 70 bytes
	ShapeRecord     Shape = "record"     // lengths, text, photo and perhaps fingerprint
	ShapeUnknown    Shape = "unknown"    // data that fits nothing
)

const (
	samIDSize      = 16
	serialSize     = 8
	managementSize = 28
	addressSize    = 70
	mostAddresses  = 4
)

// Shape returns what the reply carries, by its status and its size.
func (r Reply) Shape() Shape {
	switch {
	case r.SW3.meaning().class != classDone:
		return ShapeRefusal
	case r.SW3 == CardFound:
		return ShapeFound
	case r.SW3 == NoSuchItem:
		return ShapeNoItem
	}
	switch n := len(r.Data); {
	case n == 0:
		return ShapeDone
	case n == serialSize:
		return ShapeSelected
	case n == samIDSize:
		return ShapeSAMID
	case n == managementSize:
		return ShapeManagement
	case n%addressSize == 0 && n <= mostAddresses*addressSize:
		return ShapeAddresses
	}
	if _, err := SplitRead(r.Data); err == nil {
		return ShapeRecord
	}
	return ShapeUnknown
}

// Parts are the blocks of a read.
type Parts struct {
	Text        []byte // the record, for ParseRecord
	Photo       []byte // WLT
	Fingerprint []byte // 0, 512 or 1024 bytes; nil where it was not asked for
}

// SplitRead cuts the data of a reply to 30 01 or 30 10 into its blocks. The
// lengths in front tell which of the two it is: two or three of them (§5).
func SplitRead(data []byte) (Parts, error) {
	if len(data) < 4 {
		return Parts{}, fmt.Errorf("idcard: %d bytes hold no lengths", len(data))
	}
	text, photo := u16(data), u16(data[2:])
	if rest := data[4:]; text+photo == len(rest) {
		return Parts{Text: rest[:text], Photo: rest[text:]}, nil
	}
	if len(data) >= 6 {
		rest := data[6:]
		if text+photo+u16(data[4:]) == len(rest) {
			return Parts{rest[:text], rest[text : text+photo], rest[text+photo:]}, nil
		}
	}
	return Parts{}, fmt.Errorf("idcard: text %d and photo %d do not make %d bytes", text, photo, len(data))
}

func u16(p []byte) int { return int(binary.BigEndian.Uint16(p)) }

// ParseAddresses reads the data of a reply to 30 03: up to four records, the
// blank ones left out. Which is the newest is not known (§19). It is never nil
// without an error: of a reply with 91 it is empty.
func ParseAddresses(data []byte) ([]string, error) {
	if len(data)%addressSize != 0 {
		return nil, fmt.Errorf("idcard: %d bytes are no addresses of %d", len(data), addressSize)
	}
	all := []string{}
	for ; len(data) > 0; data = data[addressSize:] {
		if a := text(data[:addressSize]); a != "" {
			all = append(all, a)
		}
	}
	return all, nil
}

// ParseSAMID reads the data of a reply to 12 FF as it stands on the module's
// label, for example 05.03-20150101-0000123456-4000000001 (§11).
func ParseSAMID(data []byte) (string, error) {
	if len(data) != samIDSize {
		return "", fmt.Errorf("idcard: a SAM id has %d bytes, not %d", samIDSize, len(data))
	}
	le := binary.LittleEndian
	return fmt.Sprintf("%02d.%02d-%08d-%010d-%010d", le.Uint16(data), le.Uint16(data[2:]),
		le.Uint32(data[4:]), le.Uint32(data[8:]), le.Uint32(data[12:])), nil
}
