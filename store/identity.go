package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	A "vocero/accounts"
)

// Identity says which desk a home folder holds. It stands in HOME/identity.json, so that a home whose file is lost is never
// taken for an empty one, and once more inside the file.
type Identity struct {
	UUID     string    `json:"uuid"`
	Practice bool      `json:"practice"`
	Schema   uint64    `json:"schema"`
	Created  time.Time `json:"created"`
}

// What the bucket meta holds.
var (
	metaFormat   = []byte("format")
	metaSchema   = []byte("schema")
	metaUUID     = []byte("uuid")
	metaPractice = []byte("practice")
	metaCreated  = []byte("created")
	metaEpoch    = []byte("epoch")
	formatValue  = []byte("vocero")
)

func readEpoch(tx *bolt.Tx) uint64 { return readNumber(tx.Bucket(metaKey), metaEpoch) }

func readNumber(b *bolt.Bucket, key []byte) uint64 {
	if v := b.Get(key); len(v) == 8 {
		return binary.BigEndian.Uint64(v)
	}
	return 0
}

// loadIdentity reads identity.json where there is one. One that cannot be read counts as missing: the file has it too.
func (s *Store) loadIdentity() error {
	b, err := os.ReadFile(filepath.Join(s.home, identityName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("opening the desk: %w", err)
	}
	if json.Unmarshal(b, &s.id) != nil {
		s.id = Identity{}
	}
	return nil
}

// saveIdentity writes identity.json when it does not say what the file says.
func (s *Store) saveIdentity() error {
	want, err := json.MarshalIndent(s.id, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the identity: %w", err)
	}
	name := filepath.Join(s.home, identityName)
	if have, err := os.ReadFile(name); err == nil && bytes.Equal(have, want) {
		return nil
	}
	if err := writeWhole(name, want); err != nil {
		return fmt.Errorf("writing the identity: %w", err)
	}
	return nil
}

// create makes the home and an empty store in it: whole under another name first, so that a half one is never found.
func (s *Store) create() error {
	if err := os.MkdirAll(s.home, 0o700); err != nil {
		return fmt.Errorf("making the desk: %w", err)
	}
	temp := filepath.Join(s.home, fmt.Sprintf(".%s.new-%d", fileName, os.Getpid()))
	defer os.Remove(temp)
	if err := os.RemoveAll(temp); err != nil {
		return fmt.Errorf("making the desk: %w", err)
	}
	db, err := bolt.Open(temp, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return fmt.Errorf("making the desk: %w", err)
	}
	err = errors.Join(db.Update(s.initialise), db.Close())
	if err != nil {
		return fmt.Errorf("making the desk: %w", err)
	}
	// A link fails where another process was faster; a rename would put a second file under its feet.
	if err = os.Link(temp, s.path()); err != nil && !errors.Is(err, os.ErrExist) {
		err = os.Rename(temp, s.path())
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("making the desk: %w", err)
	}
	return syncDir(s.home)
}

func (s *Store) initialise(tx *bolt.Tx) error {
	meta, err := tx.CreateBucket(metaKey)
	if err != nil {
		return err
	}
	if _, err := tx.CreateBucket(rootKey); err != nil {
		return err
	}
	practice := []byte{0}
	if s.o.Practice {
		practice[0] = 1
	}
	for _, kv := range [][2][]byte{
		{metaFormat, formatValue}, {metaSchema, seqKey(Schema)}, {metaUUID, []byte(newUUID())}, {metaPractice, practice},
		{metaCreated, []byte(s.now().Format(time.RFC3339Nano))}, {metaEpoch, seqKey(0)},
	} {
		if err := meta.Put(kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

// examine reads the identity out of the file and refuses a file that is not ours, is newer, or does not fit the home.
func (s *Store) examine(tx *bolt.Tx) error {
	meta := tx.Bucket(metaKey)
	if meta == nil || !bytes.Equal(meta.Get(metaFormat), formatValue) {
		return fmt.Errorf("it is some other program's database: %w; name another home", A.ErrForeign)
	}
	schema := readNumber(meta, metaSchema)
	if schema > Schema {
		return fmt.Errorf("its schema is %d, this program knows %d: %w; use the newer program", schema, Schema, A.ErrNewer)
	}
	if tx.Bucket(rootKey) == nil || schema == 0 {
		return fmt.Errorf("its root is missing: %w", A.ErrDamaged)
	}
	if tx.Size() > fileSize(s.path()) {
		return fmt.Errorf("it is cut short: %w", A.ErrDamaged)
	}
	id := Identity{UUID: string(meta.Get(metaUUID)), Practice: bytes.Equal(meta.Get(metaPractice), []byte{1}), Schema: schema}
	id.Created, _ = time.Parse(time.RFC3339Nano, string(meta.Get(metaCreated)))
	if s.id.UUID != "" && s.id.UUID != id.UUID {
		return fmt.Errorf("%s belongs to another desk than %s: %w; put the pair back together", fileName, identityName, A.ErrForeign)
	}
	if id.Practice != s.o.Practice && !s.o.ReadOnly {
		return fmt.Errorf("this home is for %s: %w; name another home", kindOfHome(id.Practice), A.ErrPractice)
	}
	s.id = id
	return nil
}

func kindOfHome(practice bool) string {
	if practice {
		return "practice"
	}
	return "real work"
}

func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // It never fails; see crypto/rand.
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
