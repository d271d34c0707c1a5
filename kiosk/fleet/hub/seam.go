package hub

import (
	"context"
	"errors"
	"io"

	"govkiosk/kiosk/fleet/rollout"
	"govkiosk/kiosk/fleet/wire"
)

// Campaigns decide which terminals take a release in.
type Campaigns interface {
	// Admit answers a terminal that has a release ready.
	Admit(ctx context.Context, t rollout.Terminal, a wire.Admission) wire.Verdict
	// Heard is told every status that this hub has taken, once it is on disk.
	// It must not block for long: the terminal waits.
	Heard(s wire.Status)
}

// Orders keep what terminals are told to do.
type Orders interface {
	// For are a terminal's commands that are still to be carried out.
	For(ctx context.Context, terminal string) []wire.Command
	// Result keeps what became of one. It returns when that is on disk;
	// ErrNoCommand or ErrExpired otherwise.
	Result(ctx context.Context, r wire.Result) error
	// File keeps what a command collected, up to wire.MaxFile bytes. It returns
	// when that is on disk; ErrNoCommand or ErrExpired otherwise.
	File(ctx context.Context, terminal, command string, r io.Reader) error
}

var (
	ErrNoCommand = errors.New("hub: this terminal has no such command")
	ErrExpired   = errors.New("hub: the command has expired")
)

// policy is what holds where no campaigns are: a release without a roll-out.
type policy struct{ free bool }

func (p policy) Admit(context.Context, rollout.Terminal, wire.Admission) wire.Verdict {
	if p.free {
		return wire.Verdict{May: true}
	}
	return wire.Verdict{Why: "no roll-out names the release", AgainS: 300}
}

func (policy) Heard(wire.Status) {}

// noOrders has nothing to be done.
type noOrders struct{}

func (noOrders) For(context.Context, string) []wire.Command            { return nil }
func (noOrders) Result(context.Context, wire.Result) error             { return ErrNoCommand }
func (noOrders) File(context.Context, string, string, io.Reader) error { return ErrNoCommand }
