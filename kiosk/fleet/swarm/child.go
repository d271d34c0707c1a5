package swarm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// child is the hub's own program.
type child struct {
	program, dir string
	repo         string
	ports        [4]string // terminals, people, hints, metrics
	free         bool      // releases that no roll-out names may be taken in
	every        time.Duration
	password     string
	cmd          *exec.Cmd
	ended        chan error
	cpu          time.Duration // of runs that have ended
}

// freePorts are ports of the loopback on which nobody listens now.
func freePorts() (out [4]string, err error) {
	for i := range out {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return out, err
		}
		defer l.Close()
		out[i] = l.Addr().String()
	}
	return out, nil
}

func newChild(o Options, dir, repo string) (*child, error) {
	ports, err := freePorts()
	if err != nil {
		return nil, err
	}
	if o.People != "" {
		ports[1] = o.People
	}
	c := &child{program: o.Hub, dir: filepath.Join(dir, "hub"), repo: repo, ports: ports, free: o.Free, every: o.Every, password: o.Password}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return nil, err
	}
	if err := c.settings(); err != nil {
		return nil, err
	}
	_, err = c.call(strings.NewReader(c.password+"\n"+c.password+"\n"), "init", "--admin", admin)
	return c, err
}

// admin is who may do everything at the swarm's hub.
const admin = "admin"

func (c *child) file() string      { return filepath.Join(c.dir, "kioskhub.toml") }
func (c *child) authority() string { return filepath.Join(c.dir, "authority.pem") }
func (c *child) terminals() string { return "https://" + c.ports[0] }
func (c *child) people() string    { return "http://" + c.ports[1] }

func (c *child) settings() error {
	return os.WriteFile(c.file(), fmt.Appendf(nil, `dir = %q
names = ["127.0.0.1", "localhost"]
[terminals]
listen = %q
every = %q
free_releases = %v
[hints]
listen = %q
[people]
listen = %q
[metrics]
listen = %q
[repository]
dir = %q
`, c.dir, c.ports[0], c.every, c.free, c.ports[2], c.ports[1], c.ports[3], c.repo), 0o600)
}

// call runs a command of the hub's program and returns what it prints.
func (c *child) call(in *strings.Reader, args ...string) (string, error) {
	cmd := exec.Command(c.program, append([]string{"--config", c.file()}, args...)...)
	if in != nil {
		cmd.Stdin = in
	}
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("swarm: kioskhub %s: %w\n%s", args[0], err, problems.String())
	}
	return out.String(), nil
}

// start starts the hub and waits until terminals are answered.
func (c *child) start(ctx context.Context) error {
	log, err := os.OpenFile(filepath.Join(c.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	c.cmd = exec.Command(c.program, "--config", c.file(), "run")
	c.cmd.Stdout, c.cmd.Stderr = log, log
	if err := c.cmd.Start(); err != nil {
		return fmt.Errorf("swarm: %w; make build makes it", err)
	}
	c.ended = make(chan error, 1)
	go func(cmd *exec.Cmd, ended chan<- error) { ended <- cmd.Wait() }(c.cmd, c.ended)
	for {
		if conn, err := net.Dial("tcp", c.ports[0]); err == nil {
			return conn.Close()
		}
		select {
		case err := <-c.ended:
			return fmt.Errorf("swarm: the hub has ended: %w; see %s", errors.Join(err), log.Name())
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// kill ends the hub as a power cut would its program.
func (c *child) kill() {
	c.cpu = c.used()
	_ = c.cmd.Process.Kill() // it has ended
	<-c.ended
}

// stop ends it in order.
func (c *child) stop() {
	if c.cmd == nil || c.cmd.ProcessState != nil {
		return
	}
	_ = c.cmd.Process.Signal(os.Interrupt) // it has ended
	select {
	case <-c.ended:
	case <-time.After(15 * time.Second):
		_ = c.cmd.Process.Kill()
		<-c.ended
	}
}

// ticks of the kernel's clock in a second, as /proc counts.
const ticks = 100

// used is the CPU time that the hub has used, in all its runs.
func (c *child) used() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		return c.cpu
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	words := strings.Fields(rest)
	if len(words) < 13 {
		return c.cpu
	}
	user, _ := strconv.Atoi(words[11])
	system, _ := strconv.Atoi(words[12])
	return c.cpu + time.Duration(user+system)*time.Second/ticks
}

// memory is what the hub holds of the machine's, and the most that it held.
func (c *child) memory() (now, most int64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid)) // nothing for one that has ended
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		kib, _ := strconv.ParseInt(words[1], 10, 64)
		switch words[0] {
		case "VmRSS:":
			now = kib << 10
		case "VmHWM:":
			most = kib << 10
		}
	}
	return now, most
}
