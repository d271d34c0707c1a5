package district

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	nethttpmiddleware "github.com/oapi-codegen/nethttp-middleware"

	"govkiosk/kiosk/hall"
	"govkiosk/kiosk/hall/api"
)

// readContract gives openapi.yaml, read once: it takes longer than all else that a
// district does when it starts.
var readContract = sync.OnceValues(func() (*openapi3.T, error) {
	return openapi3.NewLoader().LoadFromData(hall.Spec)
})

// routes joins the API, checked against its contract, and the pages.
func (d *District) routes() (http.Handler, error) {
	shared, err := readContract()
	if err != nil {
		return nil, fmt.Errorf("district: openapi.yaml: %w", err)
	}
	own := *shared // the validator takes the servers out of it
	doc := &own
	mux := http.NewServeMux()
	strict := api.NewStrictHandlerWithOptions(server{d: d}, nil, api.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  func(w http.ResponseWriter, _ *http.Request, err error) { invalid(w, err) },
		ResponseErrorHandlerFunc: broken,
	})
	api.HandlerWithOptions(strict, api.StdHTTPServerOptions{
		BaseRouter:       mux,
		ErrorHandlerFunc: func(w http.ResponseWriter, _ *http.Request, err error) { invalid(w, err) },
	})
	checked := nethttpmiddleware.OapiRequestValidatorWithOptions(doc, &nethttpmiddleware.Options{
		DoNotValidateServers: true,
		ErrorHandlerWithOpts: func(_ context.Context, err error, w http.ResponseWriter, _ *http.Request, o nethttpmiddleware.ErrorHandlerOpts) {
			refusal(w, o.StatusCode, err)
		},
	})(mux)
	all := http.NewServeMux()
	all.Handle("/v1/", checked)
	d.pages(all)
	return d.watched(all, func(r *http.Request) string { return operation(doc, mux, r) }), nil
}

// operation names what a request asks for, as the contract does.
func operation(doc *openapi3.T, mux *http.ServeMux, r *http.Request) string {
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return "page"
	}
	_, pattern := mux.Handler(r)
	method, path, _ := strings.Cut(pattern, " ")
	if item := doc.Paths.Value(path); item != nil {
		return item.Operations()[method].OperationID
	}
	return "unknown"
}

func invalid(w http.ResponseWriter, err error) { refusal(w, http.StatusBadRequest, err) }

func refusal(w http.ResponseWriter, status int, err error) {
	p := problem("invalid-request")
	p.Status = max(status, 400)
	text := err.Error()
	text, _, _ = strings.Cut(text, "\n") // what follows repeats the value
	p.Detail = &text
	reply(p.Status, p).send(w)
}

func broken(w http.ResponseWriter, r *http.Request, err error) {
	slog.Error("district: call failed", "path", r.URL.Path, "err", err)
	refuse("server-fault").send(w)
}

// recorder keeps an answer until it is known what becomes of it.
type recorder struct {
	head   http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.head }

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// watched logs calls, calls the hooks, and lets go wrong what should.
func (d *District) watched(next http.Handler, name func(*http.Request) string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := d.begin(Call{
			Method: r.Method, Path: r.URL.Path, Operation: name(r),
			Key: strings.Trim(r.Header.Get("Idempotency-Key"), `"`), Terminal: r.Header.Get("X-Terminal-Id"),
		})
		v := d.decide(c)
		if v.down {
			d.end(c, 0)
			panic(http.ErrAbortHandler)
		}
		kept := recorder{head: http.Header{}}
		switch {
		case v.status != 0:
			injected(v.status).send(&kept)
		case v.fault == FaultServer:
			refuse("server-fault").send(&kept)
		default:
			next.ServeHTTP(&kept, r)
		}
		d.end(c, kept.status)
		hold(r.Context(), v.slow)
		kept.send(w, v.fault)
	})
}

func hold(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

const portal = `<!DOCTYPE html><html><head><title>网络认证</title></head><body>请先登录 Please log in</body></html>`

// send gives the answer to the client, or what the fault makes of it.
func (r *recorder) send(w http.ResponseWriter, fault Fault) {
	switch fault {
	case FaultLost:
		panic(http.ErrAbortHandler)
	case FaultNotJSON:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(portal))
		return
	}
	maps.Copy(w.Header(), r.head)
	w.Header().Set("Content-Length", strconv.Itoa(r.body.Len()))
	w.WriteHeader(max(r.status, http.StatusOK))
	if fault == FaultTruncated {
		r.body.Truncate(r.body.Len() / 2)
	}
	w.Write(r.body.Bytes())
}
