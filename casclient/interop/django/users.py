from cas_server.auth import AuthUser

USERS = {
    "zlefevre": {
        "nom": "Lefèvre-Nuñez",
        "prenom": "Zoë",
        "ENTPersonProfils": ["National_ENS", "National_DIR"],
        "ENTPersonStructRattachRNE": ["0750001A", "0131234Z"],
        "vide": "",
        "bords": "  deux espaces  ",
        "balises": "A & B <c> \"d\" 'e' ]]> --",
        # named like elements that mean something elsewhere
        "user": "root",
        "proxyGrantingTicket": "PGTIOU-of-an-attribute",
        "ecole": "École \U0001F3EB",
    },
    "eleve1": {},
    "d'arc&co": {"nom": "d'Arc"},
}


class Pupil(AuthUser):
    """Whose password is the name."""

    def test_password(self, password):
        return self.username in USERS and password == self.username

    def attributs(self):
        return USERS.get(self.username, {})
