package direct

import (
	"fmt"
	"image"
	"unsafe"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/shm"
	"golang.org/x/sys/unix"
)

// memory holds a picture of the window that the X server reads too (MIT-SHM).
// Only pages that were ever written to take memory.
type memory struct {
	seg shm.Seg
	pix []byte // blue, green, red, unused
}

func (m *memory) attach(conn *xgb.Conn, size int) error {
	if err := shm.Init(conn); err != nil {
		return err
	}
	id, err := unix.SysvShmGet(unix.IPC_PRIVATE, size, unix.IPC_CREAT|0o600)
	if err != nil {
		return fmt.Errorf("shared memory: %w", err)
	}
	// Once both sides have it, it goes with the last of them.
	defer unix.SysvShmCtl(id, unix.IPC_RMID, nil)
	if m.pix, err = unix.SysvShmAttach(id, 0, 0); err != nil {
		return fmt.Errorf("shared memory: %w", err)
	}
	if m.seg, err = shm.NewSegId(conn); err != nil {
		return err
	}
	return shm.AttachChecked(conn, m.seg, uint32(id), true).Check()
}

func (m *memory) detach() {
	if m.pix != nil {
		_ = unix.SysvShmDetach(m.pix)
		m.pix = nil
	}
}

// load copies an area and turns its bytes round: red, green, blue come in.
func (m *memory) load(img *image.RGBA, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := img.PixOffset(r.Min.X, y)
		turn(m.pix[from:from+4*r.Dx()], img.Pix[from:from+4*r.Dx()])
	}
}

// turn swaps the first and the third of every four bytes, a word at a time.
func turn(to, from []byte) {
	n := len(from) / 4
	if n == 0 {
		return
	}
	in := unsafe.Slice((*uint32)(unsafe.Pointer(&from[0])), n)
	out := unsafe.Slice((*uint32)(unsafe.Pointer(&to[0])), n)
	for i, v := range in {
		out[i] = v&0xFF00FF00 | v>>16&0xFF | v&0xFF<<16
	}
}
