package halltest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// Fit makes a drawn answer fit the question where the contract cannot say so:
// the number that was asked for, a range that does not end before it begins.
type Fit func(answer map[string]any, q Question)

// Question is a request as Fit sees it.
type Question struct {
	Path map[string]string
	Body map[string]any
}

// Hall answers every operation with what the contract lets it: its good answer,
// drawn anew each time. It refuses what breaks the contract.
type Hall struct {
	*Contract
	Fits map[string]Fit // by operation id

	mu    sync.Mutex
	drawn int // answers
	asked map[string]int
	wrong []error
}

// Asked returns how often each operation was asked for.
func (h *Hall) Asked() map[string]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.asked)
}

// Wrong returns what was wrong with requests, and with Hall's own answers.
func (h *Hall) Wrong() []error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.wrong)
}

func (h *Hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	a, err := h.request(r)
	if err != nil {
		h.wrong = append(h.wrong, fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err))
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusBadRequest)
		io.WriteString(w, `{"title":"breaks the contract","status":400,"code":"invalid-request"}`)
		return
	}
	if h.asked == nil {
		h.asked = map[string]int{}
	}
	h.asked[a.op.OperationID]++
	status, body := h.answer(a)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", fmt.Sprintf(`"v%d"`, h.asked[a.op.OperationID]))
	if err := h.response(a, status, w.Header(), body); err != nil {
		h.wrong = append(h.wrong, fmt.Errorf("halltest: %s: %w", a.op.OperationID, err))
	}
	w.WriteHeader(status)
	w.Write(body)
}

func (h *Hall) answer(a asked) (int, []byte) {
	for status, r := range a.op.Responses.Map() {
		kind := r.Value.Content["application/json"]
		if kind == nil {
			continue
		}
		h.drawn++
		v := example(kind.Schema.Value, h.drawn)
		if fit := h.Fits[a.op.OperationID]; fit != nil {
			q := Question{Path: a.input.PathParams}
			if len(a.body) > 0 {
				must(json.Unmarshal(a.body, &q.Body))
			}
			fit(v.(map[string]any), q)
		}
		body, err := json.Marshal(v)
		must(err)
		n, err := strconv.Atoi(status)
		must(err)
		return n, body
	}
	panic("halltest: " + a.op.OperationID + " has no good answer in JSON")
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
