package decode

import (
	"govkiosk/drivers/touch"
	"govkiosk/drivers/touch/egalax"
	"govkiosk/drivers/touch/microtouch"
)

// explainElo6 and explainElo4 are the older boards under names of their own.
func explainElo6(stream []byte, o Opts) ([]line, error) {
	o.Protocol = touch.E281A
	return explainElo(stream, o)
}

func explainElo4(stream []byte, o Opts) ([]line, error) {
	o.Protocol = touch.E271
	return explainElo(stream, o)
}

// items cuts a stream into frames and hands on each; the rest are failures.
func items(stream []byte, f touch.Framing, explain func(frame []byte) line) (lines []line) {
	d := f.NewDecoder()
	for _, item := range append(d.Feed(stream), d.Close()...) {
		if item.Reason != "" {
			lines = append(lines, failed(item.Offset, len(item.Bytes), item.Reason))
			continue
		}
		lines = append(lines, explain(item.Bytes))
	}
	return lines
}

// tablet is a packet of Format Tablet, which does not tell a contact's
// beginning from its course.
type tablet struct {
	Kind string `json:"kind"` // "down_or_move" or "up"
	X    int    `json:"x"`
	YRaw int    `json:"y_raw"`
	YTop int    `json:"y_top_origin"`
}

type response struct {
	Response string `json:"response"`
	Meaning  string `json:"meaning,omitempty"`
}

type command struct {
	Kind    string `json:"kind"` // "request"
	Command string `json:"command"`
	Meaning string `json:"meaning,omitempty"`
	Data    string `json:"data,omitempty"`
}

var tabletReplies = map[string]string{"0": "positive", "1": "negative or calibration step, by context"}

var tabletCommands = map[string]string{
	microtouch.CmdNull: "null / presence", microtouch.CmdReset: "reset", microtouch.CmdDefaults: "restore defaults",
	microtouch.CmdFormatTablet: "format tablet", microtouch.CmdModeStream: "mode stream",
	microtouch.CmdIdentity: "identity", microtouch.CmdUnitType: "unit type", microtouch.CmdName: "name",
	microtouch.CmdCalibrate: "calibrate extended (two touches)", "CN": "calibrate (two touches)",
	"MI": "another mode", "MP": "another mode", "MDU": "another mode", "MT": "another mode", // of which sources tell no more
}

func explainMicroTouch(stream []byte, o Opts) ([]line, error) {
	return items(stream, microtouch.Framing(), func(frame []byte) line {
		if r, ok := microtouch.ParseReport(frame); ok {
			t := tablet{"up", r.X, r.Y, r.TopY()}
			if r.Touching {
				t.Kind = "down_or_move"
			}
			return t
		}
		text, _ := microtouch.ParseText(frame)
		if o.From == Host {
			return command{Kind: "request", Command: text, Meaning: tabletCommands[text]}
		}
		return response{text, tabletReplies[text]}
	}), nil
}

// galaxy is a report of an eGalax board, brought to 14 bits.
type galaxy struct {
	Touch bool `json:"touch"`
	X     int  `json:"x"`
	Y     int  `json:"y"`
	Z     *int `json:"z,omitempty"`
	Bits  int  `json:"bits"` // of the board's own resolution
}

// galaxySays is a diagnostic reply, in the field that fits.
type galaxySays struct {
	Active     bool   `json:"active,omitempty"`
	Firmware   string `json:"firmware,omitempty"`
	Controller string `json:"controller,omitempty"`
	Command    string `json:"command,omitempty"` // of another one
	Data       string `json:"data,omitempty"`
}

var galaxyCommands = map[byte]string{
	egalax.CmdActive: "check active", egalax.CmdFirmware: "firmware", egalax.CmdController: "controller type",
}

func explainEGalax(stream []byte, o Opts) ([]line, error) {
	return items(stream, egalax.Framing(), func(frame []byte) line {
		if r, ok := egalax.ParseReport(frame); ok {
			g := galaxy{Touch: r.Touching, X: r.X, Y: r.Y, Bits: r.Bits}
			if r.HasPressure {
				g.Z = &r.Z
			}
			return g
		}
		d, _ := egalax.ParseDiagnostic(frame)
		if o.From == Host {
			return command{"request", string(rune(d.Command)), galaxyCommands[d.Command], hexOf(d.Data)}
		}
		return galaxyReply(d)
	}), nil
}

func galaxyReply(d egalax.Diagnostic) galaxySays {
	switch d.Command {
	case egalax.CmdActive:
		return galaxySays{Active: true}
	case egalax.CmdFirmware:
		return galaxySays{Firmware: string(d.Data)}
	case egalax.CmdController:
		return galaxySays{Controller: string(d.Data)}
	}
	return galaxySays{Command: string(rune(d.Command)), Data: hexOf(d.Data)}
}
