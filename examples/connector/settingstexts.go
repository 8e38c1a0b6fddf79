package main

// The messages about settings.

var settingsTexts = map[string]text{
	"flag-config":           {"`FICHIER` de réglages : une ligne « nom = valeur » par option", "`FILE` of settings: one line \"name = value\" for each flag"},
	"settings-not-text":     {"« %s » n’est pas un fichier de réglages : une de ses lignes n’en finit pas.", "%q is no file of settings: one of its lines has no end."},
	"settings-no-name":      {"« %s », ligne %d : écrivez « nom = valeur ».", "%q, line %d: write \"name = value\"."},
	"settings-unknown":      {"« %s », ligne %d : le réglage « %s » n’existe pas. La commande « connector config » montre ceux qui existent.", "%q, line %d: there is no setting %q. The command \"connector config\" shows those that exist."},
	"settings-line-only":    {"« %s », ligne %d : « %s » ne se règle pas d’avance, seulement sur la ligne de commande.", "%q, line %d: %q can't be set beforehand, only on the command line."},
	"settings-twice":        {"« %s », ligne %d : « %s » est déjà réglé plus haut et n’a qu’une valeur.", "%q, line %d: %q is set above already and has one value only."},
	"settings-open":         {"« %s », ligne %d : « %s » est secret et tout le monde peut lire ce fichier. Ôtez ce droit (chmod o-rwx), ou mettez la valeur dans un fichier à part que nomme %[3]s-file.", "%q, line %d: %q is a secret and everybody can read this file. Take that right away (chmod o-rwx), or put the value into a file of its own that %[3]s-file names."},
	"settings-secret-open":  {"Tout le monde peut lire « %s », qui contient un secret : ôtez ce droit (chmod o-rwx).", "Everybody can read %q, which holds a secret: take that right away (chmod o-rwx)."},
	"settings-secret-empty": {"« %s » devrait contenir un secret sur sa première ligne, et elle est vide.", "%q should hold a secret on its first line, which is empty."},
	"settings-bad-value":    {"%s : la valeur de « %s » n’est pas de la bonne sorte.", "%s: the value of %q is not of the right kind."},
	"settings-at":           {"« %s », ligne %d", "%q, line %d"},
	"settings-default":      {"par défaut", "default"},
	"settings-secret-flag":  {"`FICHIER` qui contient la valeur de --%s, pour qu’elle ne se voie pas", "`FILE` that holds the value of --%s, so that it is not seen"},
	"config-short":          {"Montrer les réglages tels qu’ils comptent, et d’où ils viennent", "Show the settings as they count, and where they come from"},
	"config-long": {
		"Chaque option d’une commande peut aussi être réglée d’avance : par une variable d’environnement, CONNECTOR_ suivi de son nom (CONNECTOR_ADMIN_PROFILE pour --admin-profile ; plusieurs valeurs se séparent par des points-virgules), ou dans le fichier de --config (ou CONNECTOR_CONFIG), à raison d’une ligne « nom = valeur » par option ; une option qui se répète a plusieurs lignes, et # commence un commentaire. La ligne de commande l’emporte sur l’environnement, et lui sur le fichier.\n\nLes secrets (l’adresse d’une base de données) peuvent venir d’un fichier à part : database-file = /etc/connector/database.\n\nconfig montre les réglages sans les secrets. Les fichiers à lire ou à écrire (sauf le registre), --force et --confirm ne se règlent pas d’avance.",
		"Each flag of a command can also be set beforehand: by an environment variable, CONNECTOR_ followed by its name (CONNECTOR_ADMIN_PROFILE for --admin-profile; several values are parted by semicolons), or in the file of --config (or CONNECTOR_CONFIG), as one line \"name = value\" for each flag; a flag that may be repeated has several lines, and # begins a comment. The command line goes before the environment, and that before the file.\n\nSecrets (a database's address) can come from a file of their own: database-file = /etc/connector/database.\n\nconfig shows the settings without the secrets. The files to read or write (but the ledger), --force and --confirm can't be set beforehand.",
	},
	"config-stray":  {"%s ne règle rien : aucune option n’a ce nom.", "%s sets nothing: no flag has that name."},
	"config-secret": {"(secret, non montré)", "(secret, not shown)"},
}
