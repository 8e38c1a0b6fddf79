// Package enroster reads and writes the rosters of French school platforms (ENT) and the account lists of the
// applications that are connected to them.
//
// # The file
//
// A roster is the file that an ENT gives under "Exportation SSO au format CSV": one line a person, everybody of the
// school.
//
//	Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2
//	f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;0310000Z$1L1;;16/06/1987
//	f7ebe441-14e0-4c48-b9ec-53e603829fb3;DISSOIR;Amar;National_2;;;;M;M.;f73d0f72-0958-4b8f-85f7-a58a96d95220
//	0c28cd44-a295-45fd-845a-4d81a38b0024;BACQUET;Michelle;National_3;0310000Z$1L1|0310000Z$2L1;;;F;Mme
//
// The first line names the columns; their order is free, and accents, capitals and spaces in the names do not matter.
//
//   - Guid is the ENT's identifier of the person: 32 hexadecimal digits with dashes. It is what signs her in.
//   - Profil says what she is: National_1 or Élève, National_2 or Responsable élève (a parent), National_3 or Professeur, and so on.
//   - Classes and Groupe hold UAI$name, where the UAI is the school's number; several are joined by a bar.
//   - DateNaissance is JJ/MM/AAAA and usually stands for pupils only; Sexe is M or F, Civilite M. or Mme.
//   - Guid_Enfant1, Guid_Enfant2 and as many more as needed hold the Guid of a parent's children.
//
// Lines may stop after their last value. Last year's pupils may linger in a class named BASE2011-2012, and the same
// pupil may stand there a second time under an old Guid.
//
// Other ENTs make other files: Kosmos has a column "Identifiant ENT", Open ENT a "Login". Those whose header is known are
// recognised by all of it together; those of which only the places of the columns are known, such as itslearning's, are
// read when [Options] say so. [Layouts] has all of them, and [Layout.TableSchema] and [Layout.JSONSchema] describe each to
// other tools.
//
// An account list is the other side: the people whom an application knows, with its own identifiers and perhaps the
// Guid that each already carries. The three lists that SACoche exports (élèves, responsables, professeurs) are
// recognised, and any list with columns such as id, nom, prenom, profil, etab, classe, naissance, sexe, id_ent and
// enfants.
//
// # What happens to it
//
// Between the ENT and the program the file meets spreadsheets, mail programs and people. A [Reader] therefore
// recognises how it is written (encoding, separator, header line) and says why ([Dialect]), reads each line as far as
// it can be read, and reports everything odd as a [Finding] with its line, its column and one sentence, in French or in
// English, that tells the owner of the file what to do. Only a file that is no roster at all, or a stream that fails,
// is an error; with Options.Strict, so is the first fault.
//
// The work is done in one pass with one line in memory. What a hostile file can make the Reader hold is bounded by
// [Options].
//
// [Reader.All] gives typed records, [Reader.Rows] the bare cells of each row.
//
// What no row shows by itself, such as one Guid for two people, a [Checker] finds beside the same pass. [Diff] tells what
// became of the people of yesterday's export in today's, and when that is more than can be true.
//
// Writing goes through a [Writer], in the column order that SACoche reads by position; or, with [WriterOptions].Like, as the
// file that was read, byte for byte but for what the program changed.
package enroster
