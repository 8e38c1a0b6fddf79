package school

import (
	"fmt"
	"maps"
	"slices"
)

// A Rate says how often something happens.
type Rate struct {
	Name  string  // also what the truth file's column ops calls it
	Share float64 // by default, from 0 to 1
	Of    string  // among whom
	Why   string  // what happens, and where the figure comes from: invented, if nothing else is said
}

// rates is the one table of what happens. The shares of damage to names follow what is told of French hospital and
// school lists, where no count was published; "invented" marks figures that only the order of magnitude recommends.
var rates = []Rate{
	// People.
	{"twins", 0.033, "children with a brother or sister", "17 deliveries in 1,000 are of twins (INSEE, births 2010–2020), so a child in thirty"},
	{"other_school", 0.12, "brothers and sisters", "go to another school than the eldest (invented)"},
	{"mother_name", 0.066, "families", "children bear the mother's name alone (INED, births 2012–2017)"},
	{"double_name", 0.10, "families", "children bear both names (INED; Insee Première, Sept. 2015)"},
	{"usage_husband", 0.55, "mothers", "use their husband's name (invented)"},
	{"usage_double", 0.08, "mothers", "use both names (invented)"},
	{"one_guardian", 0.18, "families", "only one guardian is known (invented)"},
	{"cousin", 0.004, "pupils", "have a cousin of the same names and profile at the same school (invented)"},
	{"father_son", 0.004, "boys", "are called as their father is (invented)"},
	{"teacher_parent", 0.12, "teachers", "are guardians of a pupil of the school too, with a Guid of their own for each (invented)"},
	{"two_schools", 0.08, "teachers", "teach at two schools (invented)"},
	{"guid_per_school", 0.03, "guardians with children in two schools", "have one Guid in each (invented)"},

	// The ENT's rows.
	{"stale_row", 0.01, "current people", "still have last year's row, under another Guid, in a class BASE2024-2025 (the ENT's own guide warns of such rows)"},
	{"stale_leaver", 0.10, "leavers", "only such a row is left of them"},
	{"profile_wrong", 0.03, "teachers and staff", "labelled as other staff (ENTs mislabel replacements; rate invented)"},
	{"ent_typo", 0.003, "ENT people", "the ENT's own spelling is wrong by one letter (invented)"},
	{"ent_no_birth", 0.02, "pupils", "without a date of birth in the ENT (invented)"},
	{"guardian_group", 0.6, "schools", "write their guardians into a group of the school (invented)"},

	// Who has an account.
	{"newcomer", 0.07, "people", "have no account yet (invented)"},
	{"leaver", 0.075, "accounts", "of people who have left (invented)"},
	{"leaver_trap", 0.0012, "accounts", "of leavers with the names and profile of somebody who is there (invented)"},
	{"duplicate", 0.008, "people with an account", "have a second one at the same school (invented)"},
	{"moved", 0.01, "pupils", "have their account at the school they came from (invented)"},

	// What an account says besides the names.
	{"class_changed", 0.042, "pupils", "still in last year's class in the application"},
	{"no_class", 0.08, "pupils", "no class in the application (invented)"},
	{"no_birth", 0.35, "pupils", "no date of birth in the application (invented)"},
	{"no_sex", 0.5, "accounts", "sex not given (invented)"},
	{"no_children", 0.15, "guardians", "no child known to the application (invented)"},
	{"child_lost", 0.12, "children of guardians", "one child not known to the application (invented)"},
	{"dob_typo", 0.006, "dates of birth", "one digit wrong (invented)"},
	{"dob_swap", 0.002, "dates of birth", "day and month changed places (invented)"},
	{"dob_first", 0.004, "dates of birth", "the first of January, as offices write where they don't know (invented)"},
	{"id_right", 0.10, "accounts", "got their identifier earlier, and it is right (invented)"},
	{"id_stale", 0.007, "accounts", "have an identifier that nobody current bears (invented)"},
	{"id_parked", 0.3, "accounts of people with a row left from last year", "have the identifier of that row (invented)"},
	{"id_other", 0.0003, "accounts", "have the identifier of somebody else at the school (invented)"},

	// What happens to the names on an account.
	{"case", 0.38, "accounts", "names in other letters than elsewhere: all small, all capital, as in a sentence"},
	{"strip_accents", 0.15, "names with accents", "accents lost; old applications know none"},
	{"all_given_names", 0.038, "accounts", "all given names, where the ENT has the first"},
	{"space", 0.031, "accounts", "spaces doubled, before, behind, not breaking, invisible"},
	{"typo", 0.020, "accounts", "a letter left out, doubled or other"},
	{"keyboard", 0.004, "accounts", "the key beside (AZERTY; invented)"},
	{"transpose", 0.006, "accounts", "two letters changed places"},
	{"ocr", 0.0008, "accounts", "letters as a scanner takes them: O and 0, l and 1, rn and m (invented)"},
	{"usage_name", 0.10, "women who use another name", "the birth name instead, the first cause of misses in French linkage (Fournel 2009)"},
	{"epouse", 0.03, "women who use another name", "both: X épouse Y, Y née X, X ép. Y"},
	{"second_surname", 0.12, "double last names", "the second dropped"},
	{"surname_order", 0.04, "double last names", "the second first"},
	{"surname_sep", 0.25, "double last names", "another separator: space, hyphen, double hyphen (required 2004, void 2009, given up 2011)"},
	{"hyphen", 0.09, "names with a hyphen", "a space instead, or nothing"},
	{"compound_trunc", 0.03, "given names with a hyphen", "only the first part"},
	{"apostrophe", 0.3, "names with an apostrophe", "typographic, a space, or nothing"},
	{"particle", 0.2, "names with a particle", "joined, dropped, or moved behind"},
	{"spelling", 0.05, "names that waver", "another usual spelling, as Yassine and Yacine"},
	{"other_given", 0.0015, "accounts", "the second given name instead of the first (invented)"},
	{"swap", 0.008, "accounts", "last and first name in each other's column"},
	{"civility", 0.003, "adults", "a title inside the last name"},
	{"nfd", 0.02, "names with accents", "accents as letters of their own, as some systems write them"},
	{"mojibake", 0.01, "names with accents", "UTF-8 read as Windows-1252"},
	{"lost_letter", 0.006, "names with accents", "? or U+FFFD instead of the letter (invented)"},
	{"truncate", 0.25, "names of more than 20 letters", "cut at 20 (field lengths of old bases; rate invented)"},

	// Habits of a whole school's list.
	{"import_small", 0.03, "schools", "whole account list in small letters (invented)"},
	{"import_plain", 0.08, "schools", "whole account list without accents (invented)"},
	{"import_mojibake", 0.01, "schools", "whole account list misread (invented)"},
	{"import_birth_names", 0.02, "schools", "mothers by their birth names throughout (invented)"},
	{"import_last_year", 0.06, "schools", "classes of last year throughout: nobody has rolled the accounts over (invented)"},
	{"import_iso", 0.08, "schools", "dates as 2012-04-26 (invented)"},
	{"import_short", 0.03, "schools", "dates as 26/04/12 (invented)"},
	{"import_us", 0.01, "schools", "day and month swapped throughout (invented)"},
	{"import_shift", 0.01, "schools", "a run of dates pasted one line off (invented)"},
	{"import_given", 0.06, "schools", "all given names throughout (invented)"},
	{"ent_given", 0.06, "schools", "all given names throughout in the ENT (invented)"},
	{"ent_plain", 0.15, "schools", "last names without accents throughout in the ENT (invented)"},
}

// Rates gives all that may happen, with the share by default.
func Rates() []Rate { return slices.Clone(rates) }

// shares is the default rates with those given in their place.
func shares(given map[string]float64) (map[string]float64, error) {
	m := make(map[string]float64, len(rates))
	for _, r := range rates {
		m[r.Name] = r.Share
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, ok := m[name]; !ok {
			return nil, fmt.Errorf("school: no rate is called %q", name)
		}
		if s := given[name]; !(s >= 0 && s <= 1) {
			return nil, fmt.Errorf("school: rate %s is %v, not from 0 to 1", name, s)
		}
		m[name] = given[name]
	}
	return m, nil
}
