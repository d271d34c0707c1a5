package idcard

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"govkiosk/drivers/line"
)

// vectors is testdata/vectors.json: frames that published code sends or
// expects, and frames built by hand from the documented layouts for people who
// do not exist. Each entry names its source.
type vectors struct {
	Vectors []vector
	Numbers []struct {
		Number string
		Check  bool `json:"check_digit_valid"`
		Birth  bool `json:"birth_date_valid"`
	} `json:"id_numbers"`
	Short []struct{ Legacy, Expanded string } `json:"id_numbers_15"`
}

type vector struct {
	ID         string
	Request    string `json:"request_hex"`
	Response   string `json:"response_hex"`
	Prefix     string `json:"prefix_hex"`
	RequestOK  *bool  `json:"request_checksum_verified"`
	ResponseOK *bool  `json:"response_checksum_verified"`
	Expect     map[string]any
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Vectors) != 46 || len(v.Numbers) != 7 || len(v.Short) != 1 {
		t.Fatalf("%d frames, %d and %d numbers; want 46, 7 and 1", len(v.Vectors), len(v.Numbers), len(v.Short))
	}
	return v
}

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// framesIn returns the good frames of a stream.
func framesIn(stream []byte, host bool) [][]byte {
	d := NewDecoder(host)
	var all [][]byte
	for _, item := range append(d.Feed(stream), d.Close()...) {
		if item.Reason == "" {
			all = append(all, item.Bytes)
		}
	}
	return all
}

func TestVectorsFrame(t *testing.T) {
	for _, v := range readVectors(t).Vectors {
		t.Run(v.ID, func(t *testing.T) {
			if v.RequestOK != nil {
				checkFrames(t, unhex(t, v.Request), true, *v.RequestOK)
			}
			if v.ResponseOK != nil {
				checkFrames(t, unhex(t, v.Response), false, *v.ResponseOK)
			}
			if n, ok := v.Expect["frames"].(float64); ok {
				if got := framesIn(unhex(t, v.Response), false); len(got) != int(n) {
					t.Errorf("%d frames, want %v", len(got), n)
				}
			}
		})
	}
}

// checkFrames wants the stream to be one frame that is built again from what
// it says, or none.
func checkFrames(t *testing.T, stream []byte, host, good bool) {
	t.Helper()
	got := framesIn(stream, host)
	if !good {
		if len(got) != 0 {
			t.Errorf("damaged, but read as % X", got)
		}
		return
	}
	if len(got) != 1 || !bytes.Equal(got[0], stream) {
		t.Fatalf("%d frames; want all of it as one", len(got))
	}
	if again := encodeAgain(t, stream, host); !bytes.Equal(again, stream) {
		t.Errorf("encodes as % X", again)
	}
}

func encodeAgain(t *testing.T, frame []byte, host bool) []byte {
	t.Helper()
	if host {
		r, ok := ParseRequest(frame)
		if !ok {
			t.Fatal("no request")
		}
		return AppendRequest(nil, r.Cmd, r.Para, r.Data...)
	}
	r, ok := ParseReply(frame)
	if !ok {
		t.Fatal("no reply")
	}
	return reply(r.SW1, r.SW2, r.SW3, r.Data)
}

// reply builds a frame of the module.
func reply(sw1, sw2 byte, sw3 SW3, data []byte) []byte {
	return appendFrame(nil, append([]byte{sw1, sw2, byte(sw3)}, data...))
}

func TestDropsSayWhereAndWhy(t *testing.T) {
	d := NewDecoder(false)
	got := d.Feed(unhex(t, "00 FF AA AA AA AA 96 69 00 04 00 00 90 95 AA AA AA 96 69 00 02 AA AA AA 96 69 00 04 00 00 90 94 AA AA AA 96 69 05"))
	got = append(got, d.Close()...)
	want := []Item{
		{Offset: 0, Bytes: unhex(t, "00 FF AA"), Reason: "no frame begins here"},
		{Offset: 3, Bytes: unhex(t, "AA AA AA 96 69 00 04 00 00 90 95"), Reason: "checksum is 95, want 94"},
		{Offset: 14, Bytes: unhex(t, "AA AA AA 96 69 00 02"), Reason: "length 2 is not 4 to 2314"},
		{Offset: 21, Bytes: unhex(t, "AA AA AA 96 69 00 04 00 00 90 94"), Reason: ""},
		{Offset: 32, Bytes: unhex(t, "AA AA AA 96 69 05"), Reason: "cut off"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if d.Dropped() != 27 {
		t.Errorf("%d bytes dropped, want 27", d.Dropped())
	}
}

// A length that cannot be does not hold up what follows it.
func TestImpossibleLengthIsNotWaitedFor(t *testing.T) {
	d := NewDecoder(false)
	for _, item := range d.Feed(unhex(t, "AA AA AA 96 69 FF FF AA AA AA 96 69 00 04 00 00 90 94")) {
		if item.Reason == "" {
			return
		}
	}
	t.Error("the frame behind it is not found until the line is closed")
}

func TestEndlessNoiseIsCutIntoDrops(t *testing.T) {
	d := NewDecoder(false)
	noise := bytes.Repeat([]byte{0xAA}, 2*line.LongestDrop+3)
	items := d.Feed(noise)
	if len(items) != 2 || len(items[1].Bytes) != line.LongestDrop || items[1].Offset != line.LongestDrop {
		t.Errorf("%d drops", len(items))
	}
	if items = d.Close(); len(items) != 1 || len(items[0].Bytes) != 3 || d.Dropped() != int64(len(noise)) {
		t.Errorf("%d drops at the end, %d bytes dropped", len(items), d.Dropped())
	}
}
