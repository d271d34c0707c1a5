package scanner

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"govkiosk/drivers"
)

// The commands of section 9.
const (
	lightHoneywell   = "\x16T\r"
	releaseHoneywell = "\x16U\r"
	menuHoneywell    = "\x16M\r" // before a menu command; from the user's guides

	presentNewland = "?" // answered by "!"
	enterLegacy    = "$$$$"
	enteredLegacy  = "@@@@"
	leaveLegacy    = "%%%%"
	leftLegacy     = "^^^^"
)

var (
	errSilent  = errors.New("no answer")
	errRefused = errors.New("the reader refuses")
)

// light lets the reader read, twice where it did not understand.
func (d *Dev) light(ctx context.Context) error {
	if d.o.Family == Honeywell {
		_, err := d.c.Write(ctx, []byte(lightHoneywell)) // has no answer
		return err
	}
	_, err := d.askTwice(ctx, switchGM65(true))
	return err
}

// release puts the light out, even where ctx has ended. Its answer is waited
// for, so that it does not stand before the next code.
func (d *Dev) release(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.o.ReplyTimeout)
	defer cancel()
	if d.o.Family == Honeywell {
		_, err := d.c.Write(ctx, []byte(releaseHoneywell))
		return err
	}
	_, err := d.ask(ctx, switchGM65(false))
	return err
}

// Present asks whether the reader is there. Newland and GM65 readers answer;
// of the others nothing is known (Unsupported). It blocks for at most twice
// ReplyTimeout.
func (d *Dev) Present(ctx context.Context) error {
	var err error
	switch d.o.Family {
	case Newland:
		_, err = d.askTwice(ctx, []byte(presentNewland), "!")
	case GM65:
		_, err = d.askTwice(ctx, commandGM65(readGM65, baudGM65, 2))
	default:
		err = fail("ask", drivers.Unsupported, fmt.Errorf("a %s reader has no question", d.o.Family))
	}
	return during("present", err)
}

// Configure sends one setting as its maker writes it: "TRGMOD0." to Honeywell,
// "nls0302010" to Newland, "99900030" to Newland's older class. A setting that
// the reader refuses is BadRequest. It blocks for at most three times
// ReplyTimeout.
func (d *Dev) Configure(ctx context.Context, setting string) error {
	if strings.ContainsFunc(setting, func(r rune) bool { return r <= ' ' || r > '~' }) || setting == "" {
		return fail("configure", drivers.BadRequest, fmt.Errorf("%q is no setting", setting))
	}
	var err error
	switch d.o.Family {
	case Honeywell:
		if !strings.HasSuffix(setting, ".") && !strings.HasSuffix(setting, "!") {
			return fail("configure", drivers.BadRequest, fmt.Errorf("%q has no full stop or exclamation mark at its end", setting))
		}
		_, err = d.ask(ctx, []byte(menuHoneywell+setting))
	case Newland:
		_, err = d.ask(ctx, []byte(setting))
	case NewlandLegacy:
		err = d.configureLegacy(ctx, setting)
	default:
		err = fail("ask", drivers.Unsupported, fmt.Errorf("a %s reader has no such commands", d.o.Family))
	}
	return during("configure", err)
}

// configureLegacy leaves the setting mode whatever happens; the reader would
// leave it by itself after 5 s and read nothing until then.
func (d *Dev) configureLegacy(ctx context.Context, setting string) error {
	if _, err := d.ask(ctx, []byte(enterLegacy), enteredLegacy); err != nil {
		return err
	}
	_, err := d.ask(ctx, []byte("#"+setting+";"), "!"+setting+";", "?"+setting+";")
	_, left := d.ask(context.WithoutCancel(ctx), []byte(leaveLegacy), leftLegacy)
	return errors.Join(err, left)
}

// Register reads n bytes, 1 to 255, at an address of a GM65 reader.
func (d *Dev) Register(ctx context.Context, address uint16, n byte) ([]byte, error) {
	if d.o.Family != GM65 {
		return nil, d.noRegisters()
	}
	r, err := d.askTwice(ctx, commandGM65(readGM65, address, n))
	if err == nil && len(r.Data) != int(n) {
		err = fail("ask", drivers.Protocol, fmt.Errorf("%d bytes, want %d", len(r.Data), n))
	}
	return r.Data, during("read register", err)
}

// SetRegister writes 1 to 255 bytes at an address of a GM65 reader. They are
// lost with the power until Save.
func (d *Dev) SetRegister(ctx context.Context, address uint16, data ...byte) error {
	if d.o.Family != GM65 {
		return d.noRegisters()
	}
	if len(data) < 1 || len(data) > 255 {
		return fail("write register", drivers.BadRequest, fmt.Errorf("%d bytes", len(data)))
	}
	_, err := d.askTwice(ctx, commandGM65(writeGM65, address, data...))
	return during("write register", err)
}

// Save keeps the registers of a GM65 reader for good.
func (d *Dev) Save(ctx context.Context) error {
	if d.o.Family != GM65 {
		return d.noRegisters()
	}
	_, err := d.ask(ctx, commandGM65(saveGM65, 0, 0))
	return during("save", err)
}

func (d *Dev) noRegisters() error {
	return fail("register", drivers.Unsupported, fmt.Errorf("a %s reader has no registers", d.o.Family))
}

// askTwice repeats a command that met silence or arrived damaged. Only
// commands that may be repeated are sent this way.
func (d *Dev) askTwice(ctx context.Context, command []byte, words ...string) (Reply, error) {
	r, err := d.ask(ctx, command, words...)
	if errors.Is(err, errSilent) || drivers.KindOf(err) == drivers.Protocol {
		r, err = d.ask(ctx, command, words...)
	}
	return r, err
}

// ask sends a command and waits for its reply, one of words where there are
// any. Codes that come meanwhile are kept.
func (d *Dev) ask(ctx context.Context, command []byte, words ...string) (Reply, error) {
	limit, cancel := context.WithDeadline(ctx, time.Now().Add(d.o.ReplyTimeout))
	defer cancel()
	d.replies, d.decoder.expect = nil, words
	defer func() { d.decoder.expect = nil }()
	if _, err := d.c.Write(limit, command); err != nil {
		return Reply{}, err
	}
	for len(d.replies) == 0 {
		if err := d.receive(limit); err != nil && len(d.replies) == 0 {
			if drivers.KindOf(err) == drivers.Timeout && ctx.Err() == nil {
				err = fail("ask", drivers.Timeout, errSilent)
			}
			return Reply{}, err
		}
	}
	return d.replies[0], d.refusal(d.replies[0])
}

// refusal is the error of a reply that says no.
func (d *Dev) refusal(r Reply) error {
	switch {
	case r.OK:
		return nil
	case r.Answer == ReplyBadCRC.String():
		return fail("ask", drivers.Protocol, fmt.Errorf("%w: %s", errRefused, r.Answer))
	}
	return fail("ask", drivers.BadRequest, fmt.Errorf("%w: %s", errRefused, r.Answer))
}
