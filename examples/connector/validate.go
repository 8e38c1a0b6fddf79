package main

import (
	"encoding/json"
	"errors"
	"net/url"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/casclient"
)

func validateCommand(w words) *cobra.Command {
	var server, service, protocol string
	cmd := &cobra.Command{
		Use:                   "validate --cas URL --service URL [--protocol 2|3] TICKET",
		Aliases:               []string{"valider"},
		Short:                 w.say("validate-short"),
		Long:                  w.say("validate-long"),
		Example:               "  connector validate --cas https://ent.example.fr/cas --service https://sacoche.example.fr/ ST-1856339-aA5Yuvrxzpv8Tau1cYQ7",
		Args:                  needArgs(w, "validate-args", 1, 1),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if server == "" {
				return usageError{errors.New(w.say("missing-flag", "cas", cmd.CommandPath()))}
			}
			if service == "" {
				return usageError{errors.New(w.say("missing-flag", "service", cmd.CommandPath()))}
			}
			client, err := newCASClient(w, server, service, protocol)
			if err != nil {
				return err
			}
			p, err := client.Validate(cmd.Context(), args[0], "")
			if err != nil {
				return errors.New(w.refusal(server, err))
			}
			if err := json.NewEncoder(cmd.OutOrStdout()).Encode(answerOf(p)); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&server, "cas", "", w.say("validate-cas"))
	cmd.Flags().StringVar(&service, "service", "", w.say("validate-service"))
	cmd.Flags().StringVar(&protocol, "protocol", "", w.say("validate-protocol"))
	return cmd
}

func newCASClient(w words, server, service, protocol string) (*casclient.Client, error) {
	opts := &casclient.Options{AllowHTTPLoopback: true}
	switch protocol {
	case "2":
		opts.Protocol = casclient.CAS2
	case "", "3":
	default:
		return nil, usageError{errors.New(w.say("validate-protocols", protocol))}
	}
	client, err := casclient.New(server, service, opts)
	if err != nil {
		return nil, usageError{errors.New(w.say("validate-bad-url", err.Error()))}
	}
	return client, nil
}

// An answer is what a CAS server said, for programs: every attribute a list,
// because any may come several times.
type answer struct {
	User       string              `json:"user"`
	Attributes map[string][]string `json:"attributes"`
}

func answerOf(p *casclient.Principal) answer {
	a := answer{p.User, map[string][]string{}}
	for _, at := range p.Attributes {
		a.Attributes[at.Name] = append(a.Attributes[at.Name], at.Value)
	}
	return a
}

// refusal words why a ticket was not accepted. No ticket stands in it.
func (w words) refusal(server string, err error) string {
	if u, e := url.Parse(server); e == nil {
		server = u.Redacted()
	}
	var failure *casclient.FailureError
	switch {
	case errors.As(err, &failure):
		return w.say("validate-refused", failure.Code, failure.Message)
	case errors.Is(err, casclient.ErrTicket):
		return w.say("validate-ticket")
	case errors.Is(err, casclient.ErrTransport):
		return w.say("validate-transport", server, w.cause(err))
	case errors.Is(err, casclient.ErrNotCAS):
		return w.say("validate-not-cas", server)
	}
	return w.say("validate-malformed", server, err.Error())
}
