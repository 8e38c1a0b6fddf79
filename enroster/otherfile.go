package enroster

import (
	"bytes"
	"strings"
)

// otherFile names the kind of a file that is no text at all, by the bytes it begins with.
func otherFile(b []byte) string {
	for _, magic := range []struct{ begin, kind string }{
		{"%PDF", "pdf"}, {"\x1f\x8b", "gzip"},
		{"\x89PNG", "image"}, {"\xff\xd8\xff", "image"}, {"GIF8", "image"},
	} {
		if bytes.HasPrefix(b, []byte(magic.begin)) {
			return magic.kind
		}
	}
	if bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0")) {
		if bytes.Contains(b, []byte(encryptedPackage)) {
			return "locked"
		}
		return "xls"
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		switch {
		case bytes.Contains(b, []byte("xl/")) || bytes.Contains(b, []byte("[Content_Types].xml")):
			return "xlsx"
		case bytes.Contains(b, []byte("opendocument.spreadsheet")):
			return "ods"
		}
		return "zip"
	}
	start := strings.ToLower(string(bytes.TrimLeft(b[:min(len(b), 512)], " \t\r\n")))
	switch {
	case strings.HasPrefix(start, "<?xml"):
		return "xml"
	case strings.HasPrefix(start, "<!doctype") || strings.HasPrefix(start, "<html") || strings.HasPrefix(start, "<!--"):
		return "html"
	}
	return ""
}

// encryptedPackage is what Office calls a workbook with a password inside the
// compound file that it makes of one, in UTF-16 (MS-OFFCRYPTO, 2.3.4.4).
const encryptedPackage = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"

// otherText names the kind of a text in which no header was found, by what it begins with: a table may begin so too.
func otherText(text []byte) string {
	for _, kind := range []struct{ begin, kind string }{{"<", "html"}, {`{\rtf`, "rtf"}, {"{", "json"}, {"[", "json"}} {
		if bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte(kind.begin)) {
			return kind.kind
		}
	}
	return ""
}

// isWrapped reports whether a line is a header with quotes around it as a whole, as a spreadsheet writes it that did not part
// the cells of the file it opened: "Guid,""Nom"",""Prénom""".
func isWrapped(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) < 2 || line[0] != '"' || line[len(line)-1] != '"' {
		return false
	}
	_, known := bestSeparator(bytes.ReplaceAll(line[1:len(line)-1], []byte(`""`), []byte{'"'}), separators)
	return known > 0
}

// isBinary reports whether more than one byte in twenty is a control character, which no text has.
func isBinary(b []byte) bool {
	n := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\r' && c != '\n' || c == 0x7f {
			n++
		}
	}
	return n*20 > len(b)
}
