package enroster

import (
	"iter"
	"strings"
)

// Profile is what a person is in her school, as a set: a teacher who is also a parent may carry both. The zero Profile
// means that the file does not say, or says something unknown.
type Profile uint16

// The profiles of French schools. The first five and the last are those of the ENT's guide; the others come from the
// national codes (SDET) and from the staff codes of school applications.
const (
	Pupil          Profile = 1 << iota // élève
	Guardian                           // responsable d'élève: parent or tutor
	Teacher                            // professeur, vacataires included
	Librarian                          // professeur documentaliste
	Management                         // personnel de direction
	SchoolLife                         // vie scolaire: CPE, assistants d'éducation, surveillants
	Administrative                     // gestion, santé, orientation, technique
	Academic                           // services académiques
	LocalAuthority                     // collectivité
	Inspector                          // corps d'inspection
	Staff                              // "Personnel" without saying which
	Administrator                      // administrateur de l'ENT: a role, never matched by the CSV
)

// profileSpellings is the whole vocabulary, one row a profile: first the label as the guide writes it, then the other
// words for it. Case, accents, punctuation and plurals are folded before the look-up.
//
// Sources: SDET letters and numbers (National_ELV, National_1); AAF functions (ELE, ENS, DOC, DIR, …) by the table of
// SDET's annexe opérationnelle; the types of entcore (Student, Relative); SACoche's three-letter codes
// (sacoche_user_profil); numbers above 7 as Pentila uses them; plain labels of SACoche-WS. Where sources part,
// SACoche's reading counts, since it is the application that this file feeds: AVS is of its parent type, IEX of its
// teacher type.
var profileSpellings = []struct {
	profile Profile
	label   string
	words   []string
}{
	{Pupil, "Élève", []string{"Élèves", "ELV", "1", "ELE", "Student", "apprenant", "etudiant"}},
	{Guardian, "Responsable élève", []string{"Responsables élève", "responsable", "responsable d'élève", "responsable de l'élève", "responsable légal",
		"TUT", "2", "Relative", "parent", "parent d'élève", "tuteur", "tutrice", "père", "mère", "AVS", "PERSRELELEVE", "guardian"}},
	{Teacher, "Professeur", []string{"Professeurs", "ENS", "3", "Teacher", "enseignant", "personnel enseignant", "enseignante", "professeure", "professeur vacataire", "vacataire", "prof",
		"FCA", "FIJ", "RPL", "PPA", "IEX", "intervenant", "intervenant extérieur"}},
	{Librarian, "Professeur documentaliste", []string{"DOC", "24", "documentaliste", "professeur-documentaliste"}},
	{Management, "Personnel de direction", []string{"Personnels de direction", "DIR", "4", "23", "direction", "directeur", "directrice", "DEC", "DECPR", "DSES",
		"chef d'établissement", "proviseur", "proviseure", "principal", "principale", "proviseur adjoint", "proviseure adjointe", "principal adjoint", "principale adjointe"}},
	{SchoolLife, "Vie scolaire", []string{"EVS", "5", "personnel de vie scolaire", "personnel vie scolaire", "EDU", "AED", "SUR", "CPE",
		"surveillant", "surveillante", "assistant d'éducation", "assistante d'éducation", "conseiller d'éducation",
		"conseiller principal d'éducation", "conseillère principale d'éducation"}},
	{Administrative, "Personnel administratif", []string{"ETA", "6", "administratif", "ADF", "ORI", "MDS", "PSE",
		"personnel administratif technique"}},
	{Academic, "Personnel académique", []string{"ACA", "7", "académique", "services académiques"}},
	{LocalAuthority, "Collectivité", []string{"COL", "9", "collectivité locale", "collectivité territoriale",
		"personnel de collectivité"}},
	{Inspector, "Inspecteur", []string{"INS", "8", "inspectrice", "inspection"}},
	{Staff, "Personnel", []string{"non enseignant", "personnel non enseignant", "personnel de l'établissement"}},
	{Administrator, "Administrateur ENT", []string{"ADM", "administrateur", "l'administrateur ENT", "ADM_ETB", "ADMIN_LOCAL",
		"ADMIN_EXTERNAL", "SuperAdmin", "ENT", "WBM", "webmestre"}},
}

// profileWords is profileSpellings by word, as written and folded, with and without the prefix "National_" of the SDET
// codes.
var profileWords = func() map[string]Profile {
	words := make(map[string]Profile)
	for _, p := range profileSpellings {
		for _, w := range append(p.words, p.label) {
			words[w] = p.profile
			words[foldWords(w)] = p.profile
			words["National_"+w] = p.profile
			words["national"+foldWords(w)] = p.profile
		}
	}
	return words
}()

// Has reports whether p holds every profile of q. The zero Profile is held by none and holds none.
func (p Profile) Has(q Profile) bool { return q != 0 && p&q == q }

// Each gives the single profiles of the set, in the order of the constants.
func (p Profile) Each() iter.Seq[Profile] {
	return func(yield func(Profile) bool) {
		for _, s := range profileSpellings {
			if p&s.profile != 0 && !yield(s.profile) {
				return
			}
		}
	}
}

// String gives the French labels as the ENT's guide writes them ("Responsable élève"), joined by ";", or "" for none.
// ParseProfile reads them back.
func (p Profile) String() string {
	var labels []string
	for _, s := range profileSpellings {
		if p&s.profile != 0 {
			labels = append(labels, s.label)
		}
	}
	return strings.Join(labels, ";")
}

// ParseProfile reads a profile in any spelling that ENTs, national directories and school applications use: SDET
// letters and numbers (National_ELV, National_1, 1), AAF functions (ELE), entcore types (Student), SACoche's codes
// (TUT) and plain labels, singular or plural, with or without accents, in any case. Several joined by ";", "|" or ","
// give a set; a school after a colon ("DIR:0699999Z") is left out. ok is false when some part is not known: profile
// then holds the parts that are. Empty text is no profile, and false.
func ParseProfile(s string) (profile Profile, ok bool) {
	if p, ok := profileWords[s]; ok { // most files spell it so; folding costs ten times as much
		return p, true
	}
	if p, ok := profileWords[foldWords(s)]; ok {
		return p, true
	}
	ok = true
	found := false
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '|' || r == ',' }) {
		part, _, _ = strings.Cut(part, ":")
		if strings.TrimSpace(part) == "" {
			continue
		}
		found = true
		p, known := profileWords[foldWords(part)]
		profile |= p
		ok = ok && known
	}
	return profile, ok && found
}
