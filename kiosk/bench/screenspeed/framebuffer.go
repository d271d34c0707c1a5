package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// framebuffer is the memory that Xvfb draws into, mapped from the file that it
// keeps with -fbdir. Looking at it costs neither the server nor the program on
// the display anything, so it can be done every few hundred microseconds.
type framebuffer struct {
	mapped []byte
	pix    []byte // 4 bytes a pixel
	stride int    // bytes
	w, h   int
}

// XWDFile.h: 25 words, most significant byte first, then the window's name and
// a table of colours of 12 bytes each.
const (
	xwdHeaderSize = 0
	xwdWidth      = 4
	xwdHeight     = 5
	xwdStride     = 12
	xwdColours    = 19
	xwdWords      = 25
	xwdColour     = 12
)

// openFramebuffer maps the screen that an Xvfb keeps below dir.
func openFramebuffer(dir string) (*framebuffer, error) {
	file, err := os.Open(filepath.Join(dir, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	all, err := unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", file.Name(), err)
	}
	f := &framebuffer{mapped: all}
	if err := f.header(); err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	return f, nil
}

func (f *framebuffer) header() error {
	if len(f.mapped) < 4*xwdWords {
		return fmt.Errorf("%d bytes are no picture", len(f.mapped))
	}
	word := func(n int) int { return int(binary.BigEndian.Uint32(f.mapped[4*n:])) }
	f.w, f.h, f.stride = word(xwdWidth), word(xwdHeight), word(xwdStride)
	from := word(xwdHeaderSize) + word(xwdColours)*xwdColour
	if f.stride < 4*f.w || len(f.mapped) < from+f.h*f.stride {
		return fmt.Errorf("%d × %d pixels with rows of %d bytes do not fit %d bytes", f.w, f.h, f.stride, len(f.mapped))
	}
	f.pix = f.mapped[from:]
	return nil
}

func (f *framebuffer) close() error { return unix.Munmap(f.mapped) }

// at is the colour of a pixel: blue, green, red.
func (f *framebuffer) at(x, y int) uint32 {
	return binary.LittleEndian.Uint32(f.pix[y*f.stride+4*x:]) & 0xFFFFFF
}

// gap is how far the pixels that are compared lie apart: no letter and no
// line of a page is missed by a grid of 7 × 7.
const gap = 7

// samples is a grid of the pixels that are there now.
func (f *framebuffer) samples() []uint32 {
	var out []uint32
	for y := gap / 2; y < f.h; y += gap {
		for x := gap / 2; x < f.w; x += gap {
			out = append(out, f.at(x, y))
		}
	}
	return out
}

// shows reports whether the grid is that of a picture taken before.
func (f *framebuffer) shows(want []uint32) bool {
	i := 0
	for y := gap / 2; y < f.h; y += gap {
		for x := gap / 2; x < f.w; x += gap {
			if f.at(x, y) != want[i] {
				return false
			}
			i++
		}
	}
	return true
}
