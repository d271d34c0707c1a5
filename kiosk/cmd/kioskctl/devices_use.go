package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Who has a node open, besides the names of processes.
const (
	useFree    = "free"
	useUnknown = "unknown" // processes of others cannot be seen
)

func inUse(who string) bool { return who != "" && who != useFree && who != useUnknown }

// use tells who has a node open. It looks at the processes and leaves the node
// alone: opening a serial port moves its modem lines, and some devices take
// that for a reset.
func use(node string) string {
	path, err := filepath.EvalSymlinks(node)
	if err != nil {
		return useUnknown
	}
	hidden := false
	folders, _ := filepath.Glob("/proc/[0-9]*") // the pattern is good
	var who []string
	for _, folder := range folders {
		holds, err := opens(folder, path)
		hidden = hidden || errors.Is(err, fs.ErrPermission)
		if holds {
			who = append(who, process(folder))
		}
	}
	switch {
	case len(who) > 0:
		return strings.Join(who, ", ")
	case hidden:
		return useUnknown
	}
	return useFree
}

// opens tells whether a process has path open. One that ends meanwhile has
// not.
func opens(folder, path string) (bool, error) {
	files, err := os.ReadDir(filepath.Join(folder, "fd"))
	if err != nil {
		return false, err
	}
	for _, f := range files {
		if to, err := os.Readlink(filepath.Join(folder, "fd", f.Name())); err == nil && to == path {
			return true, nil
		}
	}
	return false, nil
}

// process names one for a person: kioskd (812).
func process(folder string) string {
	name, err := os.ReadFile(filepath.Join(folder, "comm"))
	if err != nil {
		name = []byte("?")
	}
	return fmt.Sprintf("%s (%s)", strings.TrimSpace(string(name)), filepath.Base(folder))
}
