// Package matcher finds whose an account is: it matches the people of an ENT's
// roster to the accounts of an application by their names, accents and dashes
// apart, and hands homonyms to a human.
//
// # What the lists are like
//
// The roster says who is in the school: pupils, their guardians, teachers and
// other staff, each with an identifier that the ENT gives (the Guid). The
// application has accounts of its own, made at another time by another hand.
// The same person is LEFÈVRE Jean-Noël here and Lefevre JEAN NOEL there. Four
// people in a thousand share both names with somebody of their school; on a
// list of a whole region it is one in six. Fathers and sons share them, and so
// do teachers and pupils. Pupils leave, and others of their names come.
//
// An account linked to the wrong person opens a child's results to a stranger,
// so a link is only made where one person stands out and nobody else could be
// meant on either side. Whatever is less sure is a review: candidates, best
// first, with the evidence for and against, and a person decides.
//
// # Equal names
//
// [Link] looks at both lists at once, in two passes. The first takes people whose
// names have one key under [Fold], who share a profile, and whom nothing
// contradicts (a birth date, a sex, a family), if they share a school or if
// something beyond the names speaks: a birth date, or a relative who is linked.
// Where several people or several accounts bear the same names, only a birth date
// or a family parts them, or the class in a school whose lists are plainly of one
// year. Names alone do not link where somebody else could be meant: one of the
// same names and more of them, or one for whom a birth date or a family speaks.
//
// # Names that come near
//
// The second pass takes those whom equal names did not settle, and reads names as
// people write them: a second given name or surname left out, particles moved,
// birth and usage names, titles, remarks of the office, transliterations, typing
// errors, letters that an export lost, last and first name exchanged. Every such reading costs evidence, which
// a rare name, a birth date, a class or a family has to bring: how much is weighed
// as Fellegi and Sunter do, with shares learned from the lists themselves. Only a
// person who outweighs everybody else by far is linked.
//
// Some differences nothing outweighs, for twins share all the rest: a letter that
// makes another given name which others bear too (Lina and Lena), a man's name and a
// woman's (Laurent and Laurence), names of one stock or of one sound that brothers
// bear (Mathieu and Mattéo, Karim and Karin), in whichever cell they stand. Only the
// spellings of one name (Mohamed and Mohammed, Kylian and Killian) are read as one.
// Where neither list knows a twin, the only child of that day and class, of parents
// who are linked by themselves, may use another given name, but none that begins or
// ends as hers (Hassan and Houssein, Ethan and Nathan).
//
// Two last names a letter apart are two families' where both lists have both of them,
// or where they are known to be in use and not said alike (Dupont and Dumont): then
// a class, a birth date or a relative has to speak. Names said alike (Lefèvre and
// Lefebvre) are misspelt more often than met by chance.
//
// A row that lacks one of its names is shown to a person where a birth date, a
// class, a family or an identifier tells who it may be, and never linked, but for a
// children's home, which has no given name in either list, by a child of another last
// name. An initial is enough for a parent only, beside the last name, the child and the
// sex. A name that forms have for nobody's (X, Inconnu) is not enough: a birth date, a
// class or a guardian's child has to tell besides.
//
// Where lists tell nothing of anybody, or of grown-ups, but names, profiles and schools,
// less has to be enough for a short name, a later given name that goes first, an article or
// a second last name left out, a last name spelled as another is, or a pupil's given name
// misspelt: a person would have no more to go by. She has none either where of two grown-ups
// nothing else is told, as of most teachers, so that lists which are long enough to tell how
// rare a name is decide there, too, whatever they tell of others.
//
// A pupil of one class, birth date and given name is one under another last name, as pupils
// take their other parent's; and of a child's two guardians, the other of whom is linked, one
// given name is enough.
//
// Whoever is linked by her very names may have a second account under names that are
// misspelt. It is shown, and never linked.
//
// # Identifiers given before
//
// An identifier that an account bears already speaks in the second pass only, once
// the shares are learned: most are Link's own, and it would be the surer of itself
// each time. Where nearly everybody of a school keeps hers, an account whose
// identifier is gone is that of somebody who left: names alone do not give it to
// whoever bears them now. One that is made of the names, as logins are, tells no more
// than they do: another ENT gives it to a namesake, and so does the same once the
// one who left is deleted.
//
// # Schools and classes
//
// A person's school is a set: a guardian belongs to the schools of all her
// children, and to that which one left last year, a teacher may work in two. The
// school orders candidates and does not exclude them, for pupils move in the summer.
// A birth date in common makes one of two rows of two schools, unless so many bear the
// name that two of them may well be born on one day. A school that one list does not
// name, and whose pupils are plainly those of one school there, is that one: two
// schools were made one, or one has another number.
//
// Classes are often those of last year, or of years ago, in one list and of this year
// in the other: the pupils of a school tell by how many years they move, and names
// alone link nobody whose class moves otherwise, nor anybody who stays in hers and is no
// older than the others there, unless some of the school are entered in this year's
// classes. A guardian's child may be left in the class of years ago where others are.
// Where one list names no school, the class tells whose they are if most of
// those with one namesake are in her class. Classes that are numbered from one on, or in
// which everybody stays from her first year, tell no years, but that nobody goes back.
//
// A guardian of more than a dozen children, or of children of ever other last names,
// heads a home: they tell who she is, and she does not make brothers of them.
//
// # What befell a whole list
//
// An import damages a whole column, which contradicts nobody in it. Those whose names one
// row in either list bears are nearly all one person, so what they show more often than
// slips of the hand would make is what befell their school's list. [Result].Damage tells
// of it, by these names:
//
//   - [BornExchanged], [BornShifted]: day and month are exchanged, or dates are all off by as
//     many days. Those that agree once that is undone are equal; where it befell a small
//     share of the rows they are no contradiction, and decide between no two namesakes.
//   - [BornStrayed], [BornWorthless]: dates stand in one another's rows, as where a run of cells
//     was pasted a row off, or differ without a rule. They count for nobody.
//   - [NamesSwapped]: last and first name are exchanged. Those rows are read the other way round.
//   - [NamesMisplaced]: given names stand beside one another's last names, so that a row may
//     bear her brother's. Whoever shares a last name with others there needs a birth date to
//     be linked, or a guardian's child and sex.
//   - [ChildrenMisplaced]: the lists give ever other children to the same guardians, as where
//     a column was sorted by itself. No family counts.
//   - [IdentifiersMisplaced]: most identifiers are those of people of other names. Nothing is
//     forgiven, for each link would change hands: link lists without that column instead.
//
// Three habits of lists are read without a word. Names that stand in one cell are parted where
// the other list's names or capitals tell. A title before a name is none of it where nearly
// all grown-ups of a school have one. Where many rows of a school tell no profile, a
// name that one person there bears links whatever her profile, but by a class or an age that
// only pupils there have.
//
// A single date that is one slip of the hand away is outweighed by a class, a
// family or an identifier beside equal names, and another sex by a family, by a birth
// date and a class, or by a given name that hardly anybody of that sex bears; any other
// contradiction is a person's to judge, but that of a namesake of the school who was born
// in another year and has her own account, by her date, class or family.
//
// # Rows of another year
//
// Rows left from another school year, which ENT exports keep in classes named
// BASE2011-2012, are never linked. They still tell that a namesake may be meant
// if the birth date is theirs. Of two rows of one name, the one under an identifier
// written otherwise than nearly all of the list may be left from the ENT before:
// that an account bears it does not choose it.
//
// # Somebody signs in who is not known yet
//
// An [Index] answers that one question against a list of any length, under any
// number of readers, while another list is put in its place.
//
// # What the application would do by itself
//
// [Predict] runs the import of the receiving application, SACoche's, before it
// happens: row by row, with its cleaning of names, its loose comparison and its
// blindness to homonyms inside the file. Beside the decisions it tells which
// rows would go to the wrong person, and [Safe] makes the file that holds only
// the rows that go right. [PredictEntcore] and [PredictGEPI] foretell the imports
// of other applications.
//
// # What people said, and how good it is
//
// A [Ledger] keeps what a person said about a pair until next September: applied
// after Link, it settles the reviews about which enough was said, as long as what
// she saw has not changed. [Evaluate] counts what decisions are worth where the
// truth is known.
package matcher
