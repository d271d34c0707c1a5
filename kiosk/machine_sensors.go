package kiosk

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// storage looks at the disk that the journal is on.
func (w *machineWatch) storage() finding {
	var s unix.Statfs_t
	dir := filepath.Dir(w.cfg.Journal.Path)
	if err := w.statfs(dir, &s); err != nil {
		return found("STO-READONLY", "%s: %v", dir, err)
	}
	free := int(s.Bavail * uint64(s.Bsize) >> 20)
	switch {
	case s.Flags&unix.ST_RDONLY != 0:
		return found("STO-READONLY", "%s is mounted read-only", dir)
	case free < w.cfg.Machine.FullMB:
		return found("STO-FULL", "%d MB free at %s", free, dir)
	case free < w.cfg.Machine.LowMB:
		return found("STO-LOW", "%d MB free at %s", free, dir)
	}
	for _, path := range w.glob("class/block/*/device/life_time") { // eMMC, JEDEC JESD84: two estimates in tenths
		for _, word := range strings.Fields(readText(path)) {
			if used, err := strconv.ParseUint(word, 0, 8); err == nil && used >= 0x0A {
				return found("STO-WORN", "%s says %s", path, word)
			}
		}
	}
	return finding{}
}

// temperature is of the hottest sensor.
func (w *machineWatch) temperature() finding {
	hottest, where := math.Inf(-1), ""
	for _, path := range w.glob("class/thermal/thermal_zone*/temp") {
		if milli, err := strconv.ParseFloat(readText(path), 64); err == nil && milli/1000 > hottest {
			hottest, where = milli/1000, filepath.Base(filepath.Dir(path))
		}
	}
	switch {
	case hottest >= w.cfg.Machine.CriticalC:
		return found("TMP-CRITICAL", "%s: %.0f °C", where, hottest)
	case hottest >= w.cfg.Machine.HotC:
		return found("TMP-HOT", "%s: %.0f °C", where, hottest)
	}
	return finding{}
}

// emptyAt is how much a battery has left when the terminal is about to end.
const emptyAt = 15

// power looks at mains, batteries and the supply voltage. Batteries of mice
// and the like are not the terminal's.
func (w *machineWatch) power() finding {
	var off, on bool
	charge := 101
	for _, dir := range w.glob("class/power_supply/*") {
		read := func(name string) string { return readText(filepath.Join(dir, name)) }
		if read("scope") == "Device" {
			continue
		}
		switch read("type") {
		case "Mains", "USB":
			off, on = off || read("online") == "0", on || read("online") == "1"
		case "UPS", "Battery":
			off = off || read("status") == "Discharging"
			if n, err := strconv.Atoi(read("capacity")); err == nil {
				charge = min(charge, n)
			}
		}
	}
	switch {
	case off && !on && charge <= emptyAt:
		return found("PWR-LOW", "on battery, %d %% left", charge)
	case off && !on:
		return found("PWR-BATTERY", "no supply is online")
	}
	for _, path := range w.glob("class/hwmon/*/in*_lcrit_alarm") {
		if readText(path) == "1" {
			return found("PWR-WEAK", "%s", path)
		}
	}
	return finding{}
}

// glob is sorted, and empty where there is nothing of the kind.
func (w *machineWatch) glob(pattern string) []string {
	paths, _ := filepath.Glob(filepath.Join(w.cfg.Machine.Sys, pattern)) // the patterns are constants
	slices.Sort(paths)
	return paths
}

// readText is "" for what cannot be read.
func readText(path string) string {
	data, _ := os.ReadFile(path)
	return strings.TrimSpace(string(data))
}

// unplugged tells that this machine has network sockets, and no cable in any.
func unplugged(sys string) bool {
	paths, _ := filepath.Glob(filepath.Join(sys, "class/net/*/carrier"))
	sockets := 0
	for _, path := range paths {
		if filepath.Base(filepath.Dir(path)) == "lo" {
			continue
		}
		if readText(path) == "1" {
			return false
		}
		sockets++
	}
	return sockets > 0
}
