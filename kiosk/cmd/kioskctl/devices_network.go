package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/line"
)

// askPrinter is how long a printer on the network may take to be reached and
// to answer every question.
const askPrinter = 8 * time.Second

// network looks for a printer on the network. Most serve one session: while a
// terminal runs it is the terminal's, and its word is taken. Else the printer
// is asked how it is; nothing is printed.
func (s *survey) network(ctx context.Context, r deviceRow, p config.Printer) deviceRow {
	if s.health != nil {
		r.Found = "on the network, asked by the terminal"
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, askPrinter)
	defer cancel()
	status, err := networkStatus(ctx, p)
	if err != nil {
		r.Problem = err.Error()
		return r
	}
	r.Found = fmt.Sprintf("answers: %s, paper %s", status.State, status.Paper)
	if kind := status.Hindrance(); kind != "" {
		r.Problem = fmt.Sprintf("it cannot print: %s", kind)
	}
	return r
}

// networkStatus has a session of one round of questions.
func networkStatus(ctx context.Context, p config.Printer) (status escpos.Status, err error) {
	conn, err := line.DialPrinter(ctx, p.Address())
	if err != nil {
		return status, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	dev, err := escpos.New(conn, &escpos.Opts{Profile: p.Profile, WidthDots: p.WidthDots, ReplyTimeout: p.ReplyTimeout})
	if err != nil {
		return status, err
	}
	return dev.Status(ctx)
}
