package job

import (
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// DamageTexts is what DamageNotes says: a program that calls it has them among its own.
var DamageTexts = wording.Part{Texts: map[string]wording.Text{
	"damage-dates":     {"%s : %s (%d personnes sur %d). Le rapprochement en tient compte ; corrigez le fichier si vous pouvez.", "%s: %s (%d people of %d). The matching reckons with it; correct the file if you can."},
	"damage-families":  {"%s : les deux fichiers donnent aux mêmes responsables toujours d’autres enfants. Une colonne a sans doute été triée seule ou décalée : les familles sont laissées de côté. Refaites l’export.", "%s: the two files give ever other children to the same guardians. A column was probably sorted by itself or moved: families are left aside. Make the export anew."},
	"damage-names":     {"%s : des prénoms sont en face d’autres noms dans l’un des fichiers. Une colonne a sans doute été triée seule ou décalée : aucun nom porté par plusieurs personnes n’y suffit. Refaites l’export.", "%s: given names stand beside others’ last names in one of the files. A column was probably sorted by itself or moved: no last name that several people bear is enough there. Make the export anew."},
	"damage-no-number": {"Établissement sans numéro", "A school without a number"},
}}

// DamageNotes words what befell whole files, a sentence for each school: its birth
// dates, and the families and the names of the schools that are listed.
func DamageNotes(w wording.Words, dates []matcher.DateDamage, families, names []string) (notes []string) {
	name := func(school string) string {
		if school == "" {
			return w.Say("damage-no-number")
		}
		return school
	}
	for _, d := range dates {
		notes = append(notes, w.Say("damage-dates", name(d.School), d.Kind.Sentence(w.Lang), d.Pairs, d.Of))
	}
	for _, school := range families {
		notes = append(notes, w.Say("damage-families", name(school)))
	}
	for _, school := range names {
		notes = append(notes, w.Say("damage-names", name(school)))
	}
	return notes
}
