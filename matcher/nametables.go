package matcher

import "strings"

// What is particular to names in French schools, as data: Options.Names says
// whether Link reads by it. All of it is under Fold.

// wordSet makes a set of the words of a text.
func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// textSet is wordSet of texts of several words.
func textSet(texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		set[t] = true
	}
	return set
}

// particles stand before a surname and are moved behind it ("LA TOUR (DE)"),
// joined to it (DELATOUR) or dropped. They never make a surname alone.
var particles = wordSet("de du des d la le les l van von den der ter ten zu ben bel ibn bint el al ait ath da das do dos di del della dal mc mac o san y e")

// articles are particles that belong to the name: in a register that drops the
// others LE ROUX stays LE ROUX.
var articles = wordSet("le la les l")

// civilities are titles that anybody has, and the sex that each tells.
var civilities = map[string]byte{
	"m": 'M', "mr": 'M', "monsieur": 'M',
	"mme": 'F', "mlle": 'F', "melle": 'F', "madame": 'F', "mademoiselle": 'F',
}

// titles are typed into the cell of a name.
// ZZ puts who left at the end of a list.
var titles = wordSet("m mr mme mlle melle monsieur madame mademoiselle dr docteur pr prof professeur soeur sr zz zzz")

// lastNameFillers are written where a form asks for a last name that nobody knows, and
// givenNameFillers for a given name. Names that somebody bears are none of these, as
// Néant and Parent, Papa and Pere. Thi and Md are what is left of a given name that was
// cut off behind its first word, and half of all bear it.
var (
	lastNameFillers = textSet("x", "xx", "xxx", "xxxx", "inconnu", "inconnue", "nom inconnu", "sans nom", "snp", "xnp", "sans nom patronymique", "pas de nom", "snu", "lnu", "nc",
		"non renseigne", "non communique", "non connu", "non precise", "a renseigner", "a completer")
	givenNameFillers = textSet("x", "xx", "xxx", "xxxx", "inconnu", "inconnue", "prenom inconnu", "sans prenom", "pas de prenom", "snp", "fnu", "snu", "nc",
		"non renseigne", "non communique", "non connu", "non precise", "a renseigner", "a completer", "neant", "aucun", "parent", "responsable",
		"responsable legal", "representant legal", "tuteur", "tutrice", "famille", "eleve", "thi", "md")
)

// joiners stand between a birth name and a usage name.
var joiners = wordSet("epouse epoux epse ep eps nee ne veuve vve veuf divorcee div usage alias dit dite")

// suffixes stand behind a full name and tell father from son, seldom on both
// lists. Bis tells the second of a name, or a second account.
var suffixes = wordSet("jr junior fils pere sr senior bis confidentiel doublon")

// givenLastNames are the given names that are frequent last names in France
// too, as all of a father's are in the Comoros and the Sahel, so that cells look
// right whichever way they stand.
var givenLastNames = wordSet(`adam alain albert alexandre alexis ali ambroise andre antoine arnaud arthur aubert aubin augustin barthelemy basile bastien
	baptiste benjamin benoit bernard bertrand blaise blanche boris bruno camille charles christian christophe claude clement colin constant cyrille
	daniel david denis didier edouard emile etienne eugene felix ferdinand florent florentin francois gabriel gaspard gautier gauthier george georges
	gerard germain gilbert gilles gregoire guillaume guy henri henry hilaire honore hubert hugo hugues jacob jacques jean jeanne joel joseph jordan
	josse jules julien justin lambert laurent leon leonard lionel louis luc lucas marc marcel marie marin martin mathieu mathis maurice maxime michel
	nicolas noel olivier oscar pascal patrice paul perrine philibert philippe pierre raoul raymond remy rene richard robert robin roche roger roland
	romain rolland roman rose salomon samson samuel serge simon stephan sylvain sylvestre theodore thibault thierry thomas toussaint tristan urbain
	valentin victor vincent vivien xavier yves yvon
	abdallah abdillah abdou abdoulaye ahamada ahamed ahmed aissa ali amadou amin amine amir anli attoumani aziz bacar bakari bilal boubacar brahim charif
	cherif combo daoud daoudou djibril farid habib hakim halidi hamada hamid hamidou hamza hassan hassani houmadi hussein ibrahim idris idriss ismael
	ismail issa issouf jamal kamal kamel karim khalil madi mahmoud malik mamadou mansour mehdi mohamad mohamed mohammed moussa mustapha nabil nasser omar
	oumar ousmane rachid said saidi saleh salim samir sidi soilihi soumaila souleymane toibibou yacine yahia yahya younes younous youssef youssouf
	youssoufa zakaria`)

// givenFamilies are the given names that are one name in several
// transliterations or spellings which neither sound nor one letter brings
// together. A family only brings two people together at a cost; it never makes
// them one. A bar parts families of one stock: names of one origin that brothers
// bear beside one another, so that each is a name of its own.
var givenFamilies = func() map[string]givenFamily {
	m := map[string]givenFamily{}
	family := int16(0)
	for i, line := range strings.Split(strings.TrimSpace(`
mohamed mohammed mohammad mohamad muhammad muhammed mouhamed mouhamad mouhammad | mouhamadou mahamadou mamadou mamoudou mamadu | mohand
ahmed ahmad ahmet | hamed
mahmoud mahmud mahmut
yacine yassine yasin yassin yasine yacin
youssef youcef yousef yusuf youssouf yousouf youssoufa | joseph
ibrahim ibrahima brahim ebrahim
abdallah abdullah abdellah abdoullah | abdoulaye
abderrahmane abderrahman abdurrahman abdelrahman abdourahmane abdramane
abdelkader abdelkadir abdulkadir
abdou abdu abdo
ali aly
amine amin
anas anass anes
ayoub ayub ayoube eyup
aymen aymane ayman eymen
bilal bilel belal
hamza hamzah
hassan hasan hacen hacene hassen
hussein hussain hossein houssein houcine hocine huseyin
hicham hisham hichem ichem
wissam wissem wisam
siham sihem
adam adem
ahlam ahlem
souhail souheil
mahaut mahault
jerome gerome
maelie maely maelly
solene solenn solenne
rayen rayenne
idris idriss idrissa driss
ilyas ilias ilyes elias elyas elyes iliass ilyass
ismael ismail ismaël smail
issa eissa | aissa
karim carim kareem
khaled khalid haled
khalil halil
moussa musa mousa
mustapha mustafa moustapha moustafa
nabil nabile
omar umar oumar | omer
rachid rashid rachide
rayan rayane ryan | rayhan
said saïd sayd
salah saleh
samir sameer
soufiane sofiane sofian soufian sufyan
souleymane soulaymane suleyman souleyman slimane sulayman
tarek tarik tariq tareq
walid oualid waleed
yahya yahia
younes younesse yunus younous
yanis yannis yanisse yanice
zakaria zakariya zakarya zacharia zekeriya
aicha aisha aycha | aissata | aissatou
amina aminah emina
aminata aminatou aminatu
asma asmaa esma
fatima fatma fatimah | fatoumata fatimata fatim fatou
hafsa hafsah
halima alima
hawa awa hava
imane iman imen
ines inass inès
khadija khadidja kadidja hadija khadijah | khady | kadiatou | hatice
leila leïla layla layla leyla laila
malika melika
mariam maryam meriem mariame meryem | myriam miriam | mariama
naima naïma
nour nur noor | nora
rim rym reem
safia safiya safiye
salma selma
samia samya
sarah sara
soumaya soumeya sumaya
yasmine yasmin | yasmina | jasmine jasmin
zineb zaynab zayneb zeineb zeynep zainab zaineb
zohra zahra zohrah
alexandre alexander aleksandar alexandru
alexis alexy alexi
antoine | anthony antony | antonin
catherine katherine cathrine katerina
chloe cloe khloe kloe
christina cristina
george georges
margot margaux margo
wilfried wilfrid
youri yuri
christelle christel christele cristelle kristel kristelle krystel krystelle
christophe cristophe kristof christof
clement clemens
cyril cyrille cyrill
emilie emily emely emelie
eric erick erik
ethan etan
florian floryan
frederic frederick frederik
guillaume guilhem
hugo ugo
jeremy jeremie jeremi
jean-baptiste | baptiste
jonathan johnathan jonatan
kevin kevyn
leo | leon
lilou lylou
louane louanne
lucas lukas loucas | luca louka luka
lucie lucy
mael maël mahel
maelys mailys maelis
mathieu matthieu mathieux | matteo mateo mattheo matheo
mathis matis mathys matys matisse mattis
michael mickael mikael | michel
nathalie natalie nathaly
nicolas nikolas nicola
noe | noah
noemie noemi naomi naomie
philippe philip filip philipp
raphael rafael raphaël
sebastien sebastian
sofia sophia | sophie
stephane stephan stefan | stephen | steven | etienne
stephanie stefanie
thibault thibaut thibaud tibo thibo
theo teo
thomas tomas | tom
timothee timothy timoty | timeo | tim
valerie valerye
victor viktor
yann yan | yannick
yves | yvon
zoe zoee
`), "\n") {
		for names := range strings.SplitSeq(line, "|") {
			family++
			for _, w := range strings.Fields(names) {
				w = strings.ReplaceAll(Fold(w), " ", "")
				if _, ok := m[w]; !ok {
					m[w] = givenFamily{family, int16(i + 1)}
				}
			}
		}
	}
	return m
}()

// A givenFamily is the numbers of a family and of its stock, from 1 on; 0 is none.
type givenFamily struct{ family, stock int16 }
