package enroster

import (
	"slices"
	"strings"
)

// Layout is a kind of file: whose it is and where its columns are. Most layouts are recognised by their header; for the
// others see Options.Layout.
type Layout string

// The layouts that are recognised without being asked for. Layouts gives all of them.
const (
	LayoutGUID          Layout = "guid"     // ENT export: a Guid column and no account identifier
	LayoutAccounts      Layout = "accounts" // an application's accounts, one a row
	LayoutPupils        Layout = "sacoche-eleves"
	LayoutGuardians     Layout = "sacoche-responsables" // one row a guardian and child
	LayoutProfessionals Layout = "sacoche-professeurs"

	LayoutKosmos       Layout = "kosmos"       // Kosmos, Skolengo
	LayoutWebEducation Layout = "webeducation" // Open ENT NG, Edifice: the export made for SACoche
	LayoutENTNG        Layout = "entng"        // Open ENT NG, Edifice: the list of users
	LayoutMonLycee     Layout = "monlycee"     // monlycée.net, Paris Classe Numérique
	LayoutPentila      Layout = "pentila"
)

// traits say how a layout is read. A file without isRoster is a list of an application's accounts.
type traits uint8

const (
	isRoster traits = 1 << iota // its identifiers are the ENT's
	hasGUIDs                    // and they are GUIDs: another shape is a finding
	byHeader                    // recognised where the header has all the names of columns
	inOrder                     // but only in their order and with no others: the names alone could be an account list's
	byPlace                     // where the names do not show, columns are read by their places, if the caller asks for it
)

// layoutSpec is one layout.
type layoutSpec struct {
	layout  Layout
	text    [2]string // what it is, French and English
	traits  traits
	lines   int    // header lines, where columns are read by place
	id      string // the name of the identifier's column
	columns string // the names of the columns from left to right; "" is one that is not read
}

// layouts is the table of everything that is known about layouts: to teach the package another ENT's file, add a line. A
// layout may have several lines, for several headers; the first is what its schema shows.
//
// Places and header lines are those of SACoche's table of connectors (tableau_sso.php, 2017 and 2022), the names too
// where it reads by name. Headers come from entcore's exportSacoche.id.txt and from the ENT's help pages.
var layouts = []layoutSpec{
	{LayoutGUID, [2]string{"export de l’ENT", "an ENT export"}, isRoster | hasGUIDs, 1, "Guid",
		"Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2;Guid_Enfant3"},
	{LayoutKosmos, [2]string{"export de l’ENT (Kosmos, Skolengo)", "an ENT export (Kosmos, Skolengo)"}, isRoster | byHeader, 1, "Identifiant ENT",
		"Identifiant ENT;Nom;Prénom"},
	{LayoutWebEducation, [2]string{"export de l’ENT (Open ENT NG, Edifice)", "an ENT export (Open ENT NG, Edifice)"}, isRoster | byHeader | byPlace, 1, "Login",
		"Id;Id Siecle;Type;Nom;Prénom;Login"},
	{LayoutENTNG, [2]string{"liste des utilisateurs de l’ENT (Open ENT NG, Edifice)", "an ENT's list of users (Open ENT NG, Edifice)"}, isRoster | byHeader | inOrder, 1, "Identifiant",
		"Id;Identifiant;Nom;Prénom;Type;Classes"},
	{LayoutENTNG, [2]string{}, isRoster | byHeader, 1, "Login",
		"Nom;Prénom;Login;Classe(s);Type"},
	{LayoutMonLycee, [2]string{"export de l’ENT (monlycée.net, Paris Classe Numérique)", "an ENT export (monlycée.net, Paris Classe Numérique)"}, isRoster | byHeader | inOrder, 1, "Identifiant",
		"Nom;Prénom;Identifiant;Classe"},
	{LayoutPentila, [2]string{"export de l’ENT (Pentila)", "an ENT export (Pentila)"}, isRoster | byHeader | byPlace, 1, "Login",
		"Nom;Prénom;Date de Naissance;Sexe;Division;Login"},

	{"itop", [2]string{"export de l’ENT (iTOP, OZE)", "an ENT export (iTOP, OZE)"}, isRoster | hasGUIDs | byPlace, 1, "Guid", "Guid;Nom;Prénom"},
	{"perso", [2]string{"export d’un serveur CAS de l’établissement", "an export of the school's own CAS server"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;Nom;Prénom"},
	{"gestibase", [2]string{"export de l’ENT (Gestibase iENT)", "an ENT export (Gestibase iENT)"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;Nom;Prénom;Id Sconet"},
	{"envole", [2]string{"export de l’ENT (Envole)", "an ENT export (Envole)"}, isRoster | byPlace, 0, "Identifiant", "Identifiant;Nom;Prénom"},
	{"itslearning", [2]string{"export de l’ENT (itslearning)", "an ENT export (itslearning)"}, isRoster | byPlace, 1, "Identifiant", ";;Nom;Prénom;Identifiant"},
	{"scolastance", [2]string{"export de l’ENT (Scolastance)", "an ENT export (Scolastance)"}, isRoster | byPlace, 1, "Identifiant", ";;Nom;Prénom;Identifiant"},
	{"openent", [2]string{"export de l’ENT (Open ENT : Lilie, Celi@, PCN)", "an ENT export (Open ENT: Lilie, Celi@, PCN)"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;;Id Sconet;Nom;Prénom"},
	{"logica", [2]string{"export de l’ENT (Logica)", "an ENT export (Logica)"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;;Id Sconet;Nom;Prénom"},
	{"netocentre", [2]string{"export de l’ENT (Netocentre)", "an ENT export (Netocentre)"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;;Nom;Prénom"},
	{"esup", [2]string{"export de l’ENT (ESUP, Languedoc-Roussillon)", "an ENT export (ESUP, Languedoc-Roussillon)"}, isRoster | byPlace, 2, "Identifiant", "Identifiant;;Nom;Prénom"},
	{"laclasse", [2]string{"export de l’ENT (laclasse.com)", "an ENT export (laclasse.com)"}, isRoster | byPlace, 1, "Identifiant", ";Nom;Prénom;Identifiant"},
	{"provence", [2]string{"export de l’ENT (Provence)", "an ENT export (Provence)"}, isRoster | byPlace, 1, "Identifiant", ";Nom;Prénom;Identifiant"},
	{"liberscol", [2]string{"export de l’ENT (Liberscol)", "an ENT export (Liberscol)"}, isRoster | byPlace, 1, "Identifiant", "Nom;Prénom;Identifiant"},
	{"reunion", [2]string{"export de l’ENT (La Réunion)", "an ENT export (La Réunion)"}, isRoster | byPlace, 1, "Identifiant", "Nom;Prénom;Identifiant"},
	{"toutatice", [2]string{"export de l’ENT (Toutatice)", "an ENT export (Toutatice)"}, isRoster | byPlace, 0, "Identifiant", "Nom;Prénom;Identifiant"},
	{"sopra", [2]string{"export de l’ENT (Sopra)", "an ENT export (Sopra)"}, isRoster | byPlace, 1, "Identifiant", ";;Identifiant;Nom;Prénom"},
	{"atos", [2]string{"export de l’ENT (Atos)", "an ENT export (Atos)"}, isRoster | byPlace, 1, "Identifiant", "Identifiant;;Nom;Prénom;Id Sconet"},

	{LayoutAccounts, [2]string{"liste de comptes d’une application", "an application's account list"}, 0, 1, "id",
		"id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants"},
	{LayoutPupils, [2]string{"liste des élèves de SACoche", "SACoche's list of pupils"}, 0, 1, "SACOCHE_ID",
		"SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;GENRE;NOM;PRENOM;DATE_NAISSANCE;COURRIEL;CLASSE_REF;CLASSE_NOM"},
	{LayoutGuardians, [2]string{"liste des responsables de SACoche", "SACoche's list of guardians"}, 0, 1, "SACOCHE_ID",
		"SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;ENFANT_ID;ENFANT_NOM;ENFANT_PRENOM;ENFANT_CLASSE_REF;ENFANT_CLASSE_NOM"},
	{LayoutProfessionals, [2]string{"liste des professeurs et personnels de SACoche", "SACoche's list of teachers and staff"}, 0, 1, "SACOCHE_ID",
		"SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;PROFIL"},
}

// Layouts gives every layout that the package knows, rosters first.
func Layouts() []Layout {
	var list []Layout
	for i := range layouts {
		if len(list) == 0 || list[len(list)-1] != layouts[i].layout {
			list = append(list, layouts[i].layout)
		}
	}
	return list
}

// spec finds the first line of the layout in the table; nil for one that is not known.
func (l Layout) spec() *layoutSpec {
	i := slices.IndexFunc(layouts, func(s layoutSpec) bool { return s.layout == l })
	if i < 0 {
		return nil
	}
	return &layouts[i]
}

// Roster reports whether the layout is that of an ENT's export: its people carry the ENT's identifier, in Record.GUID.
// The others are lists of an application's accounts.
func (l Layout) Roster() bool {
	s := l.spec()
	return s != nil && s.traits&isRoster != 0
}

// Label says what a file of the layout is, as in "export de l’ENT (Kosmos, Skolengo)": in French unless lang is "en". It
// is "" for a layout that is not known.
func (l Layout) Label(lang string) string {
	s := l.spec()
	if s == nil {
		return ""
	}
	return pick(s.text, lang)
}

// sacoche reports whether the layout is one of SACoche's lists: no quotes at all, and an empty line after the header.
func (l Layout) sacoche() bool {
	return l == LayoutPupils || l == LayoutGuardians || l == LayoutProfessionals
}

// rewriteID gives the identifier that signs a person in for the one in the file. Open ENT writes "ID : 123" and its CAS
// server says UT123.
func (l Layout) rewriteID(id string) string {
	if l != "openent" && l != "logica" {
		return id
	}
	if rest, ok := strings.CutPrefix(id, "ID"); ok {
		if number, ok := strings.CutPrefix(strings.TrimLeft(rest, " \u00a0"), ":"); ok {
			return "UT" + strings.TrimLeft(number, " \u00a0")
		}
	}
	return id
}

// names are the names of the columns.
func (s *layoutSpec) names() []string { return strings.Split(s.columns, ";") }

// fits reports whether a header shows the layout: it has all its columns and beside them no identifier, which could
// mean another kind of file.
func (s *layoutSpec) fits(c Columns) bool {
	names := s.names()
	if s.traits&inOrder != 0 && len(c) != len(names) {
		return false
	}
	keys := make(map[string]bool, len(names))
	for i, name := range names {
		key := foldKey(name)
		if s.traits&inOrder != 0 && foldKey(c[i].Name) != key {
			return false
		}
		keys[key] = true
	}
	found := 0
	for _, col := range c {
		key := foldKey(col.Name)
		if keys[key] {
			keys[key] = false // counts once
			found++
		} else if f, _ := fieldOf(col.Name); f.identifies() {
			return false
		}
	}
	return found == len(names)
}

// nameID gives the ENT's identifier to the column that the layout has for it, and gives its place; -1 if the header has
// no such name.
func (s *layoutSpec) nameID(c Columns) int {
	at := slices.IndexFunc(c, func(col Column) bool { return foldKey(col.Name) == foldKey(s.id) })
	if at < 0 {
		return at
	}
	for i := range c {
		if c[i].Field == FieldGUID {
			c[i].Field = FieldOther
		}
	}
	c[at].Field = FieldGUID
	return at
}

// place gives the columns of a file that is read by place their fields. What else the header names keeps its meaning,
// unless it is an identifier or a name. moved has the columns whose name contradicts their place.
func (s *layoutSpec) place(c Columns) (_ Columns, moved []int) {
	for i, name := range s.names() {
		if i == len(c) {
			c = append(c, Column{Name: name})
		}
		field, _ := fieldOf(name)
		if name == s.id {
			field = FieldGUID
		}
		if other, _ := fieldOf(c[i].Name); other != FieldOther && other != field && (field.names() || field.identifies() && other.names()) {
			moved = append(moved, i)
		}
		c[i].Field = field
	}
	for i := len(s.names()); i < len(c); i++ {
		if c[i].Field.identifies() || c[i].Field.names() {
			c[i].Field = FieldOther
		}
	}
	return c, moved
}

// identifies reports whether a field is an identifier.
func (f Field) identifies() bool { return f == FieldGUID || f == FieldAccountID }

// names reports whether a field is a person's name.
func (f Field) names() bool { return f == FieldLastName || f == FieldFirstName }
