package config

import (
	"slices"
)

// Impact is what becomes different on some terminals.
type Impact struct {
	Terminals []string `json:"terminals"` // those on which exactly this changes
	Changes   []Change `json:"changes,omitempty"`
	Added     bool     `json:"added,omitempty"`   // they are in the second tree only
	Removed   bool     `json:"removed,omitempty"` // they are in the first one only
}

// Compare tells what would change on which terminals from one tree to
// another, terminals with the same changes together, those with the most
// changes first.
func Compare(a, b *Tree) ([]Impact, error) {
	var out []Impact
	ids := append(a.Terminals(), b.Terminals()...)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		i, err := impact(a, b, id)
		if err != nil {
			return nil, err
		}
		if same := slices.IndexFunc(out, i.like); same >= 0 {
			out[same].Terminals = append(out[same].Terminals, id)
		} else if len(i.Changes) > 0 || i.Added || i.Removed {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(x, y Impact) int { return len(y.Changes) - len(x.Changes) })
	return out, nil
}

func impact(a, b *Tree, id string) (Impact, error) {
	i := Impact{Terminals: []string{id}}
	_, before := a.Place(id)
	_, after := b.Place(id)
	switch {
	case !before:
		i.Added = true
		return i, nil
	case !after:
		i.Removed = true
		return i, nil
	}
	was, _, err := a.Load(id, nil)
	if err != nil {
		return i, err
	}
	is, _, err := b.Load(id, nil)
	i.Changes = Diff(was, is)
	return i, err
}

func (i Impact) like(other Impact) bool {
	return i.Added == other.Added && i.Removed == other.Removed && slices.Equal(i.Changes, other.Changes)
}
