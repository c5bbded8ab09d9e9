package vault

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"

	"vocero/accounts"
)

// DeriveArg is the hidden argument with which main calls DeriveMain and nothing else.
const DeriveArg = "__derive"

// The work factors of scrypt, as log2 of N: 17 takes 0.9 s and 128 MiB on a small machine; what asks for more than 20 was not
// made by us and would only stop the machine.
const (
	workFactor    = 17
	maxWorkFactor = 20
)

// wish is what the child is asked: to open a wrapped identity, or to make one when there is none.
type wish struct {
	Passphrase string `json:"passphrase"`
	Wrapped    string `json:"wrapped,omitempty"` // armored age file
	WorkFactor int    `json:"work_factor,omitempty"`
}

// grant is its answer.
type grant struct {
	Identity string `json:"identity,omitempty"`
	Wrapped  string `json:"wrapped,omitempty"`
	Wrong    bool   `json:"wrong,omitempty"` // the passphrase
	Error    string `json:"error,omitempty"`
}

// DeriveMain is the child's whole work: it reads the passphrase with the wrapped identity from in and writes the identity to
// out. It returns the exit code.
func DeriveMain(in io.Reader, out io.Writer) int {
	var w wish
	g := grant{}
	if err := json.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&w); err != nil {
		g.Error = "reading what to derive: " + err.Error()
	} else {
		g = derive(w)
	}
	if json.NewEncoder(out).Encode(g) != nil || g.Error != "" {
		return 1
	}
	return 0
}

// derive runs scrypt.
func derive(w wish) grant {
	if w.Wrapped == "" {
		return wrap(w)
	}
	id, err := age.NewScryptIdentity(w.Passphrase)
	if err != nil {
		return grant{Wrong: true}
	}
	id.SetMaxWorkFactor(maxWorkFactor)
	plain, err := decrypt([]byte(w.Wrapped), id)
	switch {
	case errors.Is(err, age.ErrIncorrectIdentity):
		return grant{Wrong: true}
	case err != nil:
		return grant{Error: err.Error()}
	}
	return grant{Identity: string(plain), Wrapped: w.Wrapped}
}

// wrap makes an identity and wraps it.
func wrap(w wish) grant {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return grant{Error: err.Error()}
	}
	r, err := age.NewScryptRecipient(w.Passphrase)
	if err != nil {
		return grant{Error: err.Error()}
	}
	r.SetWorkFactor(min(max(w.WorkFactor, 1), maxWorkFactor))
	out, err := encrypt([]byte(id.String()), r)
	if err != nil {
		return grant{Error: err.Error()}
	}
	return grant{Identity: id.String(), Wrapped: string(out)}
}

// deriveIn runs derive in the child, or here where there is none or it does not start.
func deriveIn(child []string, w wish) (*age.X25519Identity, string, error) {
	g, err := runChild(child, w)
	if err != nil {
		return nil, "", err
	}
	switch {
	case g.Wrong:
		return nil, "", ErrPassphrase
	case g.Error != "":
		return nil, "", fmt.Errorf("%w: %s", accounts.ErrDamaged, g.Error)
	}
	id, err := age.ParseX25519Identity(g.Identity)
	if err != nil { // The parser's error could quote the key.
		return nil, "", fmt.Errorf("%w: it holds no key", accounts.ErrDamaged)
	}
	return id, g.Wrapped, nil
}

func runChild(child []string, w wish) (grant, error) {
	if len(child) == 0 {
		return derive(w), nil
	}
	in, err := json.Marshal(w)
	if err != nil {
		return grant{}, fmt.Errorf("asking the child process: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, child[0], child[1:]...)
	cmd.Env = []string{} // It needs nothing of ours.
	cmd.Stdin, cmd.Stdout = bytes.NewReader(in), &out
	if err := cmd.Start(); err != nil {
		return derive(w), nil // A replaced or deleted program: still better than a locked vault.
	}
	exit := cmd.Wait()
	var g grant
	if json.Unmarshal(out.Bytes(), &g) != nil || g == (grant{}) {
		return grant{}, fmt.Errorf("deriving the key in a child process: it gave no answer (%v); is there memory for 128 MiB?", exit)
	}
	return g, nil
}

// encrypt makes an armored age file.
func encrypt(plain []byte, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	a := armor.NewWriter(&out)
	w, err := age.Encrypt(a, to)
	if err != nil {
		return nil, fmt.Errorf("encrypting: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("encrypting: %w", err)
	}
	if err := errors.Join(w.Close(), a.Close()); err != nil {
		return nil, fmt.Errorf("encrypting: %w", err)
	}
	return out.Bytes(), nil
}

// decrypt reads an armored age file.
func decrypt(data []byte, id age.Identity) ([]byte, error) {
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(data)), id)
	if err != nil {
		return nil, fmt.Errorf("decrypting: %w", err)
	}
	plain, err := io.ReadAll(io.LimitReader(r, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("decrypting: %w", err)
	}
	return plain, nil
}
