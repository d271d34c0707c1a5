// Package halltest has both ends of a contract for tests: Hall answers as the
// document says and knows nothing of any program, Requests asks so.
package halltest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Contract is an OpenAPI document with its routes.
type Contract struct {
	Doc    *openapi3.T
	router routers.Router
}

// Load reads a document.
func Load(spec []byte) (*Contract, error) {
	doc, err := openapi3.NewLoader().LoadFromData(spec)
	if err != nil {
		return nil, fmt.Errorf("halltest: %w", err)
	}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, fmt.Errorf("halltest: %w", err)
	}
	return &Contract{Doc: doc, router: router}, nil
}

// Operations returns every operation by its id.
func (c *Contract) Operations() map[string]*openapi3.Operation {
	all := map[string]*openapi3.Operation{}
	for _, item := range c.Doc.Paths.Map() {
		for _, op := range item.Operations() {
			all[op.OperationID] = op
		}
	}
	return all
}

// asked is a request that was held against the contract.
type asked struct {
	input *openapi3filter.RequestValidationInput
	op    *openapi3.Operation
	body  []byte
}

// request finds the operation of r and checks r against it. r's body can be
// read again afterwards.
func (c *Contract) request(r *http.Request) (asked, error) {
	route, params, err := c.router.FindRoute(r)
	if err != nil {
		return asked{}, err
	}
	a := asked{op: route.Operation, input: &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route, Options: &openapi3filter.Options{SkipSettingDefaults: true},
	}}
	if r.Body != nil {
		if a.body, err = io.ReadAll(r.Body); err != nil {
			return a, err
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(a.body))
	err = openapi3filter.ValidateRequest(r.Context(), a.input)
	r.Body = io.NopCloser(bytes.NewReader(a.body))
	return a, err
}

// response checks an answer to a.
func (c *Contract) response(a asked, status int, header http.Header, body []byte) error {
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: a.input, Status: status, Header: header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	return openapi3filter.ValidateResponse(a.input.Request.Context(), in.SetBodyBytes(body))
}
