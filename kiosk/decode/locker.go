package decode

import (
	"govkiosk/drivers/locker"
)

// What lock boards say. Levels are given as on the wire: what they mean for a
// door is a setting of the cabinet. WKLY names its own.
type (
	feedback struct { // 8A, one lock
		Kind     locker.Kind `json:"kind"`
		Board    int         `json:"board"`
		Lock     int         `json:"lock"`
		Feedback int         `json:"feedback"`
	}
	feedbacks struct { // 8A, a board; locks count from 1
		Kind  locker.Kind `json:"kind"`
		Board int         `json:"board"`
		Bits  map[int]int `json:"bits"`
		Zero  []int       `json:"zero"`
	}
	hooks struct { // KERONG, a board; bits that are 1
		Kind  locker.Kind `json:"kind"`
		Board int         `json:"board"`
		Hook  map[int]int `json:"hook_bits"`
		IR    map[int]int `json:"ir_bits"`
	}
	door struct { // WKLY, one lock
		Kind   locker.Kind `json:"kind"`
		Board  int         `json:"board"`
		Status string      `json:"status,omitempty"`
		Lock   int         `json:"lock"`
		Door   string      `json:"door"`
	}
	doors struct { // WKLY, a board
		Kind   locker.Kind    `json:"kind"`
		Board  int            `json:"board"`
		Status string         `json:"status"`
		Doors  map[int]string `json:"doors"`
	}
	boardSays struct { // anything else of a board
		Kind    locker.Kind `json:"kind"`
		Board   int         `json:"board"`
		Command string      `json:"command,omitempty"`
		Status  string      `json:"status,omitempty"`
		Data    string      `json:"data,omitempty"`
	}
	boardAsked struct {
		Kind    string `json:"kind"` // "request"; "command" where it was heard from the device's side
		Command string `json:"command"`
		Board   any    `json:"board"` // number, or "all"
		Lock    *int   `json:"lock,omitempty"`
		Data    string `json:"data,omitempty"`
	}
)

// explainLocks explains the line of one kind of board.
func explainLocks(p locker.Protocol) func([]byte, Opts) ([]line, error) {
	return func(stream []byte, o Opts) ([]line, error) {
		side := locker.FromBoard
		if o.From == Host {
			side = locker.FromHost
		}
		d, err := locker.NewDecoder(p, side)
		if err != nil {
			return nil, err
		}
		var lines []line
		for _, item := range append(d.Feed(stream), d.Close()...) {
			switch {
			case item.Reason != "":
				lines = addFailure(lines, failed(item.Offset, len(item.Bytes), item.Reason), p == locker.KerongCU48)
			case o.From == Host:
				lines = append(lines, lockRequest("request", item.Frame))
			default:
				lines = append(lines, lockReply(p, item.Frame))
			}
		}
		return lines, nil
	}
}

// addFailure joins a failure to the one before it where joined is set: where
// nothing can be read, each byte that looks like a beginning is no news.
func addFailure(lines []line, f failure, joined bool) []line {
	if n := len(lines); n > 0 && joined {
		last, ok := lines[n-1].(failure)
		if ok && last.Reason == f.Reason && last.Offset+int64(last.Discarded) == f.Offset {
			last.Discarded += f.Discarded
			lines[n-1] = last
			return lines
		}
	}
	return append(lines, f)
}

func lockRequest(kind string, f locker.Frame) line {
	r := boardAsked{Kind: kind, Command: f.Command, Board: f.Board, Data: hexOf(f.Data)}
	if f.Board < 0 {
		r.Board = "all"
	}
	if f.Lock > 0 || f.Command == "open" || f.Command == "read" {
		r.Lock = &f.Lock
	}
	return r
}

func lockReply(p locker.Protocol, f locker.Frame) line {
	switch {
	case f.Kind == locker.KindCommand:
		return lockRequest("command", f)
	case f.Kind == locker.KindPresence || f.Kind == locker.KindOther:
		return boardSays{f.Kind, f.Board, f.Command, statusOf(p, f), hexOf(f.Data)}
	case p == locker.WKLY && f.Kind == locker.KindReadAll:
		return doors{f.Kind, f.Board, statusOf(p, f), doorsOf(f.Contacts)}
	case p == locker.WKLY:
		return door{f.Kind, f.Board, statusOf(p, f), f.Lock, doorOf(f.Contacts[0])}
	case p == locker.KerongCU:
		return hooks{f.Kind, f.Board, ones(f.Contacts), ones(f.Infrared)}
	case f.Kind == locker.KindReadAll:
		return feedbacks{f.Kind, f.Board, ones(f.Contacts), zeros(f.Contacts)}
	}
	return feedback{f.Kind, f.Board, f.Lock, int(f.Contacts[0]) * 0x11}
}

// statusOf is what the boards that have one say of a command.
func statusOf(p locker.Protocol, f locker.Frame) string {
	switch {
	case p != locker.WKLY || f.Kind == locker.KindChange:
		return ""
	case f.Failed:
		return "failed"
	}
	return "ok"
}

func doorOf(c locker.Contact) string {
	return map[locker.Contact]string{
		locker.ContactZero: "open", locker.ContactOne: "closed", locker.ContactFailed: "failed",
	}[c]
}

func doorsOf(contacts []locker.Contact) map[int]string {
	all := map[int]string{}
	for i, c := range contacts {
		all[i+1] = doorOf(c)
	}
	return all
}

func ones(contacts []locker.Contact) map[int]int {
	all := map[int]int{}
	for i, c := range contacts {
		if c == locker.ContactOne {
			all[i+1] = 1
		}
	}
	return all
}

func zeros(contacts []locker.Contact) (all []int) {
	for i, c := range contacts {
		if c == locker.ContactZero {
			all = append(all, i+1)
		}
	}
	return all
}
