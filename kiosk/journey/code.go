package journey

// CodeKind is what a code that is shown to the scanner stands for. What a kind
// looks like is the runner's to know.
type CodeKind string

const (
	CodePickup  CodeKind = "pickup"  // 取件码
	CodeBooking CodeKind = "booking" // 预约码
	CodeSlip    CodeKind = "slip"    // the address on any of the hall's slips
)

// WatchCode looks for codes of some kinds: CodeSeen for each that is shown,
// until StopCode. A code of another kind, or one that holds what a keyboard
// would obey, comes without its text.
type WatchCode struct {
	ID    CommandID
	Kinds []CodeKind
}

// StopCode ends every watch on the scanner.
type StopCode struct{}

// CodeSeen reports a code, for WatchCode.
type CodeSeen struct {
	At
	ID   CommandID
	Kind CodeKind // empty: not one of the kinds that are wanted
	Text string   // with a Kind
}

func (WatchCode) effect() {}
func (StopCode) effect()  {}
