package screens

// Reason is a code the catalogue turns into the citizen's sentence.
type Reason string

const (
	ReasonNone          Reason = ""
	ReasonNotHere       Reason = "not-here"      // this terminal does not offer it
	ReasonNetwork       Reason = "network"       // the API cannot be reached
	ReasonSlow          Reason = "slow"          // the API takes long
	ReasonClosed        Reason = "closed"        // outside opening hours
	ReasonStarting      Reason = "starting"      // devices are not asked yet
	ReasonReaderAway    Reason = "reader-away"   // the card reader does not answer
	ReasonReaderBroken  Reason = "reader-broken" // the card reader reports a fault
	ReasonPrinterAway   Reason = "printer-away"  // the printer does not answer
	ReasonPaperOut      Reason = "paper-out"
	ReasonPaperLow      Reason = "paper-low"
	ReasonCoverOpen     Reason = "cover-open"
	ReasonCutter        Reason = "cutter"         // cutter jam
	ReasonPaperJam      Reason = "paper-jam"      // in the mouth, or somewhere in the printer
	ReasonPrinterHot    Reason = "printer-hot"    // its head: it goes on by itself
	ReasonPaperInMouth  Reason = "paper-in-mouth" // somebody's paper is still in the mouth
	ReasonPrinterBroken Reason = "printer-broken"
	ReasonSlipKept      Reason = "slip-kept"      // nobody took it, and the printer took it back
	ReasonScannerAway   Reason = "scanner-away"   // the code reader does not answer
	ReasonCabinetAway   Reason = "cabinet-away"   // the certificate cabinet does not answer
	ReasonCabinetBroken Reason = "cabinet-broken" // it cannot be used as it is set up
	ReasonDoorOpen      Reason = "door-left-open" // a door of the cabinet stands open
	ReasonDoorStuck     Reason = "door-stuck"     // a door did not open
	ReasonJournal       Reason = "journal"        // the terminal cannot keep records
	ReasonFull          Reason = "full"           // no numbers left today
	ReasonCutOff        Reason = "cut-off"        // the last number of the day has been given out
	ReasonNumberOver    Reason = "number-over"    // it was used, given back, or passed over
	ReasonNoDeputy      Reason = "no-deputy"      // nobody may do it for somebody else
	ReasonRefused       Reason = "refused"        // the hall said no, for another reason
	ReasonUpstream      Reason = "upstream"       // the hall's answer cannot be used
	ReasonSlotTaken     Reason = "slot-taken"     // somebody else has that time
	ReasonOneAlready    Reason = "one-already"    // this person has an appointment for it
	ReasonTooMany       Reason = "too-many"       // appointments, changes or tries
	ReasonTooEarly      Reason = "too-early"      // to check in
	ReasonTooLate       Reason = "too-late"       // to check in, to change, to give up
	ReasonOtherPlace    Reason = "other-place"    // it is kept elsewhere
	ReasonNotEntitled   Reason = "not-entitled"   // one may not act for this person
)
