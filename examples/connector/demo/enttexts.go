package demo

import "github.com/entlink/entlink/examples/connector/wording"

// The texts of the ENT's pages. Names of menus, actions and buttons are those
// of the ENT's guide; English pages keep the ones that people look for.
var entTexts = map[string]wording.Text{
	"skip":           {"Aller au contenu", "Skip to content"},
	"menu":           {"Menu", "Menu"},
	"home":           {"Accueil", "Home"},
	"school":         {"Collège Jeanne-Barret, Valmorne", "Collège Jeanne-Barret, Valmorne"},
	"invented":       {"Démonstration : cet établissement et ces personnes sont inventés.", "Demonstration: this school and these people are invented."},
	"choose":         {"Choisir…", "Choose…"},
	"not-found":      {"Page introuvable", "Page not found"},
	"not-found-text": {"Cette adresse ne mène à aucune page.", "There is no page at this address."},
	"foreign-form":   {"Formulaire refusé", "Form refused"},
	"foreign-form-text": {
		"Ce formulaire vient d’un autre site : il n’a pas été pris en compte. Rien n’a été modifié.",
		"This form came from another site and was not accepted. Nothing was changed.",
	},

	// Signing in and out.
	"ent-name":     {"ENT Valmorne", "ENT Valmorne"},
	"ent-home":     {"Retourner à l’ENT", "Back to the ENT"},
	"ent-start":    {"Retourner à l’accueil", "Back to the home page"},
	"sign-in":      {"Se connecter", "Sign in"},
	"sign-out":     {"Se déconnecter", "Sign out"},
	"cas-login":    {"Connexion à l’ENT", "Sign in to the ENT"},
	"cas-welcome":  {"Connexion réussie", "Signed in"},
	"cas-goodbye":  {"Vous êtes déconnecté de l’ENT", "You are signed out of the ENT"},
	"cas-refused":  {"Application non activée", "Application not activated"},
	"cas-failed":   {"L’identifiant ou le mot de passe est incorrect.", "The user name or the password is wrong."},
	"cas-user":     {"Identifiant", "User name"},
	"cas-password": {"Mot de passe", "Password"},
	"cas-hint": {
		"Les identifiants à essayer sont affichés là où la démonstration a été lancée.",
		"The users to try are printed where the demonstration was started.",
	},
	"cas-goodbye-text": {
		"Votre session est terminée, ici et dans les applications ouvertes depuis l’ENT.",
		"Your session is over, here and in the applications that were opened from the ENT.",
	},
	"cas-refused-text": {
		"L’ENT ne connecte pas à cette application : l’administrateur ENT de votre établissement n’a pas activé son connecteur.",
		"The ENT does not sign anyone in to this application: your school's ENT administrator has not activated its connector.",
	},

	// Home and the menu «Applications».
	"ent-visitor":      {"Bienvenue sur l’ENT", "Welcome to the ENT"},
	"ent-visitor-text": {"Connectez-vous pour retrouver vos applications.", "Sign in to find your applications."},
	"ent-welcome":      {"Bonjour %s", "Hello %s"},
	"ent-profile":      {"Votre profil : %s.", "Your profile: %s."},
	"ent-home-text": {
		"Vos applications se trouvent dans le menu « Applications ».",
		"Your applications are in the menu “Applications”.",
	},
	"entry-text": {"Suivi des acquisitions", "Follow-up of pupils' progress"},
	"no-entry":   {"Aucune application n’est ouverte à votre profil pour le moment.", "No application is open to your profile at the moment."},

	// The administrator's way.
	"todo":            {"Mettre en place SACoche", "Setting SACoche up"},
	"todo-activate":   {"Activer le connecteur", "Activate the connector"},
	"todo-export":     {"Exporter les comptes", "Export the accounts"},
	"todo-documents":  {"Télécharger le fichier dans les documents", "Download the file from the documents"},
	"todo-import":     {"Importer le fichier dans l’application", "Import the file into the application"},
	"manage-sso":      {"Gérer le SSO", "Gérer le SSO"},
	"user-accounts":   {"Comptes utilisateurs", "Comptes utilisateurs"},
	"manage-users":    {"Gérer les utilisateurs", "Gérer les utilisateurs"},
	"imports-exports": {"Imports / Exports", "Imports / Exports"},

	"ent-forbidden": {"Page réservée à l’administrateur ENT", "For the ENT administrator only"},
	"ent-forbidden-text": {
		"Votre profil ne donne pas accès à l’administration de l’ENT.",
		"Your profile gives no access to the administration of the ENT.",
	},
	"bad-form": {"Formulaire incomplet", "Form not complete"},
	"bad-form-text": {
		"Choisissez une valeur dans chaque liste, puis validez de nouveau. Rien n’a été modifié.",
		"Choose a value in each list and send the form again. Nothing was changed.",
	},

	"sso-title":      {"Connecteurs des applications", "Application connectors"},
	"sso-caption":    {"Applications auxquelles l’ENT peut connecter", "Applications that the ENT can sign people in to"},
	"sso-address":    {"Adresse du service CAS", "Address of the CAS service"},
	"state":          {"État", "State"},
	"sso-on":         {"Activé", "Activated"},
	"sso-off":        {"Désactivé", "Not activated"},
	"sso-activate":   {"Activer le connecteur", "Activate the connector"},
	"sso-deactivate": {"Désactiver le connecteur", "Deactivate the connector"},
	"sso-on-text": {
		"L’application se trouve dans le menu « Applications » des élèves, des responsables, des professeurs, des personnels de direction et de l’administrateur ENT.",
		"The application is in the menu “Applications” of pupils, guardians, teachers, management and the ENT administrator.",
	},
	"sso-off-text": {
		"Personne ne voit l’application dans le menu « Applications », et l’ENT n’y connecte personne.",
		"Nobody sees the application in the menu “Applications”, and the ENT signs nobody in to it.",
	},

	"export-action":  {"Action", "Action"},
	"export-sso":     {"Exportation SSO au format CSV", "Exportation SSO au format CSV"},
	"export-profile": {"Profil", "Profile"},
	"export-sacoche": {"Profils SACoche", "Profils SACoche"},
	"export-run":     {"Traiter cette action", "Traiter cette action"},
	"export-done": {
		"Le fichier a été déposé dans vos documents.",
		"The file has been put into your documents.",
	},
	"export-failed":      {"L’exportation a échoué", "The export failed"},
	"export-failed-text": {"Aucun fichier n’a été déposé. Veuillez réessayer.", "No file was written. Please try again."},
	"documents-caption":  {"Fichiers déposés, du plus récent au plus ancien", "Files, newest first"},
	"file":               {"Fichier", "File"},
	"made":               {"Déposé le", "Written"},
	"no-documents":       {"Aucun fichier pour le moment.", "No file yet."},
}
