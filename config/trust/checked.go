package trust

import (
	"bytes"
	"maps"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// checked are the roles that were read and whose signatures were checked last,
// by name. While the same bytes are there, and who delegates to them is the
// same, that need not be done again: most looks find nothing new. What depends
// on the time and on other roles is no part of it.
type checked map[string]check

type check struct {
	data []byte
	by   any // metadata of who delegates, as it was checked itself
	role any
}

// note keeps what came of a check.
func note[T metadata.Roles](c checked, name string, data []byte, by any, role *metadata.Metadata[T]) {
	c[name] = check{data, by, role}
}

// recall is a role that was checked before, nil for none.
func recall[T metadata.Roles](c checked, name string, data []byte, by any) *metadata.Metadata[T] {
	was, there := c[name]
	if !there || was.by != by || !bytes.Equal(was.data, data) {
		return nil
	}
	role, _ := was.role.(*metadata.Metadata[T])
	return role
}

// forget drops the roles that have no say here any more.
func (c checked) forget(seen map[string]*metadata.Metadata[metadata.TargetsType]) {
	maps.DeleteFunc(c, func(role string, _ check) bool { return idle(role, seen) })
}
