package child

import (
	"os/exec"
	"syscall"
	"testing"
	"time"
)

func start(t *testing.T, name string, args ...string) *Child {
	t.Helper()
	c, err := Start(exec.Command(name, args...), syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Stop(0) })
	return c
}

func TestStopEndsAnObedientProgram(t *testing.T) {
	c := start(t, "sleep", "60")
	if err := c.Stop(10 * time.Second); err != nil {
		t.Fatalf("Stop: %v", err)
	}
	if err := syscall.Kill(c.Pid(), 0); err == nil {
		t.Errorf("process %d is still there after Stop", c.Pid())
	}
}

func TestStopKillsADeafProgram(t *testing.T) {
	c := start(t, "sh", "-c", "trap '' TERM; while :; do sleep 60; done")
	waitForTrap(t, c.Pid())
	if err := c.Stop(50 * time.Millisecond); err == nil {
		t.Error("a program that ignores SIGTERM was reported as ended by itself")
	}
}

func TestExitCode(t *testing.T) {
	c := start(t, "sh", "-c", "exit 3")
	<-c.Ended()
	if got := c.ExitCode(); got != 3 {
		t.Errorf("ExitCode = %d, want 3", got)
	}
	ok := start(t, "true")
	<-ok.Ended()
	if got := ok.ExitCode(); got != 0 {
		t.Errorf("ExitCode of true = %d, want 0", got)
	}
}

func TestStartNamesWhatIsMissing(t *testing.T) {
	if _, err := Start(exec.Command("/nowhere/kioskd"), syscall.SIGKILL); err == nil {
		t.Error("a program that is not there was started")
	}
}
