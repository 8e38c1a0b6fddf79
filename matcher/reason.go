package matcher

import (
	"math/bits"
	"strings"
)

// A Reason is one piece of evidence about two people, or the cause for which a
// decision was left to a person. Its text is a stable code; Sentence words it.
type Reason string

// Evidence: what two rows have in common and what sets them apart.
const (
	NamesEqual     Reason = "names-equal"      // same last and first name under Fold
	NamesNear      Reason = "names-near"       // names alike, not equal
	NamesDiffer    Reason = "names-differ"     // other names; something else brought the two together
	ProfileSame    Reason = "profile-same"     // a profile in common
	ProfileUnknown Reason = "profile-unknown"  // one of the two has no known profile
	ProfileOther   Reason = "profile-other"    // no profile in common
	SchoolSame     Reason = "school-same"      // a school in common
	SchoolUnknown  Reason = "school-unknown"   // one of the two names no school
	SchoolOther    Reason = "school-other"     // no school in common
	SchoolNumber   Reason = "school-number"    // a school of other numbers in the two lists, as its pupils show
	BornSame       Reason = "born-same"        // same birth date
	BornNewYear    Reason = "born-new-year"    // same birth date, but a first of January, which often means "not known"
	BornDiffers    Reason = "born-differs"     // two birth dates
	BornHabit      Reason = "born-habit"       // dates that agree once what befell the import is undone
	BornSlip       Reason = "born-slip"        // two birth dates, a slip of the hand apart
	FamilySame     Reason = "family-same"      // a child, or a guardian, who is linked
	FamilyDiffers  Reason = "family-differs"   // children, or guardians, who cannot be the same
	ChildrenOther  Reason = "children-other"   // other children, but of one last name
	BornSomeDay    Reason = "born-some-day"    // the same year of birth, on one side as a first of January
	ClassDiffers   Reason = "class-differs"    // no class in common
	SexSame        Reason = "sex-same"         // same sex
	NamesSwapped   Reason = "names-swapped"    // last and first name exchanged
	LastReading    Reason = "last-reading"     // the same last name but for spaces, particles, the order of words
	LastPart       Reason = "last-part"        // one of two last names left out
	LastSpelling   Reason = "last-spelling"    // another spelling of the last name
	LastDiffers    Reason = "last-differs"     // another last name
	LastMissing    Reason = "last-missing"     // no last name on one side
	LastOfChild    Reason = "last-of-child"    // the last name of a child
	FirstPart      Reason = "first-part"       // the first given name is the same, others are left out or differ
	FirstSpelling  Reason = "first-spelling"   // another spelling of the given name
	FirstDiffers   Reason = "first-differs"    // another given name
	FirstMissing   Reason = "first-missing"    // no given name on one side
	ClassSame      Reason = "class-same"       // a class of one name
	SexDiffers     Reason = "sex-differs"      // two sexes
	PriorSame      Reason = "identifier-same"  // the account already bears this identifier
	LastYear       Reason = "last-year"        // a row left from another school year
	IDShared       Reason = "identifier-twice" // no identifier, or one on rows that disagree
	Crowd          Reason = "crowd"            // so many people bear these names, or names that come near, that not all were compared
)

// Causes: why an account is left to a person, most telling first. Crowd may be
// one of them.
const (
	HomonymsInRoster   Reason = "homonyms-in-roster"   // several people of these names, nothing tells which
	HomonymsInAccounts Reason = "homonyms-in-accounts" // several accounts of these names, nothing tells which
	ChangesHands       Reason = "changes-hands"        // a link would take an identifier away from a current row or another account
	IdentifierGone     Reason = "identifier-gone"      // the account bears an identifier that the roster no longer has, as of somebody who left
	Contradiction      Reason = "contradiction"        // same names, but another birth date, sex or family
	BadIdentifier      Reason = "bad-identifier"       // same names, but the identifier is missing or on rows that disagree
	NoSchool           Reason = "no-school"            // same names, and nothing says that the school is the same
	NoProfile          Reason = "no-profile"           // same names, and nothing says that the profile is the same
	OtherSchool        Reason = "other-school"         // same names in another school
	PastYear           Reason = "past-year"            // same names on a row left from another year
	OtherProfile       Reason = "other-profile"        // same names under another profile
	NamesFilledIn      Reason = "names-filled-in"      // same names, but one that forms have for nobody's
	NotSameNames       Reason = "not-same-names"       // nobody of these names; some come near or share family or identifier
)

// What befell a column of a whole list: see [Damage].
const (
	BornExchanged Reason = "born-exchanged" // day and month the wrong way round
	BornShifted   Reason = "born-shifted"   // all off by the same number of days
	BornStrayed   Reason = "born-strayed"   // some stand in the rows of others
	BornWorthless Reason = "born-worthless" // most differ without a rule

	ChildrenMisplaced Reason = "children-misplaced" // the lists give ever other children to the same guardians
	NamesMisplaced    Reason = "names-misplaced"    // given names stand in the rows of others

	IdentifiersMisplaced Reason = "identifiers-misplaced" // most identifiers borne are other people's
)

// evidence is a set of reasons about one pair; bit i stands for evidenceOrder[i].
type evidence uint32

const (
	namesEqual evidence = 1 << iota
	namesNear
	namesDiffer
	profileSame
	profileUnknown
	profileOther
	schoolSame
	schoolUnknown
	schoolOther
	bornSame
	bornNewYear
	bornDiffers
	familySame
	familyDiffers
	classSame
	sexDiffers
	priorSame
	lastYear
	idShared
	crowd
	classDiffers
	sexSame
	pupilOther // profileOther, and one of the two is a pupil
	childrenApart
	childrenOther
	bornSomeDay // the same year, on one side a first of January
	man         // one of the two is a man, and so the other
	grownUps    // neither is a pupil, as far as the profiles tell
	bornSlip    // two dates, one slip of the hand apart
	bornHabit   // the dates agree by what befell their import: beside bornSame where most of it, alone where some
	gradeApart  // classes two years apart or more, of one school beside classDiffers
	couple      // beside familySame: no child in common, but the other guardian of theirs
)

var evidenceOrder = [...]Reason{
	NamesEqual, NamesNear, NamesDiffer,
	ProfileSame, ProfileUnknown, ProfileOther,
	SchoolSame, SchoolUnknown, SchoolOther,
	BornSame, BornNewYear, BornDiffers,
	FamilySame, FamilyDiffers,
	ClassSame, SexDiffers, PriorSame, LastYear, IDShared, Crowd, ClassDiffers, SexSame, "", "", ChildrenOther, BornSomeDay, "", "",
	BornSlip, BornHabit, "", "",
}

// has reports whether e holds any of the reasons in any.
func (e evidence) has(any evidence) bool { return e&any != 0 }

func (e evidence) reasons() []Reason {
	if e.has(gradeApart) {
		e |= classDiffers
	}
	rs := make([]Reason, 0, bits.OnesCount32(uint32(e))+3) // room for what is said of the names
	for i, r := range evidenceOrder {
		if r != "" && e.has(1<<i) {
			rs = append(rs, r)
		}
	}
	return rs
}

// Sentence returns the reason in plain words, French for "fr" and for any
// language that it does not know, English for "en", without capital or full
// stop, so that several can be joined. A reason of no known code is its own
// text.
func (r Reason) Sentence(lang string) string {
	w, ok := words[r]
	if !ok {
		return string(r)
	}
	if lang == "en" {
		return w.en
	}
	return w.fr
}

// Explain joins the sentences of several reasons, in the language of
// [Reason.Sentence]: "mêmes nom et prénom, même profil, même établissement". It
// returns "" for no reasons.
func Explain(lang string, reasons []Reason) string {
	var s []string
	for _, r := range reasons {
		s = append(s, r.Sentence(lang))
	}
	return strings.Join(s, ", ")
}

var words = map[Reason]struct{ fr, en string }{
	NamesEqual:     {"mêmes nom et prénom", "same last and first name"},
	NamesNear:      {"nom et prénom proches mais pas identiques", "names alike but not equal"},
	NamesDiffer:    {"nom ou prénom différents", "other last or first name"},
	ProfileSame:    {"même profil", "same profile"},
	ProfileUnknown: {"profil non indiqué", "profile not given"},
	ProfileOther:   {"profils différents", "other profile"},
	SchoolSame:     {"même établissement", "same school"},
	SchoolUnknown:  {"établissement non indiqué", "school not given"},
	SchoolOther:    {"autre établissement", "other school"},
	SchoolNumber:   {"même établissement sous un autre numéro", "same school under another number"},
	BornSame:       {"même date de naissance", "same birth date"},
	BornNewYear:    {"même date de naissance, mais un 1er janvier", "same birth date, but a 1 January"},
	BornDiffers:    {"dates de naissance différentes", "other birth date"},
	BornHabit:      {"la date est écrite autrement, comme d’autres de cet import", "the date is written another way, as others of this import"},
	BornSlip:       {"dates de naissance à une faute de frappe près", "birth dates but for a slip of the hand"},
	FamilySame:     {"même famille", "same family"},
	FamilyDiffers:  {"enfants ou responsables différents", "other children or guardians"},
	ClassSame:      {"même classe", "same class"},
	ChildrenOther:  {"autres enfants, mais de même nom", "other children, but of the same last name"},
	BornSomeDay:    {"même année de naissance, d’un côté au 1er janvier", "same year of birth, on one side 1 January"},
	ClassDiffers:   {"classes différentes", "other class"},
	SexSame:        {"même sexe", "same sex"},
	NamesSwapped:   {"nom et prénom intervertis", "last and first name exchanged"},
	LastReading:    {"même nom autrement écrit", "same last name, written another way"},
	LastPart:       {"nom en partie seulement", "part of the last name only"},
	LastSpelling:   {"nom à une faute près", "last name but for a slip"},
	LastDiffers:    {"noms différents", "other last name"},
	LastMissing:    {"nom absent d’un côté", "no last name on one side"},
	LastOfChild:    {"nom d’un enfant", "last name of a child"},
	FirstPart:      {"même premier prénom", "same first given name"},
	FirstSpelling:  {"prénom à une graphie près", "given name but for its spelling"},
	FirstDiffers:   {"prénoms différents", "other given name"},
	FirstMissing:   {"prénom absent d’un côté", "no given name on one side"},
	SexDiffers:     {"sexes différents", "other sex"},
	PriorSame:      {"le compte porte déjà cet identifiant", "the account already bears this identifier"},
	LastYear:       {"ligne d’une année passée", "row of a past year"},
	IDShared:       {"identifiant absent, ou présent sur des lignes qui ne concordent pas", "identifier missing, or on rows that disagree"},
	Crowd:          {"nom et prénom trop répandus pour tout comparer", "names too common to compare them all"},

	ChangesHands:       {"l’identifiant appartient déjà à une autre personne ou à un autre compte", "the identifier belongs to another person or account already"},
	IdentifierGone:     {"le compte porte un identifiant qui n’est plus dans l’ENT, comme celui de qui est parti", "the account bears an identifier that the ENT no longer has, as of somebody who left"},
	HomonymsInRoster:   {"plusieurs personnes de l’ENT portent ces nom et prénom", "several people of the ENT bear these names"},
	HomonymsInAccounts: {"plusieurs comptes portent ces nom et prénom", "several accounts bear these names"},
	Contradiction:      {"mêmes nom et prénom mais d’autres renseignements se contredisent", "same names but other details contradict"},
	OtherSchool:        {"ces nom et prénom existent dans un autre établissement", "these names exist in another school"},
	NoSchool:           {"rien n’indique que l’établissement est le même", "nothing says that the school is the same"},
	NoProfile:          {"rien n’indique que le profil est le même", "nothing says that the profile is the same"},
	PastYear:           {"ces nom et prénom existent sur une ligne d’une année passée", "these names exist on a row of a past year"},
	BadIdentifier:      {"l’identifiant manque ou figure sur des lignes qui ne concordent pas", "the identifier is missing or stands on rows that disagree"},
	OtherProfile:       {"ces nom et prénom existent sous un autre profil", "these names exist under another profile"},
	NamesFilledIn:      {"ce nom ou ce prénom ne suffit pas à désigner quelqu’un", "this last or given name does not tell who it is"},
	NotSameNames:       {"personne ne porte exactement ces nom et prénom", "nobody bears exactly these names"},

	BornExchanged: {"des jours et mois de naissance ont été intervertis à l’import", "days and months of birth were exchanged by an import"},
	BornShifted:   {"des dates de naissance ont été décalées du même nombre de jours à l’import", "birth dates were moved by the same number of days by an import"},
	BornStrayed:   {"des dates de naissance se trouvent sur la ligne d’autres personnes : elles ne comptent pas", "some birth dates stand in the rows of other people: they do not count"},
	BornWorthless: {"la plupart des dates de naissance diffèrent : elles ne prouvent rien", "most birth dates differ: they prove nothing"},

	ChildrenMisplaced: {"les deux fichiers donnent aux mêmes responsables toujours d’autres enfants : les familles ne comptent pas", "the two files give ever other children to the same guardians: families do not count"},
	NamesMisplaced:    {"des prénoms se trouvent sur la ligne d’autres personnes : un nom que plusieurs portent n’y suffit pas", "some given names stand in the rows of other people: a last name that several bear is not enough there"},

	IdentifiersMisplaced: {"la plupart des identifiants déjà enregistrés sont ceux d’autres personnes : chaque rattachement est à vérifier", "most identifiers borne already are other people's: each link is left to a person"},

	PersonConfirmed: {"une personne l’a confirmé", "confirmed by a person"},
	PersonRefused:   {"une personne a dit que ce n’est pas la même personne", "a person said that it is not the same person"},
	OtherAccount:    {"la personne a un autre compte, selon une personne", "the person has another account, as a person said"},
	PersonDisagrees: {"une personne en a décidé autrement", "a person decided otherwise"},
}
