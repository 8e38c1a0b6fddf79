package casclient

import (
	"strings"
	"testing"
	"time"
)

// shortest is how long something takes, the shortest of some times if it is too long:
// a machine may have much else to do.
func shortest(run func()) (least time.Duration) {
	for n := range 5 {
		start := time.Now()
		run()
		if d := time.Since(start); n == 0 || d < least {
			least = d
		}
		if least <= tooLong {
			break
		}
	}
	return least
}

// No document of the largest size that is read may take long, whatever it is.
func TestNoDocumentIsSlow(t *testing.T) {
	for what, unit := range map[string]string{
		"sections":   "<![CDATA[a]]>",
		"entities":   "&#65;",
		"comments":   "<!-- -->a",
		"elements":   "<a/>",
		"namespaces": `<a xmlns:b="c"/>`,
		"brackets":   "]]",
		"quotes":     `<a b="c" d='e'/>`,
	} {
		for _, element := range []string{"cas:user", "cas:a"} {
			body := yes("<" + element + ">" + strings.Repeat(unit, defaultMaxBody/len(unit)) + "</" + element + ">")
			if d := shortest(func() { _, _ = parseAnswer(body, "") }); d > tooLong {
				t.Errorf("1 MiB of %s in %s: %v", what, element, d)
			}
		}
	}
}

func TestNoJSONOrSAMLIsSlow(t *testing.T) {
	fill := func(unit string) string { return strings.Repeat(unit, defaultMaxBody/len(unit)) }
	p := samlAnswer()
	for what, run := range map[string]func(){
		"JSON strings":  func() { _, _ = parseAnswer(yesJSON(`"user":"jo","a":["`+fill(`x","`)+`"]`), "") },
		"JSON escapes":  func() { _, _ = parseAnswer(yesJSON(`"user":"`+fill(`\u0041`)+`"`), "") },
		"JSON nulls":    func() { _, _ = parseAnswer(yesJSON(`"user":"jo","a":[`+fill(`null,`)+`null]`), "") },
		"JSON members":  func() { _, _ = parseAnswer(yesJSON(`"user":"jo","a":{`+fill(`"x":null,`)+`}`), "") },
		"JSON brackets": func() { _, _ = parseAnswer("{"+fill("["), "") },
		"status texts": func() {
			p := p
			p.status = `<p:Status><p:StatusCode Value="x">` + fill("<![CDATA[a]]>") + `</p:StatusCode></p:Status>`
			_, _ = parseSAML(assertion(p), samlQuestion)
		},
		"statements": func() {
			p := p
			p.authentication = fill("<a:AuthenticationStatement>" + okSubject + "</a:AuthenticationStatement>")
			_, _ = parseSAML(assertion(p), samlQuestion)
		},
		"audiences": func() {
			p := p
			p.conditions = strings.Replace(okConditions, "<a:Audience>", fill("<a:Audience>x</a:Audience>")+"<a:Audience>", 1)
			_, _ = parseSAML(assertion(p), samlQuestion)
		},
	} {
		if d := shortest(run); d > tooLong {
			t.Errorf("1 MiB of %s: %v", what, d)
		}
	}
}
