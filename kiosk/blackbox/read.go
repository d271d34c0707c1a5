package blackbox

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"time"
)

// Read returns every whole record of a box, the oldest first. The program
// that writes it may run.
func Read(path string) ([]Record, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("blackbox: %w", err)
	}
	var out []Record
	for ; len(data) >= slotSize; data = data[slotSize:] {
		if r, ok := decode(data[:slotSize]); ok {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Record) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, nil
}

// decode reads a slot; false for one that is empty or torn.
func decode(slot []byte) (r Record, ok bool) {
	n := int(binary.LittleEndian.Uint16(slot[8:]))
	if n == 0 || n > textRoom {
		return r, false
	}
	text := slot[headSize : headSize+n]
	if crc32.ChecksumIEEE(text) != binary.LittleEndian.Uint32(slot[10:]) {
		return r, false
	}
	err := json.Unmarshal(text, &r)
	return r, err == nil && r.Seq == binary.LittleEndian.Uint64(slot)
}

// Newest leaves the records of the last d before the newest one.
func Newest(all []Record, d time.Duration) []Record {
	if len(all) == 0 {
		return nil
	}
	from := all[len(all)-1].At.Add(-d)
	return slices.DeleteFunc(slices.Clone(all), func(r Record) bool { return r.At.Before(from) })
}
