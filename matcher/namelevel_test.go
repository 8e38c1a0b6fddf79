package matcher

import "testing"

// TestLastLevels: how two last names agree, whichever is whose.
func TestLastLevels(t *testing.T) {
	for _, tt := range []struct {
		why, a, b string
		want      lastLevel
		shared    string
	}{
		{"under Fold, word by word", "Lefèvre", "LEFEVRE", lastEqual, ""},
		{"other spaces", "ELMANITI", "EL MANITI", lastJoined, ""},
		{"a letter that was lost in both", "BENED?", "BENED?", lastParticle, ""},
		{"or in one", "?ENEDE", "BENEDE", lastTypo, ""},
		{"one of three", "DI?", "DIA", lastTypo, ""},
		{"half of them", "?E??BI", "BERNAT", lastOther, ""},
		{"a particle left out", "DE OLIVEIRA", "OLIVEIRA", lastParticle, ""},
		{"one of two words, too", "DE OLIVEIRA SOUZA", "OLIVEIRA SOUZA", lastParticle, ""},
		{"or joined to the name", "DE LA TOUR", "DELATOUR", lastJoined, ""},
		{"or moved", "TOUR DE LA", "DE LA TOUR", lastParticle, ""},
		{"or another in its place", "LE ROUX", "DES ROUX", lastShare, "roux"},
		{"that is a letter apart", "DE ROUX", "DU ROUX", lastTypo, ""},
		{"joined in the one and left out in the other", "LE COTONNEC", "COTONNEC", lastParticle, ""},
		{"the same words in another order", "MARTIN DURAND", "DURAND-MARTIN", lastOrder, ""},
		{"a second surname left out", "MARTIN DURAND", "DURAND", lastPart, "durand"},
		{"one of three", "MARTIN DURAND PETIT", "PETIT MARTIN", lastPart, "martin"},
		{"a second surname behind a joined particle", "LECOTONNEC", "LE COTONNEC GIGLI", lastPart, "lecotonnec"},
		{"or behind two words that are joined without one", "BOISROUX", "BOIS ROUX DE GIGLI", lastShare, ""},
		{"a letter is no word that is left out", "A DURAND", "A", lastOther, ""},
		{"said alike", "LEFEBVRE", "LEFÈVRE", lastSound, ""},
		{"said alike and written too differently", "CISSE", "SY", lastOther, ""},
		{"by all of their letters too different", "QUENEAULT", "KENO", lastOther, ""},
		{"a letter apart", "GIRARD", "GIRAPD", lastTypo, ""},
		{"in three", "SOW", "SAW", lastOther, ""},
		{"or missing from three", "DIA", "DIAK", lastTypo, ""},
		{"in less", "LY", "LYK", lastOther, ""},
		{"an m that a scanner took for two letters", "MONARD", "RNONARD", lastTypo, ""},
		{"two letters in a long name", "VALDENAIRE", "VALDOMAIRE", lastTypo, ""},
		{"two in a short one", "GIRARD", "GERORD", lastOther, ""},
		{"cut off by a field's length", "MARTINEZ DE LA CRUZ", "MARTINEZ DE LA C", lastTypo, ""},
		{"a short one is much alike", "MARTINEZ", "MARTIN", lastShare, ""},
		{"a married name in a short cell", "BA ÉP. SISS", "SISSOKO", lastOther, ""},
		{"or cut off by a field's length", "NDIAYE-ÉPOUSE-SISSOK", "SISSOKO", lastTypo, ""},
		{"the beginning of no word", "NDIAYE-ÉPOUSE-SISSOK", "DIALLO NDIAYE", lastShare, "ndiaye"},
		{"one word in common", "MARTIN DURAND", "DURAND PETIT", lastShare, "durand"},
		{"a word of two letters", "LY DURAND", "LY PETIT", lastOther, ""},
		{"a word a letter apart", "MARTIN GIRARD", "PETIT GIRRARD", lastShare, ""},
		{"a short word a letter apart", "MARTIN FAUR", "PETIT FAURE", lastOther, ""},
		{"a word a letter apart among more than a name has", "ABADIE BONNARD COLIN DUVAL EVRARD FERRAND GIRARD", "HUBERT IMBERT JOLLY KELLER LAMBERT MOREL GIRRARD", lastOther, ""},
		{"a word in common among as many", "ABADIE BONNARD COLIN DUVAL EVRARD FERRAND GIRARD", "HUBERT IMBERT JOLLY KELLER LAMBERT MOREL GIRARD", lastShare, "girard"},
		{"much alike", "MARTINET", "MARTINOTTE", lastShare, ""},
		{"other names", "MARTIN", "DURAND", lastOther, ""},
		{"letters of another alphabet", "ЯЦЕНКО", "ЯЦЕНКА", lastOther, ""},
		{"one has none", "", "MARTIN", lastNone, ""},
	} {
		a, b := new(surname), new(surname)
		French.readSurname(a, tt.a)
		French.readSurname(b, tt.b)
		for range 2 {
			if got, shared := French.compareLast(a, b); got != tt.want || shared != tt.shared {
				t.Errorf("%s: %q and %q: level %d, %q in common, want %d and %q", tt.why, tt.a, tt.b, got, shared, tt.want, tt.shared)
			}
			a, b = b, a
		}
	}
}

// TestPlainLevels: what only the French write makes no names one where habits are plain.
func TestPlainLevels(t *testing.T) {
	for _, tt := range []struct {
		why, last, otherLast, first, otherFirst string
		wantLast                                lastLevel
		wantFirst                               firstLevel
	}{
		{"a particle and a nickname", "DE OLIVEIRA", "OLIVEIRA", "Alexandre", "Alex", lastPart, firstOther},
		{"a joined particle and another spelling", "LECOTONNEC", "LE COTONNEC GIGLI", "Mohamed", "Mohammed", lastShare, firstTypo},
		{"a man's name and a woman's", "MARTIN", "MARTIN", "Michel", "Michèle", lastEqual, firstTypo},
	} {
		var s, u surname
		var g, h given
		Plain.readSurname(&s, tt.last)
		Plain.readSurname(&u, tt.otherLast)
		Plain.readGiven(&g, tt.first)
		Plain.readGiven(&h, tt.otherFirst)
		last, _ := Plain.compareLast(&s, &u)
		if first := Plain.compareFirst(&g, &h); last != tt.wantLast || first != tt.wantFirst {
			t.Errorf("%s: levels %d and %d, want %d and %d", tt.why, last, first, tt.wantLast, tt.wantFirst)
		}
	}
}

// TestFirstLevels: how two sets of given names agree, whichever is whose.
func TestFirstLevels(t *testing.T) {
	for _, tt := range []struct {
		why, a, b string
		want      firstLevel
	}{
		{"under Fold, however joined", "Jean-Noël", "JEAN NOEL", firstEqual},
		{"the first of several", "Léa", "Léa Marie", firstLeftOut},
		{"the first two of three", "Léa Marie", "Léa, Marie, Anne", firstLeftOut},
		{"a compound name that is whole in the other", "Jean Paul", "Jean-Paul Marie", firstLeftOut},
		{"the last cut off by a field's length", "Maximilien Alexandre", "Maximilien Alex", firstLeftOut},
		{"a short cell is not cut off", "Paul Alexandre", "Paul Alex", firstShared},
		{"in another order", "Linh Ngoc", "Ngoc Linh", firstOrder},
		{"the first and others", "Mohamed Amine", "Mohamed Yacine", firstShared},
		{"with a hyphen or none", "Jean-Philippe", "Jean Paul", firstShared},
		{"another spelling", "Mohamed", "Mohammed", firstVariant},
		{"said alike and both in use", "Karim", "Karin", firstKindred},
		{"one stock", "Mathieu", "Mattéo", firstKindred},
		{"a letter apart", "Barnabé", "Barnbé", firstTypo},
		{"an m that a scanner took for two letters", "Mohamed", "Moharned", firstTypo},
		{"a letter that was lost", "?livier", "Olivier", firstTypo},
		{"that was lost in both", "?livier", "?livier", firstVariant},
		{"in the whole of a compound name", "Anne-Lise", "Annelide", firstTypo},
		{"that has lost its hyphen", "Anne-Lise", "Anne Lide", firstTypo},
		{"the half of a compound name", "Jean-Philippe", "Jean", firstShort},
		{"the initials behind the first word", "Jean-Guillaume", "Jean G.", firstShort},
		{"the other half cut off", "Jean-Philippe", "Jean-Ph", firstShort},
		{"of two letters", "Jo-Anne", "Jo", firstOther},
		{"the beginning of a half", "Marie-Claude", "Mari", firstOther},
		{"another half", "Jean-Philippe", "Jean-Paul", firstOther},
		{"the second half alone", "Marie-Thérèse", "Thérèse", firstNick},
		{"a nickname", "Alexandre", "Alex", firstNick},
		{"the initials of both halves", "Jean-Claude", "JC", firstNick},
		{"a later one", "Léa Marie", "Marie", firstLater},
		{"a man's and a woman's", "Laurent", "Laurence", firstGender},
		{"others", "Léa", "Zoé", firstOther},
		{"letters of another alphabet", "Ольга", "Ольге", firstOther},
		{"one has none", "", "Léa", firstNone},
	} {
		a, b := new(given), new(given)
		French.readGiven(a, tt.a)
		French.readGiven(b, tt.b)
		for range 2 {
			if got := French.compareFirst(a, b); got != tt.want {
				t.Errorf("%s: %q and %q: level %d, want %d", tt.why, tt.a, tt.b, got, tt.want)
			}
			a, b = b, a
		}
	}
}
