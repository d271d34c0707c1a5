package people

// OIDC is an OpenID provider that says who somebody is. Who that may be, and
// what they may do, stands in the hub's own list: a person with Provider set.
type OIDC struct {
	Issuer       string // https://id.example.org
	ClientID     string
	ClientSecret string
	Redirect     string // https://hub.example.org/oidc/callback
	Claim        string // that is the person's ID; empty: email, and only one that the provider has verified
}

// provider is one that answers.
type provider struct{ o OIDC }

func newProvider(o OIDC) (*provider, error) {
	if o.Issuer == "" {
		return nil, nil
	}
	return &provider{o}, nil
}
