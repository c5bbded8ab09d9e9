package store

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// stripper takes the metadata out of a picture and tells whether there was any.
type stripper func(b []byte) (clean []byte, removed bool, err error)

var strippers = map[string]stripper{
	"image/jpeg": stripJPEG,
	"image/png":  stripPNG,
	"image/webp": stripWebP,
	"image/gif":  stripGIF,
}

var errCut = errors.New("it ends in the middle")

// Markers of JPEG (ITU-T T.81 table B.1).
const (
	jpegSOS  = 0xda
	jpegEOI  = 0xd9
	jpegCOM  = 0xfe
	jpegAPP0 = 0xe0
	jpegAPPF = 0xef
)

// stripJPEG keeps of the application segments only JFIF, the colour profile and Adobe's, drops comments and whatever follows the
// end of the picture, and puts back an EXIF that holds nothing but the orientation where that is not upright.
func stripJPEG(b []byte) ([]byte, bool, error) {
	out := append(make([]byte, 0, len(b)), b[:2]...)
	turn := uint16(1)
	for i := 2; ; {
		for i+1 < len(b) && b[i] == 0xff && b[i+1] == 0xff { // Fill bytes.
			i++
		}
		if i+2 > len(b) || b[i] != 0xff {
			return nil, false, errCut
		}
		m := b[i+1]
		if m == jpegEOI {
			out = append(out, b[i:i+2]...)
			break
		}
		if m == 0x01 || m >= 0xd0 && m <= 0xd7 { // They have no length.
			out, i = append(out, b[i:i+2]...), i+2
			continue
		}
		if i+4 > len(b) {
			return nil, false, errCut
		}
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if end > len(b) || end < i+4 {
			return nil, false, errCut
		}
		if dropJPEG(m, b[i+4:end]) {
			if tiff, ok := bytes.CutPrefix(b[i+4:end], []byte("Exif\x00\x00")); ok && m == 0xe1 {
				turn = orientation(tiff)
			}
			i = end
			continue
		}
		if m == jpegSOS {
			end = scanEnd(b, end)
		}
		out, i = append(out, b[i:end]...), end
	}
	if turn > 1 {
		out = insertEXIF(out, turn)
	}
	return out, !bytes.Equal(out, b), nil
}

// dropJPEG tells whether a segment goes.
func dropJPEG(m byte, data []byte) bool {
	switch {
	case m == jpegCOM:
		return true
	case m < jpegAPP0 || m > jpegAPPF:
		return false
	case m == 0xe0, m == 0xee:
		return false
	case m == 0xe2:
		return !bytes.HasPrefix(data, []byte("ICC_PROFILE\x00"))
	}
	return true
}

// scanEnd is where the coded data of a scan ends: at the next marker that is neither a restart nor a stuffed byte.
func scanEnd(b []byte, i int) int {
	for ; i+1 < len(b); i++ {
		if b[i] == 0xff && b[i+1] != 0 && (b[i+1] < 0xd0 || b[i+1] > 0xd7) && b[i+1] != 0xff {
			return i
		}
	}
	return len(b)
}

// insertEXIF puts a small EXIF behind the start of the picture, or behind JFIF, which comes first.
func insertEXIF(b []byte, turn uint16) []byte {
	at := 2
	if len(b) > 6 && b[2] == 0xff && b[3] == jpegAPP0 {
		at += 2 + int(binary.BigEndian.Uint16(b[4:]))
	}
	data := append([]byte("Exif\x00\x00"), tinyEXIF(turn)...)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(data)+2))
	return append(append(append([]byte{}, b[:at]...), append(seg, data...)...), b[at:]...)
}

// tinyEXIF is a TIFF header with one directory of one entry: the orientation (tag 0x0112, one short).
func tinyEXIF(turn uint16) []byte {
	b := []byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1}
	b = binary.BigEndian.AppendUint16(b, turn)
	return append(b, 0, 0, 0, 0, 0, 0)
}

// orientation reads the orientation out of a TIFF header; 1 is upright, and what cannot be read.
func orientation(b []byte) uint16 {
	if len(b) < 8 {
		return 1
	}
	var o binary.ByteOrder = binary.BigEndian
	if string(b[:2]) == "II" {
		o = binary.LittleEndian
	}
	at := int64(o.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	n := int64(o.Uint16(b[at:]))
	for i := range n {
		e := at + 2 + i*12
		if e+12 > int64(len(b)) {
			return 1
		}
		if v := o.Uint16(b[e+8:]); o.Uint16(b[e:]) == 0x0112 && v >= 1 && v <= 8 {
			return v
		}
	}
	return 1
}
