package demo

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

const (
	// maxUpload is the largest export that is read: some 50,000 people.
	maxUpload = 8 << 20
	// maxDrained is how much more is taken in before the answer, since a
	// browser shows an answer only when it has sent its file.
	maxDrained = 64 << 20
)

func (a *application) administration(w http.ResponseWriter, r *http.Request) {
	p := appPage{Here: "admin", Comparison: a.book.proposed()}
	p.Holdings, p.Tied, p.Open = a.book.holdings()
	switch r.URL.RawQuery {
	case "applied":
		p.Notice = a.words.T("applied")
	case "treated":
		p.Notice = a.words.T("all-treated")
	case "released":
		p.Notice = a.words.T("released")
	}
	a.show(w, r, http.StatusOK, "admin", p)
}

// upload compares the file that was sent with the accounts, and shows what
// would be done. The file is read as it comes in and kept nowhere.
func (a *application) upload(w http.ResponseWriter, r *http.Request) {
	body := r.Body
	r.Body = http.MaxBytesReader(w, body, maxUpload)
	file, name, err := uploaded(r)
	var c *comparison
	if err == nil {
		c, err = compare(file, a.book.current())
	}
	if err != nil {
		_, _ = io.CopyN(io.Discard, body, maxDrained)
		status, text := a.uploadFailed(err)
		a.problem(w, r, status, a.words.T("upload-failed"), text+" "+a.words.T("nothing-changed"))
		return
	}
	c.File = name
	a.book.propose(c)
	http.Redirect(w, r, "/admin/preview", http.StatusSeeOther)
}

var errNoFile = errors.New("demo: no file was chosen")

// uploaded returns the stream of the form's file and its name.
func uploaded(r *http.Request) (io.Reader, string, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, "", errNoFile
	}
	for {
		var part *multipart.Part
		part, err = form.NextPart()
		switch {
		case err == io.EOF:
			return nil, "", errNoFile
		case err != nil:
			return nil, "", err
		case part.FormName() == "export" && part.FileName() != "":
			return part, path.Base(strings.ReplaceAll(part.FileName(), `\`, "/")), nil
		}
	}
}

// uploadFailed says in one sentence what is wrong with a file and what to do.
func (a *application) uploadFailed(err error) (status int, text string) {
	var tooLarge *http.MaxBytesError
	var fatal *enroster.FatalError
	var school *join.SchoolError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, a.words.T("upload-too-large", maxUpload>>20)
	case errors.Is(err, errNoFile):
		return http.StatusBadRequest, a.words.T("upload-no-file")
	case errors.Is(err, errNotRoster):
		return http.StatusUnprocessableEntity, a.words.T("upload-not-roster")
	case errors.Is(err, errNobody):
		return http.StatusUnprocessableEntity, a.words.T("upload-nobody")
	case errors.As(err, &fatal):
		return http.StatusUnprocessableEntity, fatal.Finding.Message(a.words.lang)
	case errors.Is(err, matcher.ErrSACocheRefuses):
		return http.StatusUnprocessableEntity, a.words.T("upload-refused")
	case errors.As(err, &school) && len(school.Choices) > 0:
		return http.StatusUnprocessableEntity, a.words.T("upload-schools", strings.Join(school.Choices, ", "))
	case errors.As(err, &school):
		return http.StatusUnprocessableEntity, a.words.T("upload-no-school")
	}
	return http.StatusBadRequest, a.words.T("upload-broken")
}

// preview shows what applying the comparison would do.
func (a *application) preview(w http.ResponseWriter, r *http.Request) {
	c := a.book.proposed()
	if c == nil {
		http.Redirect(w, r, "/admin", http.StatusSeeOther)
		return
	}
	a.show(w, r, http.StatusOK, "preview", appPage{Here: "admin", Comparison: c, Cases: a.views(c.Review())})
}

// apply is the button «Appliquer»: the only place where an import is written.
func (a *application) apply(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := a.book.apply(r.PostFormValue("comparison")); err != nil {
		a.problem(w, r, http.StatusConflict, a.words.T("superseded"), a.words.T("superseded-text")+" "+a.words.T("nothing-changed"))
		return
	}
	http.Redirect(w, r, "/admin?applied", http.StatusSeeOther)
}
