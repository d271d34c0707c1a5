package trust

import (
	"bytes"
	"strconv"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
)

// chain is the way from the root of the installation to the newest that is
// kept. What was checked once is not checked again while the same is kept.
type chain struct {
	first *metadata.Metadata[metadata.RootType]
	known []link // those after the first
}

type link struct {
	data []byte
	root *metadata.Metadata[metadata.RootType]
}

// start goes through the roots that are kept. At one that is lost it stops: the
// repository has them all.
func (c *chain) start(m *memory, now time.Time) *trustedmetadata.TrustedMetadata {
	set := &trustedmetadata.TrustedMetadata{
		Root: c.first, RefTime: now.UTC(), Targets: map[string]*metadata.Metadata[metadata.TargetsType]{},
	}
	for i := 0; ; i++ {
		data, there := m.rows[rowRoot+strconv.FormatInt(set.Root.Signed.Version+1, 10)]
		if !there {
			return set
		}
		if i < len(c.known) && bytes.Equal(c.known[i].data, data) {
			set.Root = c.known[i].root
			continue
		}
		if _, err := set.UpdateRoot(data); err != nil {
			return set // torn, or of another repository: it is fetched again
		}
		c.known = append(c.known[:i], link{data, set.Root})
	}
}
