package diag

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"govkiosk/kiosk/hall/probe"
)

var networkTests = []Test{
	{ID: "network.way", Device: Network, Judge: Automatic, Quiet: true, Limit: 60 * time.Second, run: networkWay},
	{ID: "network.operations", Device: Network, Judge: Automatic, Limit: 3 * time.Minute, run: networkOperations},
}

// networkWay goes to the hall step by step: link, name, connection, clock,
// encryption, signature.
func networkWay(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	m.links("/sys")
	if f, ok := m.name(ctx, t.Config().API.URL); !ok {
		return f
	}
	p := probe.New(*t.Config(), true)
	p.Way(ctx)
	return m.rows(p)
}

// networkOperations asks for every operation that leaves nothing behind.
func networkOperations(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	p := probe.New(*t.Config(), true)
	p.Run(ctx)
	return m.rows(p)
}

// rows takes over what a probe found. What somebody should only look at is
// told, and no failure.
func (m *measures) rows(p *probe.Probe) Finding {
	var bad []string
	for _, r := range p.Rows {
		row := Measure{Name: r.Check, Text: fmt.Sprintf("%s: %s (%d ms)", r.State, r.Detail, r.MS)}
		if r.State == probe.Bad {
			row.Bad = true
			bad = append(bad, r.Check+": "+r.Detail)
		}
		*m = append(*m, row)
	}
	if len(bad) > 0 {
		return m.fail("network", strings.Join(bad, "; "))
	}
	return m.pass()
}

// links tells the state of every network interface but the loopback.
func (m *measures) links(sys string) {
	all, _ := filepath.Glob(filepath.Join(sys, "class/net/*")) // the pattern is good
	for _, dir := range all {
		name := filepath.Base(dir)
		if name == "lo" {
			continue
		}
		text := line(dir, "operstate")
		if speed := line(dir, "speed"); speed != "" && speed != "-1" {
			text += ", " + speed + " Mbit/s"
		}
		m.text("link-"+name, known(text))
	}
}

// name resolves the hall's name, where it has one.
func (m *measures) name(ctx context.Context, address string) (Finding, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return m.fail("network", "api.url is no address"), false
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		m.text("dns", "none needed: "+u.Hostname())
		return Finding{}, true
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	begin := time.Now()
	found, err := net.DefaultResolver.LookupHost(ctx, u.Hostname())
	m.took("dns", time.Since(begin))
	if err != nil {
		m.blame("dns", "resolves")
		return m.fail("network", err.Error()), false
	}
	m.text("addresses", strings.Join(found, " "))
	return Finding{}, true
}

// line is the first line of a small file, empty where there is none.
func line(parts ...string) string {
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
	return first
}
