package accounts

import "context"

// Prompt is one thing that a network must know to log an account in. Its name is the key of the answer, of the flag on the
// command line and of the text that explains it.
type Prompt struct {
	Name     string // "server", "handle", "app_secret"
	Secret   bool   // never shown, never on a command line
	Optional bool
	Value    string                    // what is offered
	Choices  []string                  // none: any text
	Check    func(v string) error      // nil: any text; the error ends with what to do
	When     func(before Answers) bool // nil: always asked
}

// Answers are what a person filled in, by the name of the prompt. All of it is handled as a secret.
type Answers map[string]Secret

// Get is the answer to a prompt, "" without one.
func (a Answers) Get(name string) string { return a[name].Reveal() }

// With is a copy with one more answer.
func (a Answers) With(name, value string) Answers {
	out := Answers{name: NewSecret(value)}
	for k, v := range a {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// Consent is a log-in that a person allows on a page of the network.
type Consent interface {
	// URL is the page.
	URL() string
	// Finish trades the code that the page shows for more answers.
	Finish(ctx context.Context, code string) (Answers, error)
	// Close gives back what the log-in held.
	Close() error
}

// Returning is a Consent from which the browser may come back by itself.
type Returning interface {
	// Returns tells whether it does; otherwise the page shows a code.
	Returns() bool
	// Wait waits for it, and finishes.
	Wait(ctx context.Context) (Answers, error)
}
