package scanner

import (
	"bytes"
	"fmt"
	"regexp"
)

// Command is what a host sent to a reader, or bytes that are no command.
type Command struct {
	Offset  int
	Bytes   []byte
	Reason  string // why they are none; empty for a command
	Family  Family
	Name    string // "trigger", "stop", "read", "write", "save", "set", "presence", "enter", "leave"
	Setting string // of set: as its maker writes it
	Address uint16 // GM65
	Data    []byte // GM65
	Checked bool   // GM65: with a CRC, not with AB CD
}

// fixed are the commands that are the same bytes always, and the patterns of
// settings.
var (
	fixed = []struct {
		bytes string
		Command
	}{
		{lightHoneywell, Command{Family: Honeywell, Name: "trigger"}},
		{releaseHoneywell, Command{Family: Honeywell, Name: "stop"}},
		{presentNewland, Command{Family: Newland, Name: "presence"}},
		{enterLegacy, Command{Family: NewlandLegacy, Name: "enter"}},
		{leaveLegacy, Command{Family: NewlandLegacy, Name: "leave"}},
	}
	settings = map[Family]*regexp.Regexp{
		Honeywell:     regexp.MustCompile(`^\x16M\r([!-~]{1,64}?[.!])`),
		Newland:       regexp.MustCompile(`^((?i:nls)\d{7})`),
		NewlandLegacy: regexp.MustCompile(`^#([!-:<-~]{1,64});`),
	}
)

// SplitCommands explains what a host sent, for people who read a recorded
// line. Every byte is in one Command.
func SplitCommands(stream []byte) (all []Command) {
	dropped := 0
	flush := func(at int) {
		if dropped > 0 {
			all = append(all, Command{Offset: at - dropped, Bytes: stream[at-dropped : at], Reason: "no command begins here"})
			dropped = 0
		}
	}
	for at := 0; at < len(stream); {
		n, c := commandAt(stream[at:])
		if n == 0 {
			dropped++
			at++
			continue
		}
		flush(at)
		c.Offset, c.Bytes = at, stream[at:at+n]
		all = append(all, c)
		at += n
	}
	flush(len(stream))
	return all
}

// commandAt reads the command that b begins with; 0 bytes for none.
func commandAt(b []byte) (int, Command) {
	for _, f := range fixed {
		if bytes.HasPrefix(b, []byte(f.bytes)) {
			return len(f.bytes), f.Command
		}
	}
	for _, family := range families {
		if re := settings[family]; re != nil {
			if m := re.FindSubmatch(b); m != nil {
				return len(m[0]), Command{Family: family, Name: "set", Setting: string(m[1])}
			}
		}
	}
	return commandAtGM65(b)
}

// commandAtGM65 reads a frame; one whose CRC is wrong is told as such.
func commandAtGM65(b []byte) (int, Command) {
	const least = 8
	if len(b) < least || b[0] != 0x7E || b[1] != 0 || len(b) < least+int(b[3]) {
		return 0, Command{}
	}
	frame := b[:least+int(b[3])]
	c := Command{
		Family: GM65, Address: uint16(b[4])<<8 | uint16(b[5]), Data: frame[6 : len(frame)-crcSize],
		Checked: !bytes.HasSuffix(frame, uncheckedGM65),
	}
	if c.Checked {
		c.Reason = badCRC(frame)
	}
	if c.Name = map[byte]string{readGM65: "read", writeGM65: "write", saveGM65: "save"}[b[2]]; c.Name == "" {
		c.Name = fmt.Sprintf("type %02X", b[2])
	}
	if c.Name == "write" && c.Address == triggerGM65 && len(c.Data) == 1 {
		c.Name = map[bool]string{true: "trigger", false: "stop"}[c.Data[0]&1 == 1]
	}
	return len(frame), c
}
