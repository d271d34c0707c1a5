package console

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/fleet/hub"
	"govkiosk/kiosk/fleet/hub/api"
	"govkiosk/kiosk/fleet/hub/audit"
	"govkiosk/kiosk/fleet/hub/authority"
	"govkiosk/kiosk/fleet/hub/people"
	"govkiosk/kiosk/fleet/publish"
	"govkiosk/kiosk/fleet/wire"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ok(err error) {
	if err != nil {
		panic(err)
	}
}

const password = "correct horse battery"

// rig is a hub as kioskhub makes one, with a repository of two releases and a
// small fleet that speaks to it over its own port.
type rig struct {
	t     testing.TB
	hub   *hub.Hub
	desk  *api.Desk
	url   string
	fleet map[string]*machine

	publish func(phone string) // a release in which the halls of Lunan say that
}

// newRig starts a hub that serves until the test ends.
func newRig(t testing.TB, change ...func(*hub.Options)) *rig {
	t.Helper()
	dir, publish := repository(t)
	o := hub.Options{
		Dir: t.TempDir(), Terminals: "127.0.0.1:0", People: "127.0.0.1:0", Repo: dir,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	for _, f := range change {
		f(&o)
	}
	ok(authority.Init(o.Dir, "test", time.Now()))
	h := must(hub.New(t.Context(), o))
	desk := must(api.Join(t.Context(), h, o.Log))
	New(h, Options{Campaigns: desk.Campaigns, Orders: desk.Orders, Prometheus: "https://metrics.example.org/d/kiosk", Log: o.Log}).Mount()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	_, at, _, _ := h.Addresses()
	r := &rig{t, h, desk, "http://" + at, map[string]*machine{}, publish}
	r.let("chen")
	<-desk.Campaigns.Whole()
	<-desk.Orders.Whole()
	return r
}

var staff = map[string]people.Person{
	"chen": {Name: "陈建国", Role: people.Admin},
	"wang": {Name: "王芳", Role: people.Viewer},
	"li":   {Name: "李伟", Role: people.Operator, Scope: people.Scope{District: "lunan"}},
	"zhao": {Name: "赵敏", Role: people.Publisher, Scope: people.Scope{District: "lunan"}},
}

// let gives some of the staff an account.
func (r *rig) let(ids ...string) {
	for _, id := range ids {
		p := staff[id]
		p.ID = id
		ok(r.hub.People.Add(r.t.Context(), audit.Who{ID: "test"}, p, password))
	}
}

var halls = []config.Place{
	{Province: "hebei", City: "tangshan", District: "lunan", Hall: "lunan-1", Model: "column"},
	{Province: "hebei", City: "tangshan", District: "lunan", Hall: "lunan-2", Model: "column"},
	{Province: "hebei", City: "tangshan", District: "lubei", Hall: "lubei-1", Model: "desk"},
	{Province: "hebei", City: "baoding", District: "jingxiu", Hall: "jingxiu-1", Model: "column"},
}

// repository is one of two releases: the second changes what the halls of
// Lunan say.
func repository(t testing.TB) (dir string, publishes func(phone string)) {
	keys := t.TempDir()
	dir = filepath.Join(t.TempDir(), "repo")
	file := filepath.Join(keys, "key")
	must(publish.Keygen(file, ""))
	key := must(publish.ReadKey(file, ""))
	repo, roles := &publish.Repo{Dir: dir}, map[string]publish.Keys{}
	for _, role := range []string{"root", "targets", "snapshot", "timestamp"} {
		roles[role] = publish.Keys{Files: []string{file + ".pub"}}
	}
	ok(repo.Init(roles, 365))
	must(repo.Sign("root", nil, 365, key))
	publishes = func(phone string) {
		must(repo.Sign("targets", tree(phone), 90, key))
		must(repo.Publish(7, 7, key))
	}
	publishes("0315-1111111")
	publishes("0315-2222222")
	return dir, publishes
}

func tree(phone string) *config.Tree {
	var places strings.Builder
	files := fstest.MapFS{"image.toml": {Data: []byte("[api]\nurl = \"https://hall.example/api\"\n[policy]\nask_why = 1\n")}}
	for i, p := range halls {
		for n := range 3 {
			fmt.Fprintf(&places, "[%s]\nprovince = %q\ncity = %q\ndistrict = %q\nhall = %q\nmodel = %q\n", name(i, n), p.Province, p.City, p.District, p.Hall, p.Model)
			files["terminal/"+name(i, n)+".toml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "[terminal]\nid = %q\n[terminal.place]\nzh = \"一楼大厅\"\n", name(i, n))}
		}
		hall := "[hall.name]\nzh = \"政务服务大厅\"\n"
		if p.District == "lunan" {
			hall = fmt.Sprintf("[hall]\nphone = %q\n", phone) + hall
		}
		files["hall/"+p.Hall+".toml"] = &fstest.MapFile{Data: []byte(hall)}
	}
	files["places.toml"] = &fstest.MapFile{Data: []byte(places.String())}
	return must(config.ReadTree(files, "town"))
}

func name(hall, n int) string { return fmt.Sprintf("KT-%d%d", hall+1, n+1) }

// crowd has three terminals speak in every hall, well as well can be, but for
// what change makes of them.
func (r *rig) crowd(change func(id string, s *wire.Status)) {
	for i, place := range halls {
		for n := range 3 {
			m := r.enrol(name(i, n), place)
			m.status = usualStatus(m.id, place)
			if change != nil {
				change(m.id, &m.status)
			}
			m.say(nil)
		}
	}
}

func usualStatus(id string, place config.Place) wire.Status {
	s := wire.Status{
		Terminal: id, Place: place, Program: "1.8.0", Started: time.Now().Add(-50 * time.Hour), Labels: map[string]string{"ring": "b"},
		Release: wire.Release{Version: 1, Expires: time.Now().Add(20 * 24 * time.Hour)},
		Paper:   wire.Paper{State: "full", Metres: 61.5, Slips: 410, Days: 9.2}, Counters: map[string]float64{"slips": 18231, "cuts": 18240},
	}
	for _, service := range []string{"queue", "checkin", "inquiry", "pickup", "declare", "appoint", "guide", "report"} {
		s.Services = append(s.Services, wire.Service{ID: service, Usable: 170000, Without: map[string]float64{"network": 600}})
	}
	return s
}

// machine is a terminal as the hub sees one.
type machine struct {
	t      testing.TB
	id     string
	url    string
	http   *http.Client
	status wire.Status
	heard  []wire.Command
}

// enrol lets a terminal in with a code.
func (r *rig) enrol(id string, place config.Place) *machine {
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	csr := must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: pkix.Name{CommonName: id}}, key))
	code := must(r.hub.Authority.NewCode(r.t.Context(), authority.Code{Terminal: id, By: "chen", Expires: time.Now().Add(time.Hour)}))
	request := wire.Enrol{Terminal: id, Code: code, CSR: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: csr})), Place: place}
	certificate, _, err := r.hub.Authority.Enrol(r.t.Context(), request)
	ok(err)
	block, _ := pem.Decode(certificate)
	at, _, _, _ := r.hub.Addresses()
	shows := &tls.Config{RootCAs: r.hub.Authority.Pool(), Certificates: []tls.Certificate{{Certificate: [][]byte{block.Bytes}, PrivateKey: key}}}
	m := &machine{t: r.t, id: id, url: "https://" + at, http: &http.Client{Transport: &http.Transport{TLSClientConfig: shows}}}
	r.t.Cleanup(m.http.CloseIdleConnections)
	r.fleet[id] = m
	return m
}

// post sends a document and reads the answer.
func (m *machine) post(method, path string, body []byte, into any) {
	answer := must(m.http.Do(must(http.NewRequest(method, m.url+path, bytes.NewReader(body)))))
	defer answer.Body.Close()
	data := must(io.ReadAll(answer.Body))
	if answer.StatusCode/100 != 2 {
		panic(fmt.Sprintf("%s %s: %d %s", m.id, path, answer.StatusCode, data))
	}
	if into != nil {
		ok(json.Unmarshal(data, into))
	}
}

// say sends the status, changed, and remembers what it is told to do.
func (m *machine) say(change func(*wire.Status)) {
	if change != nil {
		change(&m.status)
	}
	m.status.Seq, m.status.At = m.status.Seq+1, time.Now()
	var a wire.Answer
	m.post("PUT", wire.PathStatus, must(json.Marshal(m.status)), &a)
	m.heard = a.Commands
}

// carryOut does what it is told, as a terminal would.
func (m *machine) carryOut() {
	m.say(nil)
	for _, c := range m.heard {
		switch c.Order {
		case wire.Lock:
			m.status.Locked = c.Text
		case wire.Unlock:
			m.status.Locked = ""
		case wire.BlackBox:
			m.post("PUT", wire.PathFiles+c.ID, []byte("box of "+m.id), nil)
		}
		m.post("POST", wire.PathResults, must(json.Marshal(wire.Result{Terminal: m.id, Command: c.ID, Outcome: wire.Done, At: time.Now()})), nil)
	}
	m.say(nil)
}

// may asks whether a release may be tried.
func (m *machine) may(release int64) bool {
	var v wire.Verdict
	m.post("POST", wire.PathAdmission, must(json.Marshal(wire.Admission{Terminal: m.id, Version: release})), &v)
	return v.May
}

// takes has it take a release in.
func (m *machine) takes(release int64) { m.say(func(s *wire.Status) { s.Release.Version = release }) }

// visitor is a person without a browser: what a program would send.
type visitor struct {
	t    testing.TB
	url  string
	http *http.Client
	csrf string
}

// as logs somebody in.
func (r *rig) as(id string) *visitor {
	v := &visitor{t: r.t, url: r.url, http: &http.Client{Jar: must(cookiejar.New(nil))}}
	r.t.Cleanup(v.http.CloseIdleConnections)
	if id == "" {
		return v
	}
	status, page := v.send("/login", url.Values{"id": {id}, "password": {password}, "next": {"/"}})
	_, rest, found := strings.Cut(page, `name="csrf" value="`)
	if status != http.StatusOK || !found {
		r.t.Fatalf("%s cannot log in: %d %s", id, status, page)
	}
	v.csrf, _, _ = strings.Cut(rest, `"`)
	return v
}

// get reads a page in English.
func (v *visitor) get(path string) (status int, page string) {
	return v.do(must(http.NewRequest("GET", v.url+path, nil)))
}

// post sends a form with the session's token.
func (v *visitor) post(path string, fields url.Values) (status int, page string) {
	if fields == nil {
		fields = url.Values{}
	}
	fields.Set("csrf", v.csrf)
	return v.send(path, fields)
}

func (v *visitor) send(path string, fields url.Values) (status int, page string) {
	r := must(http.NewRequest("POST", v.url+path, strings.NewReader(fields.Encode())))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(r)
}

func (v *visitor) do(r *http.Request) (status int, page string) {
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "en")
	answer := must(v.http.Do(r))
	defer answer.Body.Close()
	return answer.StatusCode, string(must(io.ReadAll(answer.Body)))
}
