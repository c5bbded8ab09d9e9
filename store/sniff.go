package store

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/gif"  // for the size of a GIF
	_ "image/jpeg" // for the size of a JPEG
	_ "image/png"  // for the size of a PNG
	"slices"
)

// magic is how the content of a type begins.
type magic struct {
	at    int
	bytes string
	kind  string
}

var magics = []magic{
	{0, "\xff\xd8\xff", "image/jpeg"},
	{0, "\x89PNG\r\n\x1a\n", "image/png"},
	{0, "GIF87a", "image/gif"},
	{0, "GIF89a", "image/gif"},
	{8, "WEBPVP8", "image/webp"},
	{8, "WAVE", "audio/wav"},
	{0, "\x1a\x45\xdf\xa3", "video/webm"},
	{0, "OggS", "audio/ogg"},
	{0, "fLaC", "audio/flac"},
	{0, "ID3", "audio/mpeg"},
}

// brandsOf says which type the major brand of an ISO media file (ISO/IEC 14496-12) stands for.
var brandsOf = map[string][]string{
	"image/avif":      {"avif", "avis"},
	"image/heic":      {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"},
	"video/quicktime": {"qt  "},
	"audio/mp4":       {"M4A ", "M4B "},
}

// sniff is the MIME type of a file by its first bytes; "" for what no network takes.
func sniff(head []byte) string {
	for _, m := range magics {
		if len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.bytes)) && (m.at == 0 || bytes.HasPrefix(head, []byte("RIFF"))) {
			return m.kind
		}
	}
	if len(head) >= 12 && string(head[4:8]) == "ftyp" {
		for kind, list := range brandsOf {
			if slices.Contains(list, string(head[8:12])) {
				return kind
			}
		}
		return "video/mp4"
	}
	// An MPEG audio frame: eleven set bits, then a version, a layer and a rate that exist.
	if len(head) >= 3 && head[0] == 0xff && head[1]&0xe0 == 0xe0 && head[1]&0x18 != 0x08 && head[1]&0x06 == 0x02 && head[2]&0xf0 != 0xf0 {
		return "audio/mpeg"
	}
	return ""
}

// pixels are width and height of a picture; zeros when they cannot be read.
func pixels(kind string, b []byte) (w, h int) {
	if kind == "image/webp" {
		return webpPixels(b)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return 0, 0
	}
	return c.Width, c.Height
}

// webpPixels reads the size of a WebP from its first chunk: RFC 9649 sections 2.5 to 2.7.
func webpPixels(b []byte) (w, h int) {
	b = append(bytes.Clone(b[:min(len(b), 30)]), make([]byte, 30)...) // A short one reads as zeros.
	d := b[20:]
	switch string(b[12:16]) {
	case "VP8X":
		return 1 + int(uint24(d[4:])), 1 + int(uint24(d[7:]))
	case "VP8L":
		n := binary.LittleEndian.Uint32(d[1:])
		return 1 + int(n&0x3fff), 1 + int(n>>14&0x3fff)
	case "VP8 ":
		return int(binary.LittleEndian.Uint16(d[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(d[8:]) & 0x3fff)
	}
	return 0, 0
}

func uint24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
