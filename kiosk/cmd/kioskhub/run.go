package main

import (
	"context"
	"log/slog"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/cmd/beat"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/api"
	"govkiosk/kiosk/fleet/hub/console"
	"govkiosk/kiosk/fleet/hub/local"
)

func (p *program) run() *cobra.Command {
	return &cobra.Command{
		Use: "run", Short: "serve terminals and people until it is told to stop", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := readSettings(p.file)
			if err != nil {
				return err
			}
			log := logTo(c.ErrOrStderr())
			o, err := s.options(log)
			if err != nil {
				return err
			}
			o.Alive = beat.New()
			h, err := hub.New(c.Context(), o)
			if err != nil {
				return could(err)
			}
			if err := join(c.Context(), h, s, log); err != nil {
				h.Close()
				return could(err)
			}
			h.Beside(func(ctx context.Context) error {
				return local.Serve(ctx, s.Dir, h, func() {
					terminals, people, hints, metrics := h.Addresses()
					log.Info("kioskhub: ready", "terminals", terminals, "people", people, "hints", hints, "metrics", metrics)
				})
			})
			return could(h.Serve(c.Context()))
		},
	}
}

// join puts the parts of the hub together that know only its seams.
func join(ctx context.Context, h *hub.Hub, s settings, log *slog.Logger) error {
	desk, err := api.Join(ctx, h, log)
	if err != nil {
		return err
	}
	console.New(h, console.Options{Campaigns: desk.Campaigns, Orders: desk.Orders, Prometheus: s.Metrics.Dashboards, Log: log}).Mount()
	return nil
}
