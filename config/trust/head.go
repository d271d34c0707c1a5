package trust

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// head is what every role says, whether it is signed or not.
type head struct {
	Version int64     `json:"version"`
	Expires time.Time `json:"expires"`
}

// envelope reads no more than that: reading a whole role takes ten times as
// long.
func envelope(data []byte) (head, error) {
	var m struct {
		Signed head `json:"signed"`
	}
	err := json.Unmarshal(data, &m)
	return m.Signed, err
}

// heads are those of the roles that were kept last, by row.
type heads map[string]headed

type headed struct {
	head
	data []byte
}

// of reads those that are others than before. What is torn has none.
func (h *heads) of(m *memory) heads {
	next := heads{}
	for name, data := range m.rows {
		if !strings.HasPrefix(name, rowRole) {
			continue
		}
		if was, known := (*h)[name]; known && bytes.Equal(was.data, data) {
			next[name] = was
		} else if is, err := envelope(data); err == nil {
			next[name] = headed{is, data}
		}
	}
	*h = next
	return next
}
