package enroster

// Sex is what the Sexe column says. The zero Sex means that it is not known.
type Sex uint8

// The sexes that rosters write.
const (
	SexUnknown Sex = iota
	Male
	Female
)

// String gives the letter that rosters write, "M" or "F", or "" when the sex is not known.
func (s Sex) String() string { return [...]string{"", "M", "F"}[s%3] }

// Title is what the Civilite column says. The zero Title means that there is none, as for pupils.
type Title uint8

// The titles that rosters write. National rules (SDET) keep only M. and Mme; Mlle is read as Mme.
const (
	TitleNone Title = iota
	Mr
	Mrs
)

// String gives the title as rosters write it, "M." or "Mme", or "" when there is none.
func (t Title) String() string { return [...]string{"", "M.", "Mme"}[t%3] }

// sexes has every spelling seen in a Sexe, Genre or Civilite column, folded (no accents, small letters, letters and
// digits only). SACoche's spreadsheet import takes 1, G, M, M. and 2, F, MME; Pentila writes titles under Sexe;
// SACoche's own lists write Masculin and Féminin.
var sexes = map[string]Sex{
	"1": Male, "m": Male, "mr": Male, "g": Male, "h": Male, "masculin": Male, "homme": Male, "garcon": Male,
	"monsieur": Male, "male": Male,
	"2": Female, "f": Female, "mme": Female, "mlle": Female, "mle": Female, "feminin": Female, "femme": Female,
	"fille": Female, "madame": Female, "mademoiselle": Female, "female": Female, "mrs": Female, "ms": Female,
}

// ParseSex reads a sex in any spelling that rosters use: M, F, 1, 2, G, Masculin, Féminin, and titles, which ENTs write
// in the same column. ok is false when s says something else; empty text is SexUnknown and true.
func ParseSex(s string) (sex Sex, ok bool) {
	switch s {
	case "":
		return SexUnknown, true
	case "M", "M.":
		return Male, true
	case "F", "Mme":
		return Female, true
	}
	key := foldKey(s)
	if key == "" {
		return SexUnknown, false
	}
	sex, ok = sexes[key]
	return sex, ok
}

// ParseTitle reads a title in any spelling that rosters use, and sexes, which ENTs write in the same column.
// ok is false when s says something else; empty text is TitleNone and true.
func ParseTitle(s string) (title Title, ok bool) {
	sex, ok := ParseSex(s)
	return Title(sex), ok // the two have the same order
}
