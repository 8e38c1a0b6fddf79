package enroster

import (
	"strconv"
	"strings"
)

// Excess is a limit that a Delta passed.
type Excess struct {
	Kind    Profile // as KindDelta.Kind
	Changed bool    // too many changed; otherwise too many are gone, those counted whose identifier another person has now
	Count   int
	Of      int // how many the earlier export had
	Limit   float64
}

// Share is Count by Of.
func (e Excess) Share() float64 { return float64(e.Count) / float64(e.Of) }

// Exceeded gives the limits that the Delta passed: when there are any, the later export is probably not what it should
// be, and nothing should follow it before a person has looked. A limit holds for each kind of people, however few they
// are.
func (d *Delta) Exceeded() (list []Excess) {
	for _, k := range d.Kinds {
		for _, e := range []Excess{{Kind: k.Kind, Count: k.Gone + k.HandedOver, Of: k.Before, Limit: d.maxGone},
			{Kind: k.Kind, Changed: true, Count: k.Changed, Of: k.Before, Limit: d.maxChanged}} {
			if float64(e.Count) > e.Limit*float64(e.Of) {
				list = append(list, e)
			}
		}
	}
	return list
}

// kindTexts names the kinds in the middle of a sentence.
var kindTexts = map[Profile][2]string{
	Pupil:    {"élèves", "pupils"},
	Guardian: {"responsables", "guardians"},
	Staff:    {"personnels", "members of staff"},
	0:        {"personnes sans profil connu", "people without a known profile"},
}

// Message gives the limit as one plain sentence: what, how much, what to do. It is French unless lang is "en".
func (e Excess) Message(lang string) string {
	texts := [2]string{
		"{kind} : {count} sur {of} ({share} %) ne sont plus dans le nouvel export, ou leur identifiant y désigne quelqu’un d’autre ; la limite est de {limit} %. Vérifiez que l’export est complet ; s’il l’est, relevez la limite pour cette fois.",
		"{kind}: {count} of {of} ({share}%) are no longer in the new export, or their identifier names somebody else there; the limit is {limit}%. Check that the export is complete; if it is, raise the limit for this time."}
	if e.Changed {
		texts = [2]string{
			"{kind} : {count} sur {of} ({share} %) ont changé dans le nouvel export ; la limite est de {limit} %. Vérifiez que ses colonnes sont les bonnes ; si elles le sont, relevez la limite pour cette fois.",
			"{kind}: {count} of {of} ({share}%) changed in the new export; the limit is {limit}%. Check that its columns are right; if they are, raise the limit for this time."}
	}
	percent := func(share float64) string {
		s := strings.TrimSuffix(strconv.FormatFloat(100*share, 'f', 1, 64), ".0")
		if langIndex(lang) == 0 {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s
	}
	kind := kindTexts[e.Kind][langIndex(lang)]
	for i, r := range kind {
		if i == 0 {
			kind = strings.ToUpper(string(r)) + kind[len(string(r)):]
		}
	}
	return strings.ReplaceAll(fill(pick(texts, lang), "{kind}", kind, "{count}", strconv.Itoa(e.Count), "{of}", strconv.Itoa(e.Of),
		"{share}", percent(e.Share()), "{limit}", percent(e.Limit)), " %", "\u00a0%")
}
