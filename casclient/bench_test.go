package casclient

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func BenchmarkRequire(b *testing.B) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		b.Fatal(err)
	}
	w := httptest.NewRecorder()
	if err := c.begin(w, httptest.NewRequest("GET", "/cas", nil), &Principal{User: "jo"}, "ST-1"); err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(w.Result().Cookies()[0])
	h := c.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(w, r)
	}
}

const entAnswer = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
  <cas:authenticationSuccess>
    <cas:user>7c9e6679-7425-40de-944b-e07fc1f90ae7</cas:user>
    <cas:attributes>
      <cas:uid>87654321</cas:uid>
      <cas:ENTPersonProfils>National_ENS</cas:ENTPersonProfils>
      <cas:ENTPersonStructRattachRNE>0690001B</cas:ENTPersonStructRattachRNE>
      <cas:ENTPersonStructRattachRNE>0690002C</cas:ENTPersonStructRattachRNE>
      <cas:nom>Lefèvre-Nuñez</cas:nom>
      <cas:prenom>Zoë</cas:prenom>
      <cas:mail>zoe.lefevre@example.org</cas:mail>
      <cas:classes>0690001B$6A</cas:classes>
      <cas:classes>0690001B$5B</cas:classes>
    </cas:attributes>
  </cas:authenticationSuccess>
</cas:serviceResponse>
`

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parseAnswer(entAnswer, "ST-1"); err != nil {
			b.Fatal(err)
		}
	}
}
