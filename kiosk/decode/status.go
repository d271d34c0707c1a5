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

func explainStatus(stream []byte, _ Opts) ([]line, error) {
	var lines []line
	for _, item := range escpos.DecodeStatus(stream) {
		if item.Class == classUnknown {
			reason := hexOf(item.Bytes) + ": " + strings.Join(item.Meanings, " | ")
			lines = append(lines, failed(int64(item.Offset), len(item.Bytes), reason))
			continue
		}
		lines = append(lines, said{"status", item.Offset, hexOf(item.Bytes), item.Class, item.Meanings})
	}
	return lines, nil
}
