package job

import (
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// DamageTexts is what DamageNotes says: a program that calls it has them among its own.
var DamageTexts = wording.Part{Texts: map[string]wording.Text{
	"damage-undone":    {"%s : %s (%d personnes sur %d). Le rapprochement en tient compte ; le mieux est de corriger l’ENT ou l’application si l’erreur y est, puis de refaire l’export.", "%s: %s (%d people of %d). The matching reckons with it; best correct the ENT or the application if the fault is there, and make the export anew."},
	"damage-misplaced": {"%s : %s (%d personnes sur %d). Une colonne a sans doute été triée seule ou décalée. Refaites l’export.", "%s: %s (%d people of %d). A column was probably sorted by itself or moved. Make the export anew."},
	"damage-no-number": {"Établissement sans numéro", "A school without a number"},
}}

// DamageNotes words what befell whole files, a sentence for each.
func DamageNotes(w wording.Words, damage []matcher.Damage) (notes []string) {
	for _, d := range damage {
		school, note := d.School, "damage-undone"
		if school == "" {
			school = w.Say("damage-no-number")
		}
		switch d.Kind {
		case matcher.BornStrayed, matcher.ChildrenMisplaced, matcher.NamesMisplaced:
			note = "damage-misplaced"
		}
		notes = append(notes, w.Say(note, school, d.Kind.Sentence(w.Lang), d.Pairs, d.Of))
	}
	return notes
}
