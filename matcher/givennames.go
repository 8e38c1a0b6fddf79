package matcher

import (
	"iter"
	"strings"
)

// bothUsual reports whether two first given names differ in names that are in use on
// either side, word by word where they are compound: Marie-Claire and Marie-Claude.
func bothUsual(a, b *given) bool {
	both := false
	for x, y := range differing(a, b) {
		if both = usualGivenNames[x] && usualGivenNames[y]; !both {
			break
		}
	}
	return both
}

// oneUsual reports whether of two first given names that differ in a word the one has
// a name in use and the other none, so that it is a slip or a name that was cut:
// Anne-Sophi and Virgini are no men.
func oneUsual(a, b *given) bool {
	for x, y := range differing(a, b) {
		return usualGivenNames[x] != usualGivenNames[y]
	}
	return false
}

// differing gives the words in which two first given names differ; the names whole
// where they have not as many words.
func differing(a, b *given) iter.Seq2[string, string] {
	return func(yield func(x, y string) bool) {
		x, y := a.firstWords(), b.firstWords()
		if len(x) != len(y) {
			x, y = a.names()[:1], b.names()[:1]
		}
		for i := range x {
			if x[i] != y[i] && !yield(x[i], y[i]) {
				return
			}
		}
	}
}

// firstWords are the words of the first given name.
func (g *given) firstWords() []string {
	size := 0
	for i, w := range g.words() {
		if size += len(w); size == len(g.names()[0]) && strings.HasSuffix(g.names()[0], w) {
			return g.words()[:i+1]
		}
	}
	return g.names()[:1]
}

// usualGivenNames are given names that are in use in French schools, of pupils and of
// grown-ups, under Fold: of two that are a letter apart neither is a slip for the
// other, though a small school's lists know each of them once. To know another one
// add it; what is missing is told by the lists themselves, where they are long.
var usualGivenNames = wordSet(`
aaron abdallah abdoulaye abel abigail achille adam adama adel adelaide adele adelie adeline adem adil adnan adonis adrian adriana adriano adrien
adrienne agathe agnes ahlam ahlem ahmed aicha aida aiden aimee aimie aissa aissata aissatou akim akram alain alan alana alassane alba alban albane
albert alberto albin aldo alec alena alessandra alessandro alessia alessio alex alexa alexandra alexandre alexia alexis alfred ali alia alice alicia
alienor alima alina aline alisa alison alissa alistair alix aliya alizee allan alma alois aloise aloyse alphonse alya alycia alyssa amadou amael amal
amalia amance amanda amandine amar amara amaury amaya ambre ambroise amel amelia amelie amina aminata amine amir amira amy ana anae anaelle anais anas
anastasia anatole andre andrea andreas andree andrew andy ange angel angela angele angelina angeline angelique angelo anis anissa anita anna annabelle
annaelle anne annette annick annie anouk anthony antoine antoinette anton antonia antonin antonio anya apolline aria ariane arianna ariel arij aris
aristide arlette arman armand armande armel armelle arnaud arno arnold aron arsene arthur arwen arya ashley asma asmaa assia astrid athena aubin aude
audrey auguste augustin augustine aurele aurelia aurelie aurelien aurore ava avril awa axel axelle aya ayana ayden aydin aylan aylin aymen aymeric
ayoub ayse aziz aziza bakary balthazar baptiste baran barbara barnabe barthelemy basile basma bastian bastien beatrice belinda ben benedicte beni
benjamin benoit berenice bernadette bernard berthe bertrand bianca bilal bilel billel blanche blandine boris boubacar brahim brandon brenda brian
brice brieuc brigitte bruce bruna bruno bryan calie calista calixte calvin camelia cameron camila camilia camille candice cannelle capucine carina
carine carl carla carlos carmen carole carolina caroline cassandra cassandre cassie catalina caterina catherine cathy cecile cecilia cedric celeste
celestin celestine celia celian celina celine cesar chaima chainez chanel chantal charlene charles charley charlie charline charlotte charly chelsea
cheyenne chiara chloe chris christel christelle christian christiane christina christine christophe christopher ciara cindy claire clara clarence
clarisse claude claudette claudia claudie claudine clea clelia clemence clement clementine cleo clio cloe clotilde clovis colas colette colin coline
colombe come constance constant constantin coralie coraline corentin corine corinne cosima cosme coumba cristina cynthia cyprien cyrielle cyril
cyrille daisy dalia dalila damian damien dan dana dani dania daniel daniela daniele danielle danny dany daphne daria dario darius dave david davy
dayana dayane deborah delia delphine demba denis denise desire desiree diana diane didier diego dilan dilara dimitri dina dino djamel djamila djeneba
djibril dolores dominique dora doria dorian doriane dorine doris dorothee dounia driss dylan eda eddy eden edgar edith edmond edouard edward edwige
edwin efe eileen elea eleana eleanor elena eleonore eli elia elian eliana eliane elias elie elif elijah elina eline elio eliot eliott elisa elisabeth
elise elissa eliza ella ellen ellie elliot eloan eloane elodie eloi eloise elora elouan elsa elvin elvina elvire elvis elya elyas elyes elyna elyne
elza ema emelie emeline emeric emerick emie emile emilia emilie emilien emilienne emilio emily emin emir emma emmanuel emmanuelle emmy emna emre emy
enael enea enes engin enguerrand enis enola enora enzo eren eric erica erik erika erin ernest erwan erwann esma esmee esteban estelle esther etan
ethan etienne eugene eugenie eulalie eva evan evana evane evans eve evelyne evie ewan ezechiel ezio fabian fabien fabienne fabio fabiola fabrice
fadila faiza fanny fanta fantine farah fares farid farida faris faten fatiha fatima fatma fatou fatoumata faustine fayza federico felicia felicie
felicien felix ferdinand ferhat fernand fernande fernando filipe filippo fiona flavie flavien flavio fleur flora flore florence florent florentin
florentine florian floriane florine fouad france francesca francesco francine francis francisco franck franco francois francoise franz fred freddy
frederic frederique gabin gabriel gabriela gabrielle gaby gad gael gaelle gaetan gaetane gaetano gaia garance gary gaspard gaston gauthier genevieve
geoffrey geoffroy george georges georgette georgia gerald geraldine gerard germain germaine gerome ghislain ghislaine gianni gil gilbert gilberte
gilda gilles gina ginette gino giorgia giovanna giovanni gisele giulia giulian giuliana giulio giuseppe gladys glenn gloria grace gracia grazia
gregoire gregory guenael guilaine guilhem guillaume gustave guy gwenael gwenaelle gwendal gwendoline gwenn habib hadrien hafid hafsa hajar hakan hakim
halima hamdi hamed hamid hamida hamidou hamza hana hanae hanane hania hanna hannah harmonie harold haroun harouna harry hasan hassan hassana hatem
hatice hatim hava hawa hayat hayden hector hedi heidi helena helene helia helias helie heloise henri henriette hermann hermine herve hiba hicham
hichem hilaire hilda hind hippolyte honore honorine hortense houda hubert hugo hugues huguette hussein ian ibrahim ibrahima ibtissam ida idris idriss
ignace igor iker ikram ilan ilana ilham ilian iliana ilias ilona ilyan ilyana ilyas ilyes imad iman imane imene imran imrane ina inaya india ines
ingrid ioana irena irene irina iris isa isaac isabel isabella isabelle isadora isaiah isaline isaure isee isidore isis islam isleym ismael ismail
israa issa issam ivan ivana ivanna ivo iyad iyed izia jacinthe jack jackie jacky jacob jacqueline jacques jad jada jade jaden jalil jamal jamel james
jamie jamil jamila jan jana jane janelle janice janine janis janna jannah jared jasmin jasmine jason jawad jayden jayson jean jeanine jeanne jeannette
jeannine jeff jena jenna jennifer jenny jeremie jeremy jerome jerry jess jesse jessica jessie jessim jessy jihane jim jimmy joachim joakim joan joana
joanna joanne joao joaquim jocelyn jocelyne jodie joe joel joelle joey joffrey johan johana johann johanna johanne john johnny jolan jon jonah jonas
jonathan jordan jordana jordane jordi jorge jorick joris jose joseph josephine josette joshua josiane josselin josua josue joy joyce juan juana jude
judith jules julia julian juliana juliane julie julien julienne juliette juline julio julius june junior justin justine kader kadiatou kadija kahina
kais kalil kamal kamel kamelia kamil kamila karel karen karim karima karin karina karine karl karla kassandra kassim kassy katarina katell kathleen
kathy katia katie katy kayla kaylan kays keira kelia kellian kelly kelvin kelya kelyan ken kenan kendra kenji kenny kenza kenzi kenzo kerem keren
kerim kevin khadija khadim khady khaled khalid khalil kilian killian kim kimberley kimberly klara klea kloe kyara kyle kylian kyllian kyra laeticia
laetitia lahna laila lais lalie lalou laly lamia lamine lana lara larissa lassana laszlo laura lauralie laure laureen laureline lauren laurena
laurence laurent laurette lauriane laurie laurine layla lea leah leana leandra leandre leandro leane leann leanne lee leia leila leilani leina lelia
lena lenaelle lenaic leni lenny leny lenzo leo leon leona leonard leonardo leone leonie leonor leonore leopold leopoldine leslie letizia lewis leya
leyla leyna lia liam liana liane lila lili lilia lilian liliana liliane lillian lilly lilou lilwenn lily lilya lina linda lindsay line lino linoa lio
lionel lior liora lisa lisandre lisandro lise liselotte lisette lison lissandro liv livia livio liya liza lizea lizzie lloyd loan loane loann loanne
loelia logan lohan lohann loic lois loise lola lolita lona lonny loona lora loraine lorena lorene lorenza lorenzo lorette lorie lorine loris lou louan
louane louann louanne louay loubna louca louen louenn louis louisa louise louison louka louna lounis loup louve loys luan luana lubin luc luca lucas
luce lucia lucian luciana luciano lucie lucien lucienne lucile lucille lucinda lucio lucy ludivine ludmila ludovic luigi luis luisa luiz luka lukas
luke luna lya lyah lyam lyan lyana lyanna lydia lydie lyes lyham lyla lylia lylie lylou lyna lynda lyne lynn lyra lysa lysandre lyse lysiane macha
madeleine madeline madi madison mado mae mael maelan maelane maelia maelie maeline maelle maelly maely maelys maeva maeve maewen magali magalie magda
magdalena maha mahamadou mahault mahaut mahdi mahe mahel mahmoud mai maia maimouna maina maissa maissane maite maiwenn maixent majda majid malak malek
malia maliha malik malika malo malone malorie malvin malvina mamadou manal mandy manel manelle manil manoa manoah manoe manoel manolo manon manuel
manuela mara marc marceau marcel marcella marcelle marcelline marcello marco marcus margaux margo margot marguerite maria mariam mariama mariana
mariane marianna marianne marie mariella marielle marietta mariette marilou marilyn marilyne marin marina marine marino mario marion marisa marissa
marius mariya marjolaine marjorie mark marko marlene marley marlo marlon marly marouane marta martha marthe martial martin martina martine marvin
marwa marwan mary maryam maryline marylou maryse maryvonne massil massimo massinissa mateo mateus matheo mathias mathieu mathilda mathilde mathis
mathurin mathys matias matilda matilde matisse matt mattea matteo mattew matthew matthias matthieu matthis mattia mattis maud maude maureen maurice
mauricette maurine mauro mavrick max maxence maxim maxime maximilien maximin maxine may maya maylee mayline maylis mayron maysa mayssa mayssam
mayssane medina megane mehdi mehmet melanie melina melinda meline melis melisande melissa mellina melodie melody melvil melvin melvyn melyna melyne
mendy mercedes meriem merlin merve meryem meryl mia michael michel michele micheline michelle mickael miguel mika mikael mikail mike mila milan milana
milane milena milhan milla milo mina minh mira mirabelle miranda mireille mirella miriam mirna misha mohamed mohammed moise molly mona monia monica
monika monique morgan morgane mouhamed mouna mounia mounir mourad moussa murat muriel murielle mustafa mustapha mya myla mylan mylane mylene myriam
myrtille nabil nabila nacer nacim nada nadege nadia nadine nadir nadira nael naelle naelya nahel nahia nahil nahla naia naila naim naima nais naissa
najat najet najib najoua nala nana nancy nans naoki naomi narcisse narimane nasrine nasser nassim nassima natacha natalia natan natanael natasha
nathael nathalie nathan nathanael nathaniel nawal nawel naya nayan nayel nayla nayra nazim nazli neal neela neil neila nelia nell nella nelly nelson
nelya nemo neo nesrine nessa nessim neva neven neyla nezha nicola nicolas nicole nicolette nidal niels nihad nihal nikita nikola nikolas nil nils nina
nine nino ninon nisrine nissa nissrine nizar noa noah noam noan noane noe noel noela noelia noelie noeline noella noelle noelly noemie noha nohan nohe
nohlan nola nolan nolann nolhan nolwenn noor nora norah norbert nordine norhane noria norine norman nouha nouhaila nour noura nuno nurcan ocean oceane
octave octavia octavie odette odile odilon odin oihan oihana olga olive oliver olivia olivier olympe omar omer onur ophelie oren oria oriana oriane
orlando orlane orso oscar othilie othman othmane ouassim oumar oumayma oumou ousmane oussama owen ozan pablo paco paloma pamela paola paolo pape paris
pascal pascale pascaline patrice patricia patricio patrick paul paula paule paulette paulin paulina pauline paulo pavel pedro peggy penelope perceval
perle pernelle perrine peter petra petronille philemon philibert philippe philippine philomene pia pierre pierrette pierrick pierrot pietro placide
pol priscilla prosper prudence prune quentin quitterie rabah rabia rachel rachid rachida radia rafael rafaela rafaelle rafik rahma raja ralph rami
ramon ramona ramy rana rania ranim raouf raoul raphael raphaelle raquel raul rayan rayane rayen raymond raymonde razan rebecca reda redouane regina
reginald regine regis rehan reine rejane remi remy renan renata renato renaud rene renee reynald reza riad ricardo riccardo richard rihab rihanna
riley rim rima rio rita ritaj ritchie rivka riyad robert roberta roberto robin robine robinson rocco roch rochdi rodney rodolphe rodrigo rodrigue
roger roland rolande romain romaissa roman romane romaric romeo romuald romy ronald ronan ronny rony rosa rosalia rosalie rosaline rosanna rose
roselyne rosemonde rosie rosine roxana roxane roxanne roza rozenn ruben ruby rudy ruth ryad ryan ryma saad saadia saber sabine sabri sabrina sabry
sacha safa safae safia safiatou safiya sahar sahel said saida sakina salah salem salim salima salime salma salman salome salomee salomon salvador
salvatore salwa sam sama samah samantha samara samba sami samia samir samira sammy samson samuel samy sana sanaa sandie sandra sandrine sandro sandy
saphir sara sarah sarra sasha saskia satine saul savannah savinien sean sebastian sebastien segolene sekou selena selene selim selima selin selina
selma selyan serena serge sergio serine servane sevan severin severine seydou seynabou shaima shaina shana shanel shania shanna shannon sharon shawn
shayan sheila shelby sherine sherley shirel shirine shirley siana sid sidney sidonie siham sihem silas silvia silvio simeon simon simone sina sinan
sinem siobhan sira sirine sixte sixtine sloan sloane soan soen sofia sofian sofiane sohan sohane sohann sohel solal solan solange soledad solen solena
solene solenn solenne soline solveig sonia sonny sonya sophia sophie soraya soren souad soufiane souhail souhaila souheil soukaina souleymane soumaya
soumeya stacy stan stanislas steeve steeven stella stephan stephane stephanie stephen steve steven stevie suleyman sullivan sulyvan summer susan
suzanne suzie suzon suzy swan swann swanny sybille sydney sylvain sylvaine sylvana sylvere sylvestre sylvette sylvia sylviane sylvie syrine taha tahar
taina tal talia taline tamara tanguy tania tao tara tarek tarik tariq tasnim tatiana taylor tea teddy tehani teiva telio telma tennessee tenzin teo
teodor teoman terry tess tessa thaina thais thalia thea theana thelio thelma theo theodora theodore theophane theophile theotime theresa therese
thiago thibaud thibault thibaut thierno thierry thimeo thomas tia tiago tiana tiara tidiane tiffaine tiffany tilian tilio tim timea timeo timothe
timothee timothy tina tino titouan tobias tom toma tomas tommy toni tonio tony toscane toussaint tracy tristan tuana tyago tyler tylio tymeo tyron ugo
ulysse uma umberto urbain uriel ursula vadim vaiana valentin valentina valentine valeria valerian valerie valery vanessa vanina vasco vera veronica
veronique vianney vickie vicky victoire victor victoria viktor viktoria vincent vincenzo violaine violeta violette virgil virgile virginia virginie
vito vitoria vittoria viviane vivien vivienne vladimir wael wahib wail walid walter wanda wandrille waren warren wassil wassila wassim wendy wesley
wiam widad wilfrid wilfried wilhelm willem william williams willy wilson wissal wissam wissem xavier yacine yael yaelle yamina yamine yan yana yanael
yanick yanis yaniss yann yanna yannick yannis yara yasin yasmina yasmine yasser yassin yassine yassir yaya yazid yelena yeliz ylan ylane yliana ylies
yoan yoann yoanna yohan yohann yohanna yolaine yolan yolande yona yonah yoni youcef younes youness younous youri yousra youssef youssouf ysaline ysee
yuna yunus yuri yusuf yvan yves yvette yvon yvonne zacharia zacharie zachary zack zahra zaina zaineb zakaria zara zarah zayd zayn zaynab zeina zeineb
zelda zelia zelie zephyr zeynep zia ziad zied zina zineb zinedine ziyad zoe zohra zola zoubir zoulikha zuleyha zyad
`)
