package idcard

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"govkiosk/drivers"
)

// Management is the card management number: the chip, not the person. Each
// part is hexadecimal. It prints masked, as it leads to one card.
type Management struct {
	IIN    string // 8 digits
	Serial string // of the chip, 16 digits
	Number string // of the card, 32 digits
}

// ParseManagement reads the data of a reply to 30 05. The split 4+8+16 rests
// on a single source (§4).
func ParseManagement(data []byte) (Management, error) {
	if len(data) != managementSize {
		return Management{}, fmt.Errorf("idcard: a management number has %d bytes, not %d", managementSize, len(data))
	}
	hex := func(p []byte) string { return fmt.Sprintf("%X", p) }
	return Management{IIN: hex(data[:4]), Serial: hex(data[4:12]), Number: hex(data[12:])}, nil
}

// Management reads the management number of the card that lies there (30 05,
// §4): at once where it was read before, after find and select otherwise (§7).
// The card then counts as read: Watch asks for it to be lifted first.
//
// It blocks for at most 6.5 s. Without a card, or where the card does not
// answer, it is UserError; a card or a module without such a number is
// Unsupported.
func (d *Dev) Management(ctx context.Context) (Management, error) {
	r, err := d.askManagement(ctx)
	if err != nil {
		return Management{}, during("management number", err)
	}
	if r.Shape() == ShapeNoItem {
		return Management{}, fail("management number", drivers.Unsupported, errors.New("the card has none"))
	}
	return ParseManagement(r.Data)
}

func (d *Dev) askManagement(ctx context.Context) (Reply, error) {
	there := false
	if d.held {
		var err error
		if there, err = d.reading(ctx); err != nil {
			return Reply{}, err
		}
	}
	if !there {
		if err := d.selectCard(ctx); err != nil {
			return Reply{}, err
		}
	}
	r, err := d.ask(ctx, askManagement)
	d.held = err == nil || there || refusal(err) == 0
	return r, err
}

// selectCard finds and selects the card that lies there.
func (d *Dev) selectCard(ctx context.Context) error {
	found, err := d.find(ctx)
	if err != nil {
		return err
	}
	if !found {
		return fail(askFind.op, drivers.UserError, &StatusError{SW3: NoCard})
	}
	_, err = d.ask(ctx, askSelect)
	return err
}

// String is the number, masked.
func (m Management) String() string {
	return fmt.Sprintf("%s %s %s", MaskNumber(m.IIN), MaskNumber(m.Serial), MaskNumber(m.Number))
}

// Format keeps the card out of every verb of package fmt.
func (m Management) Format(f fmt.State, _ rune) { io.WriteString(f, m.String()) }

// LogValue keeps the card out of logs.
func (m Management) LogValue() slog.Value { return slog.StringValue(m.String()) }

// MarshalText keeps the card out of JSON and other files.
func (m Management) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
