package casclient

import "strings"

// An entField is one thing that an ENT says.
type entField uint8

const (
	fieldInside entField = iota // nothing by itself; JSON inside is looked at
	fieldProfile
	fieldSchool
	fieldCurrent
	fieldClass
	fieldLast
	fieldFirst
	fieldDisplay
	fieldBorn
	numFields
)

// entTable is what portals call things, and who was seen to call them so. Of a
// thing that a person has once, the name that stands first counts. To teach
// the package a portal's word, add it here.
var entTable = []struct {
	field  entField
	names  string // of attributes, parted by blanks
	source string
}{
	{fieldProfile, "ENTPersonProfils ENTPersonProfil", "SDET; entcore KNE, laclasse, Erasme, Kosmos, GIP RECIA"},
	{fieldProfile, "profile type", "entcore, Edifice 2024"},
	{fieldProfile, "categories", "entcore for Pronote"},
	{fieldProfile, "ENTPersonRoles", "laclasse"},

	{fieldSchool, "ENTPersonStructRattachRNE ENTPersonStructRattachUAI ENTPersonStructRattach ENTStructureUAI", "SDET; Erasme, HDF, Kosmos, EnglishAttack"},
	{fieldSchool, "ESCOUAI", "GIP RECIA: all schools"},
	{fieldCurrent, "ESCOUAICourant", "GIP RECIA: the current one"},
	{fieldCurrent, "rneCourant", "Kosmos Occitanie"},
	{fieldInside, "structureNodes", "entcore: JSON objects"},
	{fieldSchool, "UAI", "entcore: structureNodes[].UAI"},
	{fieldSchool, "school@externalId", "Edifice 2024: <school externalId=…>"},

	{fieldClass, "ENTEleveClasses ENTEleveClasse ENTAuxEnsClasses ENTAuxEnsClasse", "SDET; entcore KNE, laclasse"},
	{fieldClass, "ENTClasse classes classe", "entcore, Edifice 2024"},
	{fieldClass, "LaclasseNomClasse", "laclasse"},

	{fieldLast, "ENTPersonNom", "SDET"},
	{fieldLast, "lastName", "entcore, Edifice, Sacoche-WS"},
	{fieldLast, "nom", "entcore typed services, laclasse, django-cas-server"},
	{fieldLast, "LaclasseNom", "laclasse"},
	{fieldLast, "sn", "LDAP directories"},
	{fieldFirst, "ENTPersonPrenom", "SDET"},
	{fieldFirst, "firstName", "entcore, Edifice, Sacoche-WS"},
	{fieldFirst, "prenom prenoms", "entcore typed services, laclasse, django-cas-server"},
	{fieldFirst, "LaclassePrenom", "laclasse"},
	{fieldFirst, "givenName", "LDAP directories"},
	{fieldDisplay, "displayName", "entcore, LDAP directories"},

	{fieldBorn, "birthDate", "entcore, Edifice: 2013-02-28"},
	{fieldBorn, "dateNaissance", "laclasse: 2013-02-28; entcore for Pronote: 28/02/2013"},
	{fieldBorn, "LaclasseDateNais", "laclasse"},
}

// profileTable is what portals call profiles.
var profileTable = []struct {
	profile Profile
	codes   string // parted by commas
	source  string
}{
	{ProfileELV, "National_ELV,National_1,ELV,ELE", "SDET letter, SDET number, SACoche, AAF"},
	{ProfileTUT, "National_TUT,National_2,TUT", "SDET letter, SDET number, SACoche"},
	{ProfileENS, "National_ENS,National_3,ENS", "SDET letter, SDET number, SACoche"},
	{ProfileDIR, "National_DIR,National_23,DIR", "SDET letter, Pentila, SACoche; National_4 is ProfileStaff"},
	{ProfileEVS, "National_EVS,National_5,EVS", "SDET letter, SDET number"},
	{ProfileETA, "National_ETA,National_6,ETA", "SDET letter, SDET number"},
	{ProfileACA, "National_ACA,National_7,ACA", "SDET letter, SDET number"},
	{ProfileCOL, "National_COL,National_9,COL", "SDET letter, Pentila"},
	{ProfileDOC, "National_DOC,National_24,DOC", "SDET letter, Pentila, SACoche"},
	{ProfileStaff, "National_4", "SDET: heads; entcore: all who do not teach; laclasse: the local authority too"},

	{ProfileELV, "Student,Élève,Eleve", "entcore, Sacoche-WS"},
	{ProfileTUT, "Relative,Parent", "entcore, Sacoche-WS"},
	{ProfileENS, "Teacher,Enseignant,PROF_ETB", "entcore, Sacoche-WS, laclasse's roles"},
	{ProfileStaff, "Personnel", "entcore, Sacoche-WS"},
}

// An entName is what the table says of a name.
type entName struct {
	field entField
	rank  int
}

var entNames, profileCodes = func() (map[string]entName, map[string]Profile) {
	names := make(map[string]entName)
	for rank, row := range entTable {
		for name := range strings.FieldsSeq(row.names) {
			names[strings.ToLower(name)] = entName{row.field, rank}
		}
	}
	codes := make(map[string]Profile)
	for _, row := range profileTable {
		for code := range strings.SplitSeq(row.codes, ",") {
			codes[strings.ToLower(code)] = row.profile
		}
	}
	return names, codes
}()
