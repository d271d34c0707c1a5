package hub

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// shelf has the files of a folder at hand, as long as they are as they were
// read: two thousand terminals want the same five within a second.
type shelf struct {
	dir string

	mu    sync.Mutex
	known map[string]shelved
	bytes int64
}

// shelved is a file as it was read.
type shelved struct {
	info fs.FileInfo
	etag string
	data []byte // nil: it is too large to be kept
}

// Most on a shelf, after which it is filled anew.
const (
	mostShelved = 10_000
	mostBytes   = 64 << 20
	largestFile = 1 << 20
)

// served is a file that is about to be sent.
type served struct {
	io.ReadSeeker
	etag string
	file *os.File // nil: from memory
}

func (s served) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// get is a file by its name; fs.ErrNotExist where there is none, or something
// else than a file.
func (s *shelf) get(name string) (served, error) {
	info, err := os.Stat(filepath.Join(s.dir, name))
	if errors.Is(err, unix.ENOTDIR) || errors.Is(err, unix.ENAMETOOLONG) {
		err = fs.ErrNotExist
	}
	if err != nil {
		return served{}, err
	}
	s.mu.Lock()
	was, known := s.known[name]
	s.mu.Unlock()
	known = known && unchanged(was.info, info)
	if known && was.data != nil {
		return served{ReadSeeker: bytes.NewReader(was.data), etag: was.etag}, nil
	}
	root, err := os.OpenRoot(s.dir) // nothing in it leads out of it
	if err != nil {
		return served{}, err
	}
	defer root.Close()
	f, err := root.Open(name)
	if err != nil {
		return served{}, err
	}
	if !known {
		if was, err = s.put(name, f); err != nil {
			f.Close()
			return served{}, err
		}
	}
	return served{f, was.etag, f}, nil
}

// put reads a file, which is at its beginning afterwards.
func (s *shelf) put(name string, f *os.File) (it shelved, err error) {
	if it.info, err = f.Stat(); err != nil {
		return it, err
	}
	if !it.info.Mode().IsRegular() {
		return it, fs.ErrNotExist
	}
	sum := sha256.New()
	var whole bytes.Buffer
	to := io.Writer(sum)
	if it.info.Size() <= largestFile {
		to = io.MultiWriter(sum, &whole)
	}
	if _, err = io.Copy(to, f); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return it, err
	}
	it.etag = `"` + hex.EncodeToString(sum.Sum(nil)[:16]) + `"`
	if it.info.Size() <= largestFile {
		it.data = whole.Bytes()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostShelved || s.bytes+int64(len(it.data)) > mostBytes {
		clear(s.known)
		s.bytes = 0
	}
	s.bytes += int64(len(it.data) - len(s.known[name].data))
	s.known[name] = it
	return it, nil
}

// unchanged tells whether a file is the one that it was.
func unchanged(was, is fs.FileInfo) bool {
	return os.SameFile(was, is) && was.Size() == is.Size() && was.ModTime().Equal(is.ModTime())
}
