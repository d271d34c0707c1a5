package speech

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"
)

// wav is sound of 16-bit samples, as a WAV file holds it.
type wav struct {
	rate, channels int
	pcm            []byte // little-endian samples, one channel after the other
}

var errNoSound = errors.New("there is no sound in it")

const (
	headBytes   = 12 // RIFF, size, WAVE
	chunkBytes  = 8  // name, size
	formatPCM   = 1
	formatMore  = 0xFFFE // WAVE_FORMAT_EXTENSIBLE
	sampleBits  = 16
	sampleBytes = 2
)

// parseWAV reads a file. A program that writes to a pipe does not know how
// long it will be: sizes beyond the end are taken as up to the end.
func parseWAV(b []byte) (w wav, err error) {
	if len(b) < headBytes || string(b[:4]) != "RIFF" || string(b[8:12]) != "WAVE" {
		return w, errors.New("it is no WAV file")
	}
	for b = b[headBytes:]; len(b) >= chunkBytes; {
		size := int(binary.LittleEndian.Uint32(b[4:]))
		body := b[chunkBytes:]
		body = body[:min(size, len(body))]
		switch string(b[:4]) {
		case "fmt ":
			if err := w.format(body); err != nil {
				return w, err
			}
		case "data":
			if w.rate == 0 {
				return w, errors.New("its samples come before their format")
			}
			w.pcm = body[:len(body)/(sampleBytes*w.channels)*sampleBytes*w.channels]
			if len(w.pcm) == 0 {
				return w, errNoSound
			}
			return w, nil
		}
		b = b[min(len(b), chunkBytes+len(body)+len(body)%2):]
	}
	return w, errNoSound
}

func (w *wav) format(b []byte) error {
	if len(b) < 16 {
		return errors.New("its format is cut off")
	}
	le := binary.LittleEndian
	kind, bits := le.Uint16(b), le.Uint16(b[14:])
	w.channels, w.rate = int(le.Uint16(b[2:])), int(le.Uint32(b[4:]))
	switch {
	case kind != formatPCM && kind != formatMore || bits != sampleBits:
		return fmt.Errorf("format %d of %d bits, want samples of 16 bits", kind, bits)
	case w.channels < 1 || w.channels > 2 || w.rate < 4000 || w.rate > 192000:
		return fmt.Errorf("%d channels at %d Hz", w.channels, w.rate)
	}
	return nil
}

// bytes is the file, made louder or quieter.
func (w wav) bytes(gain float64) []byte {
	le := binary.LittleEndian
	block := w.channels * sampleBytes
	out := append([]byte("RIFF"), le.AppendUint32(nil, uint32(36+len(w.pcm)))...)
	out = append(out, "WAVEfmt "...)
	out = le.AppendUint32(out, 16)
	out = le.AppendUint16(out, formatPCM)
	out = le.AppendUint16(out, uint16(w.channels))
	out = le.AppendUint32(out, uint32(w.rate))
	out = le.AppendUint32(out, uint32(w.rate*block))
	out = le.AppendUint16(out, uint16(block))
	out = le.AppendUint16(out, sampleBits)
	out = append(out, "data"...)
	out = le.AppendUint32(out, uint32(len(w.pcm)))
	for i := 0; i+1 < len(w.pcm); i += sampleBytes {
		v := math.Round(float64(int16(le.Uint16(w.pcm[i:]))) * gain)
		out = le.AppendUint16(out, uint16(int16(max(math.MinInt16, min(math.MaxInt16, v)))))
	}
	return out
}

// long is how long it sounds.
func (w wav) long() time.Duration {
	return time.Duration(len(w.pcm)/(sampleBytes*w.channels)) * time.Second / time.Duration(w.rate)
}

// mostVolume is the loudest step.
const mostVolume = 10

// gainOf is the factor of a volume of 1 to 10: 3 dB a step.
func gainOf(volume int) float64 {
	n := max(1, min(volume, mostVolume))
	return math.Pow(10, float64(n-mostVolume)*3/20)
}
