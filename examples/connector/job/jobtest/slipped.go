package jobtest

import (
	"fmt"
	"strings"
)

// Slipped makes an ENT's export and an account list of so many families, one pupil and
// one guardian each. In the account list all birth dates are a day off, and the children
// stand a row below whose they are.
func Slipped(families int) (roster, accounts string) {
	var r, a strings.Builder
	r.WriteString("Guid;Nom;Prénom;Profil;Classes;DateNaissance;Guid_Enfant1\n")
	a.WriteString("id;nom;prenom;profil;etab;naissance;enfants\n")
	for i := range families {
		last, first := fmt.Sprintf("Vaugirard%c%c", 'a'+i%26, 'a'+i/26), firsts[i%len(firsts)]
		day, month := 3+i%25, 1+i%12
		fmt.Fprintf(&r, "%s;%s;%s;Elève;%s$6A;%02d/%02d/2014;\n", GUID(i), last, first, UAI, day, month)
		fmt.Fprintf(&r, "%s;%s;Claude;Responsable élève;%s$;;%s\n", GUID(1000+i), last, UAI, GUID(i))
		fmt.Fprintf(&a, "%d;%s;%s;eleve;%s;%02d/%02d/2014;\n", i, last, first, UAI, day-1, month)
		fmt.Fprintf(&a, "%d;%s;Claude;parent;%s;;%d\n", 1000+i, last, UAI, (i+1)%families)
	}
	return r.String(), a.String()
}
