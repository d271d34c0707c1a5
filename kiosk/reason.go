package kiosk

import (
	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// The reasons that only a printer has keep the words of their pages.
const (
	reasonPaperOut      = journey.Reason(screens.ReasonPaperOut)
	reasonCoverOpen     = journey.Reason(screens.ReasonCoverOpen)
	reasonCutter        = journey.Reason(screens.ReasonCutter)
	reasonPaperJam      = journey.Reason(screens.ReasonPaperJam)
	reasonPrinterHot    = journey.Reason(screens.ReasonPrinterHot)
	reasonPaperInMouth  = journey.Reason(screens.ReasonPaperInMouth)
	reasonPrinterBroken = journey.Reason(screens.ReasonPrinterBroken)
)

// printerReason turns what a printer said of itself into why no slip can be
// printed now; empty when one can. Low is not out. The sentence is that of the
// code: Kinds do not tell a stuck knife from a jam.
func printerReason(s escpos.Status) journey.Reason {
	f, _ := fault.Of(printerCode(s))
	return journey.Reason(f.Withdraws)
}

// printFailure turns the Kind of a print that did not come into its sentence.
func printFailure(kind drivers.Kind) journey.Reason {
	switch kind {
	case drivers.PaperOut:
		return reasonPaperOut
	case drivers.CoverOpen:
		return reasonCoverOpen
	case drivers.PaperJammed:
		return reasonPaperJam // says what is right of a stuck knife, too
	case drivers.MediaRetained:
		return reasonPaperInMouth
	case drivers.NoDevice, drivers.Timeout, drivers.NotReady:
		return journey.ReasonPrinterAway
	}
	return reasonPrinterBroken
}
