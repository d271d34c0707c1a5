package main

import (
	"bufio"
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/cmd/hidden"
	"govkiosk/kiosk/fleet/hub/local"
	"govkiosk/kiosk/fleet/hub/people"
)

func (p *program) people() *cobra.Command {
	c := &cobra.Command{Use: "people", Short: "say who may do what at the hub"}
	c.AddCommand(p.peopleList(), p.peopleAdd(), p.peopleRole(), p.peoplePassword(), p.peopleToken(), p.peopleRemove())
	return c
}

// roleFlags say what a person may do, and where.
func roleFlags(c *cobra.Command, of *people.Person) {
	c.Flags().StringVar((*string)(&of.Role), "role", string(people.Viewer), "viewer, operator, publisher or admin")
	for name, to := range map[string]*string{"province": &of.Scope.Province, "city": &of.Scope.City, "district": &of.Scope.District, "hall": &of.Scope.Hall} {
		c.Flags().StringVar(to, name, "", "only terminals of this "+name)
	}
}

func (p *program) peopleList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "list the people", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				var all []people.Person
				if err := hub.Call(ctx, "GET", "/people", nil, &all); err != nil {
					return err
				}
				w := tabwriter.NewWriter(c.OutOrStdout(), 0, 0, 2, ' ', 0)
				for _, one := range all {
					by := "password"
					if one.Provider {
						by = "provider"
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", one.ID, one.Role, one.Scope, by, one.Added.Format(time.DateOnly))
				}
				return w.Flush()
			})
		},
	}
}

func (p *program) peopleAdd() *cobra.Command {
	var one people.Person
	c := &cobra.Command{
		Use: "add NAME", Short: "take somebody in; asks for a password", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			one.ID = args[0]
			if err := one.Valid(); err != nil {
				return err
			}
			password := ""
			if !one.Provider {
				var err error
				if password, err = hidden.Twice(c, bufio.NewReader(c.InOrStdin()), "Password of "+one.ID); err != nil {
					return could(err)
				}
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				return hub.Call(ctx, "POST", "/people", local.Person{Person: one, Password: password}, nil)
			})
		},
	}
	c.Flags().BoolVar(&one.Provider, "provider", false, "the OpenID provider says who it is; there is no password")
	c.Flags().StringVar(&one.Name, "name", "", "as the console shows it")
	roleFlags(c, &one)
	return c
}

func (p *program) peopleRole() *cobra.Command {
	var one people.Person
	c := &cobra.Command{
		Use: "role NAME --role ROLE", Short: "change what somebody may do, and where", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				return hub.Call(ctx, "PUT", "/people/"+args[0]+"/role", local.Person{Person: one}, nil)
			})
		},
	}
	roleFlags(c, &one)
	return c
}

func (p *program) peoplePassword() *cobra.Command {
	return &cobra.Command{
		Use: "password NAME", Short: "give somebody another password; whoever is in by the old one is out", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			password, err := hidden.Twice(c, bufio.NewReader(c.InOrStdin()), "Password of "+args[0])
			if err != nil {
				return could(err)
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				return hub.Call(ctx, "PUT", "/people/"+args[0]+"/password", local.Person{Password: password}, nil)
			})
		},
	}
}

func (p *program) peopleToken() *cobra.Command {
	var days int
	c := &cobra.Command{
		Use: "token NAME PURPOSE", Short: "make a bearer token for a program that acts as somebody", Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			if days < 1 || days > people.MostDays {
				return fmt.Errorf("token: want 1 to %d days, got %d", people.MostDays, days)
			}
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				var token string
				asked := local.Token{Purpose: args[1], Lasts: time.Duration(days) * 24 * time.Hour}
				if err := hub.Call(ctx, "POST", "/people/"+args[0]+"/token", asked, &token); err != nil {
					return err
				}
				fmt.Fprintln(c.OutOrStdout(), token)
				return nil
			})
		},
	}
	c.Flags().IntVar(&days, "days", 30, "days for which it counts")
	return c
}

func (p *program) peopleRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME", Short: "take somebody out, at once", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.talk(c, func(ctx context.Context, hub *local.Client) error {
				return hub.Call(ctx, "DELETE", "/people/"+args[0], nil, nil)
			})
		},
	}
}
