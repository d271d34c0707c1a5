//go:build cluster

package hub

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"govkiosk/kiosk/fleet/wire"
)

// node starts a NATS server that runs until the test ends.
func node(t *testing.T, o server.Options) *server.Server {
	t.Helper()
	s := must(server.NewServer(&o))
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	return s
}

// cluster are three NATS servers that are one JetStream, how each was made,
// and their addresses.
func cluster(t *testing.T) (all []*server.Server, made []server.Options, addresses string) {
	t.Helper()
	var held []net.Listener
	var routes []*url.URL
	for range 3 {
		l := must(net.Listen("tcp", "127.0.0.1:0"))
		held, routes = append(held, l), append(routes, must(url.Parse("nats://"+l.Addr().String())))
	}
	var clients []string
	for i, l := range held {
		port := must(strconv.Atoi(routes[i].Port()))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		made = append(made, server.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), SyncAlways: true,
			Cluster: server.ClusterOpts{Name: "fleet", Host: "127.0.0.1", Port: port}, Routes: routes, NoLog: true, NoSigs: true,
		})
		all = append(all, node(t, made[i]))
	}
	for _, s := range all {
		if !s.ReadyForConnections(20 * time.Second) {
			t.Fatal("a server is not ready")
		}
		clients = append(clients, s.ClientURL())
	}
	leads := func() bool {
		for _, s := range all {
			if s.JetStreamIsLeader() && len(s.JetStreamClusterPeers()) == len(all) {
				return true
			}
		}
		return false
	}
	eventually(t, "a leader", leads)
	return all, made, strings.Join(clients, ",")
}

// eventually waits for what others bring about.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for late := time.Now().Add(40 * time.Second); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("%s: not within 40 s", what)
		}
	}
}

// A hub on a cluster of three goes on without one of them and has lost nothing
// that it has acknowledged; without two it says that it keeps nothing, answers
// terminals so, and goes on when they are back. Elections take some 20 seconds
// of it, which is why it stands apart: make cluster.
func TestAHubOnAClusterOfThree(t *testing.T) {
	all, made, addresses := cluster(t)
	h := start(t, func(o *Options) {
		o.NATS, o.Replicas, o.Hints, o.Metrics = addresses, 3, "", "127.0.0.1:0"
		o.Pulse = 500 * time.Millisecond
	})
	m := enrolled(t, h, "KT-1")
	next, through := uint64(1), uint64(0)
	tell := func() bool {
		e := wire.Events{Terminal: "KT-1", Events: []wire.Event{{ID: next, At: time.Now(), Kind: "door"}}}
		var taken wire.EventsTaken
		status, err := m.try("POST", wire.PathEvents, e, &taken)
		if err == nil && status == http.StatusOK {
			through, next = taken.Through, next+1
		}
		return err == nil && status == http.StatusOK
	}
	for range 20 {
		if !tell() {
			t.Fatal("all three are there, and it keeps nothing")
		}
	}
	_, _, _, metrics := h.Addresses()
	health := func() (int, string) {
		answer := must(http.Get("http://" + metrics + "/health"))
		defer answer.Body.Close()
		return answer.StatusCode, string(must(io.ReadAll(answer.Body)))
	}
	eventually(t, "health", func() bool { status, _ := health(); return status == http.StatusOK })

	all[0].Shutdown()
	all[0].WaitForShutdown()
	for range 20 {
		eventually(t, "an event is taken with two of three", tell)
	}
	eventually(t, "health with two", func() bool { return h.Storing().Away.IsZero() })
	if got := must(h.Events(t.Context(), "KT-1", 0, 100)); len(got) != 40 || through != 40 {
		t.Errorf("%d events, acknowledged through %d", len(got), through)
	}

	all[1].Shutdown()
	all[1].WaitForShutdown()
	eventually(t, "it says that it keeps nothing", func() bool {
		status, text := health()
		return status == http.StatusServiceUnavailable && strings.Contains(text, "away_since")
	})
	answer := must(http.Get("http://" + metrics + "/metrics"))
	if text := string(must(io.ReadAll(answer.Body))); !strings.Contains(text, "kioskhub_store_up 0") {
		t.Error("the metric says that it is there")
	}
	answer.Body.Close()

	node(t, made[1])
	eventually(t, "an event is taken when there are two again", tell)
	eventually(t, "health with two again", func() bool { status, _ := health(); return status == http.StatusOK })
	http.DefaultClient.CloseIdleConnections()
}
