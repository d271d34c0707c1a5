package upstream

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// envelope is what gateways put around an answer.
type envelope struct {
	Code    string          // "0" for 0 as well
	Message string          // may name a person: neither logged nor part of an error
	Data    json.RawMessage // nil for null and for none
}

var codeText = regexp.MustCompile(`^[A-Za-z0-9._-]{1,32}$`)

// parseEnvelope reads {code,message,data} and leaves out fields it does not
// know. Names are matched exactly and none may come twice: of two codes each
// reader might believe another.
func parseEnvelope(body []byte) (envelope, error) {
	fields, err := object(body)
	if err != nil {
		return envelope{}, fmt.Errorf("upstream: envelope: %w", err)
	}
	var e envelope
	if e.Code, err = code(fields["code"]); err != nil {
		return envelope{}, err
	}
	if raw, ok := fields["message"]; ok && string(raw) != "null" {
		if err := json.Unmarshal(raw, &e.Message); err != nil {
			return envelope{}, errors.New("upstream: envelope: message is no text")
		}
	}
	if raw := fields["data"]; string(raw) != "null" {
		e.Data = raw
	}
	return e, nil
}

// object reads one JSON object into its fields.
func object(body []byte) (map[string]json.RawMessage, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no JSON object")
	}
	fields := map[string]json.RawMessage{}
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return nil, errors.New("no JSON object")
		}
		if _, twice := fields[name]; twice {
			return nil, errors.New("a field comes twice")
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return nil, errors.New("no JSON object")
		}
		fields[name] = raw
	}
	if _, err := d.Token(); err != nil {
		return nil, errors.New("the JSON object has no end")
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something comes after the JSON object")
	}
	return fields, nil
}

// code is a text, or a whole number as it is written.
func code(raw json.RawMessage) (string, error) {
	text := string(raw)
	if len(raw) > 0 && raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return "", errors.New("upstream: envelope: code is neither text nor whole number")
		}
	} else if !wholeNumber.MatchString(text) {
		return "", errors.New("upstream: envelope: code is neither text nor whole number")
	}
	if !codeText.MatchString(text) {
		return "", errors.New("upstream: envelope: code is not 1 to 32 of A-Z a-z 0-9 . _ -")
	}
	return text, nil
}

var wholeNumber = regexp.MustCompile(`^-?[0-9]+$`)
