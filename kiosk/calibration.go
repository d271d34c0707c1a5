package kiosk

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"govkiosk/drivers/touch"
	"govkiosk/screens"
)

// CalibrateOrder is what a technician asks for.
type CalibrateOrder struct {
	Points int  `json:"points"`           // 3 or 5
	Rotate *int `json:"rotate,omitempty"` // the touches must agree with this turn against touch.calibration; nil: any will do
	WaitS  int  `json:"wait_s"`           // seconds without a touch after which all ends
}

// sound tells what is wrong with an order.
func (o CalibrateOrder) sound() error {
	if o.Points != 3 && o.Points != 5 {
		return fmt.Errorf("calibrate: %d points: want 3 or 5", o.Points)
	}
	if o.Rotate != nil && *o.Rotate%90 != 0 || o.Rotate != nil && (*o.Rotate < 0 || *o.Rotate > 270) {
		return fmt.Errorf("calibrate: turned by %d degrees: want 0, 90, 180 or 270", *o.Rotate)
	}
	if o.WaitS < 1 || o.WaitS > 300 {
		return fmt.Errorf("calibrate: wait of %d s: want 1 to 300", o.WaitS)
	}
	return nil
}

// CalibrateStep is one line of what a calibration tells its technician.
type CalibrateStep struct {
	Step     string        `json:"step"` // touch, taken, crooked, proof, missed, done, kept
	Point    int           `json:"point,omitempty"`
	Of       int           `json:"of,omitempty"`
	RawX     float64       `json:"raw_x,omitempty"`
	RawY     float64       `json:"raw_y,omitempty"`
	MissPX   float64       `json:"miss_px,omitempty"`
	MissesPX []float64     `json:"misses_px,omitempty"`
	MaxPX    float64       `json:"max_px,omitempty"`
	RMSPX    float64       `json:"rms_px,omitempty"`
	Turned   *int          `json:"turned,omitempty"` // with done: degrees against touch.calibration
	Mirrored bool          `json:"mirrored,omitempty"`
	Matrix   *touch.Matrix `json:"matrix,omitempty"`
	File     string        `json:"file,omitempty"`
	Reason   string        `json:"reason,omitempty"` // with kept: silent missed-often turned stopped panel storage
	Cause    string        `json:"cause,omitempty"`
}

// Places of the crosses, as parts of the glass. Three span it and lie on no
// line; five are what least squares can find a crooked one among.
var (
	threeCrosses = []touch.Point{{X: .12, Y: .12}, {X: .88, Y: .5}, {X: .5, Y: .88}}
	fiveCrosses  = []touch.Point{{X: .1, Y: .1}, {X: .9, Y: .1}, {X: .9, Y: .9}, {X: .1, Y: .9}, {X: .5, Y: .5}}
	proofCross   = touch.Point{X: .7, Y: .3}
)

// patience is how many touches may miss before a calibration is given up.
const patience = 3

// Reasons for which the calibration stays as it was.
var (
	errSilent  = errors.New("nobody touched the glass")
	errMissed  = errors.New("the crosses were missed too often")
	errTurned  = errors.New("the panel is turned otherwise")
	errStopped = errors.New("the technician stopped")
	errPanel   = errors.New("the panel was lost")
	errStorage = errors.New("it could not be stored")
)

// keptReasons are the words of the page and of the control socket for them.
var keptReasons = map[error]string{
	errSilent: "silent", errMissed: "missed-often", errTurned: "turned", errStopped: "stopped", errPanel: "panel", errStorage: "storage",
}

func keptReason(err error) string {
	for e, reason := range keptReasons {
		if errors.Is(err, e) {
			return reason
		}
	}
	return "stopped"
}

// calibration is one run: it shows crosses, takes touches, and finds the
// matrix. It changes nothing itself.
type calibration struct {
	order    CalibrateOrder
	size     touch.Point // of the glass, px
	base     touch.Matrix
	taps     *touch.Taps
	show     func(screens.Calibrate)
	tell     func(CalibrateStep)
	crosses  []touch.Point
	raw      []touch.Point
	retries  int
	turned   int
	mirrored bool
}

func (c *calibration) diagonal() float64 { return math.Hypot(c.size.X, c.size.Y) }

// onGlass is where a cross is, px.
func (c *calibration) onGlass(cross touch.Point) touch.Point {
	return touch.Point{X: cross.X * c.size.X, Y: cross.Y * c.size.Y}
}

// run asks for the touches and proves what they say. Its error is one of the
// reasons above.
func (c *calibration) run(ctx context.Context) (touch.Fit, error) {
	c.crosses = fiveCrosses
	if c.order.Points == 3 {
		c.crosses = threeCrosses
	}
	c.raw = make([]touch.Point, len(c.crosses))
	for {
		if err := c.all(ctx); err != nil {
			return touch.Fit{}, err
		}
		fit, err := c.fit(ctx)
		if err != nil {
			return touch.Fit{}, err
		}
		proved, err := c.prove(ctx, fit)
		if proved || err != nil {
			return fit, err
		}
	}
}

// all asks for every touch.
func (c *calibration) all(ctx context.Context) error {
	for i := range c.crosses {
		if err := c.point(ctx, i, 0); err != nil {
			return err
		}
	}
	return nil
}

// point asks for the touch of one cross; missed is by how much the last one was
// beside it.
func (c *calibration) point(ctx context.Context, i int, missed float64) error {
	page := screens.Calibrate{Stage: screens.CalibrateTouch, Point: i + 1, Of: len(c.crosses), MissPX: missed}
	if missed > 0 {
		page.Stage = screens.CalibrateAgain
	}
	at, err := c.tap(ctx, page, c.crosses[i], CalibrateStep{Step: "touch", Point: i + 1, Of: len(c.crosses)})
	if err != nil {
		return err
	}
	c.raw[i] = at
	c.tell(CalibrateStep{Step: "taken", Point: i + 1, Of: len(c.crosses), RawX: at.X, RawY: at.Y})
	return nil
}

// tap shows a cross, says so, and waits for a touch, which may be anywhere.
func (c *calibration) tap(ctx context.Context, page screens.Calibrate, cross touch.Point, step CalibrateStep) (touch.Point, error) {
	page.X, page.Y, page.Wait = cross.X, cross.Y, c.order.WaitS
	c.taps.Drop() // what came before the cross was there is not meant for it
	c.show(page)
	c.tell(step)
	wait, cancel := context.WithTimeoutCause(ctx, time.Duration(c.order.WaitS)*time.Second, errSilent)
	defer cancel()
	at, err := c.taps.Next(wait)
	if err != nil {
		return at, context.Cause(wait)
	}
	return at, nil
}

// fit finds the matrix, and asks again for the touch that does not go with the
// others, or for all where they tell nothing.
func (c *calibration) fit(ctx context.Context) (touch.Fit, error) {
	for {
		fit, err := touch.Calibrate(c.raw, c.targets(), c.diagonal())
		if err == nil {
			return fit, c.turn(fit)
		}
		if c.retries++; c.retries > patience {
			return fit, fmt.Errorf("%w: %w", errMissed, err)
		}
		if err := c.mend(ctx); err != nil {
			return fit, err
		}
	}
}

func (c *calibration) targets() []touch.Point {
	targets := make([]touch.Point, len(c.crosses))
	for i, cross := range c.crosses {
		targets[i] = c.onGlass(cross)
	}
	return targets
}

// mend asks for the crooked touch again.
func (c *calibration) mend(ctx context.Context) error {
	i, by := touch.Crooked(c.raw, c.targets())
	if i < 0 {
		c.tell(CalibrateStep{Step: "crooked"})
		return c.all(ctx)
	}
	c.tell(CalibrateStep{Step: "crooked", Point: i + 1, Of: len(c.crosses), MissPX: by})
	return c.point(ctx, i, by)
}

// turn compares how the panel is turned with what the technician said.
func (c *calibration) turn(fit touch.Fit) error {
	c.turned, c.mirrored = fit.Matrix.TurnedAgainst(c.base, int(c.size.X), int(c.size.Y))
	if want := c.order.Rotate; want != nil && *want != c.turned {
		return fmt.Errorf("%w: the touches say by %d degrees, not %d", errTurned, c.turned, *want)
	}
	return nil
}

// prove asks for one more touch where none has been. One that misses is asked
// for once more; then the touches before are in doubt, and false asks for all
// of them anew.
func (c *calibration) prove(ctx context.Context, fit touch.Fit) (bool, error) {
	missed := 0.0
	for range 2 {
		at, err := c.tap(ctx, screens.Calibrate{Stage: screens.CalibrateProof, Misses: fit.Residuals, MissPX: missed}, proofCross,
			CalibrateStep{Step: "proof", MissesPX: fit.Residuals, MaxPX: fit.Max, RMSPX: fit.RMS})
		if err != nil {
			return false, err
		}
		by, ok := fit.Matrix.Miss(at, c.onGlass(proofCross), c.diagonal())
		if ok {
			return true, nil
		}
		missed = by
		c.tell(CalibrateStep{Step: "missed", MissPX: by, RawX: at.X, RawY: at.Y})
		if c.retries++; c.retries > patience {
			return false, fmt.Errorf("%w: the proof by %.0f px", errMissed, by)
		}
	}
	return false, nil
}
