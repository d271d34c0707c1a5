package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
)

// named is a command in a Chinese sentence: all that is no Chinese behind it,
// but for what stands for something.
var named = regexp.MustCompile(`kioskctl(?: (?:[A-Za-z0-9.-]+|代码|文件))+`)

var standsFor = strings.NewReplacer("代码", "CODE", "文件", "FILE")

// What the fault table tells people to type is there, and the same in both
// languages.
func TestCommandsOfTheFaultTable(t *testing.T) {
	seen := 0
	for _, f := range fault.All() {
		for _, said := range []fault.Text{f.Act, f.Guard} {
			for _, command := range named.FindAllString(said.Zh, -1) {
				seen++
				command = standsFor.Replace(command)
				if !strings.Contains(said.En, command) {
					t.Errorf("%s: %q is not in %q", f.Code, command, said.En)
				}
				if err := parses(strings.Fields(command)[1:]); err != nil {
					t.Errorf("%s: %q: %v", f.Code, command, err)
				}
			}
			if n := strings.Count(said.En, "kioskctl"); n != strings.Count(said.Zh, "kioskctl") {
				t.Errorf("%s: %q names other commands than %q", f.Code, said.En, said.Zh)
			}
		}
	}
	if seen < 20 {
		t.Errorf("%d commands: the table names more", seen)
	}
}

// parses tells why a command line would be refused, without running it.
func parses(args []string) error {
	root := newRoot()
	root.SetOut(io.Discard)
	c, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if err := c.ParseFlags(rest); err != nil {
		return err
	}
	if err := c.ValidateArgs(c.Flags().Args()); err != nil {
		return err
	}
	if c.CommandPath() == "kioskctl diag run" {
		what := c.Flags().Arg(0)
		if _, ok := diag.Find(diag.TestID(what)); !ok && diag.Of(diag.Device(what)) == nil && what != "quiet" && what != "all" {
			return fmt.Errorf("there is no test or device %s", what)
		}
	}
	if !c.Runnable() || c.HasSubCommands() && len(c.Flags().Args()) > 0 {
		return needsCommand(c, c.Flags().Args())
	}
	return nil
}
