package screens

import "time"

// ScreenService is the page of a technician.
const ScreenService Screen = "service"

// What a technician can do.
const (
	ActDevice       Act = "service-device" // Arg: its name
	ActTest         Act = "service-test"   // Arg: a test, a device, "quiet"
	ActAnswer       Act = "service-answer" // Arg: yes, no, skip, or one of the choices
	ActStopTest     Act = "service-stop"
	ActGive         Act = "service-give" // Arg: yes or no
	ActAskFor       Act = "service-ask"  // ask whoever has the terminal for it
	ActLeaveService Act = "service-leave"
	ActPrintReport  Act = "service-report" // what is wrong, on paper
)

// Technician is what a technician sees. It has one look, dense and plain,
// whatever the citizens have chosen.
type Technician struct {
	Stage  ServiceStage
	Person string // who has the terminal
	Wire   bool   // by wire, and not at this glass
	Since  time.Time
	Pin    *ServicePin
	Rows   []ServiceRow // devices, or the tests of Device
	Device string       // whose tests are shown; empty: all devices
	Test   string       // that runs or waits for its technician
	Prompt *ServicePrompt
	Result *ServiceResult // of the newest test of Device
	Facts  []ServiceFact  // of the terminal's day
	Wish   string         // who asks for the terminal
	Asking bool           // whoever has it has been asked
	Failed []ServiceRow   // with returning: tests that did not pass
	Faults []ServiceFault // of all devices, or of Device; the worst first
	Events []ServiceEvent // the newest first
	Keys   bool           // there are keys beside the glass
	Fault  bool           // results cannot be kept
}

// ServiceStage is what a technician's page is about.
type ServiceStage string

const (
	ServicePIN       ServiceStage = "pin"
	ServiceDevices   ServiceStage = "devices"
	ServiceDevice    ServiceStage = "device"
	ServiceRunning   ServiceStage = "running"
	ServiceReturning ServiceStage = "returning"
)

// ServiceFault is a row of the fault table: a code, what is wrong, what to do
// and who does it (technician.who.<Who>).
type ServiceFault struct {
	Code      string
	Says, Act Text
	Who       string
	Since     time.Time
}

// ServiceEvent is something that happened, as the journal names it.
type ServiceEvent struct {
	At   time.Time
	Kind string
}

// ServicePin asks who the technician is.
type ServicePin struct {
	Digits   int // typed so far
	Least    int // that a PIN has
	Checking bool
	Problem  string        // "", wrong, locked, nobody, file
	Locked   time.Duration // nobody can try for so long
}

// ServiceRow is one device or one test.
type ServiceRow struct {
	ID      string // technician.device.<ID> or technician.test.<ID>
	Verdict string // of its last test; empty: never tested
	At      time.Time
	Past    bool   // the device has recovered since its last test
	State   string // of a device, XFS4IoT's word; empty: of a test
	Bad     bool   // it does not work, or its last test says so
	Absent  bool   // there is no such part
	Figure  string
	Person  bool // a person gives the verdict
}

// ServicePrompt is what a running test asks or says.
type ServicePrompt struct {
	Step    string // technician.step.<Step>
	Fill    map[string]string
	Ask     bool
	Choices []string
	Field   string // white black red green blue grey gradient: covers the glass
	Code    string
	Columns int // of a map of the glass that is wiped over; 0: none
	Rows    int
	Touched []bool
	Cross   bool
	X, Y    float64 // of the cross, parts of the glass
}

// ServiceResult is what came of a test.
type ServiceResult struct {
	Test    string
	Verdict string
	Reason  string // technician.reason.<Reason>, else as it is
	Detail  string
	Facts   []ServiceFact
}

// ServiceFact is something measured or counted: technician.fact.<Name>, else the
// name as it is.
type ServiceFact struct {
	Name, Value string
	Bad         bool
}

// plain is the View of a technician's page as it is laid out.
func plainService(v View) View {
	v.Theme, v.TextStep, v.LowReach, v.Steps = ThemeDefault, 1, false, nil
	return v
}

// Say returns a sentence of the catalogue, for programs that show the same
// words elsewhere. A key that is not there comes back as it is.
func Say(lang Lang, key string, fill ...string) string { return catalogueOf(lang).say(key, fill...) }

// Known reports whether the catalogue has a key.
func Known(lang Lang, key string) bool { return catalogueOf(lang).has(key) }
