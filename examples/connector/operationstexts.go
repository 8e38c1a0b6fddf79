package main

// The messages for those who run the pages for others, and about how they open.

var operationsTexts = map[string]text{
	"flag-version":        {"affiche la version du programme", "show the program's version"},
	"press-enter":         {"Appuyez sur Entrée pour fermer cette fenêtre.", "Press Enter to close this window."},
	"serve-open":          {"ouvre aussi les pages dans votre navigateur", "open the pages in your browser too"},
	"serve-not-opened":    {"Le navigateur ne s’est pas ouvert (%s) : copiez vous-même le lien ci-dessus.", "The browser did not open (%s): copy the link above yourself."},
	"serve-log":           {"`json|text|off` : une ligne par requête sur la sortie des messages, sans noms ni identifiants ; par défaut, les pannes seules", "`json|text|off`: one line for each request on the stream of messages, without names or identifiers; by default faults alone"},
	"serve-bad-log":       {"« %s » n’est pas une sorte de journal : choisissez json, text ou off.", "%q is no kind of log: choose json, text or off."},
	"serve-metrics":       {"`HÔTE:PORT` de /metrics pour Prometheus, sans noms ni identifiants ; par défaut, rien", "`HOST:PORT` of /metrics for Prometheus, without names or identifiers; nothing by default"},
	"serve-memory":        {"`MIO` de mémoire que le programme cherche à ne pas dépasser, 0 pour aucune limite ; pour les fichiers de plus de 100 000 comptes il prend ce qu’il leur faut", "`MIB` of memory that the program tries to stay within, 0 for no limit; for files of more than 100,000 accounts it takes what they need"},
	"serve-bad-memory":    {"--memory attend un nombre de mébioctets, et non %d : écrivez par exemple 256, ou 0 pour aucune limite.", "--memory wants a number of mebibytes, not %d: write for example 256, or 0 for no limit."},
	"serve-bad-metrics":   {"« %s » n’est pas une adresse : écrivez par exemple 127.0.0.1:9100.", "%q is no address: write for example 127.0.0.1:9100."},
	"serve-metrics-taken": {"L’adresse « %s » de --metrics ne peut pas être ouverte : %s.", "The address %q of --metrics can't be opened: %s."},
	"serve-bad-traces":    {"Les variables OTEL_… ne décrivent pas où envoyer les traces : %s.", "The variables OTEL_… don't say where to send traces: %s."},
	"review-short":        {"Ouvrir les pages dans le navigateur, là où il reste à faire", "Open the pages in the browser, where something is left to do"},
	"review-long": {
		"review fait comme serve et ouvre les pages dans votre navigateur, à la première étape qui n’est pas finie : les homonymes à traiter, s’il en reste. Les pages peuvent être ouvertes ailleurs en même temps : sans --listen, review prend une autre adresse si la sienne est prise.",
		"review does as serve does and opens the pages in your browser, at the first step that is not done: the homonyms to treat, if any are left. The pages may be open elsewhere at the same time: without --listen, review takes another address if its own is taken.",
	},
}
