package job

import (
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// DamageTexts is what DamageNotes says: a program that calls it has them among its own.
var DamageTexts = wording.Part{Texts: map[string]wording.Text{
	"damage-undone":      {"%s : %s (%d personnes sur %d). Le rapprochement en tient compte ; le mieux est de corriger l’ENT ou l’application si l’erreur y est, puis de refaire l’export.", "%s: %s (%d people of %d). The matching reckons with it; best correct the ENT or the application if the fault is there, and make the export anew."},
	"damage-misplaced":   {"%s : %s (%d personnes sur %d). Une colonne a sans doute été triée seule ou décalée. Refaites l’export.", "%s: %s (%d people of %d). A column was probably sorted by itself or moved. Make the export anew."},
	"damage-identifiers": {"%s : %s (%d personnes sur %d). Un import les a sans doute donnés aux mauvais comptes. Refaites le rapprochement avec des listes de comptes sans identifiants ENT.", "%s: %s (%d people of %d). An import probably gave them to the wrong accounts. Match again with account lists that have no ENT identifiers."},
	"damage-no-number":   {"Établissement sans numéro", "A school without a number"},
}}

// A DamageNote says what befell a whole file.
type DamageNote struct {
	Text string // two sentences or three
	// Undone says that the matching put it right by itself. What it did not asks for
	// another export.
	Undone bool
}

// DamageNotes words what befell whole files.
func DamageNotes(w wording.Words, damage []matcher.Damage) (notes []DamageNote) {
	for _, d := range damage {
		school, key, undone := d.School, "damage-undone", true
		if school == "" {
			school = w.Say("damage-no-number")
		}
		switch d.Kind {
		case matcher.BornStrayed, matcher.ChildrenMisplaced, matcher.NamesMisplaced:
			key, undone = "damage-misplaced", false
		case matcher.IdentifiersMisplaced:
			key, undone = "damage-identifiers", false
		}
		notes = append(notes, DamageNote{w.Say(key, school, d.Kind.Sentence(w.Lang), d.Pairs, d.Of), undone})
	}
	return notes
}
