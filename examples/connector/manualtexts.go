package main

// The messages of the manual and of completion.

var manualTexts = map[string]text{
	"man-name":        {"Nom", "Name"},
	"man-synopsis":    {"Synopsis", "Synopsis"},
	"man-aliases":     {"Autres noms : %s", "Other names: %s"},
	"man-description": {"Description", "Description"},
	"man-commands":    {"Commandes", "Commands"},
	"man-flags":       {"OPTIONS", "FLAGS"},
	"man-options":     {"Options", "Options"},
	"man-examples":    {"Exemples", "Examples"},
	"man-exit":        {"Code de sortie", "Exit status"},
	"man-exit-0":      {"Terminé.", "Done."},
	"man-exit-1":      {"Échec : le message dit lequel, et si quelque chose a été modifié.", "Failed: the message says how, and whether anything was changed."},
	"man-exit-2":      {"Mauvais appel : une option ou un réglage n’est pas compris. Rien n’a été fait.", "Wrong usage: a flag or a setting is not understood. Nothing was done."},
	"man-exit-3":      {"Terminé, mais des cas restent à traiter par une personne.", "Done, but cases are left for a person."},
	"man-exit-4":      {"Arrêté par un garde-fou, car trop de choses changeraient. Rien n’a été modifié.", "Stopped by a guard, as too much would change. Nothing was changed."},
	"man-exit-5":      {"Le contrôle après l’import a trouvé des différences.", "The check after the import found differences."},
	"man-settings":    {"Réglages", "Settings"},
	"man-settings-text": {
		"Les options qui ne nomment pas un fichier à lire ou à écrire peuvent aussi venir de l’environnement (CONNECTOR_ et le nom en majuscules, _ pour -) ou d’un fichier de réglages (--config) ; la ligne de commande l’emporte, puis l’environnement. connector config montre ce qui compte.",
		"Flags that name no file to read or write can also come from the environment (CONNECTOR_ and the name in capitals, _ for -) or from a file of settings (--config); the command line goes first, then the environment. connector config shows what counts.",
	},
	"man-see":          {"Voir aussi", "See also"},
	"help-short":       {"Afficher la page de manuel d’une commande", "Show the manual page of a command"},
	"help-long":        {"help affiche la page de manuel d’une commande, ou celle du programme. L’option -h n’en donne que le résumé.", "help shows the manual page of a command, or that of the program. The flag -h gives its summary."},
	"help-args":        {"Indiquez une commande au plus : « %s COMMANDE ».", "Name one command at most: \"%s COMMAND\"."},
	"man-short":        {"Écrire les pages de manuel au format de man", "Write the manual pages in the format of man"},
	"man-long":         {"man écrit la page d’une commande, ou celle du programme, au format de man (roff). Avec --out, il écrit toutes les pages dans un dossier de manuels : man1 en anglais, fr/man1 en français.", "man writes the page of a command, or that of the program, in the format of man (roff). With --out it writes all pages into a folder of manuals: man1 in English, fr/man1 in French."},
	"man-flag-out":     {"`DOSSIER` de manuels, créé au besoin", "`DIR` of manuals, created if needed"},
	"man-all":          {"Avec --out, toutes les pages sont écrites : ne nommez pas de commande.", "With --out all pages are written: name no command."},
	"man-written":      {"Pages écrites dans « %s » : man1 et fr/man1", "Pages written into %q: man1 and fr/man1"},
	"completion-short": {"Écrire ce qui complète les commandes dans un interpréteur", "Write what completes commands in a shell"},
	"completion-long":  {"completion écrit, pour bash, zsh, fish ou PowerShell, ce qui complète les commandes, leurs options et les valeurs de celles-ci. bash demande le paquet bash-completion.", "completion writes, for bash, zsh, fish or PowerShell, what completes commands, their flags and these flags' values. bash needs the package bash-completion."},
	"completion-args":  {"Indiquez un interpréteur : « %s bash », zsh, fish ou powershell.", "Name a shell: \"%s bash\", zsh, fish or powershell."},
}
