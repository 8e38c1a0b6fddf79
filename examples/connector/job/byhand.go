package job

import (
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// ByHandTexts is what ByHandWhy says: a program that calls it has them among its own.
var ByHandTexts = wording.Part{Texts: map[string]wording.Text{
	"by-hand-erase":   {"il est à un autre compte", "it is another account’s"},
	"by-hand-homonym": {"SACoche a plusieurs comptes de ce nom", "SACoche has several accounts of this name"},
	"by-hand-unknown": {"l’import ne retrouve pas ce nom", "the import does not find this name"},
	"by-hand-taken":   {"un autre compte porte encore cet identifiant", "another account still bears this identifier"},
	"by-hand-wrong":   {"l’import le donnerait à un autre compte", "the import would give it to another account"},
	"by-hand-unfit":   {"aucun fichier d’import ne peut le donner", "no file to import can give it"},
	"by-hand-blind":   {"l’import ne peut être prévu avec ces listes", "the import can’t be foreseen with these lists"},
}}

// ByHandWhy says why something has to be done by hand.
func ByHandWhy(w wording.Words, g Giving) string { return w.Say("by-hand-" + g.why) }

// byHandWhy names the reason of a row that the safe file leaves out: its fate after that
// of the file.
func (f *Forecast) byHandWhy(fate matcher.Fate) string {
	switch {
	case f.blind:
		return "blind"
	case fate.Outcome == matcher.Homonym, fate.Outcome == matcher.Unknown, fate.Outcome == matcher.Taken:
		return fate.Outcome.String()
	case fate.Verdict == matcher.Wrong:
		return "wrong"
	}
	return "unfit"
}
