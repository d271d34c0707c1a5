package drivers

// DeviceState is the state of a device as a whole (XFS4IoT Common.Status
// device). The zero value is unknown: nobody has asked yet.
type DeviceState string

const (
	DeviceUnknown DeviceState = ""
	Online        DeviceState = "online"
	Offline       DeviceState = "offline"
	PowerOff      DeviceState = "powerOff"
	DeviceMissing DeviceState = "noDevice"
	HardwareFault DeviceState = "hardwareError"
	UserFault     DeviceState = "userError"
	Busy          DeviceState = "deviceBusy"
	Starting      DeviceState = "starting"
)

// PaperState is the state of a paper supply (XFS4IoT Printer paper). Silence
// is PaperUnknown, never PaperEmpty.
type PaperState string

const (
	PaperUnknown PaperState = ""
	PaperFull    PaperState = "full"
	PaperLow     PaperState = "low"
	PaperEmpty   PaperState = "out"
	PaperJam     PaperState = "jammed"
)

// MediaState is the state of a card or slip at its way in or out (XFS4IoT
// media).
type MediaState string

const (
	MediaUnknown    MediaState = ""
	MediaPresent    MediaState = "present"
	MediaNotPresent MediaState = "notPresent"
	MediaEntering   MediaState = "entering"
	MediaJammed     MediaState = "jammed"
	MediaRetracted  MediaState = "retracted"
)
