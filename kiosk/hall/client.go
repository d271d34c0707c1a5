package hall

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"govkiosk/kiosk/hall/api"
)

// Options of a Client. Zero durations and counts take the default.
type Options struct {
	BaseURL      string        // http or https, without the path's trailing slash
	Terminal     string        // 1 to 32 of A–Z a–z 0–9 - _
	ReadTimeout  time.Duration // of one attempt of a reading call, answer included; 4 s
	WriteTimeout time.Duration // of one attempt of a writing call; 8 s
	Attempts     int           // of one call, the first included; 3
	Backoff      time.Duration // before the second attempt, doubled for each further one; 200 ms
	HTTP         *http.Client  // its Transport is used, once for every attempt: one that signs signs each anew; nil: one of its own without a proxy
	Opener       Opener        // of the gateway's envelopes; nil: answers come without

	Timeouts    map[string]time.Duration // of one attempt of single operations, by Error.Op; see slow for the defaults
	BreakAfter  int                      // failed attempts in a row until a service is left alone; 6, less than 0: never
	BreakFor    time.Duration            // so long, then one attempt may try again; 2.5 s
	Shelf       Shelf                    // keeps answers that may be shown without the network; nil: in memory
	UnknownCode func(UnknownCode)        // told of the first of every code that nobody here knows; nil: nobody
}

func (o Options) withDefaults() Options {
	o.ReadTimeout = either(o.ReadTimeout, 4*time.Second)
	o.WriteTimeout = either(o.WriteTimeout, 8*time.Second)
	o.Attempts = either(o.Attempts, 3)
	o.Backoff = either(o.Backoff, 200*time.Millisecond)
	o.BreakFor = either(o.BreakFor, 2500*time.Millisecond)
	if o.BreakAfter == 0 {
		o.BreakAfter = 6
	}
	if o.Shelf == nil {
		o.Shelf = &memory{}
	}
	return o
}

func either[T int | time.Duration](value, standard T) T {
	if value > 0 {
		return value
	}
	return standard
}

// Client asks one hall for one terminal. Its methods may be called from any
// goroutine; each blocks for at most Attempts times the time-out of one attempt
// and the pauses between, or until ctx ends. Every error is an *Error.
type Client struct {
	opts     Options
	api      *api.Client
	contract *contract
	breakers breakers
	seen     *tally
}

var terminalID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// New makes a client. It sends nothing.
func New(o Options) (*Client, error) {
	o = o.withDefaults()
	base, err := url.Parse(o.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, errors.New("hall: BaseURL: wanted http or https with a host")
	}
	if !terminalID.MatchString(o.Terminal) {
		return nil, errors.New("hall: Terminal: wanted 1 to 32 of A–Z a–z 0–9 - _")
	}
	k, err := loadContract()
	if err != nil {
		return nil, err
	}
	a, err := api.NewClient(strings.TrimRight(o.BaseURL, "/"), api.WithHTTPClient(doer(o.HTTP)))
	if err != nil {
		return nil, err
	}
	return &Client{
		opts: o, api: a, contract: k, breakers: newBreakers(o.BreakAfter, o.BreakFor), seen: &tally{tell: o.UnknownCode},
	}, nil
}

// doer follows no redirect: a write that another address answers is not the
// hall's answer, and a captive portal redirects everything.
func doer(given *http.Client) *http.Client {
	h := http.Client{}
	if given != nil {
		h = *given
	}
	if h.Transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.Proxy = nil // a terminal's way to the hall is its configuration's, not its environment's
		h.Transport = t
	}
	h.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &h
}

// Overview asks for opening hours and the queue of every department.
func (c *Client) Overview(ctx context.Context) (Overview, error) {
	var h api.Hall
	err := c.do(ctx, call{
		op: "overview", status: http.StatusOK, schema: "Hall", into: &h,
		send: func(ctx context.Context) (*http.Response, error) {
			return c.api.GetHall(ctx, &api.GetHallParams{XTerminalID: c.opts.Terminal})
		},
		check: func() error { return checkQueues(h.Queues) },
	})
	if err != nil {
		return Overview{}, err
	}
	return overview(h), nil
}

// Businesses asks for every matter that has a queue.
func (c *Client) Businesses(ctx context.Context) (Catalogue, error) {
	var k api.Catalogue
	err := c.do(ctx, call{
		op: "businesses", status: http.StatusOK, schema: "Catalogue", into: &k,
		send: func(ctx context.Context) (*http.Response, error) {
			return c.api.ListBusinesses(ctx, &api.ListBusinessesParams{XTerminalID: c.opts.Terminal})
		},
		check: func() error { return checkCatalogue(k) },
	})
	if err != nil {
		return Catalogue{}, err
	}
	for _, b := range k.Businesses {
		if why := string(value(b.Why)); why != "" && why != CodeClosed && why != CodeCutOff && why != CodeFull {
			c.seen.count("Business.why", why)
		}
	}
	return catalogue(k), nil
}

// Ticket asks for a ticket as it is now.
func (c *Client) Ticket(ctx context.Context, id string) (Ticket, error) {
	return c.ticket(ctx, call{
		op: "ticket", status: http.StatusOK,
		send: func(ctx context.Context) (*http.Response, error) {
			return c.api.GetTicket(ctx, id, &api.GetTicketParams{XTerminalID: c.opts.Terminal})
		},
	}, sameID(id))
}

// Help asks for a person to come to the terminal.
func (c *Client) Help(ctx context.Context, key string, h HelpCall) error {
	var receipt api.HelpReceipt
	return c.do(ctx, call{
		op: "help", status: http.StatusAccepted, schema: "HelpReceipt", into: &receipt, write: true, key: key,
		send: func(ctx context.Context) (*http.Response, error) {
			p := api.CallHelpParams{XTerminalID: c.opts.Terminal, IdempotencyKey: quoted(key)}
			return c.api.CallHelp(ctx, &p, api.HelpCall{Screen: h.Screen, Step: optional(h.Step), Lang: optional(h.Lang)})
		},
	})
}
