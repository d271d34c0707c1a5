package config

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with a configuration.
type Problem struct {
	File   string // empty when the configuration did not come from a file
	Line   int    // from 1; of the key, else of the table that lacks it; 0: no line
	Key    string // dotted: "reader.baud"; empty when the file itself is the problem
	Reason string // in words that the person who wrote the file understands
}

// String is FILE:LINE: key: reason, without the parts that there are not.
func (p Problem) String() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		b.WriteString(": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key + ": ")
	}
	return b.String() + p.Reason
}

// Problems is everything that is wrong, in the order of the files and their
// lines. As an error its text has one line for each.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// err is ps as an error, nil when there is nothing wrong.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}
