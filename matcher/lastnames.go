package matcher

// usualLastNames are last names that are in use in France beside others a letter apart.
// Where the lists are those of one school their own counts do not tell that DUPONT and
// DUMONT are two families: a pupil of such a name is less often made by a slip of the
// hand than somebody else who came as the first one left. They are common knowledge,
// without any count, and without particles.
var usualLastNames = wordSet(`
	abadie abbadie abdallah abdou abdoul abel achard adam adams agostini aguilar ahamada ahmed aissaoui alary albert alberti albertini alexandre alfonso ali
	alibert allain allaire allais allard allart alleaume allegre alles alliot almeida alonso alvares alvarez amar amara amari amaro amat amiard amiot amrani
	amri ancel andre andreani andres andreu andrey andrieu andrieux anger anglade angot anselme antoine antunes arnal arnaud arnault arnold arnoud arnould
	arnoux aube aubel aubert aubin aubry auclair audebert audibert audry auffray auge auger augereau augier aumont autret auvray avenel avril aydin aymard
	azevedo aziz ba bachelier bacon bacquet bah bailet baillet bailleul bailly balde balland ballet bara barat baratte barbe barbet barbier barbieri barbot bard
	bardet bardin bardot bardou baret bari baron barra barral barras barrat barrau barraud barrault barre barreau barret barrier barriere barrois barron barry
	bart barth barthe barthel barthelemy barthes bartoli bas basset bastian bastide bastien bataille batiste baud baudet baudin baudoin baudot baudouin baudry
	bauer baumann bayard bayer bayle bayon bazin beau beaudoin beaufils beaumont beauvais beck becker becquet beguin bel belin beline bellanger bellec bellet
	belli bellier bellon bellot belmont beltran ben benaissa benali benamar benard benhamou benoist benoit beranger berard beraud berge berger bergeret bergeron
	bernard bernardi bernardin bernardo bernhard bernier berry bert bertaud bertault berthault berthe berthelot berthet berthier bertho berthod berthomieu
	berthon bertier bertin bertini berton bertrand bes besnard besnier besse bessiere bessieres besson bidault bideau bidet bigot billard billaud billet billon
	billot billy binet bird bisson bitton bizet blain blais blaise blanc blanchard blanche blanchet blanco blandin blanquet blin bloch blois blond blondeau
	blondel blondin blot bocquet bocquillon bodet bodin boileau bois boissiere boisson boissonnet boivin bon bonhomme bonin bonnard bonnaud bonneau bonnefoy
	bonnel bonner bonnet bonneton bonneville bonnin bonnot bony boquet borde bordes bordet bordier borel borie boris bosc bosch bossard bossu bost bou boucard
	bouchard bouche boucher boucheron bouchet bouchez bouchon boudet boudin boue bouet bougon bouillet bouillon bouin boulanger boulard boulay boulenger boulet
	bouley boulin boulon bouquet bouquin bour bourbon bourdais bourdin bourdon bourg bourgeois bourges bourget bourgoin bourgois bourguignon bouron bourret
	bousquet bouteiller boutet boutin bouton boutry bouvard bouvet bouvier bouyer boyer boyet brand bras braud brault braun bray bremond bresson bret bretin
	breton briand briard brice briche brien briere brillet brion briot brisson brocard brochard brochet brossard brosset broussard brousse broutin brun bruneau
	bruneaux brunel brunet bruno bruyere buisson bureau burel buret burger buron busson butel cabanel cabral cadet cadiou caillard caillaud caillault caille
	caillet caillot calvet camara cambon camus canal cano cantin canton capdevielle capelle capron cardin cardon cardona cardoso cardot carles carlier carlin
	carmona caro caron carpentier carre carrere carret carrie carriere cartier carton carvalho casanova cassagne cassan cassard castan castel castelli castet
	castex castro cathala cattin cau caudron caulet cauvin cavalier caze cazenave celestin cellier cerf chabert chabot chabrier chaib chaix chalon chamard
	chambon champagne champion chanal chanteloup chapeau chapel chapelle chapon chappuis chapuis charbonnel charbonnier chardon charles charlet charlier charlot
	charon charpentier charrier charron chartier charvet chateau chatel chatelain chaudron chaussard chauveau chauvel chauvet chauvin chauvot chavanne chemin
	chen chene chenu cherif cheron chevalier chevallier chevrel chevrier chiron chollet chopin choquet chretien christophe cisse clain clair claret claude
	claudel clavel clement clerc cochard cochet cochin cohen coignard colas colin collard collas collet collin collinet collomb collot colombani colombel
	colombet colombier colombo colson comba combe combes combet come comet comte conan constans constant conte copin coquet corbel corbet corbin cordier cormier
	cornet cornu corre correia cortes cosse cosson costa coste costes cote cotte cottin couderc coulet coulibaly coulomb coulon courbet courtin courtois cousin
	cousseau coutant couteau coutin couturier cox crepin crespin cretin crochet cros crouzet crozet cruz cunha cuny cuvelier dalle dang daniel danjou danton
	daoud davi david davies davin davoust davy debray decker declercq decroix defrance degas delage delahaye delaitre delamare delannoy delanoe delattre
	delaunay delaunoy delcourt delcroix delemotte delestre delgado delhaye delhomme delmas delmotte delorme delort delpech demange deniau deniaud deniel denis
	derrien desbois descamps deschamps deshayes desmoulins despres desprez destombes devaux deville devos dia diaby diakite diallo diarra dias diaz didier
	diop diot diouf domingues dominguez donnet dore doucet doucoure douet doumbia doumbouya dousset drame dray dreyfus drouard drouet drouin drouot duboc dubois
	dubos dubosc dubost dubourg dubreuil dubuc dubus duchemin duchene duchesne duchet duclos ducret ducros dufour dufourg dufresne duhamel dujardin dumas dumay
	dumez dumont dumortier dumoulin dupas dupin duplessis dupont duport dupouy duprat dupraz dupre duprez dupuis dupuy durand durant duret durieu durieux duriez
	durin duval duvivier emery ernst esnaud esnault esteves estevez etienne eve evrard eymard eyraud fabre fabregue fabres fabry fagot faivre falk fall farcy
	farge farges faria faucher faucheux faucon faure faury favier favre favreau fay fayard faye fayet felix feraud feret fernand fernandes fernandez feron
	ferrand ferrandi ferrando ferrari ferraro ferre ferreira ferrer ferret ferri ferrier ferron ferry fevre fichet figueiredo filliol fischer flamand flamant
	flament fleuret fleury florent flores foch fofana folliot fontaine fontan fontana forest forestier foret forget fort forte fortier fortin foucaud foucault
	fouche foucher foulon fouquet four fournel fournet fournier fourrier fraisse franc francais france francis franck franco francois frank fraysse fremont
	frere frey friedrich fritsch fritz froger froment fromont fuchs fuentes furet gabet gabriel gaillard gaillot gal galand galland gallard gallet galliard
	gallo gallois galtier galy gambier gandon garand garaud garcia garcin gard garde garel garin garnier garon garreau garret gascon gasnier gaspar gaspard
	gasquet gaubert gaucher gaudet gaudin gaudry gaulier gaultier gauthier gautier gautron gauvin gay gaye gayet geffroy gelot gendre gendron geneste genet
	genin genot genty geoffroy george georges gerard gerardin geraud gerbaud gerin germain gervais geslin gibert gil gilbert gilet gille gilles gillet gillot
	gimenez girard girardet girardin girardot giraud giraudet giraudon girault girod giron girou giroud giroux glaser gobert gobin godard godart godefroy godet
	godin godon gohier gomes gomez gomis goncalves gonet gonnet gonthier gontier gonzales gonzalez gosse gosselin gosset goubert goudard gouin goujon goulet
	gourdin gourdon gouret grand grandin grandjean grange granger granier gras grasset grau gravier gremillet grenier grimaud grimault gris grisel grondin gros
	grosjean gross groult gruber guay guedj guegan gueguen guenard guenin guenot guerard gueret guerin guerra guerre guerry guery gueye guibert guichard
	guignard guilbaud guilbert guilhem guillard guillaud guillaume guillemet guillemin guillemot guillet guillon guillot guillou guilloux guinard guinot guiot
	guiraud guitton guy guyard guyon guyonnet guyot haas haddad hallard halle hamard hamel hamelin hamon hamonic hardouin hardy harel hari haris harris hassan
	hauser hautin hay haye hayes hazard hebert hebrard hecquet heim heitz helary helie henin henri henrion henriot henry heraud herault herbert herbin heritier
	herman hermann hermant hernandes hernandez herve heuze hoarau hoareau hoffman hoffmann houssin huard huber hubert huchet hue huet hugo hugon hugot hugues
	huguet humbert humblot huon huot hurel hussain hussein husson huynh ibrahim imbault imbert isnard issa jacob jacquemin jacques jacquet jacquin jacquot jadot
	jallet james jamet jamin jan janin janvier jardin jarry jasmin jaubert jean jeanne jeannin jeannot jegou jimenez jobard jobert jolivet jolly joly jordan
	joret josse josset jouan jouanneau joubert jouet jourdain jourdan jourdin jousset joyeux juillard juillet julien julliard jullien jung kaba kaiser kamara
	kane kante karim kassim kaya keita keller kern kessler khalifa khelifi kieffer klein koch koffi konate kone konte kouame kremer kuhn kuntz kunz labarre
	labat labbe laborde laborie labrousse lacaze lachaud lachaux lacombe lacoste lacour lacourt lacroix ladret lafarge lafargue lafay lafaye laffitte laffont
	lafitte lafon lafont laforge lagarde lagrange laine lalande lalanne lallemand lallement laloux lamarche lamarque lambert lamberti lambin lamothe lamotte
	lamour lamoureux lamy landais landry lang lange langlade langlais langlet langlois lapeyre lapierre laplace laporte larcher laroche larose larue lassalle
	latour laurens laurent lauret laurin laval lavaud lavergne lavigne laville leal lebas lebeau lebel lebert leblanc leblond lebon lebreton lebrun lecerf
	leclerc leclercq leclere lecocq lecoeur lecointe lecomte leconte lecoq lecourt ledoux leduc lefebvre lefeuvre lefevre lefort lefranc legal legall legay
	legendre leger legrand legros leguay lejeune lelievre leloup lemaire lemaitre lemarchand lemarie lemasson lemee lemoigne lemoine lenoir lenormand leon
	leonard lepage lepretre leprince lerat leray leroi leroux leroy lesage lescure lesueur letellier leteurtre levasseur leveau leveque levert levesque levi
	levy lheureux lhomme lhuillier libert lienard liger lima lin lio lion loiseau loisel loison lombard lombardo long lopes lopez lorenzo loret lorin loriot
	louis loup loupe louvel louvet loyer lozano luc lucas luce luciani luneau macaire mace machado magne magnier magnin mahe mahieu maillard maillet maillot
	maire mairet maitre malet mallard mallet mallot manceau mandon mangin mano mansour mansouri manuel marais marc marceau marcel marchal marchand marchant
	marcon marechal mares maret marguet marie mariette marin marini marino marion mariot marot marques marquet marquez marquis marre marsal marteau martel marti
	martin martineau martinet martinez martini martinie martino martinot martins martos marty mary mas massart masse masset masson massot mathe mathey mathias
	mathieu mathis mathon maton mattei matthieu mauger maurel mauriac maurice maurin maury mayer mayeur maze mazeau mazet mehdi melin mella mellet mellin menard
	mendes mendez menez mercadier mercier mereau merle merlet merlin merlot mery mesnard meunier meyer meynard meynier michaud michault michaut michaux michel
	michelet michelin michon mignard mignot millet milliet millon millot minard minguet miquel miranda mohamed mohammed moine moinet moisan moisson molina
	moliner mollet mondon monet monge monier monin monnet monnier monnot monteiro montel moquet mora morales morand moras moreau moreaux moreira morel morelle
	moreno moret morice morin morinet morisset morlet mortier morvan mossard mottet mouchet mougin moulin moulinet mounier mouret mourier moussa mousset mouton
	mugnier muller mulot munier munoz murat murray musset nadaud naud naudin navarre navarro ndiaye neau neveu neveux ngo nguyen niang nicol nicolai nicolas
	nicolet nicolle nicollet nicot niel nieto noblet noe noel noiret norman normand normant nouet noyer nunes nunez obert oger olive oliveira oliver olivier
	olivieri ollivier ortega ortiz ory otto ouattara oudin ouedraogo page pages paget pagnier paillard paillet pain pajot palmer panier pape papin papon paquet
	paquin parent paris parisot parmentier parrot pascal pascual pasquet pasquier pastor patry paul paulet paulin pauly pavard payen payet pech pelissier pelle
	pellegrin pellerin pellet pelletier peltier pena penin pepin pequignot perard peraud pereira peres peret perez perier perin periot pernet pernin pernot
	peron peronnet perot perraud perrault perret perrier perrin perrine perron perrot perroux perry pesnel peter peters petiot petit petitjean peyrat peyre
	peyret peyronnet peyrot pham phan philibert philip philippe philippon philippot piat picard picart pichard pichon pichot picot picou piel pierre pierret
	pierron pierrot pierson pigeon pignon pilet pillet pillon pillot pilon pin pinard pinaud pinault pineau pinel pinet pinon pinot pinson pinto piot piquet
	pires piron pirot pitel plantier plisson ploton poirier poirot poisson poitevin poli pollet pommier poncet poncin pons ponsard pont ponthieu popov porte
	portier pothier potier pottier pouget poulain poulet poulin pourrat poussin poyet pradel prat prats prevost prevot prieur prost proust provost prudhomme
	prunet pruvost pruvot puech pujol pujos quentin querre quinet quintin rabier ragot raimbault raimond ramadan rambaud rambault rambert rameau ramon ramos
	raoul raoult rat raud raulin rault ravel ravet ravier raymond raynal raynaud reboul rebours redon regnaud regnault regnier reis remi remond remy renard
	renaud renault renaux rene renier renou renouard renoux revel revol rey reymond reynaud reynier ribault ribeiro ribes ribot ricard richard richaud richer
	richet richier rico rieu rieux rigal rigaud rigault rio rios riou ripoll rivet riviere rivoire robert roberts robillard robin robineau robinet roblin roch
	roche rocher rochet rodier rodrigues rodriguez roger rogers rogier roland rolet rolin rolland rollet rollin romain roman romano romeo romero rondeau ronsin
	roque roques ros rosa rose rosier rossard rosset rossi rossignol rossin roth rouanet rouault roubaud roudier rouet rouge rouget rougier rouland rouleau
	roulet rouquet rousse rousseau rousseaux roussel rousselet rousselle rousselot rousset roussey roussin rouvier rouviere roux rouxel rouyer roy royer royet
	rozier ruaud ruault rubin ruf ruiz saada sabatier sabourin sadoun sage saget sahin said saidi saillard saindon sala salah salas salaun salem salle salles
	salmon salomon salvador salvi samson sanches sanchez sand sannier sanson santana santoro santos sapin sarda sarr sarrazin sarre saulnier saunier sauvage
	sauvaget savary savy schaefer schaeffer schmid schmidt schmit schmitt schneider schreiber schuler schuller schultz schulz schuster schwartz schwarz
	sebastien seck segui seguin segura seigneur selle sellier senechal serra serrano serre serres servant seve sevin seydi seye sicard sigaud silva silve
	silvestre simeon simon simonet simoni simonin simonnet simonnot sire sirot sissoko sitbon soares sohier solal soler sorel sorin sorlin soula soulard soulie
	soulier sousa souza sow stephan suarez suzanne sy sylla sylvestre taillandier talon tanguy tardieu tardy tavares teixeira tellier terrien terrier tessier
	texier teyssier thebaud thebault theron thery thevenet thevenin thevenon thevenot thiam thiaw thibaud thibault thibaut thiebaut thierry thiery thomas
	thomasset thomassin thorel thuillier tison tisserand tissier tissot tixier tordjman torre torres touati touchard toure tourneur tournier toussaint touze
	touzet tran trang traore tremblais tremblay trinh triolet trouillet truchet turpin turquet urbain vaillant valentin valentini valet valette vallee vallet
	vallier vallin vallon valois vannier varin varlet vasquez vasseur vauthier vautier vaz vazquez venet verdier verdin verdon verge vergez vergnaud vergne
	vergnes verne vernet vernier veron verrier vial viala viard viau viaud vibert vidal vieira viel vigier vignal vignaud vigne vigneron vignon viguie viguier
	vila vilain villain villard villars villaume villemin villeneuve villette vincent vinet viot vital vitel vitry vivier voisin vuillaume vuillemin wagner
	walter wang weber weil weiss willaume wolf wolff yildiz yilmaz yung zaoui zidane zimmer zimmerman zimmermann`)
