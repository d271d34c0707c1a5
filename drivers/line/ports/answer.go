package ports

import (
	"bytes"
	"encoding/hex"
	"strings"
)

// isPrinter knows the fixed bits 0xx1xx10 of a DLE EOT reply (ESC/POS Command
// Reference). One byte is weak evidence, so it must be the only one. Makes
// that leave the fixed bits out are not found.
func isPrinter(reply []byte) bool { return len(reply) == 1 && reply[0]&0x93 == 0x12 }

// isSAM knows the head of a reply of the ID-card module, GA 467, with the
// status word of success: two bytes of length, then 00 00 90.
func isSAM(reply []byte) bool {
	_, after, ok := bytes.Cut(reply, unspace("AA AA AA 96 69"))
	return ok && len(after) >= 5 && bytes.Equal(after[2:5], unspace("00 00 90"))
}

// isElo knows an identification packet by its letter and checksum (SmartSet
// manual, chapter 5).
func isElo(reply []byte) bool {
	for {
		at := bytes.Index(reply, []byte("UI"))
		if at < 0 || len(reply) < at+10 {
			return false
		}
		sum := byte(0xAA)
		for _, b := range reply[at : at+9] {
			sum += b
		}
		if sum == reply[at+9] {
			return true
		}
		reply = reply[at+1:]
	}
}

func holds(answer string) func([]byte) bool {
	return func(reply []byte) bool { return bytes.Contains(reply, []byte(answer)) }
}

func is(answer string) func([]byte) bool {
	return func(reply []byte) bool { return string(reply) == answer }
}

// unspace reads bytes as the manuals print them.
func unspace(text string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		panic("ports: " + err.Error()) // the texts are constants of this package
	}
	return b
}
