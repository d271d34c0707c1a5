package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/cmd/hidden"
	"govkiosk/kiosk/fleet/api"
)

func (f *hubFlags) login() *cobra.Command {
	var id string
	var days int
	c := &cobra.Command{
		Use: "login URL --id NAME", Short: "sign in at a hub; asks for the password", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if id == "" {
				return errors.New("--id NAME is missing")
			}
			if u, err := url.Parse(args[0]); err != nil || u.Host == "" {
				return fmt.Errorf("want the address of the hub with http:// or https:// before it, got %q", args[0])
			}
			f.url = args[0]
			s, err := f.read()
			if err != nil {
				return err
			}
			client, err := s.http()
			if err != nil {
				return err
			}
			password, err := hidden.Line(c, bufio.NewReader(c.InOrStdin()), "Password of "+id)
			if err != nil {
				return failed(err)
			}
			ctx, cancel := context.WithTimeout(c.Context(), mostPatience)
			defer cancel()
			var t api.Token
			if err := (&api.Client{URL: s.URL, HTTP: client}).Post(ctx, "/login", api.Login{ID: id, Password: password, Days: days}, &t); err != nil {
				return failed(err)
			}
			s.Token, s.ID, s.Until = t.Token, id, t.Until
			if err := s.write(f.kept); err != nil {
				return failed(err)
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s, %s at %s until %s\n", id, t.Role, s.URL, t.Until.Local().Format(time.DateTime))
			return failed(err)
		},
	}
	c.Flags().StringVar(&id, "id", "", "who signs in")
	c.Flags().IntVar(&days, "days", 1, "for which the token counts")
	return c
}

func (f *hubFlags) logout() *cobra.Command {
	return &cobra.Command{
		Use: "logout", Short: "forget the token", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			err := os.Remove(f.kept)
			if errors.Is(err, os.ErrNotExist) {
				return nil
			}
			return failed(err)
		},
	}
}

// reason is the flag --why of acts that need one.
func reason(c *cobra.Command) *string {
	why := c.Flags().String("why", "", "the reason, for the audit")
	return why
}

func needed(why string) error {
	if strings.TrimSpace(why) == "" {
		return errors.New("--why REASON is missing; it goes into the audit")
	}
	return nil
}
