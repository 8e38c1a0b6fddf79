package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const (
	truthFile     = "id;guid;kind;ops;same_all;same_etab;homonym;resolved_by;expected\n1;g1;match;typo;1;1;0;;auto\n2;g2;match;;1;1;0;;auto\n3;;leaver;;0;0;0;;none\n"
	decisionsFile = "account_id;status;guid;score;reasons\n1;linked;g1;0.99;x\n2;review;g3|g2;0.50;y\n3;linked;g2;0.99;z\n"
	truthAccounts = "id;nom;prenom;profil\n1;A;B;eleve\n2;C;D;parent\n3;E;F;eleve\n"
)

func TestEvaluateCommand(t *testing.T) {
	truth, decisions, list := write(t, "truth.csv", truthFile), write(t, "decisions.csv", decisionsFile), write(t, "app.csv", truthAccounts)
	out, msg, code := try(t, "evaluate", "--truth", truth, "--accounts", list, decisions)
	if code != exitDone || msg != "" {
		t.Fatalf("code %d, %s", code, msg)
	}
	for _, want := range []string{
		"Comptes : 3, dont 2 de personnes de l’ENT", "Liés : 2, dont 1 à la bonne personne, 0 à une autre, 1 de personnes parties",
		"Liens justes : 50,000 %", "la première 0,00 % de ces fois, au rang 2,00", "Élève 2 100,00 % 100,00 % 0 1", "Responsable élève 1 0,00 % 100,00 % 1 0",
		"typo 1 100,00 % 100,00 % 0 0", "(aucune) 1 0,00 % 100,00 % 1 0",
	} {
		if !strings.Contains(strings.Join(strings.Fields(nbsp(out)), " "), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	out, _, code = try(t, "evaluate", "--truth", truth, decisions, "--json")
	var got evaluationJSON
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitDone || got.Right != 1 || got.LeaverLinked != 1 || got.Recall != 0.5 || len(got.ByProfile) != 0 || len(got.ByDone) != 2 {
		t.Errorf("code %d, %v: %s", code, err, out)
	}
}

func TestEvaluateRefuses(t *testing.T) {
	truth, decisions := write(t, "truth.csv", truthFile), write(t, "decisions.csv", decisionsFile)
	for _, tt := range []struct {
		why  string
		args []string
		want string
	}{
		{"a truth that is not there", []string{"--truth", filepath.Join(t.TempDir(), "x.csv"), decisions}, "x.csv"},
		{"decisions instead of the truth", []string{"--truth", decisions, decisions}, "n’est pas une vérité comme sample en écrit (id;guid;…) : il y manque la colonne « id »."},
		{"the truth instead of decisions", []string{"--truth", truth, truth}, "n’est pas un decisions.csv comme match en écrit (account_id;status;guid;… ; status : linked avec un seul guid, review ou absent) : il y manque la colonne « account_id »."},
		{"a status that is none", []string{"--truth", truth, write(t, "d.csv", "account_id;status;guid\n1;sure;g\n")}, "la ligne 2 ne convient pas."},
	} {
		if _, msg, code := try(t, append([]string{"evaluate"}, tt.args...)...); code != exitFailed || !strings.Contains(nbsp(msg), tt.want) {
			t.Errorf("%s: code %d, %q; want 1 and %q", tt.why, code, msg, tt.want)
		}
	}
}
