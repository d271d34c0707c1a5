package idcard

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"govkiosk/drivers"
	"govkiosk/drivers/line"
)

// speeds are the parameters of command 60, the default first (§2, §4).
var speeds = []int{115200, 57600, 38400, 19200, 9600}

// Reset starts the security module anew (10 FF, §4). A card that lies there
// must be found again, which a module may refuse until it was lifted (§7);
// Opts.RFLength is sent once more. It blocks for at most 2 s. A failed
// self-test is HardwareError, silence is Timeout.
func (d *Dev) Reset(ctx context.Context) error {
	_, err := d.ask(ctx, askReset)
	d.held, d.rfLeft = true, d.rfTries()
	return during("reset", err)
}

// SetBaud changes the module's speed to 115200, 57600, 38400, 19200 or 9600
// baud (60, §4); others are BadRequest. The answer still comes at the old
// speed, and with it this Dev has done its work: the caller closes the line
// and opens it at the new one. It blocks for at most 1 s. Where the answer is
// lost nobody knows the speed but the module: ScanBaud asks.
func (d *Dev) SetBaud(ctx context.Context, rate int) error {
	code := slices.Index(speeds, rate)
	if code < 0 {
		return fail("set speed", drivers.BadRequest, fmt.Errorf("%d baud is none of %v", rate, speeds))
	}
	_, err := d.ask(ctx, askSpeed(byte(code)))
	return during("set speed", err)
}

// ScanBaud finds the speed of the module by asking for its status at each of
// the five (§7), the default first. open opens the line at a speed; every line
// is closed again. Any answer counts, even of a module that is out of order.
// It blocks for at most 1 s a speed and the time that open takes. Silence at
// all of them is Timeout; a line that cannot be opened ends the search.
func ScanBaud(ctx context.Context, open func(baud int) (line.Conn, error)) (int, error) {
	for _, baud := range speeds {
		err := statusAt(ctx, baud, open)
		if err == nil || refusal(err) != 0 {
			return baud, nil
		}
		if k := drivers.KindOf(err); ctx.Err() != nil || k != drivers.Timeout && k != drivers.Protocol {
			return 0, during("scan speed", err)
		}
	}
	return 0, fail("scan speed", drivers.Timeout, errors.New("no answer at "+fmt.Sprint(speeds)+" baud"))
}

func statusAt(ctx context.Context, baud int, open func(baud int) (line.Conn, error)) error {
	c, err := open(baud)
	if err != nil {
		return err
	}
	defer c.Close()
	d, err := New(c, nil)
	if err != nil {
		return err
	}
	return d.Status(ctx)
}

// rfTries is how often RFLength is sent to a module that stays silent: it may
// have no power yet.
func (d *Dev) rfTries() int {
	if d.opts.RFLength == 0 {
		return 0
	}
	return 3
}

// sendRFLength sets the longest radio frame, where that is still to be done.
func (d *Dev) sendRFLength(ctx context.Context) {
	if d.rfLeft == 0 {
		return
	}
	r, err := d.exchange(ctx, askRFLength(d.opts.RFLength))
	if ctx.Err() != nil {
		return
	}
	d.rfLeft--
	said := "no answer"
	if err == nil {
		d.rfLeft, said = 0, r.SW3.String()
	}
	d.note(func(i *Info) { i.RFLength = said })
}
