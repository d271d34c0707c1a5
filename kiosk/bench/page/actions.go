package page

import (
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"govkiosk/kiosk/bench"
)

// touch takes the reports of one finger in their order. The page sends the
// next request after the answer to the last, so that order holds.
func (s *Server) touch(w http.ResponseWriter, r *http.Request) {
	const limit = 64 << 10
	var touches []bench.Touch
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, limit)).Decode(&touches); err != nil {
		http.Error(w, "a list of {phase, x, y} is wanted: "+err.Error(), http.StatusBadRequest)
		return
	}
	for _, t := range touches {
		if !t.Sound() {
			http.Error(w, "phase is down, move or up; x and y go from 0 to 1", http.StatusBadRequest)
			return
		}
	}
	for _, t := range touches {
		s.bench.Touch(t)
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) lay(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("card"))
	if err == nil {
		err = s.bench.Lay(number)
	}
	done(w, err)
}

func (s *Server) lift(w http.ResponseWriter, _ *http.Request) {
	s.bench.Lift()
	done(w, nil)
}

func (s *Server) take(w http.ResponseWriter, _ *http.Request) {
	s.bench.TakePaper()
	done(w, nil)
}

func (s *Server) code(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("code"))
	if err == nil {
		err = s.bench.ShowCode(number)
	}
	done(w, err)
}

// text takes a code as it was typed.
func (s *Server) text(w http.ResponseWriter, r *http.Request) {
	const limit = 4 << 10
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err == nil {
		err = s.bench.ShowText(string(text))
	}
	done(w, err)
}

func (s *Server) slip(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("slip"))
	if err == nil {
		err = s.bench.ShowSlip(number)
	}
	done(w, err)
}

func (s *Server) door(w http.ResponseWriter, r *http.Request) {
	cell, err := strconv.Atoi(r.PathValue("cell"))
	if err == nil {
		err = s.bench.Door(cell, r.PathValue("what"))
	}
	done(w, err)
}

func (s *Server) key(w http.ResponseWriter, r *http.Request) {
	done(w, s.bench.Press(r.PathValue("key")))
}

func (s *Server) fault(w http.ResponseWriter, r *http.Request) {
	on, err := strconv.ParseBool(r.PathValue("on"))
	if err == nil {
		err = s.bench.SetFault(r.PathValue("id"), on)
	}
	done(w, err)
}

func done(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
