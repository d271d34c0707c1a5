package config

import (
	"bytes"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// index says on which line of one file each dotted key stands.
type index map[string]int

// indexLines reads the keys of a file that has already been found to be TOML;
// what it cannot read it leaves out.
func indexLines(data []byte) index {
	x := make(index)
	var p unstable.Parser
	p.Reset(data)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = x.key("", e, data)
		case unstable.KeyValue:
			x.keyValue(table, e, data)
		}
	}
	return x
}

// keyValue enters a key and, where its value is an inline table, those in it.
func (x index) keyValue(table string, e *unstable.Node, data []byte) {
	key := x.key(table, e, data)
	value := e.Value()
	if value.Kind != unstable.InlineTable {
		return
	}
	for it := value.Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			x.keyValue(key, it.Node(), data)
		}
	}
}

// key enters every part of a dotted key that has no line yet and returns it
// whole.
func (x index) key(prefix string, e *unstable.Node, data []byte) string {
	key := prefix
	for it := e.Key(); it.Next(); {
		n := it.Node()
		key = join(key, string(n.Data))
		if _, known := x[key]; !known {
			x[key] = 1 + bytes.Count(data[:n.Raw.Offset], []byte("\n"))
		}
	}
	return key
}

// line is where key stands, else where the table that lacks it begins, else
// the file's first line. known is the part of key that the file says.
func (x index) line(key string) (line int, known string) {
	for key != "" {
		if n, ok := x[key]; ok {
			return n, key
		}
		key = key[:max(0, strings.LastIndexByte(key, '.'))]
	}
	return 1, ""
}

func join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}
