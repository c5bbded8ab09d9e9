package store

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// pngDrop are the chunks of a PNG that say something besides the picture (PNG third edition, sections 11.3.3 to 11.3.5).
var pngDrop = []string{"eXIf", "tEXt", "iTXt", "zTXt", "tIME"}

// stripPNG drops texts, times and EXIF, and what follows the end; an orientation other than upright stays.
func stripPNG(b []byte) ([]byte, bool, error) {
	out := append(make([]byte, 0, len(b)), b[:8]...)
	for i := 8; ; {
		if i+12 > len(b) {
			return nil, false, errCut
		}
		n := int64(binary.BigEndian.Uint32(b[i:]))
		end := int64(i) + 12 + n
		if end > int64(len(b)) {
			return nil, false, errCut
		}
		kind := string(b[i+4 : i+8])
		data := b[i+8 : end-4]
		switch {
		case !slices.Contains(pngDrop, kind):
			out = append(out, b[i:end]...)
		case kind == "eXIf" && orientation(data) > 1:
			out = appendPNG(out, kind, tinyEXIF(orientation(data)))
		}
		i = int(end)
		if kind == "IEND" {
			return out, !bytes.Equal(out, b), nil
		}
	}
}

func appendPNG(out []byte, kind string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	at := len(out)
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[at:]))
}

// Flags of the VP8X chunk (RFC 9649 section 2.7.1).
const (
	webpEXIF = 0x08
	webpXMP  = 0x04
)

// stripWebP drops EXIF and XMP, and what follows the end; an orientation other than upright stays.
func stripWebP(b []byte) ([]byte, bool, error) {
	if len(b) < 12 {
		return nil, false, errCut
	}
	size := min(int64(len(b)), 8+int64(binary.LittleEndian.Uint32(b[4:])))
	out := append(make([]byte, 0, len(b)), b[:12]...)
	if size < 20 {
		return nil, false, errCut
	}
	flags, kept := -1, byte(0)
	for i := int64(12); i < size; {
		if i+8 > size {
			return nil, false, errCut
		}
		n := int64(binary.LittleEndian.Uint32(b[i+4:]))
		end := i + 8 + n + n&1
		if i+8+n > size {
			return nil, false, errCut
		}
		end = min(end, size)
		kind, data := string(b[i:i+4]), b[i+8:i+8+n]
		switch {
		case kind == "EXIF" && orientation(data) > 1:
			out, kept = appendRIFF(out, kind, tinyEXIF(orientation(data))), webpEXIF
		case kind != "EXIF" && kind != "XMP ":
			if kind == "VP8X" && n > 0 {
				flags = len(out) + 8
			}
			out = append(out, b[i:end]...)
		}
		i = end
	}
	if flags > 0 {
		out[flags] = out[flags]&^(webpEXIF|webpXMP) | kept
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, !bytes.Equal(out, b), nil
}

func appendRIFF(out []byte, kind string, data []byte) []byte {
	out = binary.LittleEndian.AppendUint32(append(out, kind...), uint32(len(data)))
	if out = append(out, data...); len(data)&1 == 1 {
		out = append(out, 0)
	}
	return out
}

// stripGIF drops comments and every application's extension but the one that repeats an animation, and what follows the end.
func stripGIF(b []byte) ([]byte, bool, error) {
	if len(b) < 14 {
		return nil, false, errCut
	}
	i := 13 + colours(b[10])
	if i > len(b) {
		return nil, false, errCut
	}
	out := append(make([]byte, 0, len(b)), b[:i]...)
	for i < len(b) {
		start := i
		switch b[i] {
		case 0x3b: // The end.
			out = append(out, 0x3b)
			return out, !bytes.Equal(out, b), nil
		case 0x21: // An extension: label, then blocks.
			if i+2 > len(b) {
				return nil, false, errCut
			}
			i = blocksEnd(b, i+2)
		case 0x2c: // A picture: descriptor, colours, code size, then blocks.
			if i+10 > len(b) {
				return nil, false, errCut
			}
			i = blocksEnd(b, i+11+colours(b[i+9]))
		default:
			return nil, false, errCut
		}
		if i < 0 {
			return nil, false, errCut
		}
		if b[start] != 0x21 || !dropGIF(b[start:i]) {
			out = append(out, b[start:i]...)
		}
	}
	return nil, false, errCut
}

// colours is the length of a colour table by its flags: GIF89a section 18.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocksEnd is the place behind a row of blocks that ends with an empty one; -1 when it does not end.
func blocksEnd(b []byte, i int) int {
	for i < len(b) {
		n := int(b[i])
		i += n + 1
		if n == 0 {
			return i
		}
	}
	return -1
}

func dropGIF(ext []byte) bool {
	switch {
	case ext[1] == 0xfe:
		return true
	case ext[1] == 0xff && len(ext) > 14:
		name := string(ext[3:14])
		return name != "NETSCAPE2.0" && name != "ANIMEXTS1.0"
	}
	return false
}
