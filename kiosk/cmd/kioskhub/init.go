package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"time"

	"govkiosk/kiosk/cmd/hidden"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/local"
	"govkiosk/kiosk/fleet/hub/people"
)

func (p *program) init() *cobra.Command {
	var admin, name string
	c := &cobra.Command{
		Use: "init --admin NAME", Short: "make the hub's key and the first admin; asks for a password", Args: cobra.NoArgs,
		Long: `Make the hub's key and the first admin.

The key signs the certificates of the hub and its terminals. It stays in the
folder "dir" of the settings: keep a copy of authority-key.pem where nobody
else comes, since without it every terminal has to be enrolled anew. Several
hubs on one NATS cluster need the same two files authority*.pem.

The password comes from the terminal, or as the first two lines of standard
input. There is none that a fresh hub knows.`,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := readSettings(p.file)
			if err != nil {
				return err
			}
			person := people.Person{ID: admin, Role: people.Admin}
			if err := person.Valid(); err != nil {
				return err
			}
			if err := authority.Init(s.Dir, name, time.Now()); err != nil && !errors.Is(err, authority.ErrThere) {
				return could(err)
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error { return firstAdmin(ctx, c, hub, person) })
		},
	}
	c.Flags().StringVar(&admin, "admin", "", "name of the first admin")
	c.Flags().StringVar(&name, "name", "govkiosk hub", "name of the authority")
	if err := c.MarkFlagRequired("admin"); err != nil {
		panic(err) // the flag is there
	}
	return c
}

// firstAdmin takes the first person in, where nobody is yet.
func firstAdmin(ctx context.Context, c *cobra.Command, hub *local.Client, p people.Person) error {
	var all []people.Person
	if err := hub.Call(ctx, "GET", "/people", nil, &all); err != nil {
		return err
	}
	if len(all) > 0 {
		return errors.New("this hub has its people; kioskhub people takes in more")
	}
	password, err := hidden.Twice(c, bufio.NewReader(c.InOrStdin()), "Password of "+p.ID)
	if err != nil {
		return err
	}
	if err := hub.Call(ctx, "POST", "/people", local.Person{Person: p, Password: password}, nil); err != nil {
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "%s is admin\n", p.ID)
	return nil
}
