package swarm

import (
	"context"
	"errors"
	"fmt"
	"io"

	"govkiosk/kiosk/fleet/rollout"
)

// Play rolls the first release out, tells a person how to go on, and lasts
// until ctx ends.
func (s *Swarm) Play(ctx context.Context, out io.Writer) error {
	if err := s.Enrolled(ctx, func(int, int) {}); err != nil {
		return err
	}
	plan := s.everybody()
	plan.ID, plan.Release = "first-release", 1
	if len(s.terminals) >= 4 {
		plan.Waves = []rollout.Wave{{Share: .25, Least: 1}, {Share: 1, Least: 1}}
	}
	d, err := s.login(ctx)
	if err == nil {
		err = d.say(ctx, "POST", "/rollouts", plan, nil)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d 台终端已登记。管理平台 %s ，用户 %s ，密码 %s\n", len(s.terminals), s.hub.people(), admin, s.o.Password)
	fmt.Fprintf(out, "%d terminals are enrolled. Console: %s, user %s, password %s. Ctrl-C ends everything.\n\n", len(s.terminals), s.hub.people(), admin, s.o.Password)
	fmt.Fprintf(out, `To push another configuration, change %[1]s/image.toml, then
  bin/kioskctl config sign %[2]s --tree %[1]s --key %[3]s
  bin/kioskctl config publish %[2]s --key %[3]s
and start a roll-out of it in the console. A printer.density of %[4]d breaks the printers of this fleet.

`, s.repo.tree, s.repo.Dir, s.repo.keyFile, jams)
	select {
	case err := <-s.failed:
		return err
	case err := <-s.hub.ended:
		return fmt.Errorf("swarm: the hub has ended: %w", errors.Join(err))
	case <-ctx.Done():
		return nil
	}
}
