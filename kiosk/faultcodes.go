package kiosk

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"

	"github.com/ncruces/go-sqlite3"
	"golang.org/x/sys/unix"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/idcard"
	"govkiosk/drivers/touch"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/hall"
)

// How the words of devices, of the hall and of the disk become codes of the
// fault table.

// readerCode is for a reader that cannot be spoken to, or says no.
func readerCode(err error) fault.Code {
	var said *idcard.StatusError
	if errors.As(err, &said) {
		switch said.SW3 {
		case idcard.SelfTestFault:
			return "RDR-SELFTEST"
		case idcard.NotAuthorised:
			return "RDR-UNAUTHORISED"
		}
	}
	return lineCode("RDR", err)
}

// lineCode is for a device on a line, by who acts on the error.
func lineCode(device fault.Code, err error) fault.Code {
	switch drivers.KindOf(err) {
	case drivers.NoDevice:
		return device + "-GONE"
	case drivers.NotReady:
		return device + "-BUSY"
	case drivers.Timeout:
		return device + "-SILENT"
	case drivers.Protocol:
		return device + "-GARBLED"
	case drivers.Unsupported, drivers.BadRequest:
		if _, ok := fault.Of(device + "-UNSUPPORTED"); ok {
			return device + "-UNSUPPORTED"
		}
	}
	return device + "-BROKEN"
}

// printerCode is what a printer says of itself. The cover comes first, since
// paper readings are not to be trusted under it; what only warns comes last.
func printerCode(s escpos.Status) fault.Code {
	switch {
	case s.CoverOpen:
		return "PRN-COVER-OPEN"
	case s.Broken:
		return "PRN-BROKEN"
	case s.CutterJam:
		return "PRN-CUTTER"
	case s.Jam:
		return "PRN-JAM"
	case s.Paper == drivers.PaperEmpty:
		return "PRN-PAPER-OUT"
	case s.Waiting:
		return "PRN-HEAD-HOT"
	case s.Offline:
		return "PRN-OFFLINE"
	case s.Mouth == drivers.MediaJammed:
		return "PRN-JAM"
	case s.Mouth == drivers.MediaPresent, s.Mouth == drivers.MediaEntering:
		return codeLeftPaper
	case s.Mouth == drivers.MediaRetracted:
		return "PRN-RETRACTED"
	case s.Paper == drivers.PaperLow:
		return "PRN-PAPER-LOW"
	}
	return ""
}

// printerAwayCode is for a printer that cannot be spoken to.
func printerAwayCode(err error) fault.Code {
	if code := lineCode("PRN", err); code != "PRN-BROKEN" { // that is its own word
		return code
	}
	return "PRN-OFFLINE"
}

const codeLeftPaper fault.Code = "PRN-LEFT-PAPER"

// touchCode is for a panel that was lost, or that says what no hand can do.
func touchCode(err error) fault.Code {
	switch {
	case errors.Is(err, touch.ErrStuck):
		return "TCH-STUCK"
	case errors.Is(err, touch.ErrCrowded):
		return "TCH-CROWDED"
	case drivers.KindOf(err) == drivers.Unsupported:
		return "TCH-BROKEN"
	}
	return lineCode("TCH", err)
}

// cabinetCode is for a cabinet that cannot be spoken to.
func cabinetCode(err error) fault.Code {
	switch drivers.KindOf(err) {
	case drivers.Unsupported, drivers.BadRequest:
		return "CAB-SETUP"
	case drivers.HardwareError, drivers.KindUnknown:
		return "CAB-SILENT"
	}
	return lineCode("CAB", err)
}

// hallCode is for a call that failed, where that says something of the hall or
// of the way there. A refusal of one thing is no fault.
func hallCode(err error) fault.Code {
	switch hall.KindOf(err) {
	case hall.Unreachable:
		return wayCode(err)
	case hall.Timeout:
		return "HAL-TIMEOUT"
	case hall.Server:
		return "HAL-FAULT"
	case hall.Upstream, hall.BadRequest:
		if hall.CodeOf(err) == hall.CodeSignature {
			return "HAL-SIGNATURE"
		}
		return "HAL-ANSWER"
	case hall.Refused:
		switch hall.CodeOf(err) {
		case hall.CodeClosed:
			return ""
		case hall.CodeSignature:
			return "HAL-SIGNATURE"
		}
		return "HAL-NO"
	}
	if err == nil {
		return ""
	}
	return "HAL-ANSWER"
}

const codeLink fault.Code = "HAL-LINK"

// wayCode tells why no connection was had, or why it broke.
func wayCode(err error) fault.Code {
	var name *net.DNSError
	var verify *tls.CertificateVerificationError
	var invalid x509.CertificateInvalidError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var alert tls.AlertError
	var record tls.RecordHeaderError
	switch {
	case errors.Is(err, unix.ENETUNREACH), errors.Is(err, unix.ENETDOWN), errors.Is(err, unix.EHOSTUNREACH):
		return codeLink
	case errors.As(err, &name):
		return "HAL-DNS"
	case errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &authority), errors.As(err, &host),
		errors.As(err, &alert), errors.As(err, &record):
		return "HAL-TLS"
	case errors.Is(err, unix.ECONNREFUSED):
		return "HAL-REFUSED"
	}
	return "HAL-BROKEN-OFF"
}

// journalCode tells why a record could not be written.
func journalCode(err error) fault.Code {
	switch {
	case errors.Is(err, sqlite3.FULL), errors.Is(err, unix.ENOSPC):
		return "JRN-FULL"
	case errors.Is(err, sqlite3.CORRUPT), errors.Is(err, sqlite3.NOTADB):
		return "JRN-CORRUPT"
	}
	return "JRN-FAILED"
}
