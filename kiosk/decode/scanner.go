package decode

import (
	"fmt"

	"govkiosk/drivers/scanner"
)

type (
	code struct {
		Text      string `json:"text"`
		AIM       string `json:"aim,omitempty"`
		Symbology string `json:"symbology,omitempty"`
		Charset   string `json:"charset,omitempty"` // where it is not UTF-8
		Times     int    `json:"times,omitempty"`   // where it came again at once
	}
	scannerSays struct {
		Kind    string `json:"kind"` // "reply"
		Reply   string `json:"reply"`
		Setting string `json:"setting,omitempty"`
		Data    string `json:"data,omitempty"`
	}
	scannerAsked struct {
		Kind    string `json:"kind"` // "request"
		Command string `json:"command"`
		Family  string `json:"family"`
		Setting string `json:"setting,omitempty"`
		Address string `json:"address,omitempty"`
		Data    string `json:"data,omitempty"`
		Check   string `json:"check,omitempty"` // "crc" or "none"
	}
)

// explainScanner explains a reader's line, whoever made it. AIM ids are taken
// off: the stream does not say whether the reader was set to send them. It
// has no times either, so a code that follows itself is one code seen again,
// and what only Newland's readers say to commands is taken for that.
func explainScanner(stream []byte, o Opts) ([]line, error) {
	if o.From == Host {
		return scannerRequests(stream), nil
	}
	d := scanner.NewDecoder(scanner.DecoderOpts{Families: []scanner.Family{scanner.GM65, scanner.Honeywell, scanner.Newland}})
	var lines []line
	for _, item := range append(d.Feed(stream), d.Idle()...) {
		lines = addScanned(lines, item)
	}
	return lines, nil
}

func addScanned(lines []line, item scanner.Item) []line {
	switch item.Kind {
	case scanner.ItemDropped:
		return append(lines, failed(item.Offset, item.Size, item.Reason))
	case scanner.ItemReply:
		return addReplies(lines, scanner.ParseReplies(item.Bytes))
	}
	if words := scanner.ParseWords(string(item.Bytes)); words != nil {
		return addReplies(lines, words)
	}
	c, err := scanner.ParseCode(item.Bytes, true)
	if err != nil {
		return append(lines, failed(item.Offset, item.Size, err.Error()))
	}
	found := code{Text: c.Text, AIM: c.AIM, Symbology: c.Symbology}
	if c.Charset == scanner.GB18030 {
		found.Charset = string(c.Charset)
	}
	return addCode(lines, found)
}

func addReplies(lines []line, replies []scanner.Reply) []line {
	for _, r := range replies {
		lines = append(lines, scannerSays{"reply", r.Answer, r.Setting, hexOf(r.Data)})
	}
	return lines
}

// addCode counts a code that follows itself.
func addCode(lines []line, found code) []line {
	if n := len(lines); n > 0 {
		if last, ok := lines[n-1].(code); ok {
			found.Times = last.Times
			if last == found {
				found.Times = max(1, last.Times) + 1
				lines[n-1] = found
				return lines
			}
			found.Times = 0
		}
	}
	return append(lines, found)
}

func scannerRequests(stream []byte) (lines []line) {
	for _, c := range scanner.SplitCommands(stream) {
		if c.Reason != "" {
			lines = append(lines, failed(int64(c.Offset), len(c.Bytes), c.Reason))
			continue
		}
		r := scannerAsked{Kind: "request", Command: c.Name, Family: string(c.Family), Setting: c.Setting}
		if c.Family == scanner.GM65 {
			r.Address, r.Data, r.Check = fmt.Sprintf("%04X", c.Address), hexOf(c.Data), "none"
			if c.Checked {
				r.Check = "crc"
			}
		}
		lines = append(lines, r)
	}
	return lines
}
