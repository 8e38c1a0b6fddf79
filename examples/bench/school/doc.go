// Package school makes schools: an ENT's roster, an application's account list that went its own way for some years,
// and the truth about who is who. It is there to judge a matcher, so it knows nothing of one: its habits come from
// what is known about French names and about how such lists decay, and each has its rate in a table (Rates) that says
// where the figure comes from or that it is invented. The same options give the same bytes.
//
// It makes people first. Families have one to three children, who may be twins, may go to different schools, and bear
// their father's name, their mother's or both; mothers may use their husband's name; brothers call their sons alike; a
// son may be called as his father; teachers may have children at the school. Then it writes each person down twice, as
// an ENT would and as an application would years later, by the habits of each school's office and by accidents.
//
// # The three files
//
// They are separated by semicolons, in UTF-8. ent.csv has the columns of the ENT's export, with Guid_Enfant1, 2, … as
// many as are needed. app.csv has
//
//	id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants
//
// where etab is a school (UAI), id_ent an identifier that the account got earlier, and enfants the accounts of a
// guardian's children, joined by "|". truth.csv says for each account
//
//	id            the account
//	guid          the person's Guid; empty if nobody in the ENT's current rows is meant
//	kind          match; duplicate (a second account of one person in one school); leaver; leaver_trap (a leaver made to
//	              bear the names of somebody who is still there)
//	ops           what was done to the account, joined by "|": the names of Rates
//	same_all      ENT people of the same profile who bear the person's names or the names as the account has them
//	same_etab     those of them who are at the account's school
//	homonym       1 if somebody else could be meant by the names, on either side
//	resolved_by   the evidence that tells the right person from those: dob, class, child, parent, id, etab, joined
//	              by "|"
//	expected      auto, if the names and the evidence in the two files single the right person out; review, if not, or if
//	              somebody in the ENT has the names of a leaver whom other evidence tells apart; none, if nobody has;
//	              undecidable, if nothing tells a leaver from her namesake
//
// expected says what can be known from the two files, not what is easy. Where the account's last or first name is
// another one altogether (a birth name, a second given name) or its school is no longer the person's, names single
// nobody out: then it is auto only with a date of birth, a child, a parent or the right identifier besides. An account
// with somebody else's identifier, and the account of that somebody, are review: the identifier would change hands.
package school
