package casclient

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// yes wraps the content of an authenticationSuccess.
func yes(content string) string {
	return `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>` +
		content + `</cas:authenticationSuccess></cas:serviceResponse>`
}

const jo = `<cas:user>jo</cas:user>`

func TestWhatAnAnswerMayLookLike(t *testing.T) {
	tests := []struct {
		what, body string
		user       string // "jo" if empty
		want       Attributes
	}{
		{what: "the least", body: yes(jo)},
		{what: "the default namespace", body: `<serviceResponse xmlns='http://www.yale.edu/tp/cas'><authenticationSuccess><user>jo</user></authenticationSuccess></serviceResponse>`},
		{what: "another prefix", body: strings.NewReplacer("cas:", "c-1:", ":cas", ":c-1").Replace(yes(jo))},
		{what: "an XML declaration, a BOM and blank lines", body: "\ufeff<?xml version='1.0' encoding='utf-8' standalone=\"yes\" ?>\r\n\r\n" + yes(jo) + "\r\n\r\n"},
		{what: "comments around and between", body: "<!-- a -->" + yes("<!-- b -->"+jo+"<!-- c --><cas:attributes><!-- d --><cas:a>x<!-- e -->y</cas:a></cas:attributes>") + "<!-- f -->", want: Attributes{{"a", "xy"}}},
		{what: "white space around the user", body: yes("<cas:user>\r\n\t jo </cas:user>")},
		{what: "white space inside tags", body: yes("<cas:user\n>jo</cas:user\t>")},
		{what: "a user in CDATA", body: yes("<cas:user><![CDATA[j]]><![CDATA[o]]></cas:user>")},
		{what: "markup in CDATA is text", body: yes("<cas:user><![CDATA[<b>&amp;]]></cas:user>"), user: "<b>&amp;"},
		{what: "the five entities and numbers", body: yes("<cas:user>&lt;&gt;&amp;&apos;&quot;&#233;&#xE9;&#x1f3eb;</cas:user>"), user: "<>&'\"éé🏫"},
		{what: "letters beyond ASCII", body: yes("<cas:user>Iñtërnâtiônàlizætiøn</cas:user>"), user: "Iñtërnâtiônàlizætiøn"},
		{what: "the user last", body: yes("<cas:attributes><cas:a>x</cas:a></cas:attributes>" + jo), want: Attributes{{"a", "x"}}},
		{what: "attributes of CAS 3, in order, repeated, empty, with spaces", body: yes(jo + "\n<cas:attributes>\n<cas:b> 1 </cas:b>\n<cas:a/>\n<cas:b>2\r\n3</cas:b></cas:attributes>"), want: Attributes{{"b", " 1 "}, {"a", ""}, {"b", "2\n3"}}},
		{what: "an attribute named user is not the user", body: yes(jo + "<cas:attributes><cas:user>root</cas:user></cas:attributes>"), want: Attributes{{"user", "root"}}},
		{what: "French names of attributes", body: yes(jo + "<cas:attributes><cas:prénom>Zoë</cas:prénom></cas:attributes>"), want: Attributes{{"prénom", "Zoë"}}},
		{what: "attributes in another namespace", body: yes(jo + `<cas:attributes><e:a xmlns:e="urn:ent">x</e:a></cas:attributes>`), want: Attributes{{"a", "x"}}},
		{what: "attributes next to the user", body: yes(jo + "<cas:ENTPersonProfils>National_3</cas:ENTPersonProfils><cas:uid>87654321</cas:uid>"), want: Attributes{{"ENTPersonProfils", "National_3"}, {"uid", "87654321"}}},
		{what: "name and value next to the user", body: yes(jo + `<cas:attribute name="a" value="1&#10;2"/><cas:attribute value='' name='b'></cas:attribute>`), want: Attributes{{"a", "1\n2"}, {"b", ""}}},
		{what: "name and value inside attributes", body: yes(jo + `<cas:attributes><cas:attribute name="a" value="1"/><cas:attribute name="b">2</cas:attribute></cas:attributes>`), want: Attributes{{"a", "1"}, {"b", "2"}}},
		{what: "userAttributes one level deeper", body: yes(jo + `<cas:attributes><cas:d>0</cas:d><cas:userAttributes><cas:attribute name="a">1</cas:attribute><cas:b>2</cas:b></cas:userAttributes></cas:attributes>`), want: Attributes{{"d", "0"}, {"a", "1"}, {"b", "2"}}},
		{what: "empty userAttributes", body: yes(jo + "<cas:attributes><cas:userAttributes> </cas:userAttributes></cas:attributes>")},
		{what: "plural with singulars", body: yes(jo + "<cas:ENTPersonProfils>\n<cas:ENTPersonProfil>National_3</cas:ENTPersonProfil>\n<cas:ENTPersonProfil>National_2</cas:ENTPersonProfil>\n</cas:ENTPersonProfils>"), want: Attributes{{"ENTPersonProfil", "National_3"}, {"ENTPersonProfil", "National_2"}}},
		{what: "a container of another name", body: yes(jo + "<cas:norEduPerson><cas:uid>1</cas:uid><cas:deep><cas:deeper>2</cas:deeper></cas:deep></cas:norEduPerson>"), want: Attributes{{"uid", "1"}, {"deeper", "2"}}},
		{what: "each attribute in two places", body: yes(jo + `<cas:attributes><cas:a>1</cas:a><cas:a>2</cas:a></cas:attributes><cas:attribute name="a" value="1"/><cas:attribute name="a" value="2"/><cas:a>1</cas:a><cas:a>2</cas:a>`), want: Attributes{{"a", "1"}, {"a", "2"}}},
		{what: "some attributes here and some there", body: yes(jo + `<cas:c>3</cas:c><cas:attribute name="b" value="2"/><cas:attributes><cas:a>1</cas:a></cas:attributes>`), want: Attributes{{"a", "1"}, {"b", "2"}, {"c", "3"}}},
		{what: "the same in two ways inside attributes", body: yes(jo + `<cas:attributes><cas:attribute name="a" value="1"/><cas:a>1</cas:a><cas:userAttributes><cas:a>1</cas:a><cas:b>2</cas:b></cas:userAttributes><cas:attribute name="c">3</cas:attribute></cas:attributes>`), want: Attributes{{"a", "1"}, {"c", "3"}, {"b", "2"}}},
		{what: "ECAS, with the number of what is inside", body: yes(jo + `<cas:groups number="2"><cas:group>A</cas:group><cas:group>B</cas:group></cas:groups>`), want: Attributes{{"groups@number", "2"}, {"group", "A"}, {"group", "B"}}},
		{what: "RubyCAS, YAML and all", body: yes(jo + "<memberOf><![CDATA[--- \n- A\n- B\n]]></memberOf><active>--- true\n</active>"), want: Attributes{{"memberOf", "--- \n- A\n- B\n"}, {"active", "--- true\n"}}},
		{what: "start tags of nested elements", body: yes(jo + `<cas:attributes><cas:userAttributes><cas:schools><cas:school externalId="0870003F" main="true"><cas:classes><cas:classe externalId="x$TPS">TPS</cas:classe></cas:classes></cas:school><cas:school externalId="0870004G"/></cas:schools></cas:userAttributes></cas:attributes>`),
			want: Attributes{{"school@externalId", "0870003F"}, {"school@main", "true"}, {"classe@externalId", "x$TPS"}, {"classe", "TPS"}, {"school@externalId", "0870004G"}, {"school", ""}}},
		{what: "start tags that are about the XML", body: yes(jo + `<cas:attributes><cas:a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="x" xml:lang="fr">1</cas:a></cas:attributes>`), want: Attributes{{"a", "1"}}},
		{what: "JSON text stays text", body: yes(jo + `<cas:attributes><cas:type>["Student"]</cas:type></cas:attributes>`), want: Attributes{{"type", `["Student"]`}}},
	}
	for _, tt := range tests {
		a, err := parseAnswer(tt.body, "")
		if err != nil {
			t.Errorf("%s: %v\n%s", tt.what, err, tt.body)
			continue
		}
		if tt.user == "" {
			tt.user = "jo"
		}
		if a.user != tt.user {
			t.Errorf("%s: user %q, want %q", tt.what, a.user, tt.user)
		}
		if diff := cmp.Diff(tt.want, a.attributes); diff != "" {
			t.Errorf("%s: attributes (-want +got):\n%s", tt.what, diff)
		}
		checkOracle(t, tt.body, a.user)
	}
}

func TestProxiesAndPGTIOU(t *testing.T) {
	a, err := parseAnswer(yes(jo+"<cas:proxyGrantingTicket> PGTIOU-1 </cas:proxyGrantingTicket><cas:proxies>\n<cas:proxy>https://last/</cas:proxy><cas:proxy>https://first/</cas:proxy></cas:proxies>"), "")
	if err != nil {
		t.Fatal(err)
	}
	want := answer{user: "jo", pgtIOU: "PGTIOU-1", proxies: []string{"https://last/", "https://first/"}}
	if diff := cmp.Diff(want, *a, cmp.AllowUnexported(answer{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatAnAnswerMayNotLookLike(t *testing.T) {
	const (
		head = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">`
		tail = `</cas:serviceResponse>`
		good = `<cas:authenticationSuccess>` + jo + `</cas:authenticationSuccess>`
		bad  = `<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>`
	)
	tests := []struct {
		what, body string
		want       error
		reason     string // part of the error's text
	}{
		{"nothing", "", ErrNotCAS, "empty"},
		{"blanks", " \r\n", ErrNotCAS, "empty"},
		{"CAS 1, yes", "yes\njo\n", ErrNotCAS, "CAS 1"},
		{"CAS 1, no", "no\n\n", ErrNotCAS, "CAS 1"},
		{"a web page", "<!DOCTYPE html>\n<html><body>Service unavailable</body></html>", ErrNotCAS, "DOCTYPE"},
		{"a web page without a document type", "<html><body>" + head + good + tail + "</body></html>", ErrNotCAS, "root"},
		{"SAML", assertion(samlAnswer()), ErrNotCAS, "root"},
		{"JSON that is an array", `[{"serviceResponse":{"authenticationSuccess":{"user":"jo"}}}]`, ErrNotCAS, "outside the root"},
		{"CAS 1 with line ends of Windows", "yes\r\njo\r\n", ErrNotCAS, "CAS 1"},
		{"an empty root of another name", "<root />", ErrNotCAS, "root"},
		{"the root in another namespace", strings.ReplaceAll(yes(jo), "yale.edu", "example.edu"), ErrNotCAS, "root"},
		{"the root in no namespace", "<serviceResponse><authenticationSuccess><user>jo</user></authenticationSuccess></serviceResponse>", ErrNotCAS, "root"},
		{"an undeclared prefix", "<cas:serviceResponse><cas:authenticationSuccess><cas:user>jo</cas:user></cas:authenticationSuccess></cas:serviceResponse>", ErrNotCAS, "not declared"},
		{"the success is the root", `<cas:authenticationSuccess xmlns:cas="http://www.yale.edu/tp/cas"><cas:user>jo</cas:user></cas:authenticationSuccess>`, ErrNotCAS, "root"},
		{"text before", "x" + yes(jo), ErrNotCAS, "outside the root"},
		{"a processing instruction", `<?php echo 1 ?>` + yes(jo), ErrNotCAS, "processing instruction"},
		{"a style sheet", `<?xml-stylesheet href="x"?>` + yes(jo), ErrNotCAS, "processing instruction"},
		{"a second declaration", `<?xml version="1.0"?><?xml version="1.0"?>` + yes(jo), ErrNotCAS, "processing instruction"},
		{"a declaration that comes late", "\n<?xml version=\"1.0\"?>" + yes(jo), ErrNotCAS, "processing instruction"},
		{"XML 1.1", `<?xml version="1.1"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration of nothing", `<?xml ?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration whose parts have no space between", `<?xml version="1.0"encoding="UTF-8"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration in another order", `<?xml standalone="yes" version="1.0"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration with an empty encoding", `<?xml version="1.0" encoding=""?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration with a part of another name", `<?xml version="1.0" coding="UTF-8"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration that may stand alone", `<?xml version="1.0" standalone="maybe"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration that says more", `<?xml version="1.0" encoding="UTF-8" standalone="yes" standalone="no"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"a declaration without version", `<?xml encoding="UTF-8"?>` + yes(jo), ErrNotCAS, "declaration"},
		{"bytes that are not UTF-8", yes("<cas:user>jo\xe9</cas:user>"), ErrEncoding, "UTF-8"},
		{"a control character", yes("<cas:user>jo\x00</cas:user>"), ErrNotCAS, "forbids"},
		{"an external entity", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + yes("<cas:user>&e;</cas:user>"), ErrNotCAS, "DOCTYPE"},

		{"an empty root", head + tail, ErrMalformed, "no CAS element"},
		{"a success in a foreign namespace", head + `<x:authenticationSuccess xmlns:x="urn:x"><x:user>jo</x:user></x:authenticationSuccess>` + tail, ErrMalformed, "no CAS element"},
		{"a proxy ticket", head + "<cas:proxySuccess><cas:proxyTicket>PT-1</cas:proxyTicket></cas:proxySuccess>" + tail, ErrMalformed, "neither"},
		{"a failure before a success", head + bad + good + tail, ErrMalformed, "more than one"},
		{"a success before a failure", head + good + bad + tail, ErrMalformed, "more than one"},
		{"two successes", head + good + good + tail, ErrMalformed, "more than one"},
		{"a success inside a failure", head + `<cas:authenticationFailure code="X">` + good + `</cas:authenticationFailure>` + tail, ErrMalformed, "only text"},
		{"a success in a wrapper", head + "<cas:x>" + good + "</cas:x>" + tail, ErrMalformed, "neither"},
		{"text beside the success", head + good + "x" + tail, ErrMalformed, "text between"},
		{"text inside the success", yes(jo + "x"), ErrMalformed, "text between"},
		{"an element after the root", yes(jo) + "<x/>", ErrMalformed, "second root"},
		{"a second answer", yes(jo) + yes("<cas:user>admin</cas:user>"), ErrMalformed, "second root"},
		{"text after the root", yes(jo) + "x", ErrMalformed, "outside the root"},
		{"CDATA after the root", yes(jo) + "<![CDATA[x]]>", ErrMalformed, "outside the root"},
		{"an end that is missing", strings.TrimSuffix(yes(jo), tail), ErrMalformed, "too early"},
		{"half a tag", yes(jo)[:len(yes(jo))-3], ErrMalformed, "end tag"},
		{"tags that cross", yes("<cas:a><cas:b></cas:a></cas:b>"), ErrMalformed, "end tag"},
		{"an end tag with another prefix of the same namespace", yes(`<cas:user xmlns:c="http://www.yale.edu/tp/cas">jo</c:user>`), ErrMalformed, "end tag"},
		{"no user", yes(""), ErrMalformed, "without a user"},
		{"an empty user", yes("<cas:user></cas:user>"), ErrMalformed, "empty user"},
		{"an empty user element", yes("<cas:user/>"), ErrMalformed, "empty user"},
		{"a blank user", yes("<cas:user> \n\u00a0\u2003</cas:user>"), ErrMalformed, "empty user"},
		{"a user that a no-break space tells from another", yes("<cas:user>admin\u00a0</cas:user>"), ErrMalformed, "white space"},
		{"a wide space before the user, in numbers", yes("<cas:user>&#x2003;admin</cas:user>"), ErrMalformed, "white space"},
		{"two users", yes(jo + "<cas:user>admin</cas:user>"), ErrMalformed, "twice"},
		{"the same user twice", yes(jo + jo), ErrMalformed, "twice"},
		{"a user and one of no namespace", yes(jo + "<user>admin</user>"), ErrMalformed, "foreign namespace"},
		{"only a user of a foreign namespace", yes(`<x:user xmlns:x="urn:x">jo</x:user>`), ErrMalformed, "foreign namespace"},
		{"a user only among the attributes", yes("<cas:attributes><cas:user>jo</cas:user></cas:attributes>"), ErrMalformed, "without a user"},
		{"a user one level down", yes("<cas:utilisateur>" + jo + "</cas:utilisateur>"), ErrMalformed, "without a user"},
		{"a user in other capitals", yes("<cas:User>jo</cas:User>"), ErrMalformed, "without a user"},
		{"a comment inside the user", yes("<cas:user>admin<!-- -->@example.org</cas:user>"), ErrMalformed, "comment"},
		{"an element inside the user", yes("<cas:user>admin<b/>@example.org</cas:user>"), ErrMalformed, "comment or an element"},
		{"a line end inside the user", yes("<cas:user>jo\nadmin</cas:user>"), ErrMalformed, "control character"},
		{"an escape character in numbers", yes("<cas:user>jo&#x1b;</cas:user>"), ErrMalformed, "entity"},
		{"two attributes elements", yes(jo + "<cas:attributes/><cas:attributes/>"), ErrMalformed, "twice"},
		{"two lists of proxies", yes(jo + "<cas:proxies/><cas:proxies/>"), ErrMalformed, "twice"},
		{"a proxy of a foreign namespace", yes(jo + `<cas:proxies><x:proxy xmlns:x="urn:x">https://a.example</x:proxy></cas:proxies>`), ErrMalformed, "proxies"},
		{"something else among the proxies", yes(jo + "<cas:proxies><cas:user>x</cas:user></cas:proxies>"), ErrMalformed, "proxies"},
		{"an entity of HTML", yes("<cas:user>&eacute;</cas:user>"), ErrMalformed, "entity"},
		{"a bare ampersand", yes("<cas:user>a & b;</cas:user>"), ErrMalformed, "entity"},
		{"an ampersand at the end", yes("<cas:user>a&</cas:user>"), ErrMalformed, "entity"},
		{"a number that is no character", yes("<cas:user>&#xD800;</cas:user>"), ErrMalformed, "entity"},
		{"a number with a sign", yes("<cas:user>&#+65;</cas:user>"), ErrMalformed, "entity"},
		{"a bare less-than sign", yes("<cas:a>1 < 2</cas:a>" + jo), ErrMalformed, "markup"},
		{"]]> in text", yes("<cas:user>]]></cas:user>"), ErrMalformed, "CDATA"},
		{"a DOCTYPE inside", yes("<!DOCTYPE x>" + jo), ErrMalformed, "DOCTYPE"},
		{"a processing instruction inside", yes(jo + "<?x?>"), ErrMalformed, "processing instruction"},
		{"-- in a comment", yes(jo + "<!-- a -- b -->"), ErrMalformed, "comment"},
		{"the same attribute twice", yes(`<cas:user a="1" a="2">jo</cas:user>`), ErrMalformed, "same attribute twice"},
		{"the same attribute under two prefixes", yes(`<cas:user xmlns:p="urn:p" xmlns:q="urn:p" p:a="1" q:a="2">jo</cas:user>`), ErrMalformed, "same attribute twice"},
		{"a namespace declared twice", yes(`<cas:user xmlns:p="urn:p" xmlns:p="urn:q">jo</cas:user>`), ErrMalformed, "declared twice"},
		{"a prefix bound to nothing", yes(`<cas:user xmlns:p="">jo</cas:user>`), ErrMalformed, "forbids"},
		{"an attribute without quotes", yes(`<cas:user a=1>jo</cas:user>`), ErrMalformed, "quotes"},
		{"markup in an attribute", yes(`<cas:user a="<b>">jo</cas:user>`), ErrMalformed, "< inside"},
		{"attributes that touch", yes(`<cas:user a="1"b="2">jo</cas:user>`), ErrMalformed, "start tag"},
		{"a name with two colons", yes("<cas:a:b/>" + jo), ErrMalformed, "colon"},
		{"an element named as a declaration", yes(jo + "<xmlns>x</xmlns>"), ErrMalformed, "reserved name"},
		{"a prefix that went out of scope", yes(`<cas:a><p:b xmlns:p="urn:p"/><p:c/></cas:a>` + jo), ErrMalformed, "not declared"},
		{"elements without end", yes(strings.Repeat("<cas:a>", 1000)), ErrMalformed, "too deeply"},
		{"attributes without end", yes(jo + "<cas:attributes>" + strings.Repeat("<cas:a/>", maxAttributes+1) + "</cas:attributes>"), ErrMalformed, "too many"},
		{"attributes without end in start tags", yes(jo + strings.Repeat(`<a b="1"/>`, maxAttributes/2+1)), ErrMalformed, "too many"},
		{"XML attributes without end", yes("<cas:a" + manyAttributes(maxXMLAttrs+1) + "/>" + jo), ErrMalformed, "too many"},
	}
	for _, tt := range tests {
		a, err := parseAnswer(tt.body, "")
		if err == nil {
			t.Errorf("%s: signed %q in", tt.what, a.user)
			continue
		}
		if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%s: %q, want %q because of %q", tt.what, err, tt.want, tt.reason)
		}
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" a" + strings.Repeat("b", i) + `="1"`)
	}
	return b.String()
}

func TestFailures(t *testing.T) {
	const ticket = "ST-1-abcdefgh"
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqbyJ9.dozjgNryP4J3jVmNHl0w5N"
	tests := []struct {
		what, attr, text string
		want             FailureError
	}{
		{"as in the specification", ` code="INVALID_TICKET"`, "\n  Ticket ST-1-abcdefgh not recognized\n", FailureError{"INVALID_TICKET", "Ticket … not recognized"}},
		{"a code of the server's own", ` code="INVALID_SESSION"`, "", FailureError{"INVALID_SESSION", ""}},
		{"no code", "", "no", FailureError{"", "no"}},
		{"no code that can be one", ` code="a b&lt;"`, "no", FailureError{"", "no"}},
		{"a code that is a text", ` code="` + strings.Repeat("A", 65) + `"`, "no", FailureError{"", "no"}},
		{"a code of other letters, that end like those of codes", ` code="Łł"`, "no", FailureError{"", "no"}},
		{"a ticket as the code", ` code="ST-1-abcdefgh"`, "no", FailureError{"", "no"}},
		{"another ticket, in a URL", ` code="X"`, "see /pgt?pgtId=PGT-Vz&amp;pgtIou=PGTIOU-bs (x)", FailureError{"X", "see /pgt?pgtId=…&pgtIou=… (x)"}},
		{"a ticket in small letters", ` code="X"`, "st-abc", FailureError{"X", "…"}},
		{"a ticket at the end of a word", ` code="X"`, "id_ST-abc", FailureError{"X", "id_…"}},
		{"a token that has no prefix", ` code="X"`, "token " + jwt, FailureError{"X", "token …"}},
		{"a token in which a prefix stands by chance", ` code="X"`, "token " + jwt + "LT-x y", FailureError{"X", "token … y"}},
		{"several lines and control characters", ` code="X"`, "a\n\tb\u0085\u202ec", FailureError{"X", "a b c"}},
		{"a page of text", ` code="X"`, strings.Repeat("word ", 1000), FailureError{"X", strings.TrimSpace(strings.Repeat("word ", 40)) + " …"}},
	}
	for _, tt := range tests {
		body := `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure` + tt.attr + `>` + tt.text + `</cas:authenticationFailure></cas:serviceResponse>`
		_, err := parseAnswer(body, ticket)
		var got *FailureError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		if diff := cmp.Diff(tt.want, *got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}

// A ticket without any of the usual marks is cut out too: it is known.
func TestTheTicketItselfIsCutOut(t *testing.T) {
	if got, want := newFailure("a7f3c9", "ticket a7f3c9 (a7f3c9x)", "a7f3c9").Message, "ticket … (…x)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What the server says about a user is not for logs.
func TestTheServersTextIsNotInTheError(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"UNAUTHORIZED_SERVICE", "casclient: the CAS server refused the ticket: UNAUTHORIZED_SERVICE"},
		{"", "casclient: the CAS server refused the ticket: it gave no code"},
	} {
		if got := newFailure(tt.code, "Zoë Lefèvre may not", "ST-1").Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

// oracle reads body with encoding/xml, which knows all of XML but of encodings
// UTF-8 only: the others are turned into that first, by tables that have a
// test of their own.
func oracle(body string) *xml.Decoder {
	if x, err := newScanner(body); err == nil {
		body = x.s
	}
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return d
}

// checkOracle compares with encoding/xml, which knows all of XML: what we
// accept, it must accept too, and find the same user in the same place.
func checkOracle(t *testing.T, body, user string) {
	t.Helper()
	d := oracle(body)
	var path []xml.Name
	var found []string
	cas := func(local string) xml.Name { return xml.Name{Space: namespace, Local: local} }
	want := []xml.Name{cas("serviceResponse"), cas("authenticationSuccess"), cas("user")}
	var text strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("encoding/xml refuses what was accepted: %v\n%q", err, body)
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name)
			text.Reset()
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			if cmp.Equal(path, want) {
				found = append(found, strings.TrimSpace(text.String()))
			}
			path = path[:len(path)-1]
		}
	}
	if diff := cmp.Diff([]string{user}, found); diff != "" {
		t.Fatalf("users of encoding/xml (-ours +theirs):\n%s\n%q", diff, body)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/answers/*/*.body")
	if err != nil || len(files) == 0 {
		f.Fatal("no answers to begin with", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add(yes(jo))
	f.Add("\ufeff<?xml version='1.0' encoding=\"utf-8\"?><!-- a -->" + yes("<cas:user a='&#xe9;\r\n'><![CDATA[j]]>o&amp;</cas:user><é xmlns='x' x:a='1' xmlns:x='y'/>"))
	f.Add(declared("ISO-8859-15", yes("<cas:user>\xa4</cas:user>")))
	f.Add("\xff\xfe" + utf16Of(yes("<cas:user>🏫</cas:user>"), "LE"))
	f.Fuzz(func(t *testing.T, body string) {
		a, err := parseXML(body, "")
		if err != nil {
			return
		}
		if strings.TrimSpace(a.user) == "" {
			t.Fatalf("an empty user: %q", body)
		}
		checkOracle(t, body, a.user)
	})
}

// tooLong is for what takes a fraction of a second, and far longer where something in
// it is done anew for each part of it.
const tooLong = 3 * time.Second
