package casclient

import (
	"encoding/xml"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A chooser makes a document out of bytes, so that a fuzzer that changes one
// of them changes one decision.
type chooser struct {
	data []byte
	b    strings.Builder
}

func (c *chooser) pick(from ...string) string {
	if len(c.data) == 0 {
		return from[0]
	}
	n := int(c.data[0])
	c.data = c.data[1:]
	return from[n%len(from)]
}

// near is true seldom: documents are to be almost right.
func (c *chooser) near() bool {
	if len(c.data) == 0 {
		return false
	}
	n := c.data[0]
	c.data = c.data[1:]
	return n >= 0xF8
}

var (
	chosenPrefixes = []string{"cas:", "", "cas:", "x:", "y:", "xml:", "xmlns:", ":", "cas:x:"}
	chosenSpaces   = []string{namespace, "urn:x", "", namespace + "/", " " + namespace, "http://www.w3.org/XML/1998/namespace", "&#104;ttp://www.yale.edu/tp/cas", "a\r\nb"}
	chosenLocals   = []string{"user", "attributes", "attribute", "a", "proxies", "proxy", "é", "e\u0301", "userAttributes", "authenticationSuccess", "User", "-a", "1", "", "xmlns", "ẑ", "漢"}
	chosenTexts    = []string{"jo", "", " ", "\r\n", "&amp;", "&#65;", "&#x1F3EB;", "<![CDATA[<b>]]>", "<!-- c -->", "]]", ">", "&lt;cas:user&gt;", "\u00a0", "é", "&eacute;", "&", "&#0;", "&#xD800;", "&#x110000;", "&#", "\x00", "\xff", "]]>", "<![CDATA[", "<!--->", "<!-- -- -->", "<!DOCTYPE a>", "<?a b?>", "<", "\ufffe", "&#x9;", "&#1114111;"}
	chosenValues   = []string{"1", "", "é", "&lt;", "a\nb", "]]>", "'", ">", "<", "&", "&#10;"}
)

func (c *chooser) element(name string, depth int) {
	c.b.WriteString("<" + name)
	for c.pick("", "", "more") != "" {
		c.b.WriteString(c.pick(" ", "\n", "\t ", ""))
		switch c.pick("plain", "prefixed", "namespace", "default") {
		case "plain":
			c.b.WriteString(c.pick("name", "value", "a", "xmlns:xml", "xmlns:xmlns"))
		case "prefixed":
			c.b.WriteString(c.pick(chosenPrefixes...) + c.pick(chosenLocals...))
		case "namespace":
			c.b.WriteString("xmlns:" + c.pick("cas", "x", "y", "é"))
			c.b.WriteString(`="` + c.pick(chosenSpaces...) + `"`)
			continue
		case "default":
			c.b.WriteString(`xmlns='` + c.pick(chosenSpaces...) + `'`)
			continue
		}
		quote := c.pick(`"`, `'`)
		c.b.WriteString(c.pick("=", " = ", "=\n") + quote + c.pick(chosenValues...) + quote)
	}
	if c.pick(">", ">", ">", "/>") == "/>" {
		c.b.WriteString("/>")
		return
	}
	c.b.WriteString(c.pick("", " ") + ">")
	c.content(depth)
	if c.near() {
		name = c.pick(chosenPrefixes...) + c.pick(chosenLocals...)
	}
	c.b.WriteString("</" + name + c.pick("", " ", "\n") + ">")
}

func (c *chooser) content(depth int) {
	for range 4 {
		switch c.pick("end", "element", "text") {
		case "element":
			if depth < 6 {
				c.element(c.pick(chosenPrefixes...)+c.pick(chosenLocals...), depth+1)
			}
		case "text":
			c.b.WriteString(c.pick(chosenTexts...))
		default:
			return
		}
	}
}

func (c *chooser) document() string {
	c.b.WriteString(c.pick("", "\ufeff", "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding='UTF-8'?>\n", " ", "<!-- c -->", "<?xml version='1.0' standalone='no' ?>", "<?xml?>"))
	c.b.WriteString(`<cas:serviceResponse xmlns:cas="` + namespace + `"` + c.pick("", ` xmlns="`+namespace+`"`, ` xmlns:x="urn:x" xmlns:y="urn:x"`) + `>`)
	if c.near() {
		c.content(0)
	}
	c.b.WriteString("<cas:authenticationSuccess>")
	if c.pick("yes", "yes", "no") == "yes" {
		c.b.WriteString("<cas:user>" + c.pick(chosenTexts...) + c.pick(chosenTexts...) + "</cas:user>")
	}
	c.content(0)
	c.b.WriteString("</cas:authenticationSuccess>")
	if c.near() {
		c.content(0)
	}
	c.b.WriteString("</cas:serviceResponse>" + c.pick("", "\n", "<!-- c -->", "x", "<a/>", "\x00"))
	return c.b.String()
}

// A seen is one token of either parser; texts that follow one another are one.
type seen struct {
	kind         tokenKind
	space, local string
	text         string
	attrs        [][3]string
}

func addSeen(list []seen, s seen) []seen {
	if n := len(list); s.kind == tokenText && n > 0 && list[n-1].kind == tokenText {
		list[n-1].text += s.text
		return list
	} else if s.kind == tokenText && s.text == "" {
		return list
	}
	return append(list, s)
}

func scanAll(s string) (list []seen, err error) {
	x, err := newScanner(s)
	if err != nil {
		return nil, err
	}
	for {
		t, err := x.next()
		if err != nil || t.kind == tokenEOF {
			return list, err
		}
		v := seen{kind: t.kind, space: t.space, local: t.local, text: t.text}
		if t.kind == tokenStart {
			for _, a := range x.attrs {
				v.attrs = append(v.attrs, [3]string{a.space, a.local, a.value})
			}
		}
		list = addSeen(list, v)
	}
}

func decodeAll(s string) (list []seen, err error) {
	d := oracle(s)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		var v seen
		switch token := token.(type) {
		case xml.StartElement:
			v = seen{kind: tokenStart, space: token.Name.Space, local: token.Name.Local}
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					v.attrs = append(v.attrs, [3]string{a.Name.Space, a.Name.Local, a.Value})
				}
			}
		case xml.EndElement:
			v.kind = tokenEnd
		case xml.CharData:
			v = seen{kind: tokenText, text: string(token)}
		case xml.Comment:
			v.kind = tokenComment
		case xml.ProcInst: // the XML declaration; the scanner refuses others
			continue
		}
		list = addSeen(list, v)
	}
}

// agree checks that what the scanner accepts means the same to encoding/xml:
// every name, namespace, attribute and text of the document.
func agree(t *testing.T, doc string) (accepted bool) {
	t.Helper()
	ours, err := scanAll(doc)
	if err != nil {
		if a, err := parseAnswer(doc, ""); err == nil {
			t.Fatalf("not a document, and signs %q in: %q", a.user, doc)
		}
		return false
	}
	theirs, err := decodeAll(doc)
	if err != nil {
		t.Fatalf("encoding/xml refuses what was accepted: %v\n%q", err, doc)
	}
	if diff := cmp.Diff(theirs, ours, cmp.AllowUnexported(seen{})); diff != "" {
		t.Fatalf("tokens (-encoding/xml +ours):\n%s\n%q", diff, doc)
	}
	if a, err := parseAnswer(doc, ""); err == nil {
		checkOracle(t, doc, a.user)
	}
	return true
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func TestAlmostRightDocumentsMeanTheSameToEncodingXML(t *testing.T) {
	accepted, signedIn := 0, 0
	for seed := range uint64(5_000) {
		doc := (&chooser{data: randomBytes(seed, 20+int(seed%60))}).document()
		if agree(t, doc) {
			accepted++
		}
		if _, err := parseAnswer(doc, ""); err == nil {
			signedIn++
		}
	}
	if accepted < 100 || signedIn < 20 {
		t.Errorf("%d documents accepted, %d of them answers: the generator makes nothing but nonsense", accepted, signedIn)
	}
	t.Logf("%d accepted, %d answers", accepted, signedIn)
}

func FuzzAlmostRight(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(randomBytes(seed, 60))
	}
	f.Fuzz(func(t *testing.T, data []byte) { agree(t, (&chooser{data: data}).document()) })
}
