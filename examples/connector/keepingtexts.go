package main

// keepingTexts are about where everything is kept.
var keepingTexts = map[string]text{
	"keep-database":     {"`URL` d’une base PostgreSQL (postgres://…), pour plusieurs machines ; sans cette option, un fichier du dossier", "`URL` of a PostgreSQL database (postgres://…), for several machines; a file in the folder without it"},
	"keep-sessions":     {"`OÙ` garder les connexions : database (par défaut), memory, ou l’URL d’un serveur Redis (redis://…)", "`WHERE` sessions are kept: database (the default), memory, or the URL of a Redis server (redis://…)"},
	"keep-bad-database": {"--database attend l’URL d’une base PostgreSQL, par exemple postgres://connecteur@localhost/connecteur.", "--database wants the URL of a PostgreSQL database, for example postgres://connector@localhost/connector."},
	"keep-bad-sessions": {"--sessions attend database, memory, ou l’URL d’un serveur Redis, par exemple redis://localhost:6379/0.", "--sessions wants database, memory, or the URL of a Redis server, for example redis://localhost:6379/0."},
	"keep-newer":        {"La base a été écrite par une version plus récente du programme : installez-la. Rien n’a été modifié.", "The database was written by a later version of the program: install it. Nothing was changed."},
	"keep-no-database":  {"La base PostgreSQL ne répond pas. Vérifiez son adresse et qu’elle est démarrée. (%s)", "The PostgreSQL database does not answer. Check its address, and that it is running. (%s)"},
	"keep-no-sessions":  {"Le serveur Redis ne répond pas. Vérifiez son adresse et qu’il est démarré. (%s)", "The Redis server does not answer. Check its address, and that it is running. (%s)"},
}
