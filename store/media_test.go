package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

func pixelsOf(w, h int) image.Image {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.RGBA{200, 30, 30, 255}})
	for i := range img.Pix {
		img.Pix[i] = uint8(i % 2)
	}
	return img
}

func tinyPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, pixelsOf(5, 3)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tinyJPEG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, pixelsOf(16, 8), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tinyGIF(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, pixelsOf(6, 4), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const secretPlace = "GPS 36.7213 -4.4214"

// segment is an application segment of a JPEG.
func segment(marker byte, data string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

// insert puts bytes behind the first n of a file.
func insert(b []byte, n int, parts ...[]byte) []byte {
	out := bytes.Clone(b[:n])
	for _, p := range parts {
		out = append(out, p...)
	}
	return append(out, b[n:]...)
}

// exifWith is an EXIF block with an orientation and a place.
func exifWith(turn uint16) string {
	le := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	le = binary.LittleEndian.AppendUint16(le, turn)
	return string(append(le, 0, 0, 0, 0, 0, 0)) + secretPlace
}

func chunk(kind, data string) []byte { return appendPNG(nil, kind, []byte(data)) }

func webp(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func TestAddMediaTakesMetadataOut(t *testing.T) {
	j, p, g := tinyJPEG(t), tinyPNG(t), tinyGIF(t)
	vp8x := appendRIFF(nil, "VP8X", []byte{0x0c, 0, 0, 0, 9, 0, 0, 19, 0, 0})
	vp8 := appendRIFF(nil, "VP8L", []byte{0x2f, 9, 0, 5, 0, 1, 2})
	cases := []struct {
		name, kind string
		b          []byte
		clean      bool
		turn       uint16
		w, h       int
	}{
		{"plain jpeg", "image/jpeg", j, false, 1, 16, 8},
		{"jpeg with everything", "image/jpeg", append(insert(j, 2, segment(0xe1, "Exif\x00\x00"+exifWith(1)), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+secretPlace),
			segment(0xed, "Photoshop "+secretPlace), segment(0xfe, secretPlace), segment(0xe2, "MPF\x00"+secretPlace), segment(0xe2, "ICC_PROFILE\x00colours")), secretPlace...), true, 1, 16, 8},
		{"jpeg on its side", "image/jpeg", insert(j, 2, segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), segment(0xe1, "Exif\x00\x00"+exifWith(6))), true, 6, 16, 8},
		{"plain png", "image/png", p, false, 1, 5, 3},
		{"png with everything", "image/png", append(insert(p, 33, chunk("tEXt", secretPlace), chunk("iTXt", secretPlace), chunk("zTXt", secretPlace), chunk("eXIf", exifWith(1)), chunk("tIME", "1234567")), secretPlace...), true, 1, 5, 3},
		{"png on its side", "image/png", insert(p, 33, chunk("eXIf", exifWith(8))), true, 8, 5, 3},
		{"plain gif", "image/gif", g, false, 1, 6, 4},
		{"gif with everything", "image/gif", insert(g, len(g)-1, []byte("\x21\xfe\x13"+secretPlace+"\x00"), []byte("\x21\xff\x0bXMP DataXMP\x13"+secretPlace+"\x00")), true, 1, 6, 4},
		{"plain webp", "image/webp", webp(vp8), false, 1, 10, 21},
		{"webp with everything", "image/webp", append(webp(vp8x, vp8, appendRIFF(nil, "EXIF", []byte(exifWith(1))), appendRIFF(nil, "XMP ", []byte(secretPlace))), secretPlace...), true, 1, 10, 20},
		{"webp on its side", "image/webp", webp(vp8x, vp8, appendRIFF(nil, "EXIF", []byte(exifWith(3)))), true, 3, 10, 20},
	}
	d := newDesk(t)
	for _, c := range cases {
		m, err := d.AddMedia(d.luz.ID, "C:\\fotos/"+c.name, bytes.NewReader(c.b))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		f, err := d.OpenMedia(d.luz.ID, m.SHA256)
		d.ok(err)
		got, err := io.ReadAll(f)
		d.ok(errors.Join(err, f.Close()))
		if bytes.Contains(got, []byte(secretPlace)) {
			t.Errorf("%s: the place is still in it", c.name)
		}
		if m.Type != c.kind || m.Clean != c.clean || m.Width != c.w || m.Height != c.h || m.Bytes != int64(len(got)) || m.Name != c.name {
			t.Errorf("%s: %+v of %d bytes, want %d x %d, clean %v", c.name, m, len(got), c.w, c.h, c.clean)
		}
		if turn := turnOf(got); turn != c.turn {
			t.Errorf("%s: its orientation is %d, want %d", c.name, turn, c.turn)
		}
		if _, _, err := image.Decode(bytes.NewReader(got)); err != nil && c.kind != "image/webp" {
			t.Errorf("%s: it can no longer be read: %v", c.name, err)
		}
		again, err := d.AddMedia(d.luz.ID, "again", bytes.NewReader(got))
		if err != nil || again.SHA256 != m.SHA256 || again.Clean {
			t.Errorf("%s: cleaned again: %+v %v", c.name, again, err)
		}
	}
	d.sound()
}

// turnOf finds the small EXIF in a cleaned picture and reads its orientation.
func turnOf(b []byte) uint16 {
	at := bytes.Index(b, []byte("MM\x00*"))
	if at < 0 {
		return 1
	}
	return orientation(b[at:])
}

func TestAddMediaRefuses(t *testing.T) {
	d := newDesk(t)
	for name, b := range map[string][]byte{
		"empty": nil, "a text": []byte("hola"), "a page": []byte("<html><script>"), "a program": []byte("\x7fELF\x02\x01\x01"), "a vector": []byte("<svg xmlns="),
		"half a jpeg": tinyJPEG(t)[:40], "half a png": tinyPNG(t)[:40], "half a gif": tinyGIF(t)[:14], "half a webp": webp()[:12],
		"a jpeg with a wild length": append(tinyJPEG(t)[:2], 0xff, 0xe1, 0xff, 0xff, 1),
	} {
		if _, err := d.AddMedia(d.luz.ID, name, bytes.NewReader(b)); !errors.Is(err, A.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := d.AddMedia(d.luz.ID, "endless", io.MultiReader(strings.NewReader("ID3"), endless{})); !errors.Is(err, A.ErrRefused) {
		t.Errorf("an endless file: %v", err)
	}
	if _, err := d.AddMedia(d.pan.ID, "x", bytes.NewReader(tinyPNG(t))); !errors.Is(err, A.ErrNotFound) {
		t.Errorf("a brand that is not there: %v", err)
	}
	left, err := os.ReadDir(d.mediaDir(d.luz.ID))
	d.ok(err)
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	for _, sha := range []string{"../../vocero.db", "", fmt.Sprintf("%064x", 1)} {
		if _, err := d.OpenMedia(d.luz.ID, sha); !errors.Is(err, A.ErrNotFound) {
			t.Errorf("opening %q: %v", sha, err)
		}
	}
}

// endless is a file without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestSniff(t *testing.T) {
	for head, want := range map[string]string{
		"\x00\x00\x00\x20ftypavif": "image/avif", "\x00\x00\x00\x20ftypheic": "image/heic", "\x00\x00\x00\x20ftypisom": "video/mp4", "\x00\x00\x00\x14ftypqt  ": "video/quicktime",
		"\x00\x00\x00\x14ftypM4A ": "audio/mp4", "\x1a\x45\xdf\xa3....": "video/webm", "OggS....": "audio/ogg", "fLaC....": "audio/flac", "RIFF....WAVEfmt": "audio/wav",
		"ID3\x04": "audio/mpeg", "\xff\xfb\x90\x00": "audio/mpeg", "\xff\xff\xff\xff": "", "RIFF....AVI ": "", "\xff\xd8": "", "": "",
	} {
		if got := sniff([]byte(head)); got != want {
			t.Errorf("%q is %q, want %q", head, got, want)
		}
	}
}

func TestFilesGoWithTheirLastReference(t *testing.T) {
	d := newDesk(t)
	m, err := d.AddMedia(d.luz.ID, "a.png", bytes.NewReader(tinyPNG(t)))
	d.ok(err)
	there := func() bool {
		_, err := os.Stat(filepath.Join(d.mediaDir(d.luz.ID), m.SHA256))
		return err == nil
	}
	sweep := func(want bool) {
		t.Helper()
		if _, err := d.SweepMedia(d.clock.now()); err != nil || there() != want {
			t.Errorf("after a sweep it is there: %v (%v), want %v", there(), err, want)
		}
	}
	sweep(true) // A draft may still take it.
	p := d.post("con foto", d.pan)
	p.Media = []A.Media{m}
	p, err = d.SavePost(p)
	d.ok(err)
	q := d.post("con la misma", d.pan)
	q.Media = []A.Media{m}
	_, err = d.SavePost(q)
	d.ok(err)
	d.clock.add(48 * time.Hour)
	sweep(true)
	d.sound()
	d.ok(d.RemovePost(p.ID))
	d.ok(d.RemovePost(q.ID))
	d.clock.add(48 * time.Hour)
	sweep(true) // An undo would need it.
	if _, err := d.Undo(); err != nil {
		t.Fatal(err)
	}
	d.sound()
	d.ok(d.RemovePost(q.ID))
	d.ok(d.update(func(t *txn) error { return t.forgetUndo(d.luz.ID) }))
	d.clock.add(keepFree)
	sweep(false)
	stray := filepath.Join(d.mediaDir(d.luz.ID), ".new-123")
	d.ok(os.WriteFile(stray, []byte("x"), 0o600))
	long := d.clock.now().Add(-72 * time.Hour)
	d.ok(os.Chtimes(stray, long, long))
	if n, err := d.SweepMedia(d.clock.now()); n != 1 || err != nil {
		t.Errorf("%d strays freed, %v", n, err)
	}
}

func FuzzStrip(f *testing.F) {
	for _, b := range [][]byte{tinyJPEG(f), tinyPNG(f), tinyGIF(f), webp(appendRIFF(nil, "VP8L", []byte{0x2f, 9, 0, 5, 0}))} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		kind := sniff(b)
		strip := strippers[kind]
		if strip == nil {
			return
		}
		clean, _, err := strip(b)
		if err != nil {
			return
		}
		if sniff(clean) != kind {
			t.Fatalf("%s became %q", kind, sniff(clean))
		}
		again, removed, err := strip(clean)
		if err != nil || removed || !bytes.Equal(again, clean) {
			t.Fatalf("cleaning it again: removed %v, %v", removed, err)
		}
		pixels(kind, clean)
	})
}
