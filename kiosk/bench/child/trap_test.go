package child

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// waitForTrap returns when the shell ignores SIGTERM (bit 14 of SigIgn in
// proc(5)); a signal sent earlier would end it.
func waitForTrap(t *testing.T, pid int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); <-time.After(5 * time.Millisecond) {
		var mask uint64
		data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, line, _ := strings.Cut(string(data), "SigIgn:\t")
		_, _ = fmt.Sscanf(line, "%x", &mask)
		if mask&(1<<14) != 0 {
			return
		}
	}
	t.Fatal("the shell never set its trap")
}
