/// Groups of names, one a line: a full name, then its short and foreign forms.
enum PersonNameTable {
  static let text = """
    александр саша саня сашка шура санек алекс alexander alex
    александра саша аля шура сандра alexandra alex
    алексей леша алеша лешка леха alexey alexei alexis
    алина аля лина
    алла аля
    алена аленка лена елена
    альберт алик albert
    анастасия настя ася стася настюша anastasia
    анатолий толя толик
    андрей андрюша дюша андрюха andrew
    анна аня анюта нюра нюша ася anna ann hannah
    антон антоша тоша anton anthony
    антонина тоня тося
    аркадий аркаша
    артем тема темыч артемий artem
    арсений сеня арсюша
    артур артурчик arthur
    борис боря борька
    богдан бодя
    вадим вадик дима
    валентин валя валик valentin
    валентина валя valentina
    валерий валера валерик valery
    валерия лера валя valeria
    варвара варя barbara
    василий вася васька василек basil
    вера верочка верунчик vera
    вероника ника вера veronica
    виктор витя витек victor
    виктория вика тори victoria
    виталий виталик виталя
    владимир вова володя вовка вован влад vladimir
    владислав влад владик слава
    всеволод сева
    вячеслав слава славик
    галина галя галка
    геннадий гена генка
    георгий гоша жора гера егор юрий george
    глеб глебушка
    григорий гриша гришка gregory
    давид дава david
    даниил даня данила данил данька daniel
    дарья даша дарина дашка daria
    денис дениска деня denis dennis
    диана дина диана diana
    дмитрий дима митя димон димка dmitry dmitri
    евгений женя женька eugene
    евгения женя женька eugenia
    егор егорка гоша жора георгий
    екатерина катя катюша катерина катька catherine katherine
    елена лена алена леночка helen helena elena
    елизавета лиза лизка elizabeth
    жанна жанночка joanna
    зинаида зина
    зоя зойка zoe
    иван ваня ванька ivan john
    игорь игорек гоша
    илья илюша илюха elijah
    инна инночка
    ирина ира ириша ирочка irene irina
    иосиф ося йося joseph
    карина кариша
    кирилл кирюша кира cyril
    клавдия клава claudia
    константин костя костик constantine
    кристина кристи тина christina
    ксения ксюша оксана аксинья xenia
    лариса лара лариска
    лев лева левушка leo
    леонид леня леня ленька
    лидия лида lydia
    любовь люба любаша
    людмила люда мила люся
    максим макс максик maxim max
    маргарита рита марго margaret
    марина мариша мара marina
    мария маша маруся маня мария машка муся mary maria
    матвей мотя матвейка matthew
    михаил миша мишка мишаня michael
    надежда надя надюша hope
    наталья наташа ната натали таша natalie natalia
    никита никитка ника
    николай коля колян коленька nicholas nikolai
    нина нинка нинель
    оксана ксюша ксеня
    олег олежка
    олеся леся
    ольга оля олька леля olga
    павел паша пашка павлик paul
    петр петя петька петруха peter
    полина поля полинка paulina
    раиса рая
    родион родя
    роман рома ромка roman
    руслан русик
    светлана света светик лана
    семен сема сеня simon
    сергей сережа серега серый serge sergius
    софья соня софия софа sophia sofia sophie
    станислав стас слава стасик stanislav
    степан степа stephen
    таисия тася тая
    тамара тома тамарка
    татьяна таня танюша тата tatiana
    тимофей тима тимоша timothy
    тимур тима
    ульяна уля
    федор федя федька theodore
    филипп филя philip
    эдуард эдик edward
    элеонора эля нора eleanor
    эльвира эля
    эмма эммочка emma
    юлия юля юлька julia
    юрий юра юрка жора yuri george
    яков яша яшка jacob
    яна яночка jana
    ярослав ярик слава
    айгуль гуля айгулька
    гульнара гуля гульназ
    нурсултан нурик султан
    нурлан нурик
    ерлан ерлик
    бауржан баур бауыржан
    асель аселька асем
    динара дина
    мадина мадинка дина
    олександр саша сашко александр
    олексій льоша алексей
    сергій серьожа сергей
    андрій андрей
    микола коля николай
    володимир вова владимир
    катерина катя екатерина
    abigail abby gail
    albert al bert bertie
    alexander alex al sandy alec xander
    alexandra alex sandra sandy lexi
    alfred alf fred alfie
    amanda mandy
    andrew andy drew
    anthony tony ant
    arthur art artie
    barbara barb babs barbie
    benjamin ben benny benji
    bernard bernie
    caroline carol carrie
    catherine cathy kate katie cat kathy
    katherine kate katie kathy kathryn kat kitty
    charles charlie chuck chas chip
    charlotte lottie charlie lotte
    christina chris tina christine christy
    christopher chris kit topher
    cynthia cindy
    daniel dan danny
    david dave davey
    deborah deb debbie
    dennis denny
    donald don donnie
    dorothy dot dottie dolly
    douglas doug
    edward ed eddie ted ned teddy
    eleanor ellie nell nora
    elizabeth liz beth betty lizzie eliza betsy libby lisa
    emily em emmy
    eric rick
    eugene gene
    florence flo florrie
    frances fran frankie
    francis frank fran
    franklin frank
    frederick fred freddy freddie fritz
    gabriel gabe
    gabrielle gabby
    geoffrey geoff jeff jeffrey
    george georgie
    gerald gerry jerry
    gregory greg gregg
    harold harry hal
    harry henry
    helen nell nellie
    henry hank harry hal
    herbert herb bert
    isabella bella izzy isabel isabelle
    jacob jake
    jacqueline jackie
    james jim jimmy jamie
    jane janie jenny
    janet jan
    jason jay
    jeffrey jeff
    jennifer jen jenny jenn
    jeremy jerry
    jessica jess jessie
    john jack johnny jon
    jonathan jon jonny nathan
    joseph joe joey jo
    joshua josh
    judith judy
    julia julie jules
    kenneth ken kenny
    kimberly kim
    lawrence larry laurence
    leonard leo len lenny
    lillian lily lil
    louis lou louie
    madeline maddie
    margaret maggie meg peggy marge greta rita
    martin marty
    mary molly polly mamie
    matthew matt matty
    maximilian max
    megan meg
    melissa mel lissa
    michael mike mick mickey mikey
    michelle shelly
    mitchell mitch
    nancy nan ann
    nathaniel nate nathan nat
    nathan nate
    nicholas nick nicky nico
    nicole nicky nikki
    oliver ollie
    olivia liv livvy
    pamela pam
    patricia pat patty trish tricia
    patrick pat paddy
    peter pete
    philip phil phillip
    rachel rach
    raymond ray
    rebecca becky becca
    richard rick dick rich ricky richie
    robert bob rob bobby robbie bert
    roger rodge
    ronald ron ronnie
    rose rosie
    russell russ
    samantha sam
    samuel sam sammy
    sarah sally sadie
    sebastian seb bastian
    sharon shari
    simon si
    sophia sophie
    stephanie steph
    stephen steve stevie steven
    steven steve
    stuart stu stewart
    susan sue susie suzie suzanne
    terence terry
    theodore ted theo teddy
    theresa terry tess teresa
    thomas tom tommy
    timothy tim timmy
    valerie val
    victor vic
    victoria vicky tori
    vincent vince vinny
    virginia ginny
    walter walt wally
    wilhelm willi
    william bill will billy willy liam
    zachary zach zack
    """
}
