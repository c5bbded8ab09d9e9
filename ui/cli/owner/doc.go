// Package owner settles who holds a desk. The database of a desk is for one process at a time: the one that holds it is its
// owner, the open desk or "vocero run". Everybody else finds the owner in HOME/owner.json and runs inside it over a unix
// socket.
//
// The file names the process and its socket; the lock of the database, not the file, is the truth. A file whose socket nobody
// listens on is stale: who gets the lock next removes it. The socket lies in a folder of mode 0700 with a short path, because
// the address of a unix socket holds 108 bytes at most and a home may be longer; both sides of a connection must be the same
// user, and the same build of the program for a command to run.
//
// A conversation is a greeting, one request, and frames until the exit code. Input is pulled: the owner asks for the next piece
// when the command reads, so that a command that reads nothing leaves the caller's input alone.
//
// Handing over: an opening desk says opYield to a running "vocero run", which finishes what is in flight, gives up the database
// and says opStandby to the desk; when that connection ends, it takes the database back.
package owner
