package matcher

import (
	"slices"
	"strings"
)

// nicknames are the short and pet forms that people type for a given name, first
// on a line, and the names that they stand for, under Fold and without spaces.
// To know another one add a line. A nickname only lists somebody: a link takes
// evidence besides, for Sam may be Samuel or Samia, and Lou a sister of Louise.
var nicknames = func() map[string][]string {
	m := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(`
abdel abdelkader abdelkarim abdelhamid abdelaziz abdelmalek abdellah abderrahmane abdelhak
ablaye abdoulaye
adri adrien adrienne
alex alexandre alexandra
aure aurelie aurelien
aurel aurelie aurelien
aziz abdelaziz abdulaziz
babeth elisabeth
babette elisabeth
bea beatrice
ben benjamin benoit benedicte
benji benjamin
bob robert
bouba boubacar aboubacar aboubakar
caro caroline
cath catherine
cathy catherine
ced cedric
charlie charlotte charles
chico francisco
chris christophe christine christian christelle
clem clement clementine clemence
cricri christine christelle
dam damien
dams damien
dan daniel danielle
dede andre
delph delphine
didi didier
dom dominique
domi dominique
doudou mamadou abdoulaye
ed edouard
eli elisabeth elise
elo elodie
fab fabrice fabien fabienne
flo florence florian florent
francky franck
fred frederic frederique alfred
gab gabriel gabrielle
gaby gabriel gabrielle
gege gerard
greg gregory gregoire
gui guillaume
guigui guillaume
hakim abdelhakim
hamid abdelhamid
ibou ibrahima
ibra ibrahim ibrahima
isa isabelle
jeff jeanfrancois jeffrey geoffrey geoffroy
jenny jennifer
jess jessica
jo joseph joel joelle georges
jojo joseph georges
jon jonathan
juju julien julie juliette
kader abdelkader
karim abdelkarim
kathy catherine
kev kevin
laeti laetitia
latif abdellatif
lili liliane elisabeth emilie
lolo laurent laurence
loulou louis louise
ludo ludovic
lulu lucien lucie
mado madeleine
mag magali
malik abdelmalik abdelmalek
mamad mamadou
manu emmanuel emmanuelle manuel
manue emmanuelle
marco marc
mat mathieu
math mathieu mathilde
mathou mathilde
max maxime maximilien maxence
med mohamed mehdi
mel melanie melissa
memo mehmet
mick mickael
mika mickael
mimi mireille michele
mo mohamed
moha mohamed
momo mohamed maurice
nando fernando
nat nathalie
nath nathalie nathan nathanael
nico nicolas nicole
nour noureddine
oli olivier
oliv olivier olivia
ous ousmane
paco francisco
pat patrick patricia patrice
patou patricia
pepe jose
phil philippe
philou philippe
pierrot pierre
quim joaquim
raf raphael raphaelle
rahim abderrahim
rahman abderrahmane
raph raphael raphaelle
ricky eric
rom romain
sab sabrina sabine
salah salaheddine
sam samuel samir samira samia
sandy sandrine sandra
seb sebastien
seba sebastien
sev severine
souf soufiane
stef stephane stephanie
steph stephane stephanie
theo theodore theophile
thib thibault thibaut
titi thierry
tof christophe
toine antoine
tom thomas
toni antonio
tonio antonio antoine
tony anthony antoine antonio
val valerie valentin valentine
vero veronique
vicky victoria
vince vincent
virg virginie
vivi viviane
will william
xav xavier
xavi xavier
yass yassine yasmine
zak zakaria
ze jose
`), "\n") {
		words := strings.Fields(line)
		m[words[0]] = append(m[words[0]], words[1:]...)
	}
	return m
}()

// nicknamed reports whether one of two first given names is a nickname of the
// other, or of another spelling of it.
func nicknamed(x, y string) bool {
	stands := func(nick, name string) bool {
		family, known := givenFamilies[name]
		return slices.ContainsFunc(nicknames[nick], func(full string) bool {
			f, ok := givenFamilies[full]
			return full == name || ok && known && f.family == family.family
		})
	}
	return stands(x, y) || stands(y, x)
}

// abbreviated reports whether one of two given names is the other, compound, with
// its first word as an initial or all of them: J-Pierre, JPierre and J.-P. for
// Jean-Pierre.
func abbreviated(a, b *given) bool {
	short := func(s string, words []string) bool {
		return len(words) > 1 && len(s) > 1 && s[0] == words[0][0] && (madeOf(s[1:], words[1:]) || initialsOf(s, words))
	}
	return (a.set|b.set)&notASCII == 0 && (short(a.compact(), b.words()) || short(b.compact(), a.words()))
}

// secondHalf reports whether a name is the second half of the first given name, by
// which many are called: Christine for Marie-Christine.
func (g *given) secondHalf(name string) bool {
	return len(g.words()) > 1 && len(name) > 2 && name == g.words()[1] && len(g.names()[0]) == len(g.words()[0])+len(name)
}

// madeOf reports whether a text is words without spaces between them.
func madeOf(s string, words []string) bool {
	for _, w := range words {
		rest, ok := strings.CutPrefix(s, w)
		if !ok {
			return false
		}
		s = rest
	}
	return s == ""
}

// initialsOf reports whether a text is the first letters of words.
func initialsOf(s string, words []string) bool {
	if len(s) != len(words) {
		return false
	}
	for i, w := range words {
		if s[i] != w[0] {
			return false
		}
	}
	return true
}
