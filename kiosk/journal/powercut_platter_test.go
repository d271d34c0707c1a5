package journal

import (
	"maps"
	"math/rand/v2"
	"slices"
)

// image is what a power cut leaves of a directory: names and contents.
type image map[string][]byte

// order says which changes of a directory may be left without those before
// them.
type order string

const (
	ext4Order order = "ext4"  // none: the file system's log keeps their order
	anyOrder  order = "posix" // any, until the directory itself is synced
)

const sectorSize = 512 // bytes that a disk writes whole or not at all

type sector [sectorSize]byte

// past is a value on the medium: what is surely there and what was put in
// its place since, any of which a power cut may leave.
type past[T any] struct {
	sure  T
	since []T
	lost  bool // a sync failed: the kernel takes the newest for written
}

func (p *past[T]) set(v T) { p.since, p.lost = append(p.since, v), false }

func (p *past[T]) sync() {
	if !p.lost {
		p.sure, p.since = p.newest(), nil
	}
}

func (p *past[T]) newest() T {
	if len(p.since) == 0 {
		return p.sure
	}
	return p.since[len(p.since)-1]
}

// luck decides what is left.
type luck struct {
	*rand.Rand
	keep float64 // share of what was not synced
}

// newLuck draws from the two numbers alone. Seed 0 keeps nothing.
func newLuck(seed uint64, cut int) luck {
	r := rand.New(rand.NewPCG(seed, uint64(cut)))
	if seed == 0 {
		return luck{r, 0}
	}
	return luck{r, []float64{0.1, 0.5, 0.9, 1}[r.IntN(4)]}
}

// steps draws how many of n unsynced steps are left.
func (l luck) steps(n int) int {
	switch {
	case n == 0 || l.Float64() >= l.keep:
		return 0
	case l.keep == 1:
		return n
	}
	return 1 + l.IntN(n)
}

func (p *past[T]) left(l luck) T {
	if n := l.steps(len(p.since)); n > 0 {
		return p.since[n-1]
	}
	return p.sure
}

// blob is the contents of one file on the medium.
type blob struct {
	sectors []past[sector]
	size    past[int64]
}

func (b *blob) write(off int64, data []byte) {
	end := off + int64(len(data))
	b.put(off, data)
	if end > b.size.newest() {
		b.size.set(end)
	}
}

func (b *blob) put(off int64, data []byte) {
	for len(data) > 0 {
		n, within := int(off/sectorSize), off%sectorSize
		for len(b.sectors) <= n {
			b.sectors = append(b.sectors, past[sector]{})
		}
		s := b.sectors[n].newest()
		done := copy(s[within:], data)
		b.sectors[n].set(s)
		data, off = data[done:], off+int64(done)
	}
}

func (b *blob) truncate(size int64) {
	if cut := b.size.newest() - size; cut > 0 {
		b.put(size, make([]byte, cut))
	}
	b.size.set(size)
}

func (b *blob) sync() {
	for i := range b.sectors {
		b.sectors[i].sync()
	}
	b.size.sync()
}

func (b *blob) syncFailed() {
	for i := range b.sectors {
		b.sectors[i].lost = true
	}
	b.size.lost = true
}

func (b *blob) left(l luck) []byte {
	data := make([]byte, b.size.left(l))
	for i := 0; i < len(b.sectors) && i*sectorSize < len(data); i++ {
		s := b.sectors[i].left(l)
		copy(data[i*sectorSize:], s[:])
	}
	return data
}

// entry is one change of the directory: the name has this file now, 0 none.
type entry struct {
	name string
	node int
}

// platter is the medium under a disk: it follows the disk's log and can tell
// at any point what a power cut may leave.
type platter struct {
	order order
	drops kind // synced or dirSynced: a medium that says it did, and did not
	blobs map[int]*blob
	dir   []entry
	sure  int // entries of dir that are surely there
}

func newPlatter(o order, left image) *platter {
	p := &platter{order: o, blobs: map[int]*blob{}}
	d := newDisk(left)
	for name, n := range d.files {
		p.apply(change{kind: created, name: name, node: n.id})
		p.apply(change{kind: written, node: n.id, data: n.data})
		p.apply(change{kind: synced, node: n.id})
	}
	p.apply(change{kind: dirSynced})
	return p
}

func (p *platter) apply(c change) {
	switch c.kind {
	case p.drops:
	case created:
		p.blobs[c.node] = &blob{}
		p.dir = append(p.dir, entry{c.name, c.node})
	case deleted:
		p.dir = append(p.dir, entry{c.name, 0})
	case written:
		p.blobs[c.node].write(c.off, c.data)
	case truncated, grown:
		p.blobs[c.node].truncate(c.off)
	case syncFailed:
		p.blobs[c.node].syncFailed()
	case synced:
		p.sync(c.node)
	case dirSynced:
		p.sure = len(p.dir)
	}
}

// sync of a file takes along, on ext4, the name that it was made under and
// all changes of the directory before.
func (p *platter) sync(id int) {
	p.blobs[id].sync()
	made := slices.IndexFunc(p.dir, func(e entry) bool { return e.node == id })
	if p.order == ext4Order {
		p.sure = max(p.sure, made+1)
	}
}

// cut returns one image that a power cut may leave now.
func (p *platter) cut(l luck) image {
	left := image{}
	names := p.names(l)
	for _, name := range slices.Sorted(maps.Keys(names)) { // the same luck every time
		if id := names[name]; id != 0 {
			left[name] = p.blobs[id].left(l)
		}
	}
	return left
}

func (p *platter) names(l luck) map[string]int {
	names := map[string]int{}
	for _, e := range p.dir[:p.sure] {
		names[e.name] = e.node
	}
	unsure := p.dir[p.sure:]
	if p.order == ext4Order {
		for _, e := range unsure[:l.steps(len(unsure))] {
			names[e.name] = e.node
		}
		return names
	}
	for i, e := range unsure {
		if slices.ContainsFunc(unsure[:i], func(o entry) bool { return o.name == e.name }) {
			continue
		}
		of := slices.DeleteFunc(slices.Clone(unsure), func(o entry) bool { return o.name != e.name })
		if n := l.steps(len(of)); n > 0 {
			names[e.name] = of[n-1].node
		}
	}
	return names
}
