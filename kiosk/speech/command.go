package speech

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const (
	synthesiserTime = 20 * time.Second       // for one sentence
	playerTime      = 10 * time.Second       // over the length of the sound
	reapTime        = 500 * time.Millisecond // for pipes that a child of the child keeps open
	soundMost       = 32 << 20               // bytes of one sound
	wordsMost       = 4 << 10                // bytes of what a program complains
)

var errTooLong = errors.New("it makes more than 32 MiB")

// run runs a program to its end, with its input and output in memory. When ctx
// ends it is killed with all its children. The program has been waited for
// when run returns.
func run(ctx context.Context, argv []string, in []byte) ([]byte, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	out, said := &limited{most: soundMost}, &limited{most: wordsMost}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), out, said
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = reapTime
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s: %w", argv[0], ctx.Err())
	case err != nil:
		if text := strings.TrimSpace(said.String()); text != "" {
			return nil, fmt.Errorf("%s: %w: %s", argv[0], err, text)
		}
		return nil, fmt.Errorf("%s: %w", argv[0], err)
	case out.over:
		return nil, fmt.Errorf("%s: %w", argv[0], errTooLong)
	}
	return out.Bytes(), nil
}

// limited keeps the beginning of what is written to it.
type limited struct {
	bytes.Buffer
	most int
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	room := l.most - l.Len()
	if room < len(p) {
		l.over = true
	}
	l.Buffer.Write(p[:max(0, min(room, len(p)))])
	return len(p), nil
}
