package enroster

// The codes of this package. After the dot stands what the kind is; before it, what is faulty: the file, its header, a
// row, a cell.
const (
	CodeEmptyFile       Code = "file.empty-file"
	CodeNotCSV          Code = "file.not-csv"
	CodeMixedEncodings  Code = "file.mixed-encodings"
	CodeFileMojibake    Code = "file.mojibake"
	CodeTooManyFindings Code = "file.too-many-findings"

	CodeApostropheQuotes Code = "file.apostrophe-quotes"
	CodeApostropheDoubt  Code = "file.apostrophe-doubt"

	CodeNoHeader          Code = "header.no-header"
	CodeMissingColumn     Code = "header.missing-column"
	CodeDuplicateColumn   Code = "header.duplicate-column"
	CodeSameMeaning       Code = "header.same-meaning"
	CodeIDInRoster        Code = "header.id-in-roster"
	CodeGUIDInAccounts    Code = "header.guid-in-accounts"
	CodeRosterByHeader    Code = "header.roster-by-header"
	CodeColumnElsewhere   Code = "header.column-elsewhere"
	CodeSecondLine        Code = "header.second-line"
	CodeHeaderControl     Code = "header.control-character"
	CodeHeaderReplacement Code = "header.replacement-character"
	CodeHeaderLost        Code = "header.lost-characters"

	CodeBlankLine            Code = "row.blank-line"
	CodeRepeatedHeader       Code = "row.repeated-header"
	CodeNotARecord           Code = "row.not-a-record"
	CodeOtherSeparator       Code = "row.other-separator"
	CodeCellCount            Code = "row.cell-count"
	CodeCutOff               Code = "row.cut-off"
	CodeRowTooLong           Code = "row.row-too-long"
	CodeTooManyCells         Code = "row.too-many-cells"
	CodeGuardianWithoutChild Code = "row.guardian-without-child"
	CodePupilWithoutClass    Code = "row.pupil-without-class"
	CodeTitleAgainstSex      Code = "row.title-against-sex"

	CodeExtraCell          Code = "cell.extra-cell"
	CodeCellTooLong        Code = "cell.cell-too-long"
	CodeBareQuote          Code = "cell.bare-quote"
	CodeQuoteNotDoubled    Code = "cell.quote-not-doubled"
	CodeQuoteNotClosed     Code = "cell.quote-not-closed"
	CodeBackslashEscape    Code = "cell.backslash-escape"
	CodeControl            Code = "cell.control-character"
	CodeInvisible          Code = "cell.invisible-character"
	CodeMixedScript        Code = "cell.mixed-script"
	CodeMojibake           Code = "cell.mojibake"
	CodeReplacement        Code = "cell.replacement-character"
	CodeLost               Code = "cell.lost-characters"
	CodeExcelNumber        Code = "cell.excel-number"
	CodeExcelIdentifier    Code = "cell.excel-identifier"
	CodeExcelDate          Code = "cell.excel-date"
	CodeExcelError         Code = "cell.excel-error"
	CodeExcelFormula       Code = "cell.excel-formula"
	CodeExcelTextMark      Code = "cell.excel-text-mark"
	CodeFormula            Code = "cell.formula"
	CodeMissingValue       Code = "cell.missing-value"
	CodeGUIDNotValid       Code = "cell.guid-not-valid"
	CodeGUIDForm           Code = "cell.guid-form"
	CodeUnknownProfile     Code = "cell.unknown-profile"
	CodeUnknownSex         Code = "cell.unknown-sex"
	CodeUnknownTitle       Code = "cell.unknown-title"
	CodeDateNotValid       Code = "cell.date-not-valid"
	CodeDateRange          Code = "cell.date-range"
	CodeDateSerial         Code = "cell.date-serial"
	CodeDateTwoDigitYear   Code = "cell.date-two-digit-year"
	CodeStaleClass         Code = "cell.stale-class"
	CodeChildIsSelf        Code = "cell.child-is-self"
	CodeDuplicateChild     Code = "cell.duplicate-child"
	CodeSeveralChildren    Code = "cell.several-children"
	CodeChildOfNonGuardian Code = "cell.child-of-non-guardian"

	// Those of a Checker.
	CodePossibleSamePerson Code = "row.possible-same-person"
	CodeNamesake           Code = "row.namesake"
	CodeDuplicateGUID      Code = "cell.duplicate-guid"
	CodeDuplicateAccount   Code = "cell.duplicate-account"
	CodeDanglingChild      Code = "cell.dangling-child"
	CodeChildNotPupil      Code = "cell.child-not-pupil"
	CodeGUIDTooLong        Code = "cell.guid-too-long"
	CodeNameCut            Code = "cell.name-cut"
	CodeNameMisread        Code = "cell.name-misread"
)

// kind is what a code means to a person: how grave it is, and one sentence in French and in English. The sentence
// follows the place ("Ligne 5, colonne « Nom » : "), so it begins small. The French is written with plain spaces;
// french puts the no-break ones in.
type kind struct {
	severity Severity
	text     [2]string
}

// kinds has every code of the package.
var kinds = map[Code]kind{
	CodeEmptyFile: {Fatal, [2]string{
		"le fichier est vide : refaites l’export.",
		"the file is empty: export it again."}},
	CodeNotCSV: {Fatal, [2]string{
		"ce n’est pas un fichier CSV mais {value}.",
		"this is not a CSV file but {value}."}},
	CodeMixedEncodings: {Warning, [2]string{
		"à partir d’ici des lignes sont dans un autre encodage que le début du fichier ; elles sont lues en {value}. Le fichier vient sans doute de deux exports mis bout à bout : vérifiez les accents.",
		"from here on some lines are in another encoding than the beginning of the file; they are read as {value}. Two exports were probably joined: check the accents."}},
	CodeFileMojibake: {Warning, [2]string{
		"tout le fichier a été encodé deux fois (« Ã© » pour « é ») ; les accents sont rétablis. Ouvrez l’export en UTF-8 avant de l’enregistrer.",
		"the whole file was encoded twice (\"Ã©\" for \"é\"); the accents are restored. Open the export as UTF-8 before saving it."}},
	CodeTooManyFindings: {Warning, [2]string{
		"{have} remarques en tout ; seules les {want} premières sont gardées.",
		"{have} findings in all; only the first {want} are kept."}},
	CodeApostropheQuotes: {Warning, [2]string{
		"des cellules sont entre apostrophes ; celles-ci sont lues comme des guillemets. Vérifiez ces cellules, ou refaites l’export avec des guillemets (\").",
		"cells stand between apostrophes, which are read as quotes. Check these cells, or export again with double quotes."}},
	CodeApostropheDoubt: {Error, [2]string{
		"des cellules semblent entre apostrophes, mais d’autres contiennent une apostrophe comme lettre ; toutes sont lues comme des lettres. Refaites l’export avec des guillemets (\").",
		"some cells seem to stand between apostrophes, but in others the apostrophe is a letter; all are read as letters. Export again with double quotes."}},

	CodeNoHeader: {Fatal, [2]string{
		"aucune ligne d’en-tête reconnue (Guid;Nom;Prénom;Profil… dans un export d’ENT, id;nom;prenom… dans une liste de comptes) : refaites l’export sans ôter la première ligne, nom et prénom chacun dans sa colonne.",
		"no header line is recognised (Guid;Nom;Prénom;Profil… in an ENT's export, id;nom;prenom… in a list of accounts): export again and keep the first line, with last and first name each in a column of its own."}},
	CodeMissingColumn: {Fatal, [2]string{
		"la colonne « {header} » manque : sans elle aucun compte ne peut être relié. Choisissez l’export complet, ou une liste de comptes qui a une colonne « id ».",
		"column \"{header}\" is missing: without it no account can be linked. Choose the complete export, or an account list that has a column \"id\"."}},
	CodeDuplicateColumn: {Warning, [2]string{
		"cette colonne existe déjà plus à gauche, et c’est l’autre qui est lue : supprimez l’une des deux.",
		"this column already stands further left, and that one is read: remove one of the two."}},
	CodeSameMeaning: {Info, [2]string{
		"cette colonne a le même sens que « {value} » ; c’est « {value} » qui est lue.",
		"this column means the same as \"{value}\"; \"{value}\" is the one that is read."}},
	CodeIDInRoster: {Info, [2]string{
		"le fichier est lu comme un export de l’ENT malgré cette colonne. Si c’est une liste de comptes, renommez « {value} » en « id_ent ».",
		"the file is read as an ENT export in spite of this column. If it is an account list, rename \"{value}\" to \"id_ent\"."}},
	CodeGUIDInAccounts: {Info, [2]string{
		"le fichier est lu comme une liste de comptes, à cause de sa colonne « {value} ». Si c’est un export de l’ENT, supprimez « {value} ».",
		"the file is read as an account list, because of its column \"{value}\". If it is an ENT export, remove \"{value}\"."}},
	CodeRosterByHeader: {Info, [2]string{
		"d’après l’ensemble de ses colonnes, le fichier est ceci : {value}. Si c’est une liste de comptes, renommez « {header} » en « id_compte ».",
		"by all its columns together the file is {value}. If it is an account list, rename \"{header}\" to \"id_compte\"."}},
	CodeColumnElsewhere: {Warning, [2]string{
		"à cette place la présentation demandée a « {value} » : vérifiez que le fichier a bien cette présentation.",
		"in the layout asked for \"{value}\" stands at this place: check that the file has this layout."}},
	CodeSecondLine: {Warning, [2]string{
		"cette ligne est lue comme la suite de l’en-tête, et non comme une personne.",
		"this line is read as part of the header, not as a person."}},
	CodeHeaderControl: {Warning, [2]string{
		"le nom de colonne contient un caractère de contrôle, qui est ignoré.",
		"the column name holds a control character, which is ignored."}},
	CodeHeaderReplacement: {Error, [2]string{
		"des lettres accentuées ont été remplacées par « � » : elles sont perdues, refaites l’export.",
		"accented letters were replaced by \"�\": they are lost, export again."}},
	CodeHeaderLost: {Error, [2]string{
		"des lettres accentuées ont été remplacées par « ? » : elles sont perdues, refaites l’export.",
		"accented letters were replaced by \"?\": they are lost, export again."}},

	CodeBlankLine: {Info, [2]string{
		"ligne vide, ignorée.",
		"blank line, ignored."}},
	CodeRepeatedHeader: {Warning, [2]string{
		"l’en-tête est répété : deux exports ont sans doute été mis bout à bout. La ligne est ignorée, vérifiez les doublons.",
		"the header is repeated: two exports were probably joined. The line is ignored; check for duplicates."}},
	CodeNotARecord: {Warning, [2]string{
		"cette ligne ne décrit personne (un total, un titre ?) ; elle est ignorée.",
		"this line describes nobody (a total, a title?); it is ignored."}},
	CodeOtherSeparator: {Error, [2]string{
		"cette ligne est écrite avec un autre séparateur (« {value} ») que l’en-tête : elle n’est pas lue, et la personne manque. Refaites l’export ; si deux exports ont été mis bout à bout, mettez chacun dans un fichier à part.",
		"this line is written with another separator (\"{value}\") than the header: it is not read, and the person is missing. Export again; if two exports were joined, put each into a file of its own."}},
	CodeCellCount: {Error, [2]string{
		"{have} cellules au lieu de {want} : un séparateur manque ou est de trop. Vérifiez que chaque valeur est dans sa colonne.",
		"{have} cells instead of {want}: a separator is missing or too many. Check that each value is in its column."}},
	CodeCutOff: {Error, [2]string{
		"le fichier s’arrête au milieu de cette ligne : le téléchargement a été interrompu, recommencez-le.",
		"the file ends in the middle of this line: the download was interrupted, do it again."}},
	CodeRowTooLong: {Error, [2]string{
		"la ligne dépasse {want} octets, comme si des fins de ligne manquaient ; elle est ignorée. Refaites l’export.",
		"the line is longer than {want} bytes, as if line ends were missing; it is ignored. Export again."}},
	CodeTooManyCells: {Error, [2]string{
		"la ligne a plus de {want} cellules, le plus qu’un tableur admette ; elle est ignorée. Refaites l’export.",
		"the line has more than {want} cells, the most that a spreadsheet takes; it is ignored. Export again."}},
	CodeGuardianWithoutChild: {Warning, [2]string{
		"ce responsable n’a aucun enfant dans le fichier : complétez l’ENT s’il en a un dans l’établissement.",
		"this guardian has no child in the file: complete the ENT if there is one in the school."}},
	CodePupilWithoutClass: {Warning, [2]string{
		"cet élève n’a pas de classe : est-il encore dans l’établissement ?",
		"this pupil has no class: is he or she still in the school?"}},
	CodeTitleAgainstSex: {Warning, [2]string{
		"la civilité contredit le sexe : corrigez l’un des deux.",
		"the title contradicts the sex: correct one of them."}},

	CodeExtraCell: {Error, [2]string{
		"« {value} » est au-delà de la dernière colonne : un séparateur est de trop dans la ligne.",
		"\"{value}\" is beyond the last column: the line has a separator too many."}},
	CodeCellTooLong: {Error, [2]string{
		"{have} caractères dans une seule cellule, plus que les {want} d’un tableur : un guillemet manque sans doute.",
		"{have} characters in one cell, more than the {want} of a spreadsheet: a quote is probably missing."}},
	CodeBareQuote: {Warning, [2]string{
		"un guillemet au milieu de « {value} » ; il est gardé comme texte.",
		"a quote in the middle of \"{value}\"; it is kept as text."}},
	CodeQuoteNotDoubled: {Warning, [2]string{
		"un guillemet n’est pas doublé dans « {value} » ; il est gardé comme texte.",
		"a quote is not doubled in \"{value}\"; it is kept as text."}},
	CodeQuoteNotClosed: {Error, [2]string{
		"le guillemet ouvert avant « {value} » n’est jamais fermé ; il est ignoré. Vérifiez la cellule.",
		"the quote opened before \"{value}\" is never closed; it is ignored. Check the cell."}},
	CodeBackslashEscape: {Warning, [2]string{
		"une barre oblique inverse protège un guillemet dans « {value} » ; elle est ôtée.",
		"a backslash escapes a quote in \"{value}\"; it is taken away."}},
	CodeControl: {Warning, [2]string{
		"un caractère de contrôle se cache dans « {value} » ; il est ôté.",
		"a control character hides in \"{value}\"; it is taken away."}},
	CodeInvisible: {Warning, [2]string{
		"un caractère invisible se cache dans « {value} » et fait différer des noms qui se ressemblent : retapez la valeur.",
		"an invisible character hides in \"{value}\" and makes names differ that look alike: type the value again."}},
	CodeMixedScript: {Warning, [2]string{
		"« {value} » mêle des lettres latines et des lettres d’un autre alphabet qui leur ressemblent : retapez la valeur.",
		"\"{value}\" mixes Latin letters with look-alikes of another alphabet: type the value again."}},
	CodeMojibake: {Warning, [2]string{
		"« {value} » a été encodé deux fois ; les accents sont rétablis.",
		"\"{value}\" was encoded twice; the accents are restored."}},
	CodeReplacement: {Error, [2]string{
		"des lettres de « {value} » sont perdues (« � ») : refaites l’export.",
		"letters of \"{value}\" are lost (\"�\"): export again."}},
	CodeLost: {Error, [2]string{
		"des lettres de « {value} » sont perdues (« ? ») : refaites l’export. S’il les perd encore, reliez la personne à la main.",
		"letters of \"{value}\" are lost (\"?\"): export again. If they are lost again, link the person by hand."}},
	CodeExcelNumber: {Error, [2]string{
		"« {value} » : un tableur a pris la classe pour un nombre (3E1 devient 3,00E+01). Refaites l’export sans l’ouvrir dans Excel.",
		"\"{value}\": a spreadsheet took the class for a number (3E1 becomes 3,00E+01). Export again and do not open it in Excel."}},
	CodeExcelIdentifier: {Error, [2]string{
		"« {value} » : un tableur a pris l’identifiant pour un nombre, et des chiffres en sont perdus. Refaites l’export sans l’ouvrir dans Excel.",
		"\"{value}\": a spreadsheet took the identifier for a number, and digits of it are lost. Export again and do not open it in Excel."}},
	CodeExcelDate: {Error, [2]string{
		"« {value} » : un tableur a pris la classe pour une date (6-3 devient 6-mars). Refaites l’export sans l’ouvrir dans Excel.",
		"\"{value}\": a spreadsheet took the class for a date (6-3 becomes 6-Mar). Export again and do not open it in Excel."}},
	CodeExcelError: {Error, [2]string{
		"« {value} » est une erreur de tableur : la valeur est perdue, refaites l’export.",
		"\"{value}\" is a spreadsheet error: the value is lost, export again."}},
	CodeExcelFormula: {Warning, [2]string{
		"« {value} » est une formule qui protège du texte ; seul le texte est lu.",
		"\"{value}\" is a formula that protects text; only the text is read."}},
	CodeExcelTextMark: {Warning, [2]string{
		"« {value} » commence par une apostrophe de tableur ; elle est ôtée.",
		"\"{value}\" begins with a spreadsheet's apostrophe; it is taken away."}},
	CodeFormula: {Warning, [2]string{
		"« {value} » commence comme une formule : n’ouvrez pas ce fichier dans un tableur sans l’avoir vérifié.",
		"\"{value}\" begins like a formula: do not open this file in a spreadsheet before checking it."}},
	CodeMissingValue: {Error, [2]string{
		"la valeur manque : complétez la fiche de la personne.",
		"the value is missing: complete the person's record."}},
	CodeGUIDNotValid: {Error, [2]string{
		"« {value} » n’est pas un identifiant de l’ENT (32 chiffres de 0 à f) : recopiez-le depuis l’ENT.",
		"\"{value}\" is not an ENT identifier (32 digits from 0 to f): copy it again from the ENT."}},
	CodeGUIDForm: {Warning, [2]string{
		"« {value} » contient une espace ou un tiret long, que l’identifiant de l’ENT n’a pas ; tel quel, il ne permettra pas à la personne de se connecter : recopiez-le depuis l’ENT.",
		"\"{value}\" holds a space or a long dash, which the ENT's identifier has not; so it does not sign the person in: copy it again from the ENT."}},
	CodeUnknownProfile: {Warning, [2]string{
		"le profil « {value} » n’est pas connu ; la personne est lue sans profil. Corrigez la fiche si c’est une erreur.",
		"profile \"{value}\" is not known; the person is read without one. Correct the record if it is a mistake."}},
	CodeUnknownSex: {Warning, [2]string{
		"« {value} » n’est pas un sexe connu (M ou F) : corrigez la fiche.",
		"\"{value}\" is not a known sex (M or F): correct the record."}},
	CodeUnknownTitle: {Warning, [2]string{
		"« {value} » n’est pas une civilité connue (M. ou Mme) : corrigez la fiche.",
		"\"{value}\" is not a known title (M. or Mme): correct the record."}},
	CodeDateNotValid: {Error, [2]string{
		"« {value} » n’est pas une date JJ/MM/AAAA du calendrier : la personne est lue sans date de naissance.",
		"\"{value}\" is not a calendar date DD/MM/YYYY: the person is read without a birth date."}},
	CodeDateRange: {Error, [2]string{
		"une naissance le {value} n’est pas possible : corrigez la date.",
		"a birth on {value} is not possible: correct the date."}},
	CodeDateSerial: {Warning, [2]string{
		"« {value} » est le numéro que les tableurs donnent à un jour ; il est lu comme une date, vérifiez-la.",
		"\"{value}\" is a spreadsheet's number for a day; it is read as a date, check it."}},
	CodeDateTwoDigitYear: {Warning, [2]string{
		"« {value} » n’a que deux chiffres pour l’année ; le siècle est deviné, vérifiez-le.",
		"\"{value}\" has two digits for the year only; the century is guessed, check it."}},
	CodeStaleClass: {Warning, [2]string{
		"« {value} » est une classe d’une année passée : cette fiche est sans doute périmée.",
		"\"{value}\" is a class of a past year: this record is probably out of date."}},
	CodeChildIsSelf: {Error, [2]string{
		"la personne est notée comme son propre enfant : corrigez le lien.",
		"the person is listed as her own child: correct the link."}},
	CodeDuplicateChild: {Warning, [2]string{
		"cet enfant est déjà noté plus à gauche : supprimez l’un des deux liens.",
		"this child already stands further left: remove one of the two links."}},
	CodeSeveralChildren: {Warning, [2]string{
		"plusieurs identifiants dans une seule cellule ; chacun est lu comme un enfant. Donnez à chaque enfant sa colonne.",
		"several identifiers in one cell; each is read as a child. Give each child a column of its own."}},
	CodeChildOfNonGuardian: {Warning, [2]string{
		"un enfant est rattaché à quelqu’un qui n’est pas responsable d’élève : corrigez le lien ou le profil.",
		"a child is attached to somebody who is no guardian: correct the link or the profile."}},

	CodePossibleSamePerson: {Warning, [2]string{
		"mêmes noms et même naissance que ligne {first}, sous un autre identifiant : si c’est la même personne, faites ôter l’un de ses deux comptes.",
		"same names and birth as line {first}, under another identifier: if it is one person, have one of her two accounts removed."}},
	CodeNamesake: {Info, [2]string{
		"mêmes noms que ligne {first} : deux personnes homonymes, que le nom seul ne suffit pas à relier.",
		"same names as line {first}: two namesakes, whom the name alone is not enough to link."}},
	CodeDuplicateGUID: {Error, [2]string{
		"cet identifiant est déjà celui d’une autre personne, ligne {first} (majuscules et minuscules ne comptent pas) : corrigez l’un des deux, sinon l’une se connecte au compte de l’autre.",
		"this identifier is that of somebody else already, line {first} (capitals do not count): correct one of the two, or one signs in to the other's account."}},
	CodeDuplicateAccount: {Error, [2]string{
		"ce numéro de compte est déjà celui d’une autre personne, ligne {first} : corrigez l’un des deux.",
		"this account number is that of somebody else already, line {first}: correct one of the two."}},
	CodeDanglingChild: {Info, [2]string{
		"cet enfant n’est pas dans le fichier : rien à faire s’il est dans un autre établissement ou n’est plus élève, sinon refaites l’export complet.",
		"this child is not in the file: nothing to do if it goes to another school or has left, else make the full export again."}},
	CodeChildNotPupil: {Warning, [2]string{
		"cet enfant est, ligne {first}, quelqu’un qui n’est pas élève : corrigez le lien ou le profil.",
		"this child is, on line {first}, somebody who is no pupil: correct the link or the profile."}},
	CodeGUIDTooLong: {Warning, [2]string{
		"{have} caractères ; SACoche n’en garde que {want} et ne reconnaîtra pas la personne : demandez à l’ENT un identifiant plus court.",
		"{have} characters; SACoche keeps {want} of them and will not know the person: ask the ENT for a shorter identifier."}},
	CodeNameCut: {Warning, [2]string{
		"« {value} » a {have} caractères ; SACoche coupe les noms à {want} et son import risque de ne pas trouver la personne : reliez-la à la main.",
		"\"{value}\" has {have} characters; SACoche cuts names at {want} and its import may not find the person: link her by hand."}},
	CodeNameMisread: {Info, [2]string{
		"l’import de SACoche lit mal une lettre de « {value} » et ne trouvera jamais ce compte : saisissez-y l’identifiant à la main.",
		"SACoche's import misreads a letter of \"{value}\" and will never find this account: enter the identifier there by hand."}},
}

// noNamesTexts are the sentences of header.missing-column for a column of names, without which the rest is still read.
var noNamesTexts = [2]string{
	"la colonne « {header} » manque : sans elle personne n’est reconnu par son nom. Choisissez l’export complet.",
	"column \"{header}\" is missing: without it nobody is known by name. Choose the complete export."}

// otherHeaderTexts are the sentences of row.repeated-header where the columns are not those of the first header.
var otherHeaderTexts = [2]string{
	"un second en-tête commence ici, et le premier n’a pas de colonne « {value} » à cette place : les lignes qui suivent sont lues avec les colonnes du premier, et des valeurs s’y perdent. Mettez chaque export dans un fichier à part.",
	"a second header begins here, whose column \"{value}\" does not stand where the first has it: the lines after it are read under the columns of the first, and values are lost. Put each export into a file of its own."}

// twoChildrenTexts are the sentences of header.duplicate-column for a column of children, of which all are read.
var twoChildrenTexts = [2]string{
	"cette colonne existe déjà plus à gauche ; les deux sont lues. Renommez l’une des deux.",
	"this column already stands further left; both are read. Rename one of the two."}

// onlyDayTexts are the sentences of a date that is written in another order and can be one day alone.
var onlyDayTexts = [2]string{
	"« {value} » n’est pas une date JJ/MM/AAAA : elle est lue {have}. Corrigez-la à la source si ce n’est pas le bon jour.",
	"\"{value}\" is not a date DD/MM/YYYY: it is read as {have}. Correct it at its source if that is not the right day."}

// monthFirstTexts are those of a date that has the month first, as then dates that do not show it may have.
var monthFirstTexts = [2]string{
	"la date « {value} » a le mois avant le jour : elle est lue {have}. D’autres dates du fichier sont peut-être écrites ainsi, et lues à l’envers (03/04 est lu 3 avril) : refaites l’export avec des dates JJ/MM/AAAA.",
	"date \"{value}\" has the month before the day: it is read as {have}. Other dates of the file may be so, and are read the wrong way round (03/04 as 3 April): export again with dates DD/MM/YYYY."}

// twiceTexts are the sentences of a repeated identifier where both rows name the same person.
var twiceTexts = [2]string{
	"la personne est déjà ligne {first} : supprimez l’une des deux lignes.",
	"the person stands on line {first} already: remove one of the two lines."}

// namesakeTexts are the sentences of row.namesake where no birth date tells the two apart.
var namesakeTexts = [2]string{
	"mêmes noms que ligne {first}, et il manque une date de naissance pour distinguer les deux personnes : complétez-la.",
	"same names as line {first}, and a birth date is missing that would tell the two people apart: add it."}

// staleTexts are the sentences of row.possible-same-person where one row, {have}, is in a class of a past year.
var staleTexts = [2]string{
	"mêmes noms que ligne {first}, sous un autre identifiant ; la ligne {have}, dans une classe d’une année passée, est sans doute périmée : faites ôter ce compte.",
	"same names as line {first}, under another identifier; line {have}, in a class of a past year, is probably out of date: have that account removed."}

// cellCountTexts are the sentences of row.cell-count where nothing is lost: by severity Info the cells too many or
// missing are empty, by Warning the values were moved.
var cellCountTexts = map[Severity][2]string{
	Info: {"{have} cellules au lieu de {want}, mais toutes les valeurs sont dans leur colonne : rien à corriger.",
		"{have} cells instead of {want}, but each value is in its column: nothing to correct."},
	Warning: {"{have} cellules au lieu de {want} ; les valeurs ont été replacées dans leur colonne, vérifiez-les.",
		"{have} cells instead of {want}; the values were moved under their columns, check them."},
}

// contentTexts is the sentence of header.no-header where the content says what the columns are.
var contentTexts = [2]string{
	"la ligne d’en-tête manque ; les colonnes sont reconnues à leur contenu. Vérifiez-les, ou refaites l’export sans ôter la première ligne.",
	"the header line is missing; the columns are recognised by their content. Check them, or export again and keep the first line."}

// fileKinds names what a file that is no CSV file is, and what to do with it.
var fileKinds = map[string][2]string{
	"xlsx":    {"un classeur Excel (.xlsx) : enregistrez-le en CSV UTF-8", "an Excel workbook (.xlsx): save it as CSV UTF-8"},
	"xls":     {"un ancien classeur Excel (.xls) : enregistrez-le en CSV UTF-8", "an old Excel workbook (.xls): save it as CSV UTF-8"},
	"locked":  {"un classeur Excel protégé par un mot de passe : ouvrez-le et enregistrez-le en CSV UTF-8", "an Excel workbook with a password: open it and save it as CSV UTF-8"},
	"ods":     {"un classeur LibreOffice (.ods) : enregistrez-le en CSV UTF-8", "a LibreOffice workbook (.ods): save it as CSV UTF-8"},
	"zip":     {"une archive ZIP : extrayez-en le fichier CSV", "a ZIP archive: take the CSV file out of it"},
	"gzip":    {"un fichier compressé (gzip) : décompressez-le", "a compressed file (gzip): decompress it"},
	"pdf":     {"un document PDF : demandez l’export au format CSV", "a PDF document: ask for the export as CSV"},
	"html":    {"une page web : la session de l’ENT a sans doute expiré, reconnectez-vous et refaites l’export", "a web page: the ENT's session has probably expired, sign in and export again"},
	"xml":     {"un fichier XML : demandez l’export au format CSV", "an XML file: ask for the export as CSV"},
	"json":    {"un fichier JSON : demandez l’export au format CSV", "a JSON file: ask for the export as CSV"},
	"rtf":     {"un document de traitement de texte (RTF) : demandez l’export au format CSV", "a word processor's document (RTF): ask for the export as CSV"},
	"image":   {"une image : demandez l’export au format CSV", "an image: ask for the export as CSV"},
	"wrapped": {"un fichier dont chaque ligne est tout entière entre guillemets, sans doute enregistré par un tableur qui l’a ouvert avec un autre séparateur : refaites l’export sans l’ouvrir", "a file of which each line as a whole stands in quotes, probably saved by a spreadsheet that opened it with another separator: export again and do not open it"},
	"binary":  {"un fichier binaire : demandez l’export au format CSV", "a binary file: ask for the export as CSV"},
}
