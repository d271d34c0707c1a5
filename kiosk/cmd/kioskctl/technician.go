package main

import (
	"bufio"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/kiosk/cmd/hidden"
	"govkiosk/kiosk/technician"
)

func newTechnician() *cobra.Command {
	var path string
	var card, noPIN bool
	c := &cobra.Command{
		Use:   "technician",
		Short: "say who may take the terminal out of service at its glass",
		Long: `Say who may take the terminal out of service at its glass.

The file keeps argon2id hashes only, and is readable for its owner alone: run
this as the user that kioskd runs as. There is no PIN that a fresh terminal
knows; with nobody in the file nobody gets in.`,
		RunE: needsCommand,
		Args: cobra.ArbitraryArgs,
	}
	c.PersistentFlags().StringVar(&path, "file", config.Default().Service.Technicians, "service.technicians of the configuration")
	add := &cobra.Command{
		Use: "add NAME", Short: "add a technician; asks for a PIN of 6 to 12 digits", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			in := bufio.NewReader(c.InOrStdin())
			var pin, number string
			var err error
			if !noPIN {
				if pin, err = hidden.Twice(c, in, "PIN"); err != nil {
					return failed(err)
				}
			}
			if card {
				if number, err = hidden.Line(c, in, "Number of the ID card"); err != nil {
					return failed(err)
				}
			}
			return failed(change(path, func(l *technician.List) error { return l.Add(args[0], pin, number, time.Now()) }))
		},
	}
	add.Flags().BoolVar(&card, "card", false, "ask for the number of an ID card, too, which opens like the PIN")
	add.Flags().BoolVar(&noPIN, "no-pin", false, "ask for no PIN: the card alone")
	remove := &cobra.Command{
		Use: "remove NAME", Short: "remove a technician", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return failed(change(path, func(l *technician.List) error { return l.Remove(args[0]) }))
		},
	}
	list := &cobra.Command{
		Use: "list", Short: "list the technicians", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			l, err := technician.Load(path)
			for _, t := range l.Technicians {
				fmt.Fprintf(c.OutOrStdout(), "%s  %s  %s\n", t.ID, keys(t), t.Added.Local().Format(time.DateOnly))
			}
			return failed(err)
		},
	}
	c.AddCommand(add, remove, list)
	return c
}

func keys(t technician.Technician) string {
	switch {
	case t.PIN != "" && t.Card != "":
		return "pin, card"
	case t.Card != "":
		return "card"
	}
	return "pin"
}

func change(path string, how func(*technician.List) error) error {
	l, err := technician.Load(path)
	if err == nil {
		err = how(&l)
	}
	if err == nil {
		err = l.Save(path)
	}
	return err
}
