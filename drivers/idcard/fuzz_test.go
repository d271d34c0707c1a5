package idcard

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever comes, every byte is in one frame or in one drop, in order, a good
// frame is built again from what it says, and how the line cut the bytes makes
// no difference.
func FuzzDecoder(f *testing.F) {
	for _, v := range readVectors(f).Vectors {
		f.Add(unhex(f, v.Response), false, uint16(3))
		f.Add(unhex(f, v.Request), true, uint16(1))
	}
	f.Fuzz(func(t *testing.T, stream []byte, host bool, cut uint16) {
		whole := decodeCut(stream, host, len(stream))
		if again := decodeCut(stream, host, int(cut)); !reflect.DeepEqual(whole, again) {
			t.Fatalf("cut into %d: %s", cut, cmp.Diff(whole, again))
		}
		var at int64
		for _, item := range whole {
			end := at + int64(len(item.Bytes))
			if item.Offset != at || end > int64(len(stream)) || !bytes.Equal(item.Bytes, stream[at:end]) {
				t.Fatalf("the item at %d is not what came there", item.Offset)
			}
			at = end
			if item.Reason == "" {
				explainFrame(t, item.Bytes, host)
			}
		}
		if at != int64(len(stream)) {
			t.Fatalf("%d bytes of %d are accounted for", at, len(stream))
		}
	})
}

func decodeCut(stream []byte, host bool, size int) []Item {
	d := NewDecoder(host)
	var items []Item
	for rest := stream; len(rest) > 0; {
		n := min(max(size, 1), len(rest))
		items = append(items, d.Feed(rest[:n])...)
		rest = rest[n:]
	}
	return append(items, d.Close()...)
}

// explainFrame takes a frame to the end of the codec and back.
func explainFrame(t *testing.T, frame []byte, host bool) {
	if again := encodeAgain(t, frame, host); !bytes.Equal(again, frame) {
		t.Fatalf("% X encodes as % X", frame, again)
	}
	if host {
		r, _ := ParseRequest(frame)
		if r.Name() == "" {
			t.Fatal("a request without a name")
		}
		return
	}
	r, _ := ParseReply(frame)
	fieldsFit(t, r)
}

// fieldsFit wants the reader of each shape to accept it.
func fieldsFit(t *testing.T, r Reply) {
	var err error
	switch r.Shape() {
	case ShapeRecord:
		var parts Parts
		parts, err = SplitRead(r.Data)
		templatesFit(t, parts.Fingerprint)
	case ShapeAddresses:
		_, err = ParseAddresses(r.Data)
	case ShapeSAMID:
		_, err = ParseSAMID(r.Data)
	case ShapeManagement:
		_, err = ParseManagement(r.Data)
	}
	if err != nil {
		t.Fatalf("a reply of shape %s: %v", r.Shape(), err)
	}
}

// templatesFit wants a block of a possible size cut without a loss.
func templatesFit(t *testing.T, block []byte) {
	all, err := ParseFingerprint(block)
	if possible := len(block) == 0 || len(block) == 512 || len(block) == 1024; (err == nil) != possible {
		t.Fatalf("%d bytes of fingerprint: %v", len(block), err)
	}
	var again []byte
	for _, tpl := range all {
		again = append(again, tpl.Raw...)
	}
	if err == nil && !bytes.Equal(again, block) {
		t.Fatal("templates do not make up their block")
	}
}

// Whatever a card holds gives a record whose masked forms do not tell what it
// says, and whose flags are right about the number.
func FuzzParseRecord(f *testing.F) {
	for _, v := range readVectors(f).Vectors {
		frames := framesIn(unhex(f, v.Response), false)
		if len(frames) != 1 {
			continue
		}
		r, _ := ParseReply(frames[0])
		if parts, err := SplitRead(r.Data); err == nil {
			f.Add(parts.Text)
		}
	}
	f.Fuzz(func(t *testing.T, rec []byte) {
		r, err := ParseRecord(rec)
		if (err == nil) != (len(rec) == recordSize) {
			t.Fatalf("%d bytes: %v", len(rec), err)
		}
		if err != nil {
			return
		}
		other, _ := ParseRecord(rec)
		if diff := cmp.Diff(r.Fields(true), other.Fields(true)); diff != "" {
			t.Fatal(diff)
		}
		flagged := slices.Contains(r.Flags, FlagNumber)
		if r.Kind != Foreigner2017 && flagged != (ValidNumber(r.Number) != nil) {
			t.Fatalf("flags %v for %s", r.Flags, r.Number)
		}
		if len(r.Number) == 18 && digits(r.Number[:17]) && strings.Contains(r.String(), r.Number) {
			t.Fatalf("%s shows %s", r, r.Number)
		}
	})
}
