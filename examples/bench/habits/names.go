package habits

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Names are what people are called, each name as often as it is borne.
type Names struct {
	last   weighted
	pupils map[string]weighted // by sex
	adults map[string]weighted
}

type weighted struct {
	names []string
	sums  []float64
}

func (w *weighted) add(name string, weight float64) {
	if n := len(w.sums); n > 0 {
		weight += w.sums[n-1]
	}
	w.names, w.sums = append(w.names, name), append(w.sums, weight)
}

func (w weighted) draw(m *maker) string {
	x := m.Float64() * w.sums[len(w.sums)-1]
	return w.names[sort.Search(len(w.sums)-1, func(i int) bool { return w.sums[i] > x })]
}

// LoadNames reads weights_noms.csv (nom, accentue, p_accentue, poids) and weights_prenoms.csv (prenom, sexe, groupe,
// and births of eight periods from 1900 on) from a folder.
func LoadNames(dir string) (*Names, error) {
	n := &Names{pupils: map[string]weighted{}, adults: map[string]weighted{}}
	last, err := table(dir, "weights_noms.csv", 4)
	if err != nil {
		return nil, err
	}
	for _, rec := range last {
		w, _ := strconv.ParseFloat(rec[3], 64)
		if p, _ := strconv.ParseFloat(rec[2], 64); p > 0.5 {
			rec[0] = rec[1]
		}
		n.last.add(rec[0], w)
	}
	first, err := table(dir, "weights_prenoms.csv", 11)
	if err != nil {
		return nil, err
	}
	for _, rec := range first {
		for i, of := range map[int]map[string]weighted{6: n.adults, 9: n.pupils} {
			if w, _ := strconv.ParseFloat(rec[i], 64); w > 0 {
				x := of[rec[1]]
				x.add(rec[0], w)
				of[rec[1]] = x
			}
		}
	}
	return n, nil
}

func table(dir, name string, columns int) ([][]string, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) < 2 || len(rows[0]) < columns {
		return nil, fmt.Errorf("habits: %s: want %d columns and a header", name, columns)
	}
	return rows[1:], nil
}

// ownNames are a few common names, and last names put together that are as rare as most last names are.
func ownNames() *Names {
	n := &Names{pupils: map[string]weighted{}, adults: map[string]weighted{}}
	for i, s := range strings.Fields(commonLast) {
		n.last.add(strings.ReplaceAll(s, "_", " "), 40/float64(i+5))
	}
	for _, head := range strings.Fields("Mont Beau Champ Grand Roche Ville Font Bois Clair Haute Pierre Vau Courte Belle Ker Castel Hum Brou") {
		for _, tail := range strings.Fields("brun regard igny villier fort elle mont ard ouin euil atier osse ival ançon oud ernet ibaud ézy oche urel") {
			n.last.add(head+tail, 0.25)
		}
	}
	for sex, text := range map[string]string{"F": girls, "M": boys} {
		n.pupils[sex] = even(text)
	}
	for sex, text := range map[string]string{"F": women, "M": men} {
		n.adults[sex] = even(text)
	}
	return n
}

// even gives the first name of the text three times the weight of the last.
func even(text string) (w weighted) {
	fields := strings.Fields(text)
	for i, s := range fields {
		w.add(s, 3-2*float64(i)/float64(len(fields)))
	}
	return w
}

const (
	commonLast = `Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin
Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson
Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard
Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Fabre Lemoine Renaud Dumas Lacroix
Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Hubert Berger
Carpentier Sanchez Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry
Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Le_Gall Collet Léger Bouvier Julien
Prévost Millet Perrot Daniel Le_Roux Cousin Germain Breton Besson Langlois Rémy Le_Goff Pelletier Lévêque Perrier Leblanc Barré
Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier
Chevallier Collin Chauvin Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélémy Cordier Pichon
Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte Da_Silva Diallo Traoré Haddad Nguyen Kowalski Öztürk`
	girls = `Emma Jade Louise Alice Chloé Lina Léa Rose Anna Mila Inès Ambre Julia Manon Juliette Lou Camille Zoé Lola Agathe
Jeanne Lucie Éva Nina Sarah Romane Charlotte Inaya Léonie Sofia Margaux Louna Clémence Adèle Elsa Maëlys Anaïs Mathilde Noémie
Lilou Élise Capucine Yasmine Aya Assia Salomé Apolline Victoire Océane Constance Maryam Lana Thaïs Célia Héloïse Justine
Emy Alicia Pauline Gabrielle Clara Lise Candice Anne-Lise Marie-Lou Aïcha Fatou Soline Garance Éléonore`
	boys = `Gabriel Raphaël Léo Louis Lucas Adam Arthur Jules Hugo Maël Liam Ethan Paul Nathan Sacha Gabin Nolan Tom Noah Théo
Aaron Mathis Timéo Enzo Axel Victor Martin Antoine Clément Baptiste Samuel Augustin Yanis Robin Maxence Simon Rayan Naël Valentin
Eliott Maxime Noé Alexandre Mohamed Thomas Ismaël Evan Ibrahim Matthieu Côme Marius Marceau Amine Gaspard Nino Oscar Jean-Paul
Jean-Baptiste Pierre-Louis Loïc Erwan Titouan Kylian Rémi Bastien Corentin Quentin Lorenzo Diego Ousmane`
	women = `Stéphanie Céline Sandrine Aurélie Émilie Virginie Nathalie Laetitia Élodie Christelle Sophie Julie Karine Delphine
Isabelle Vanessa Sabrina Caroline Laurence Audrey Anne Marie Mélanie Valérie Jennifer Hélène Nadia Fatima Cécile Séverine Magali
Claire Laure Marion Amandine Carole Estelle Sonia Patricia Véronique Florence Corinne Peggy Marie-Laure Anne-Sophie Khadija Aminata`
	men = `Nicolas Sébastien David Julien Frédéric Stéphane Laurent Christophe Olivier Jérôme Guillaume Alexandre Cédric Vincent
Thomas Mickaël Ludovic Benoît Franck Fabrice Arnaud Grégory Yann Philippe Pascal Éric Karim Mathieu Sylvain Bruno Emmanuel
Xavier Damien Romain Thierry Rachid Patrice Hervé François Gilles Jean-Marc Jean-François Pierre-Yves Mamadou Ahmed Didier Rémy`
)

var ligatures = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "ı", "i", "ł", "l", "đ", "d")

// fold is what is left of a name for somebody who looks past spelling: capital letters and single spaces.
func fold(s string) string {
	s = ligatures.Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r):
			return unicode.ToUpper(r)
		}
		return ' '
	}, norm.NFD.String(s))
	return strings.Join(strings.Fields(s), " ")
}
