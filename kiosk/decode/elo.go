package decode

import (
	"cmp"
	"fmt"

	"govkiosk/drivers/touch"
)

// touched is one report of a panel.
type touched struct {
	Kind       touch.Phase `json:"kind"`
	X          int         `json:"x"`
	Y          int         `json:"y"`
	Z          *int        `json:"z,omitempty"` // 4-byte boards have none
	Pressure   bool        `json:"pressure_valid,omitempty"`
	OutOfRange bool        `json:"out_of_range,omitempty"`
	Warning    bool        `json:"warning_pending,omitempty"` // the board has one to tell
}

type identity struct {
	Type       string `json:"type"`
	IO         string `json:"io"`
	Features   byte   `json:"features"`
	ZAxis      bool   `json:"z_axis"`
	Firmware   string `json:"firmware"`
	Controller byte   `json:"controller"`
}

type mode struct {
	Mode1    byte `json:"mode1"`
	Mode2    byte `json:"mode2,omitempty"`
	Initial  bool `json:"initial"`
	Stream   bool `json:"stream"`
	Untouch  bool `json:"untouch"`
	Range    bool `json:"range_check,omitempty"`
	Trim     bool `json:"trim,omitempty"`
	Calib    bool `json:"calibration,omitempty"`
	Scaling  bool `json:"scaling,omitempty"`
	Tracking bool `json:"tracking,omitempty"`
}

// delays are how long a board waits before it tells a release, and between
// two reports.
type delays struct {
	Untouch int `json:"untouch_delay_ms"`
	Report  int `json:"report_delay_ms"`
}

type acknowledged struct {
	Ack    string   `json:"ack,omitempty"`
	Errors []string `json:"ack_errors,omitempty"`
}

// frame is a command, or an answer that has no meaning of its own here.
type frame struct {
	Kind    string `json:"kind"` // "request" or "reply"
	Command string `json:"command"`
	Data    string `json:"data"`
	*mode          // of a command that sets it
	*delays        // of B
}

func explainElo(stream []byte, o Opts) ([]line, error) {
	protocol := cmp.Or(o.Protocol, touch.SmartSet)
	if o.From == Host && protocol != touch.SmartSet {
		return nil, fmt.Errorf("decode: a %s board takes no commands", protocol)
	}
	d, err := touch.NewDecoder(protocol)
	if err != nil {
		return nil, err
	}
	var lines []line
	var reports touch.Reports
	for _, item := range append(d.Feed(stream), d.Close()...) {
		switch {
		case item.Reason != "":
			lines = append(lines, failed(item.Offset, len(item.Bytes), item.Reason))
		case o.From == Host:
			lines = append(lines, eloCommand(item.Bytes))
		default:
			lines = append(lines, eloReply(&reports, item.Bytes))
		}
	}
	return lines, nil
}

func eloReply(reports *touch.Reports, b []byte) line {
	if r, ok := reports.Parse(b); ok {
		return touchOf(r, len(b))
	}
	if errs, ok := touch.ParseAck(b); ok {
		if errs == nil {
			return acknowledged{Ack: "ok"}
		}
		return acknowledged{Errors: errs}
	}
	if id, ok := touch.ParseIdentity(b); ok {
		return identity{id.Type, id.IO, id.Features, id.ZAxis(), id.Firmware(), id.Controller}
	}
	if m, ok := touch.ParseMode(b); ok {
		return modeOf(m)
	}
	return frame{Kind: "reply", Command: letter(b), Data: hexOf(b[2:9]), delays: delaysOf(b)}
}

// touchOf has the pressure mark of SmartSet boards only: the 6-byte boards
// always measure it.
func touchOf(r touch.Raw, size int) touched {
	t := touched{Kind: r.Phase, X: r.X, Y: r.Y, Z: &r.Z, Pressure: r.Pressure && size > 6, OutOfRange: r.OutOfRange, Warning: r.Warning}
	if r.NoRelease {
		t.Z = nil
	}
	return t
}

// eloCommand explains what a host sends; a lower-case letter asks.
func eloCommand(b []byte) line {
	f := frame{Kind: "request", Command: letter(b), Data: hexOf(b[2 : len(b)-1]), delays: delaysOf(b)}
	if m, ok := touch.ParseMode(b); ok {
		set := modeOf(m)
		f.mode = &set
	}
	return f
}

// delaysOf reads the delays of B, which come in steps of 10 ms.
func delaysOf(b []byte) *delays {
	untouch, report, ok := touch.ParseDelays(b)
	if !ok {
		return nil
	}
	return &delays{int(untouch.Milliseconds()), int(report.Milliseconds())}
}

func letter(b []byte) string { return string(rune(touch.Letter(b))) }

func modeOf(m touch.Mode) mode {
	return mode{
		Mode1: m.Mode1, Mode2: m.Mode2,
		Initial: m.Mode1&touch.ModeInitial != 0, Stream: m.Mode1&touch.ModeStream != 0,
		Untouch: m.Mode1&touch.ModeUntouch != 0, Range: m.Mode1&touch.ModeRange != 0,
		Trim: m.Mode2&touch.ModeTrim != 0, Calib: m.Mode2&touch.ModeCalibration != 0,
		Scaling: m.Mode2&touch.ModeScaling != 0, Tracking: m.Mode2&touch.ModeTracking != 0,
	}
}
