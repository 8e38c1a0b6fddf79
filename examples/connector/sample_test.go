package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A sample is read by match as it is written, and the same flags make the same files.
func TestSampleIsMatched(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "essai été")
	out, msg, code := try(t, "sample", "--size", "400", "--seed", "3", "--out", dir)
	if code != exitDone || !strings.Contains(nbsp(out), "1 établissement\n") {
		t.Fatalf("sample: code %d, %s%s", code, out, msg)
	}
	first, err := os.ReadFile(filepath.Join(dir, "app.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if _, msg, code := try(t, "sample", "--size", "400", "--seed", "3", "--out", dir); code != exitFailed || !strings.Contains(nbsp(msg), "existe déjà") {
		t.Errorf("a second sample into the folder: code %d, %q", code, msg)
	}
	if _, msg, code = try(t, "sample", "--size", "400", "--seed", "3", "--out", dir, "--force"); code != exitDone {
		t.Fatalf("with --force: code %d, %s", code, msg)
	}
	again, err := os.ReadFile(filepath.Join(dir, "app.csv"))
	if err != nil || string(again) != string(first) {
		t.Errorf("the same flags made other files, %v", err)
	}
	if _, msg, code := try(t, "match", "--roster", filepath.Join(dir, "ent.csv"), "--accounts", filepath.Join(dir, "app.csv"), "--out", filepath.Join(dir, "out")); code != exitLeft {
		t.Errorf("match: code %d, want %d as cases are left; %s", code, exitLeft, msg)
	}
}

func TestSampleNamesAFolderOfNoNames(t *testing.T) {
	dir := t.TempDir()
	_, msg, code := try(t, "sample", "--out", filepath.Join(dir, "out"), "--names", dir)
	if code != exitFailed || !strings.Contains(nbsp(msg), "n’existe pas : vérifiez son nom et son dossier. Rien n’a été modifié") {
		t.Errorf("code %d, %q; want 1, what is not there and that nothing was changed", code, msg)
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("a folder was made all the same")
	}
}
