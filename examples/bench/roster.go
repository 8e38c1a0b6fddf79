package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// The words of which the made people's names and classes consist.
var (
	lastNames = strings.Fields(`MARTIN LEFÈVRE DUPONT N'GUYEN LE-GALL PÉREZ BERNARD THOMAS-MÉRIEUX PETIT ROBERT RICHARD DURAND
		DUBOIS MOREAU LAURENT SIMON MICHEL GARCÍA DAVID BERTRAND ROUX VINCENT FOURNIER MOREL GIRARD ANDRÉ MERCIER BLANC GUÉRIN
		BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER ROUSSEAU NICOLAS HENRY ROUSSEL MATHIEU BENOÎT CLÉMENT DÉSIRÉ ÖZTÜRK`)
	firstNames = strings.Fields(`Zoé Léa Jean-Baptiste Amar Inès Noémie Lucas Emma Hugo Chloé Gabriel Louise Raphaël Alice Jules Jade
		Adam Ambre Maël Agathe Théo Éléonore Nathan Camille Antoine Françoise Sébastien Aurélie Jérôme Céline Stéphane Hélène`)
	rooms  = strings.Fields("1L1 2L1 3E1 6A 5B 4C 2nde4 1STMG2 TG01 TG02 CM1-A CM2-B 6ème3 BTS2")
	groups = strings.Fields("LATIN GREC EPS-2 ESPAGNOL ITALIEN SVT_1 MATHS-EXP CHORALE")
)

// families is how many children guardians have, each number as often as it stands here.
var families = [...]int{1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4}

const header = "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2;Guid_Enfant3;Guid_Enfant4\r\n"

// writeRoster writes a roster of so many people, always the same: thirteen cells a row, one row in five a guardian
// with one to four children, in 18 rows of 100 a cell in quotes. A million people make 107 MB.
func writeRoster(to io.Writer, people int) error {
	w := bufio.NewWriter(to)
	rng := rand.New(rand.NewPCG(1, 107))
	pick := func(words []string) string { return words[rng.IntN(len(words))] }
	w.WriteString(header)
	guid := func() string {
		return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", rng.Uint32(), rng.IntN(1<<16), rng.IntN(1<<12), rng.IntN(1<<12), rng.Int64N(1<<48))
	}
	var pupils [64]string // the last ones, who are the children of guardians
	for i := range pupils {
		pupils[i] = guid()
	}
	for i := range people {
		id := guid()
		last, group := pick(lastNames), pick(groups)
		if rng.IntN(8) > 0 {
			group = "" // as most have none
		}
		if rng.IntN(100) < 18 {
			if rng.IntN(2) == 0 {
				last = `"` + last + `"`
			} else {
				group = `"` + pick(groups) + `; ` + pick(groups) + `"`
			}
		}
		fmt.Fprintf(w, "%s;%s;%s;", id, last, pick(firstNames))
		class := pick(rooms)
		if school := i / 1000 % 40; school%3 > 0 { // some schools leave their number out
			class = fmt.Sprintf("%07dA$%s", 310000+school, class)
		}
		switch {
		case i%5 == 4:
			// Guardians have no group: the quotes of one stand around nothing.
			if strings.HasPrefix(group, `"`) {
				group = `""`
			} else {
				group = ""
			}
			fmt.Fprintf(w, "National_2;;%s;;%s", group, pick([]string{"M;M.", "F;Mme"}))
			children := families[rng.IntN(len(families))]
			for c := range 4 {
				w.WriteByte(';')
				if c < children {
					w.WriteString(pupils[(i/2+c*7)%len(pupils)])
				}
			}
			w.WriteString("\r\n")
		case i%50 == 0 && i > 0:
			fmt.Fprintf(w, "National_3;%s;%s;;%s;;;;\r\n", class, group, pick([]string{"M;M.", "F;Mme"}))
		default:
			fmt.Fprintf(w, "National_1;%s;%s;%02d/%02d/%d;%s;;;;;\r\n", class, group, 1+rng.IntN(28), 1+rng.IntN(12), 2007+rng.IntN(12), pick([]string{"M", "F"}))
			pupils[i%len(pupils)] = id
		}
	}
	return w.Flush()
}
