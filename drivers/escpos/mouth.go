package escpos

import "govkiosk/drivers"

// sensor is how a make tells what stands in the ticket mouth.
type sensor struct {
	ask    []byte
	prefix []byte  // of an answer longer than one byte
	length int     // of the answer
	fixed  pattern // of a one-byte answer
	bits   []mediaBit
}

// mediaBit gives the state when any bit of mask is set in byte at; the first
// that matches counts, and none means notPresent.
type mediaBit struct {
	at    int
	mask  byte
	state drivers.MediaState
}

var (
	// DLE EOT 5 of Masung: 08 jam, 01 exit blocked, 04 paper at the exit, 02
	// pulled, 80 paper bin. No fixed bits.
	masungMouth = &sensor{ask: askRealTime(5), length: 1, bits: []mediaBit{
		{0, 0x09, drivers.MediaJammed}, {0, 0x04, drivers.MediaPresent},
	}}
	// GS e 6 of Custom KPM and Reliance: b7 jam, b3 ticket at the output, b5
	// ejector running. No fixed bits.
	ejector = &sensor{ask: []byte{gs, 'e', 6}, length: 1, bits: []mediaBit{
		{0, 0x80, drivers.MediaJammed}, {0, 0x08, drivers.MediaPresent}, {0, 0x20, drivers.MediaEntering},
	}}
	// DLE EOT 20 of Custom VKP and TG: 10 0F P U R X; P b5 ticket in the
	// output, R b6 jam, U b3 motor.
	fullStatus = &sensor{ask: askRealTime(20), prefix: []byte{0x10, 0x0F}, length: 6, bits: []mediaBit{
		{4, 0x40, drivers.MediaJammed}, {2, 0x20, drivers.MediaPresent}, {3, 0x08, drivers.MediaEntering},
	}}
	citizenMouth = &sensor{ask: askRealTime(4), length: 1, fixed: fixedBits, bits: []mediaBit{
		{0, 0x40, drivers.MediaPresent},
	}}
	cashinoMouth = &sensor{ask: askRealTime(1), length: 1, fixed: fixedLoose, bits: []mediaBit{
		{0, 0x80, drivers.MediaPresent},
	}}
)

func (s *sensor) question() question {
	return question{ask: s.ask, prefix: s.prefix, length: s.length, fixed: s.fixed, raw: s.fixed == noFixed}
}

// read tells the state from an answer.
func (s *sensor) read(answer []byte) drivers.MediaState {
	for _, b := range s.bits {
		if answer[b.at]&b.mask != 0 {
			return b.state
		}
	}
	return drivers.MediaNotPresent
}
