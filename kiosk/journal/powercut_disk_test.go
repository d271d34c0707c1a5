package journal

import (
	"io"
	"maps"
	"slices"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// kind says what happened to the disk.
type kind string

const (
	created    kind = "create"
	written    kind = "write"
	truncated  kind = "truncate"
	grown      kind = "hint of the size" // may fail without harm, so it never does here
	synced     kind = "sync"
	syncFailed kind = "failed sync"
	dirSynced  kind = "sync of the directory"
	deleted    kind = "delete"
	promised   kind = "acknowledgement" // a method of the journal returned nil
)

// change is one thing that happened to the disk, in the order of the log.
type change struct {
	kind kind
	name string
	node int    // the file itself: it outlives its name
	off  int64  // of a write; of a truncate, the new size
	data []byte // of a write
}

// disk is a directory of files in memory, under the real SQLite. It writes
// down every change; reads see the newest bytes, as the page cache has them.
// It serves one connection, so locks are always granted.
type disk struct {
	files map[string]*node
	nodes int
	log   []change
	fault func(change) error // asked before each change; nil: never fails
}

type node struct {
	id   int
	data []byte
}

// newDisk starts with what a power cut has left. The same image numbers its
// files the same way.
func newDisk(left image) *disk {
	d := &disk{files: map[string]*node{}}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		d.nodes++
		d.files[name] = &node{id: d.nodes, data: slices.Clone(left[name])}
	}
	return d
}

// note writes a change down, unless it is to fail.
func (d *disk) note(c change) error {
	if d.fault != nil {
		if err := d.fault(c); err != nil {
			if c.kind == synced {
				c.kind = syncFailed
				d.log = append(d.log, c)
			}
			return err
		}
	}
	d.log = append(d.log, c)
	return nil
}

// promise notes that the journal has just acknowledged something.
func (d *disk) promise() { d.log = append(d.log, change{kind: promised}) }

func (d *disk) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name == "" { // the sorter's, never durable
		return &vfsutil.SliceFile{}, flags | vfs.OPEN_MEMORY, nil
	}
	create := flags&vfs.OPEN_CREATE != 0
	if d.files[name] == nil {
		if !create {
			return nil, flags, sqlite3.CANTOPEN
		}
		if err := d.note(change{kind: created, name: name, node: d.nodes + 1}); err != nil {
			return nil, flags, err
		}
		d.nodes++
		d.files[name] = &node{id: d.nodes}
	}
	log := flags&(vfs.OPEN_MAIN_JOURNAL|vfs.OPEN_SUPER_JOURNAL|vfs.OPEN_WAL) != 0
	return &handle{disk: d, name: name, node: d.files[name], syncDir: create && log}, flags, nil
}

func (d *disk) Delete(name string, syncDir bool) error {
	if d.files[name] == nil {
		return sqlite3.IOERR_DELETE_NOENT
	}
	if err := d.note(change{kind: deleted, name: name, node: d.files[name].id}); err != nil {
		return err
	}
	delete(d.files, name)
	if syncDir {
		return d.note(change{kind: dirSynced})
	}
	return nil
}

func (d *disk) Access(name string, _ vfs.AccessFlag) (bool, error) { return d.files[name] != nil, nil }

func (d *disk) FullPathname(name string) (string, error) { return name, nil }

// handle is an open file. It promises to SQLite what the system's files do
// (vfs/file.go), syncs the directory with the first sync of a journal too.
type handle struct {
	disk    *disk
	name    string
	node    *node
	syncDir bool
}

func (h *handle) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	if off < int64(len(h.node.data)) {
		n = copy(p, h.node.data[off:])
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (h *handle) WriteAt(p []byte, off int64) (int, error) {
	c := change{kind: written, name: h.name, node: h.node.id, off: off, data: slices.Clone(p)}
	if err := h.disk.note(c); err != nil {
		return 0, err
	}
	h.resize(max(int64(len(h.node.data)), off+int64(len(p))))
	return copy(h.node.data[off:], p), nil
}

func (h *handle) Truncate(size int64) error {
	if err := h.disk.note(change{kind: truncated, name: h.name, node: h.node.id, off: size}); err != nil {
		return err
	}
	h.resize(size)
	return nil
}

// SizeHint grows the file ahead of the writes, as the system's files do.
func (h *handle) SizeHint(size int64) error {
	if size <= int64(len(h.node.data)) {
		return nil
	}
	h.disk.log = append(h.disk.log, change{kind: grown, name: h.name, node: h.node.id, off: size})
	h.resize(size)
	return nil
}

func (h *handle) resize(size int64) {
	if grow := size - int64(len(h.node.data)); grow > 0 {
		h.node.data = append(h.node.data, make([]byte, grow)...)
	}
	h.node.data = h.node.data[:size]
}

func (h *handle) Sync(vfs.SyncFlag) error {
	if err := h.disk.note(change{kind: synced, name: h.name, node: h.node.id}); err != nil {
		return err
	}
	if !h.syncDir {
		return nil
	}
	h.syncDir = false
	return h.disk.note(change{kind: dirSynced})
}

func (h *handle) Close() error                     { return nil }
func (h *handle) Size() (int64, error)             { return int64(len(h.node.data)), nil }
func (h *handle) Lock(vfs.LockLevel) error         { return nil }
func (h *handle) Unlock(vfs.LockLevel) error       { return nil }
func (h *handle) CheckReservedLock() (bool, error) { return false, nil }
func (h *handle) SectorSize() int                  { return 4096 }
func (h *handle) DeviceCharacteristics() vfs.DeviceCharacteristic {
	return vfs.IOCAP_POWERSAFE_OVERWRITE | vfs.IOCAP_SUBPAGE_READ
}
