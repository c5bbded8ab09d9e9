// Package vault keeps the accounts' tokens: in the keyring of the operating system, else in one age file with a passphrase.
// There is no third place and no plain text.
//
// The keyring is asked first. Each entry carries the home's UUID, so that two homes do not share one, and a seal, so that a
// keyring that hands out another entry than the one asked for is noticed. A keyring that waits for somebody to unlock it may
// wait for ever: it is asked aside and given up after three seconds.
//
// Where the keyring cannot be used, HOME/vault.age is made. It holds a random X25519 identity wrapped by a passphrase (scrypt),
// and the secrets encrypted to that identity: storing a renewed token needs no passphrase and costs no scrypt. Both halves are
// plain age files, so that age and the passphrase alone can read them. From then on the file is the truth, and the keyring is
// asked only for what the file does not have.
//
// A write never leaves half a file: temporary file, sync, rename, sync of the folder; the generation before it stays beside it
// as vault.age.old. The number of the generation stands inside, and again in vault.count, so that an older file put in the
// place of a newer one is noticed: refresh tokens can be used once, and an old one locks the account out.
//
// scrypt takes 128 MiB. It runs in a child process, this program again with the argument DeriveArg, so that the memory goes
// back to the system.
//
// A practice home keeps the tokens of its in-process servers, which are no secrets, in practice-tokens.json, and takes no others.
package vault
