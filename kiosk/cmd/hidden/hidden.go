// Package hidden asks for secrets on the command line.
package hidden

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
)

// Twice asks for a secret that nobody sees being typed.
func Twice(c *cobra.Command, in *bufio.Reader, what string) (string, error) {
	first, err := Line(c, in, what)
	if err != nil {
		return "", err
	}
	again, err := Line(c, in, what+" once more")
	if err == nil && again != first {
		err = errors.New("the two are not the same")
	}
	return first, err
}

// Line reads a line, without showing it where the input is a terminal.
func Line(c *cobra.Command, in *bufio.Reader, what string) (string, error) {
	fmt.Fprint(c.ErrOrStderr(), what+": ")
	if f, ok := c.InOrStdin().(*os.File); ok {
		if was, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS); err == nil {
			dark := *was
			dark.Lflag &^= unix.ECHO
			if err := unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, &dark); err != nil {
				return "", err
			}
			defer fmt.Fprintln(c.ErrOrStderr())
			defer unix.IoctlSetTermios(int(f.Fd()), unix.TCSETS, was)
		}
	}
	line, err := in.ReadString('\n')
	if err == io.EOF && line != "" {
		err = nil
	}
	return strings.TrimSpace(line), err
}
