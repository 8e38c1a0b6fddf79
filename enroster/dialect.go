package enroster

// Encoding is a character encoding by its name on the web, in small letters. "" means not yet known.
type Encoding string

// The encodings that rosters come in. Windows-1252 is what a French Excel writes as "CSV"; Macintosh is Excel on an
// older Mac; CP850 comes from MS-DOS programs; UTF-16 is Excel's "Unicode text".
const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252"
	ISO8859_15  Encoding = "iso-8859-15"
	Macintosh   Encoding = "macintosh"
	CP850       Encoding = "cp850"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
)

// Dialect is how a file is written, as far as its first 64 KiB show.
type Dialect struct {
	Encoding   Encoding
	BOM        int    // byte order marks at the start of the file; some ENTs write two
	Separator  rune   // ';', ',', '\t', '|', ':' or ' '
	Quote      rune   // '"' or '\''; 0 where the format has no quotes, as in SACoche's lists
	LineEnd    string // "\r\n", "\n" or "\r"; "mixed" when there are several; "" when there is none
	HeaderLine int    // physical line of the header, from 1; the first of them, if it has several; 0 when there is none
	Layout     Layout
	Confidence float64  // of the encoding, the least certain of them: 1 is sure, 0.5 a guess
	Reasons    []Reason // why, in the order of the decisions
}

// Reason is one ground on which a Dialect was recognised.
type Reason struct {
	Code   string // stable: "encoding-bom", "separator-header", …
	Detail string // what was found: an encoding, a separator, a layout, a line
}

// reasonTexts has one sentence a reason, French and English; %s is the detail.
var reasonTexts = map[string][2]string{
	"encoding-given":   {"Encodage %s : imposé par l’appelant.", "Encoding %s: given by the caller."},
	"encoding-bom":     {"Encodage %s : le fichier commence par une marque d’ordre (BOM).", "Encoding %s: the file begins with a byte order mark."},
	"encoding-zeros":   {"Encodage %s : un octet sur deux est nul.", "Encoding %s: every other byte is zero."},
	"encoding-header":  {"Encodage %s : c’est ainsi que l’en-tête se lit avec ses accents.", "Encoding %s: read so, the header shows its accents."},
	"encoding-ascii":   {"Encodage %s : le début du fichier n’a aucun accent.", "Encoding %s: the beginning of the file has no accents."},
	"encoding-valid":   {"Encodage %s : le début du fichier y est valide, ce qui n’arrive pas par hasard.", "Encoding %s: the beginning of the file is valid, which does not happen by chance."},
	"encoding-letters": {"Encodage %s : c’est ainsi que les lettres accentuées sont les plus françaises.", "Encoding %s: read so, the accented letters are the most French."},
	"encoding-late":    {"Encodage %s : le premier accent, loin dans le fichier, n’est pas de l’UTF-8.", "Encoding %s: the first accent, far into the file, is not UTF-8."},
	"separator-given":  {"Séparateur « %s » : imposé par l’appelant.", "Separator \"%s\": given by the caller."},
	"separator-line":   {"Séparateur « %s » : annoncé par la ligne « sep= ».", "Separator \"%s\": announced by the sep= line."},
	"separator-header": {"Séparateur « %s » : c’est ainsi que l’en-tête a le plus de colonnes connues.", "Separator \"%s\": read so, the header has the most known columns."},
	"separator-rows":   {"Séparateur « %s » : c’est ainsi que les lignes ont le plus souvent le même nombre de cellules.", "Separator \"%s\": read so, most lines have the same number of cells."},
	"quote-given":      {"Guillemets « %s » : imposés par l’appelant.", "Quotes \"%s\": given by the caller."},
	"quote-apostrophe": {"Guillemets « %s » : des cellules sont écrites entre apostrophes.", "Quotes \"%s\": cells are written between apostrophes."},
	"columns-content":  {"Colonnes : %s, d’après leur contenu, car il n’y a pas d’en-tête.", "Columns: %s, by their content, for there is no header."},
	"layout-given":     {"Contenu : %s, imposé par l’appelant.", "Contents: %s, given by the caller."},
	"header-given":     {"En-tête à la ligne %s : imposé par l’appelant.", "Header on line %s: given by the caller."},
	"layout":           {"Contenu : %s, d’après ses colonnes.", "Contents: %s, by its columns."},
	"header-line":      {"En-tête à la ligne %s : les lignes qui précèdent sont un préambule.", "Header on line %s: the lines before it are a preamble."},
}

// Message gives the reason as one plain sentence, in French unless lang is "en".
func (r Reason) Message(lang string) string {
	detail := r.Detail
	if r.Code == "layout" || r.Code == "layout-given" {
		detail = Layout(detail).Label(lang)
	}
	return fill(pick(reasonTexts[r.Code], lang), "%s", detail)
}

func separatorName(sep rune) string {
	switch sep {
	case '\t':
		return "TAB"
	case ' ':
		return "␣"
	}
	return string(sep)
}
