package decode

import (
	"strings"

	"govkiosk/drivers/escpos"
)

// said is one thing that a printer said. Where the byte alone does not tell
// what it is, every reading is given.
type said struct {
	Kind     string   `json:"kind"` // "status"
	Offset   int      `json:"offset"`
	Data     string   `json:"data"`
	Class    string   `json:"class"`
	Meanings []string `json:"meanings"`
}

// classUnknown is the driver's word for bytes that fit nothing.
const classUnknown = "unclassified"

// explainStatus reads with the decoder of one language.
func explainStatus(decode func([]byte) []escpos.Item) func([]byte, Opts) ([]line, error) {
	return func(stream []byte, _ Opts) ([]line, error) { return saidIn(decode(stream)), nil }
}

func saidIn(items []escpos.Item) (lines []line) {
	for _, item := range items {
		if item.Class == classUnknown {
			reason := hexOf(item.Bytes) + ": " + strings.Join(item.Meanings, " | ")
			lines = append(lines, failed(int64(item.Offset), len(item.Bytes), reason))
			continue
		}
		lines = append(lines, said{"status", item.Offset, hexOf(item.Bytes), item.Class, item.Meanings})
	}
	return lines
}
