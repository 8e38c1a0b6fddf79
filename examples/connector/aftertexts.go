package main

// The messages of the commands that work with what was decided.

var afterTexts = map[string]text{
	// Where decisions come from.
	"source-data":        {"`DOSSIER` des données de serve, dont le passage en cours est repris ; par défaut, celui de vos réglages", "`DIR` with the data of serve, whose run in hand is taken; that of your settings by default"},
	"source-no-files":    {"Les options --ledger, --school et --layout vont avec --roster et --accounts. Tapez « %s -h » pour l’aide.", "The flags --ledger, --school and --layout go with --roster and --accounts. Type \"%s -h\" for help."},
	"source-both":        {"Donnez des fichiers (--roster, --accounts) ou un dossier de données (--data), non les deux.", "Give files (--roster, --accounts) or a folder of data (--data), not both."},
	"source-no-run":      {"Aucun passage n’est en cours dans « %s » : déposez les fichiers dans les pages (connector serve), ou donnez-les avec --roster et --accounts.", "No run is in hand in %q: put the files into the pages (connector serve), or give them with --roster and --accounts."},
	"source-no-roster":   {"Le passage n’a pas encore d’export de l’ENT : déposez-le dans les pages (connector serve).", "The run has no export of the ENT yet: put it into the pages (connector serve)."},
	"source-no-accounts": {"Le passage n’a pas encore de liste de comptes : déposez-la dans les pages (connector serve).", "The run has no account list yet: put it into the pages (connector serve)."},
	"source-nobody":      {"« %s » a un en-tête et personne au-dessous : exportez-le de nouveau, ou laissez-le de côté si personne ne doit y être.", "%q has a header and nobody below it: export it again, or leave it out if nobody is to be there."},

	// Guards.
	"flag-confirm":  {"`NOMBRE` que le garde-fou a affiché : continuer malgré lui, pour cette fois ; peut être répétée", "`NUMBER` that the guard printed: go on in spite of it, this once; may be repeated"},
	"guard-move":    {"du compte %s au compte %s", "from account %s to account %s"},
	"guard-confirm": {"Vérifiez que les fichiers sont ceux de cet établissement et de cette année. Si ces nombres sont justes, relancez la même commande avec%s.", "Check that the files are this school's and this year's. If the numbers are right, run the same command again with%s."},

	// export.
	"export-short": {"Écrire ce qui entre dans SACoche, ce qui se saisit à la main, et le retour en arrière", "Write what goes into SACoche, what has to be typed in, and the way back"},
	"export-long": {
		"export reprend les décisions, celles des pages (serve) ou celles de match avec un registre, et écrit dans le dossier de --out :\n  restaurer.csv  l’identifiant de chaque compte tel qu’il est maintenant : le retour en arrière, car SACoche n’en a pas\n  import.csv     à importer dans SACoche : seulement ce qu’il attribuera comme décidé\n  a-saisir.csv   ce qu’il faut faire à la main : les identifiants à effacer d’abord, car ils sont à un autre compte, puis ceux à saisir\n\nGardez restaurer.csv avant d’importer quoi que ce soit.\n\nSi des identifiants changent de compte, si beaucoup de personnes ont disparu de l’ENT, si la plupart des comptes changent d’identifiant ou, dans les données de serve, de personne, rien n’est écrit : la commande affiche le nombre, et --confirm avec ce nombre permet de continuer.\n\nAvec --json, un objet : type \"export\", accounts, decided, already, import_rows, by_hand, erase, cases_left, way_back, guards, written.\n\nCode de sortie : 3 s’il reste des cas à traiter, 4 si un garde-fou a arrêté l’export.",
		"export takes the decisions, those of the pages (serve) or those of match with a ledger, and writes in the folder of --out:\n  restaurer.csv  each account's identifier as it is now: the way back, for SACoche has none\n  import.csv     to import into SACoche: only what it will attribute as decided\n  a-saisir.csv   what has to be done by hand: identifiers to erase first, for they are another account's, then those to type in\n\nKeep restaurer.csv before you import anything.\n\nIf identifiers change accounts, if many people have vanished from the ENT, if most accounts change their identifier or, in the data of serve, their person, nothing is written: the command prints the number, and --confirm with that number goes on.\n\nWith --json, one object: type \"export\", accounts, decided, already, import_rows, by_hand, erase, cases_left, way_back, guards, written.\n\nExit code: 3 if cases are left, 4 if a guard stopped the export.",
	},
	"export-written":       {"Fichiers écrits dans « %s » : restaurer.csv (à garder avant tout import), import.csv et a-saisir.csv", "Files written into %q: restaurer.csv (keep it before any import), import.csv and a-saisir.csv"},
	"export-broken-output": {"L’affichage du résultat s’est arrêté : %s. Les fichiers de « %s » sont complets.", "Showing the result stopped: %s. The files in %q are whole."},

	// verify.
	"verify-short": {"Prouver, après l’import, que chaque compte porte l’identifiant décidé", "Prove, after the import, that each account bears the identifier that was decided"},
	"verify-long": {
		"verify relit les listes exportées de nouveau de SACoche après l’import (--after) et les compare aux décisions, celles des pages (serve) ou celles de match avec un registre : quels comptes portent l’identifiant décidé, lesquels en portent un autre, aucun, ou ont changé sans décision. Il ne modifie rien ; avec --out, il écrit ecarts.csv.\n\nAvec --json, un objet par compte : type \"account\", account_id, proof (proved, differs, missing, notlisted, touched, shared, erased, asbefore, without), expected, found, fault ; puis un objet de type \"total\".\n\nCode de sortie : 5 si un compte n’est pas comme décidé, sinon 0.",
		"verify reads the lists that SACoche exported again after the import (--after) and compares them with the decisions, those of the pages (serve) or those of match with a ledger: which accounts bear the identifier that was decided, which bear another, none, or have changed without a decision. It changes nothing; with --out it writes ecarts.csv.\n\nWith --json, one object for each account: type \"account\", account_id, proof (proved, differs, missing, notlisted, touched, shared, erased, asbefore, without), expected, found, fault; then one of type \"total\".\n\nExit code: 5 if an account is not as decided, else 0.",
	},
	"verify-flag-after":      {"`FICHIER` : liste exportée de SACoche après l’import ; peut être répétée", "`FILE`: list exported from SACoche after the import; may be repeated"},
	"verify-flag-out":        {"`DOSSIER` où écrire ecarts.csv, créé au besoin", "`DIR` for ecarts.csv, created if needed"},
	"verify-no-lists":        {"Aucune liste d’après l’import : exportez de nouveau les listes de SACoche et donnez-les avec --after.", "No list from after the import: export SACoche's lists again and give them with --after."},
	"verify-fault-differs":   {"      compte %[1]s : porte %[3]s, attendu %[2]s", "      account %[1]s: bears %[3]s, %[2]s was decided"},
	"verify-fault-missing":   {"      compte %[1]s : ne porte rien, attendu %[2]s", "      account %[1]s: bears none, %[2]s was decided"},
	"verify-fault-notlisted": {"      compte %[1]s : n’est dans aucune liste, attendu %[2]s", "      account %[1]s: is in no list, %[2]s was decided"},
	"verify-fault-shared":    {"      compte %[1]s : porte %[3]s, qui est à un autre compte : à effacer", "      account %[1]s: bears %[3]s, which is another account's: erase it"},
	"verify-fault-touched":   {"      compte %[1]s : porte « %[3]s », portait « %[2]s », et rien n’a été décidé", "      account %[1]s: bears %[3]q, bore %[2]q, and nothing was decided"},
	"verify-without":         {"Comptes sans identifiant : %s", "Accounts without an identifier: %s"},
	"verify-same-list":       {"Attention : une liste d’après l’import est, octet pour octet, celle d’avant. Exportez les listes de SACoche de nouveau.", "Mind: a list from after the import is, byte for byte, the one from before. Export SACoche's lists again."},
	"verify-what-to-do":      {"Corrigez ces comptes dans SACoche (a-saisir.csv, ou restaurer.csv pour revenir en arrière), exportez les listes de nouveau et relancez. S’il manque des comptes, vérifiez que toutes les listes ont été données.", "Mend these accounts in SACoche (a-saisir.csv, or restaurer.csv to go back), export the lists again and run this again. If accounts are missing, check that all lists were given."},
	"verify-good":            {"Tout est comme décidé.", "All is as decided."},
	"verify-written":         {"Fichier écrit dans « %s » : ecarts.csv", "File written into %q: ecarts.csv"},
}

var afterCounts = map[string]count{
	"guard-links":         {"%d compte rattaché au dernier passage ne le serait plus à la même personne, sur %d.", "%d comptes rattachés au dernier passage ne le seraient plus à la même personne, sur %d.", "%d account of %d linked in the last run would not be the same person's any more.", "%d accounts of %d linked in the last run would not be the same people's any more."},
	"guard-moved":         {"%d identifiant passerait d’un compte à un autre, sur %d.", "%d identifiants passeraient d’un compte à un autre, sur %d.", "%d identifier of %d would go from one account to another.", "%d identifiers of %d would go from one account to another."},
	"guard-gone":          {"%d compte porte un identifiant que l’ENT n’a plus, sur %d.", "%d comptes portent un identifiant que l’ENT n’a plus, sur %d.", "%d account of %d bears an identifier that the ENT has no more.", "%d accounts of %d bear an identifier that the ENT has no more."},
	"guard-replaced":      {"%d compte changerait d’identifiant, sur %d.", "%d comptes changeraient d’identifiant, sur %d.", "%d account of %d would change its identifier.", "%d accounts of %d would change their identifiers."},
	"export-has":          {"  %d compte porte déjà son identifiant", "  %d comptes portent déjà leur identifiant", "  %d account bears its identifier already", "  %d accounts bear their identifiers already"},
	"export-import":       {"  %d identifiant à donner par import.csv", "  %d identifiants à donner par import.csv", "  %d identifier to give by import.csv", "  %d identifiers to give by import.csv"},
	"export-by-hand":      {"  %d identifiant à saisir à la main (a-saisir.csv)", "  %d identifiants à saisir à la main (a-saisir.csv)", "  %d identifier to type in (a-saisir.csv)", "  %d identifiers to type in (a-saisir.csv)"},
	"export-back-typing":  {"  %d identifiant à ressaisir pour revenir en arrière (restaurer.csv)", "  %d identifiants à ressaisir pour revenir en arrière (restaurer.csv)", "  %d identifier to type in again to go back (restaurer.csv)", "  %d identifiers to type in again to go back (restaurer.csv)"},
	"export-back-erasing": {"  %d identifiant à effacer pour revenir en arrière (restaurer.csv)", "  %d identifiants à effacer pour revenir en arrière (restaurer.csv)", "  %d identifier to erase to go back (restaurer.csv)", "  %d identifiers to erase to go back (restaurer.csv)"},
	"export-left":         {"  %d cas reste à traiter, et n’est pas dans ces fichiers (connector %[2]s)", "  %d cas restent à traiter, et ne sont pas dans ces fichiers (connector %[2]s)", "  %d case is left, and is not in these files (connector %[2]s)", "  %d cases are left, and are not in these files (connector %[2]s)"},
	"verify-accounts":     {"%d compte contrôlé", "%d comptes contrôlés", "%d account verified", "%d accounts verified"},
	"proof-proved":        {"  %d porte l’identifiant décidé", "  %d portent l’identifiant décidé", "  %d bears the identifier that was decided", "  %d bear the identifier that was decided"},
	"proof-differs":       {"  %d porte un autre identifiant", "  %d portent un autre identifiant", "  %d bears another identifier", "  %d bear another identifier"},
	"proof-missing":       {"  %d ne porte pas d’identifiant", "  %d ne portent pas d’identifiant", "  %d bears no identifier", "  %d bear no identifier"},
	"proof-notlisted":     {"  %d n’est plus dans les listes", "  %d ne sont plus dans les listes", "  %d is not in the lists any more", "  %d are not in the lists any more"},
	"proof-touched":       {"  %d a changé sans décision", "  %d ont changé sans décision", "  %d has changed without a decision", "  %d have changed without a decision"},
	"proof-shared":        {"  %d porte encore l’identifiant d’un autre compte", "  %d portent encore l’identifiant d’un autre compte", "  %d still bears another account's identifier", "  %d still bear another account's identifier"},
	"proof-erased":        {"  %d n’a plus l’identifiant d’un autre compte", "  %d n’ont plus l’identifiant d’un autre compte", "  %d has another account's identifier no more", "  %d have another account's identifier no more"},
	"export-erase":        {"  %d identifiant à effacer d’abord dans SACoche : il est à un autre compte (a-saisir.csv)", "  %d identifiants à effacer d’abord dans SACoche : ils sont à d’autres comptes (a-saisir.csv)", "  %d identifier to erase in SACoche first: it is another account's (a-saisir.csv)", "  %d identifiers to erase in SACoche first: they are other accounts' (a-saisir.csv)"},
	"proof-asbefore":      {"  %d est sans décision et comme avant", "  %d sont sans décision et comme avant", "  %d has no decision and is as before", "  %d have no decision and are as before"},
	"proof-without":       {"  %d est sans décision et sans identifiant", "  %d sont sans décision et sans identifiant", "  %d has no decision and no identifier", "  %d have no decision and no identifier"},
}
