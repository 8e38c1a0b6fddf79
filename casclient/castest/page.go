package castest

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"
)

// The kinds of Page.
const (
	Login   = "login"   // the form, to be posted with username and password to its own address
	Welcome = "welcome" // signed in, without a service to go to
	Goodbye = "goodbye" // signed out
	Refused = "refused" // the service is not one of this server
)

// A Page is the data of Options.Page.
type Page struct {
	Kind     string // Login, Welcome, Goodbye or Refused
	Language string // "fr" or "en"
	Service  string // where the visitor comes from; may be empty
	User     string // who is signed in, or the login typed with a wrong password
	Failed   bool   // Login: name or password were wrong
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, status int, p Page) {
	p.Language = s.opts.Language
	if p.Language == "" {
		p.Language = "en"
		if strings.HasPrefix(strings.ToLower(r.Header.Get("Accept-Language")), "fr") {
			p.Language = "fr"
		}
	}
	var b bytes.Buffer
	if err := s.opts.Page.Execute(&b, p); err != nil {
		// A template that fails is the test's mistake; it says so.
		http.Error(w, "castest: Options.Page: "+err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// writePage writes a page that is part of the protocol, which Options.Page
// has no say in.
func writePage(w http.ResponseWriter, t *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_ = t.Execute(w, data) // it can only fail if the browser is gone
}

var plainPage = template.Must(template.New("").Parse(`{{define "heading" -}}
{{$fr := eq .Language "fr" -}}
{{if eq .Kind "login"}}{{if $fr}}Connexion{{else}}Sign in{{end -}}
{{else if eq .Kind "welcome"}}{{if $fr}}Connexion réussie{{else}}Signed in{{end -}}
{{else if eq .Kind "goodbye"}}{{if $fr}}Déconnexion{{else}}Signed out{{end -}}
{{else}}{{if $fr}}Service inconnu{{else}}Unknown service{{end}}{{end -}}
{{end -}}

{{define "field"}}required{{if .Failed}} aria-invalid="true" aria-describedby="error"{{end}}{{end -}}

{{$fr := eq .Language "fr" -}}
<!DOCTYPE html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{if .Failed}}{{if $fr}}Erreur` + "\u00a0" + `: {{else}}Error: {{end}}{{end}}{{template "heading" .}} – {{if $fr}}Service d’authentification (test){{else}}Sign-on service (test){{end}}</title>
</head>
<body>
<main>
<h1>{{template "heading" .}}</h1>
{{if eq .Kind "login"}}
{{if .Failed}}<p id="error" role="alert">{{if $fr}}Identifiant ou mot de passe incorrect.{{else}}Wrong name or password.{{end}}</p>{{end}}
<form method="post">
<p><label for="username">{{if $fr}}Identifiant{{else}}Name{{end}}</label>
<input id="username" name="username" value="{{.User}}" autocomplete="username" autocapitalize="none" spellcheck="false" {{template "field" .}} autofocus></p>
<p><label for="password">{{if $fr}}Mot de passe{{else}}Password{{end}}</label>
<input id="password" name="password" type="password" autocomplete="current-password" {{template "field" .}}></p>
<p><button type="submit">{{if $fr}}Se connecter{{else}}Sign in{{end}}</button></p>
</form>
{{else if eq .Kind "welcome"}}
<p>{{if $fr}}La session est ouverte au nom de {{.User}}.{{else}}You are signed in as {{.User}}.{{end}}</p>
{{else if eq .Kind "goodbye"}}
<p>{{if $fr}}La session est fermée.{{else}}You are signed out.{{end}}</p>
{{else}}
<p>{{if $fr}}Ce serveur ne connaît pas le service {{.Service}}.{{else}}This server does not know the service {{.Service}}.{{end}}</p>
{{end}}
</main>
</body>
</html>
`))
