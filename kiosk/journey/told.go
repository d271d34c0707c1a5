package journey

// Told is what a key has just done, where the page does not show it by itself.
type Told struct {
	What string // one of those below; empty: nothing
	N    int
	Left int // seconds for which it is still said
}

const (
	ToldVolume    = "volume"     // N: steps from the volume at the start
	ToldMoreTime  = "more-time"  // N: seconds
	ToldHeadset   = "headset"    // one is in the jack
	ToldNoHeadset = "no-headset" // it was pulled out
)

// toldFor is how many seconds it stands there: long enough to read four words
// slowly.
const toldFor = 4

func (t *turn) remark(what string, n int) {
	if t.Page != PageAttract {
		t.Told = Told{what, n, toldFor}
	}
}

// remarkSecond lets it pass.
func (t *turn) remarkSecond() {
	if t.Told.Left--; t.Told.Left <= 0 {
		t.Told = Told{}
	}
}
