package diag

import (
	"context"
	"errors"
	"time"

	"govkiosk/config"
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/locker"
	"govkiosk/drivers/panel"
	"govkiosk/drivers/scanner"
	"govkiosk/drivers/touch"
)

// Errors of a device that cannot be borrowed.
var (
	ErrNotFitted = errors.New("diag: this terminal has no such part")
	ErrBusy      = errors.New("diag: somebody else has the device")
	ErrDefect    = errors.New("diag: a defect of this program")
	ErrHung      = errors.New("diag: the device did not come back")
)

// Terminal lends its devices to tests. Each of the methods that lend one runs
// its function while the owner keeps away from the device (UnifiedPOS Claim)
// and returns after the owner has it back (Release). The function's context
// ends with the caller's and with the device's line. Where the line is not
// open the function is not run, and the error is of drivers.NoDevice; a
// device that is not configured is ErrNotFitted.
type Terminal interface {
	Config() *config.Config
	ConfigFiles() []string // that it was read from; none: not known
	Reader(ctx context.Context, use func(context.Context, *idcard.Dev) error) error
	Printer(ctx context.Context, use func(context.Context, *escpos.Dev) error) error
	Scanner(ctx context.Context, use func(context.Context, *scanner.Dev) error) error
	// Cabinet lends the boards' line; cells are those of the configuration.
	Cabinet(ctx context.Context, use func(ctx context.Context, dev *locker.Dev, cells map[int]locker.Cell) error) error
	Panel(ctx context.Context, use func(context.Context, *panel.Dev) error) error
	// Touch lends the panel: its raw reports are Put into sink instead of the screens.
	Touch(ctx context.Context, use func(ctx context.Context, p TouchPanel) error) error
	// Glyph draws characters that a printer's own font lacks; nil: nobody does.
	Glyph() escpos.GlyphFunc
	// Calibrate runs the crosses on the glass, keeps what they tell, and returns
	// how well it fits: the misses, px.
	Calibrate(ctx context.Context) (misses []float64, err error)
	// Sound plays what tells the technician that there is sound. ErrNotFitted: there is no speaker.
	Sound(ctx context.Context) error
	// Glass reports whether there is a screen that shows prompts and fields.
	Glass() bool
	// Health is how the owner of a device sees it now.
	Health(d Device) Health
	// HallAhead is by how much the hall's clock is ahead of this terminal's;
	// false: the hall has not been heard in this run.
	HallAhead() (time.Duration, bool)
	// JournalWrite writes one record durably and returns how long that took.
	JournalWrite() (time.Duration, error)
}

// TouchPanel is a panel that is lent out.
type TouchPanel interface {
	// Reports calls sink for each raw report until ctx ends or the panel is lost.
	Reports(ctx context.Context, sink func(touch.Raw)) error
	// Matrix turns counts into pixels.
	Matrix() touch.Matrix
	// Rules are how reports become touches.
	Rules() touch.QueueOpts
}

// Health is one row of the owner's table.
type Health struct {
	State  drivers.DeviceState
	Reason string // empty: it works
	Cause  string
	Since  time.Time
}
