package casclient

import (
	"errors"
	"html/template"
	"net/http"
	"strings"
)

// A page is what a person reads instead of the application's own: a link, or
// a button that sends Fields.
type page struct {
	Lang, Title, Text, Again string
	Address                  string // of the link or of the form
	Fields                   []field
}

var pageTemplate = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title></head>
<body><main>
<h1>{{.Title}}</h1>
<p>{{.Text}}</p>
{{if .Fields}}<form method="post" action="{{.Address}}">
{{range .Fields}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">
{{end}}<p><button>{{.Again}}</button></p>
</form>
{{else}}<p><a href="{{.Address}}">{{.Again}}</a></p>
{{end}}</main></body>
</html>
`))

// words are the title, the text and the link of a page, in English and French.
type words struct{ title, text, again [2]string }

var (
	failedTitle = [2]string{"Sign-in failed", "Échec de la connexion"}
	signInAgain = [2]string{"Sign in again", "Se connecter à nouveau"}

	wordsFailed = words{failedTitle, [2]string{
		"Your sign-in could not be confirmed. Please try again; if it fails again, tell your administrator.",
		"Votre connexion n’a pas pu être confirmée. Veuillez réessayer\u00a0; si l’échec se répète, prévenez votre administrateur.",
	}, signInAgain}
	wordsBroken = words{failedTitle, [2]string{
		"The sign-in service does not answer as it should. Please try again in a few minutes; if it fails again, tell your administrator.",
		"Le service de connexion ne répond pas comme il devrait. Veuillez réessayer dans quelques minutes\u00a0; si l’échec se répète, prévenez votre administrateur.",
	}, signInAgain}
	wordsCookies = words{failedTitle, [2]string{
		"Your browser does not have the cookie by which this site recognises you: it refuses cookies, or the sign-in took too long or began elsewhere. Please allow cookies for this site and sign in again.",
		"Votre navigateur n’a pas le cookie qui permet à ce site de vous reconnaître\u00a0: il refuse les cookies, ou la connexion a duré trop longtemps ou a commencé ailleurs. Veuillez autoriser les cookies pour ce site et vous connecter à nouveau.",
	}, signInAgain}
	wordsTooOld = words{failedTitle, [2]string{
		"Please type your password again: your sign-in at the portal is too long ago for this service.",
		"Veuillez saisir à nouveau votre mot de passe\u00a0: votre connexion au portail est trop ancienne pour ce service.",
	}, signInAgain}
	wordsLate = words{[2]string{"You are signed out", "Vous n’êtes plus connecté(e)"}, [2]string{
		"Your session has ended, and what you sent was not kept. Please sign in and send it again.",
		"Votre session est terminée et ce que vous avez envoyé n’a pas été enregistré. Veuillez vous connecter et l’envoyer de nouveau.",
	}, [2]string{"Sign in", "Se connecter"}}
	wordsResend = words{[2]string{"Send again?", "Envoyer de nouveau\u00a0?"}, [2]string{
		"Your session had ended when you sent a form. You are signed in again: what you wrote has been kept, and is not sent yet.",
		"Votre session était terminée quand vous avez envoyé un formulaire. Vous êtes de nouveau connecté(e)\u00a0: ce que vous avez écrit a été gardé et n’est pas encore envoyé.",
	}, [2]string{"Send it now", "Envoyer maintenant"}}
	wordsProfile = words{[2]string{"Not for you", "Accès refusé"}, [2]string{
		"You are signed in, and this page is for others.",
		"Vous êtes bien connecté(e), mais cette page est réservée à d’autres.",
	}, [2]string{"Go on", "Continuer"}}
	wordsUnsent = words{[2]string{"Nothing was sent", "Rien n’a été envoyé"}, [2]string{
		"Your session had ended when you sent a form, and what you wrote could not be kept. Please write it again.",
		"Votre session était terminée quand vous avez envoyé un formulaire, et ce que vous avez écrit n’a pas pu être gardé. Veuillez l’écrire de nouveau.",
	}, [2]string{"Go on", "Continuer"}}
)

// page is the page for who sent r.
func (t words) page(r *http.Request, address string) page {
	i, lang := 0, "en"
	if prefersFrench(r.Header.Get("Accept-Language")) {
		i, lang = 1, "fr"
	}
	return page{Lang: lang, Title: t.title[i], Text: t.text[i], Again: t.again[i], Address: address}
}

// errorPage tells the visitor little: whether to try again or to ask someone.
// What the server said is for the operator.
func (c *Client) errorPage(w http.ResponseWriter, r *http.Request, err error) {
	status := ErrorStatus(err)
	if errors.Is(err, ErrProfile) {
		wordsProfile.page(r, c.opts.Home).write(w, r, status)
		return
	}
	text := wordsFailed
	switch {
	case errors.Is(err, ErrTooOld):
		text = wordsTooOld
	case errors.Is(err, ErrCookies), errors.Is(err, ErrNotBegun):
		text = wordsCookies
	case status >= http.StatusInternalServerError:
		text = wordsBroken
	}
	text.page(r, c.entry(r, errors.Is(err, ErrTooOld))).write(w, r, status)
}

// latePage tells who sent a form that she is signed out and that nothing came
// of it.
func (c *Client) latePage(w http.ResponseWriter, r *http.Request) {
	private(w)
	w.Header().Set("WWW-Authenticate", "CAS")
	wordsLate.page(r, c.entry(r, false)).write(w, r, http.StatusUnauthorized)
}

func (p page) write(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	policy := "default-src 'none'; base-uri 'none'; frame-ancestors 'self'"
	if p.Fields == nil { // else it is for redirects after the form too, which may lead anywhere
		policy += "; form-action 'none'"
	}
	w.Header().Set("Content-Security-Policy", policy)
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	_ = pageTemplate.Execute(w, p) // it can only fail if the visitor is gone
}

// prefersFrench looks at the first language only: browsers put the one that
// matters there.
func prefersFrench(acceptLanguage string) bool {
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(acceptLanguage)), "fr")
}
