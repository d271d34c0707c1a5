package config

import "time"

// Machine is where this machine tells of itself, and when that is a fault.
type Machine struct {
	Sys       string        `toml:"sys"`        // sysfs
	Dev       string        `toml:"dev"`        // folder of the device nodes
	HotC      float64       `toml:"hot_c"`      // degrees Celsius of the hottest sensor: a warning
	CriticalC float64       `toml:"critical_c"` // and an alarm
	LowMB     int           `toml:"low_mb"`     // free space beside the journal: a warning
	FullMB    int           `toml:"full_mb"`    // and an alarm
	SlowWrite time.Duration `toml:"slow_write"` // a record that takes longer to write is told
	Backlog   time.Duration `toml:"backlog"`    // what waits longer to be told to the hall is
}

func defaultMachine() Machine {
	return Machine{
		Sys: "/sys", Dev: "/dev", HotC: 85, CriticalC: 95, LowMB: 500, FullMB: 100,
		SlowWrite: time.Second, Backlog: 30 * time.Minute,
	}
}

func (v *check) machine(m Machine) {
	v.path("machine.sys", m.Sys)
	v.path("machine.dev", m.Dev)
	between(v, "machine.hot_c", m.HotC, 40, 120)
	between(v, "machine.critical_c", m.CriticalC, 40, 130)
	between(v, "machine.low_mb", m.LowMB, 1, 1<<30)
	between(v, "machine.full_mb", m.FullMB, 1, 1<<30)
	between(v, "machine.slow_write", m.SlowWrite, time.Microsecond, time.Minute)
	between(v, "machine.backlog", m.Backlog, time.Second, 24*time.Hour)
	if m.CriticalC < m.HotC {
		v.bad("machine.critical_c", "want machine.hot_c %v or more, got %v", m.HotC, m.CriticalC)
	}
	if m.LowMB < m.FullMB {
		v.bad("machine.low_mb", "want machine.full_mb %d or more, got %d", m.FullMB, m.LowMB)
	}
}
