package spell

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"path"
	"sync"
)

//go:embed dictionaries/*.gz patch/*.txt
var files embed.FS

// The dictionaries that are embedded, named as their files are.
var shelf = map[string]func() (*dictionary, error){
	"es": once("es"), "es-ES": once("es-ES"), "es-MX": once("es-MX"), "es-AR": once("es-AR"), "en-US": once("en-US"), "en-GB": once("en-GB"),
}

// once is a dictionary that is read when it is first asked for, and then kept. Any number of goroutines may ask.
func once(name string) func() (*dictionary, error) {
	return sync.OnceValues(func() (*dictionary, error) { return open(name) })
}

// open reads an embedded dictionary.
func open(name string) (*dictionary, error) {
	aff, err := unpack(name + ".aff.gz")
	if err != nil {
		return nil, err
	}
	dic, err := unpack(name + ".dic.gz")
	if err != nil {
		return nil, err
	}
	d, err := readDictionary(aff, dic)
	if err != nil {
		return nil, fmt.Errorf("reading the dictionary %s: %w", name, err)
	}
	return d, nil
}

// unpack reads an embedded file that is compressed.
func unpack(name string) ([]byte, error) {
	b, err := files.ReadFile(path.Join("dictionaries", name))
	if err != nil {
		return nil, fmt.Errorf("reading the dictionaries: %w", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("reading the dictionaries: %s: %w", name, err)
	}
	out := bytes.NewBuffer(make([]byte, 0, 1<<20))
	if _, err := io.Copy(out, io.LimitReader(z, maxText)); err != nil {
		return nil, fmt.Errorf("reading the dictionaries: %s: %w", name, err)
	}
	return out.Bytes(), nil
}
