package hub

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// A backup is a tar file: about.json, the authority's files, every stream's
// stream.json with its pieces, and end.json with the hash of all of it. One
// that is cut off has no end.
const (
	aboutName  = "about.json"
	endName    = "end.json"
	streamName = "/stream.json"
	pieceName  = "/piece"
	format     = 1
)

// Backup says what one holds.
type Backup struct {
	Format  int       `json:"format"`
	At      time.Time `json:"at"` // nothing later is in it, but for events and files
	Name    string    `json:"authority"`
	Streams int       `json:"-"`
	Bytes   int64     `json:"-"`
}

type archiveEnd struct {
	Streams int    `json:"streams"`
	SHA256  string `json:"sha256"`
}

// archiver writes one.
type archiver struct {
	to      *tar.Writer
	sum     hash.Hash
	at      time.Time
	stream  string
	streams int
}

func newArchiver(w io.Writer, at time.Time) *archiver {
	return &archiver{to: tar.NewWriter(w), sum: sha256.New(), at: at}
}

func (a *archiver) add(name string, data []byte) error {
	into(a.sum, name, data)
	if err := a.to.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(data)), ModTime: a.at, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := a.to.Write(data)
	return err
}

func into(sum hash.Hash, name string, data []byte) {
	fmt.Fprintf(sum, "%s\n%d\n", name, len(data)) // a hash takes all of it
	sum.Write(data)
}

func (a *archiver) document(name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return a.add(name, data)
}

func (a *archiver) piece(data []byte) error { return a.add("streams/"+a.stream+pieceName, data) }

func (a *archiver) close() error {
	end := archiveEnd{a.streams, hex.EncodeToString(a.sum.Sum(nil))}
	return errors.Join(a.document(endName, end), a.to.Close())
}

// mostMember bounds what a spoiled archive can have read at once.
const mostMember = 16 << 20

// member is one file of an archive.
type member struct {
	name string
	data []byte
}

// members reads an archive to its end, and fails where that is not as it was
// written.
func members(r io.Reader, each func(member) error) error {
	in, sum := tar.NewReader(r), sha256.New()
	for streams := 0; ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return errors.New("hub: the backup is cut off: it has no end")
		}
		if err != nil {
			return fmt.Errorf("hub: backup: %w", err)
		}
		if head.Size > mostMember {
			return fmt.Errorf("hub: backup: %s is too large", head.Name)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			return fmt.Errorf("hub: backup: %s: %w", head.Name, err)
		}
		if head.Name == endName {
			var end archiveEnd
			if err := json.Unmarshal(data, &end); err != nil || end.Streams != streams || end.SHA256 != hex.EncodeToString(sum.Sum(nil)) {
				return errors.New("hub: the backup is not as it was written")
			}
			return nil
		}
		into(sum, head.Name, data)
		if strings.HasSuffix(head.Name, streamName) {
			streams++
		}
		if err := each(member{head.Name, data}); err != nil {
			return err
		}
	}
}

// CheckBackup reads a backup to its end and tells what it holds.
func CheckBackup(r io.Reader) (b Backup, err error) {
	err = members(r, func(m member) error {
		b.Bytes += int64(len(m.data))
		switch {
		case m.name == aboutName:
			if err := json.Unmarshal(m.data, &b); err != nil {
				return fmt.Errorf("hub: backup: %w", err)
			}
		case strings.HasSuffix(m.name, streamName):
			b.Streams++
		}
		return nil
	})
	if err == nil && b.Format != format {
		err = fmt.Errorf("hub: this program knows no backup of format %d", b.Format)
	}
	return b, err
}
