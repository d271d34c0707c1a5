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

// explainStatus reads what an ESC/POS printer says. A byte that fits nothing
// is told by itself, since it may be the answer of another make.
func explainStatus(stream []byte, _ Opts) (lines []line, _ error) {
	for _, item := range escpos.DecodeStatus(stream) {
		if item.Class == classUnknown {
			reason := hexOf(item.Bytes) + ": " + strings.Join(item.Meanings, " | ")
			lines = append(lines, failed(int64(item.Offset), len(item.Bytes), reason))
			continue
		}
		lines = append(lines, saidOf(item))
	}
	return lines, nil
}

// explainStar reads a Star printer's frames and tells what lies between them
// as one.
func explainStar(stream []byte, _ Opts) (lines []line, _ error) {
	for _, item := range escpos.DecodeStar(stream) {
		if item.Class == classUnknown {
			lines = addFailure(lines, failed(int64(item.Offset), len(item.Bytes), "no whole status frame"), true)
			continue
		}
		lines = append(lines, saidOf(item))
	}
	return lines, nil
}

func saidOf(item escpos.Item) said {
	return said{"status", item.Offset, hexOf(item.Bytes), item.Class, item.Meanings}
}
