/// Which time zones cities are in.
///
/// Made by `Scripts/place-zones.py`, not by hand, from `Scripts/places.txt` and tzdata 2026f.
enum CityZoneTable {
  /// Zones in alphabetical order; an entry names one by its place, two digits to the base of 36.
  static let zones: StaticString = """
    Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Ceuta
    Africa/Dakar Africa/Dar_es_Salaam Africa/Harare Africa/Johannesburg Africa/Kampala Africa/Khartoum
    Africa/Kigali Africa/Kinshasa Africa/Lagos Africa/Luanda Africa/Lubumbashi Africa/Lusaka Africa/Maputo
    Africa/Nairobi Africa/Tripoli Africa/Tunis Africa/Windhoek America/Anchorage America/Araguaina
    America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Argentina/Mendoza
    America/Argentina/Salta America/Argentina/Tucuman America/Argentina/Ushuaia America/Asuncion
    America/Bahia America/Belem America/Boa_Vista America/Bogota America/Boise America/Campo_Grande
    America/Cancun America/Caracas America/Chicago America/Chihuahua America/Ciudad_Juarez America/Costa_Rica
    America/Coyhaique America/Cuiaba America/Denver America/Detroit America/Edmonton America/El_Salvador
    America/Fortaleza America/Guatemala America/Guayaquil America/Halifax America/Havana America/Hermosillo
    America/Indiana/Indianapolis America/Iqaluit America/Jamaica America/Juneau America/Kentucky/Louisville
    America/La_Paz America/Lima America/Los_Angeles America/Maceio America/Managua America/Manaus
    America/Mazatlan America/Merida America/Mexico_City America/Moncton America/Monterrey America/Montevideo
    America/Nassau America/New_York America/Noronha America/Nuuk America/Panama America/Phoenix
    America/Porto_Velho America/Puerto_Rico America/Punta_Arenas America/Recife America/Regina
    America/Rio_Branco America/Santiago America/Santo_Domingo America/Sao_Paulo America/St_Johns
    America/Tegucigalpa America/Tijuana America/Toronto America/Vancouver America/Whitehorse America/Winnipeg
    Asia/Almaty Asia/Amman Asia/Anadyr Asia/Aqtau Asia/Aqtobe Asia/Ashgabat Asia/Atyrau Asia/Baghdad
    Asia/Bahrain Asia/Baku Asia/Bangkok Asia/Barnaul Asia/Beirut Asia/Bishkek Asia/Chita Asia/Colombo
    Asia/Damascus Asia/Dhaka Asia/Dubai Asia/Dushanbe Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Hovd Asia/Irkutsk
    Asia/Jakarta Asia/Jayapura Asia/Jerusalem Asia/Kabul Asia/Kamchatka Asia/Karachi Asia/Kathmandu
    Asia/Kolkata Asia/Krasnoyarsk Asia/Kuala_Lumpur Asia/Kuching Asia/Kuwait Asia/Macau Asia/Magadan
    Asia/Makassar Asia/Manila Asia/Muscat Asia/Nicosia Asia/Novokuznetsk Asia/Novosibirsk Asia/Omsk Asia/Oral
    Asia/Phnom_Penh Asia/Pyongyang Asia/Qatar Asia/Qostanay Asia/Qyzylorda Asia/Riyadh Asia/Sakhalin
    Asia/Samarkand Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran
    Asia/Tokyo Asia/Tomsk Asia/Ulaanbaatar Asia/Vientiane Asia/Vladivostok Asia/Yakutsk Asia/Yangon
    Asia/Yekaterinburg Asia/Yerevan Atlantic/Azores Atlantic/Canary Atlantic/Faroe Atlantic/Madeira
    Atlantic/Reykjavik Australia/Adelaide Australia/Brisbane Australia/Broken_Hill Australia/Darwin
    Australia/Eucla Australia/Hobart Australia/Lord_Howe Australia/Melbourne Australia/Perth Australia/Sydney
    Europe/Amsterdam Europe/Astrakhan Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bratislava
    Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Chisinau Europe/Copenhagen Europe/Dublin
    Europe/Helsinki Europe/Istanbul Europe/Kaliningrad Europe/Kirov Europe/Kyiv Europe/Lisbon
    Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Minsk Europe/Monaco
    Europe/Moscow Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Riga Europe/Rome
    Europe/Samara Europe/Sarajevo Europe/Saratov Europe/Simferopol Europe/Skopje Europe/Sofia
    Europe/Stockholm Europe/Tallinn Europe/Tirane Europe/Ulyanovsk Europe/Vienna Europe/Vilnius
    Europe/Volgograd Europe/Warsaw Europe/Zagreb Europe/Zurich Indian/Mauritius Pacific/Auckland
    Pacific/Chatham Pacific/Easter Pacific/Fiji Pacific/Galapagos Pacific/Honolulu Pacific/Port_Moresby
    """

  /// Folded names in order of their bytes, the country's code behind each, and the zones.
  static let names: StaticString = """
    aachen|DE:55, aalborg|DK:5b, aarhus|DK:5b, abakan|RU:3k, aberdeen|GB:5k, abidjan|CI:00, abu dhabi|AE:36
    abuja|NG:0f, acapulco|MX:1y, accra|GH:01, achinsk|RU:3k, adana|TR:5e, addis ababa|ET:02
    addis abeba|ET:02, adeje|ES:4n, adelaide|AU:4r, aguascalientes|MX:1y, ahmedabad|IN:3j, akron|US:23
    aktau|KZ:2r, aktobe|KZ:2s, albany|US:23, albuquerque|US:1b, alexandria|EG:04, alger|DZ:03, algiers|DZ:03
    alicante|ES:5m, alice springs|AU:4u, alma ata|KZ:2o, almaty|KZ:2o, almetyevsk|RU:5q, ambon|ID:3d
    amman|JO:2p, amsterdam|NL:51, anadyr|RU:2q, anaheim|US:1s, anchorage|US:0o, andijan|UZ:4a, andijon|UZ:4a
    angarsk|RU:3b, angra do heroismo|PT:4m, ankara|TR:5e, ann arbor|US:1c, antalya|TR:5e, antofagasta|CL:2e
    antwerp|BE:57, antwerpen|BE:57, aqtau|KZ:2r, aqtobe|KZ:2s, aracaju|BR:1t, archangelsk|RU:5q
    arequipa|PE:1r, arhus|DK:5b, arkhangelsk|RU:5q, arlington|US:1523, arrecife|ES:4n, artyom|RU:4h
    arusha|TZ:08, asgabat|TM:2t, ashdod|IL:3e, ashgabat|TM:2t, astana|KZ:2o, astrachan|RU:52, astrakhan|RU:52
    asuncion|PY:0w, athen|GR:53, athens|GR:53, athina|GR:53, atlanta|US:23, atyrau|KZ:2u, auckland|NZ:6e
    augsburg|DE:55, aurora|US:151b, austin|US:15, bagdad|IQ:2v, baghdad|IQ:2v, baki|AZ:2x, baku|AZ:2x
    balakovo|RU:5z, balashikha|RU:5q, balikpapan|ID:3q, ballarat|AU:4y, balti|MD:5a, baltimore|US:23
    bandung|ID:3c, banff|CA:1d, bangalore|IN:3j, bangkok|TH:2y, banja luka|BA:5y, barcelona|ES:5m, bari|IT:5w
    bariloche|AR:0t, barnaul|RU:2z, barranquilla|CO:10, basel|CH:6c, basra|IQ:2v, baton rouge|US:15
    batumi|GE:4b, beer sheva|IL:3e, beijing|CN:47, beirut|LB:30, belem|BR:0y, belfast|GB:5k, belgorod|RU:5q
    belgrad|RS:54, belgrade|RS:54, bellevue|US:1s, belo horizonte|BR:2g, bendigo|AU:4y, bengaluru|IN:3j
    beograd|RS:54, berdsk|RU:3v, berezniki|RU:4k, bergen|NO:5r, berkeley|US:1s, berlin|DE:55, bern|CH:6c
    bialystok|PL:6a, bielefeld|DE:55, bijsk|RU:2z, bilbao|ES:5m, billings|US:1b, birmingham|GB:5k
    birmingham|US:15, birobidzhan|RU:4h, bischkek|KG:31, bishkek|KG:31, biysk|RU:2z, blagoveshchensk|RU:4i
    bloomington|US:151l, boa vista|BR:0z, bobruisk|BY:5o, bochum|DE:55, bogota|CO:10, boise|US:11
    bologna|IT:5w, bolzano|IT:5w, bombay|IN:3j, bonn|DE:55, bordeaux|FR:5s, boston|US:23, boulder|US:1b
    bozeman|US:1b, bozen|IT:5w, braga|PT:5i, brampton|CA:2k, brandon|CA:2n, brasilia|BR:2g, brasov|RO:58
    bratislava|SK:56, bratsk|RU:3b, braunschweig|DE:55, bremen|DE:55, brescia|IT:5w, breslau|PL:6a
    brest|BY:5o, brighton|GB:5k, brisbane|AU:4s, bristol|GB:5k, brjansk|RU:5q, brno|CZ:5u, broken hill|AU:4t
    bronx|US:23, brooklyn|US:23, bruges|BE:57, brugge|BE:57, brunn|CZ:5u, brussel|BE:57, brussels|BE:57
    bruxelles|BE:57, bryansk|RU:5q, bucharest|RO:58, bucuresti|RO:58, budapest|HU:59, budva|ME:5t
    buenos aires|AR:0q, buffalo|US:23, bukarest|RO:58, bukavu|CD:0h, bukhara|UZ:45, bunbury|AU:4z
    burbank|US:1s, burgas|BG:62, burlington|US:23, burnaby|CA:2l, bursa|TR:5e, busan|KR:46, buxoro|UZ:45
    cabo san lucas|MX:1w, cairns|AU:4s, cairo|EG:04, calcutta|IN:3j, calgary|CA:1d, cali|CO:10
    cambridge|GB:5k, cambridge|US:23, campinas|BR:2g, campo grande|BR:12, canberra|AU:50, cancun|MX:13
    cannes|FR:5s, canton|CN:47, cape town|ZA:0a, caracas|VE:14, cardiff|GB:5k, cartagena|CO:10
    casablanca|MA:05, catania|IT:5w, cdmx|MX:1y, cebu|PH:3r, cebu city|PH:3r, ceuta|ES:06, chabarowsk|RU:4h
    chandler|US:27, charkiw|UA:5h, charleroi|BE:57, charleston|US:23, charlotte|US:23, charlottetown|CA:1i
    chatham islands|NZ:6f, cheboksary|RU:5q, chelyabinsk|RU:4k, chemnitz|DE:55, chengdu|CN:47, chennai|IN:3j
    cherepovets|RU:5q, cherkasy|UA:5h, cherkessk|RU:5q, chernihiv|UA:5h, chernivtsi|UA:5h, cheyenne|US:1b
    chiang mai|TH:2y, chicago|US:15, chihuahua|MX:16, chisinau|MD:5a, chita|RU:32, chittagong|BD:35
    choibalsan|MN:4f, chongqing|CN:47, christchurch|NZ:6e, cincinnati|US:23, ciudad de mexico|MX:1y
    ciudad de panama|PA:26, ciudad juarez|MX:17, cleveland|US:23, cluj|RO:58, cluj napoca|RO:58
    cochabamba|BO:1q, coihaique|CL:19, coimbra|PT:5i, cologne|DE:55, colombo|LK:33, colorado springs|US:1b
    columbia|US:1523, columbus|US:23, concepcion|CL:2e, constanta|RO:58, copenhagen|DK:5b, cordoba|AR:0r
    cordoba|ES:5m, cork|IE:5c, corpus christi|US:15, coventry|GB:5k, coyhaique|CL:19, cracow|PL:6a
    cuenca|EC:1h, cuiaba|BR:1a, culiacan|MX:1w, cupertino|US:1s, curitiba|BR:2g, cusco|PE:1r, da nang|VN:38
    daegu|KR:46, daejeon|KR:46, dakar|SN:07, dalian|CN:47, dallas|US:15, damascus|SY:34, dammam|SA:43
    danzig|PL:6a, dar es salaam|TZ:08, darkhan|MN:4f, darmstadt|DE:55, darwin|AU:4u, daugavpils|LV:5v
    davao|PH:3r, dayton|US:23, debrecen|HU:59, delhi|IN:3j, den haag|NL:51, denpasar|ID:3q, denver|US:1b
    des moines|US:15, detroit|US:1c, dhaka|BD:35, dijon|FR:5s, dimitrovgrad|RU:66, dnepr|UA:5h, dnipro|UA:5h
    dodoma|TZ:08, doha|QA:40, dongguan|CN:47, dortmund|DE:55, dresden|DE:55, dubai|AE:36, dublin|IE:5c
    duesseldorf|DE:55, duisburg|DE:55, dunedin|NZ:6e, durban|ZA:0a, durham|US:23, duschanbe|TJ:37
    dushanbe|TJ:37, dusseldorf|DE:55, dzerzhinsk|RU:5q, edinburgh|GB:5k, edmonton|CA:1d, eindhoven|NL:51
    ekaterinburg|RU:4k, ekibastuz|KZ:2o, el paso|US:1b, elista|RU:5q, engels|RU:5z, ensenada|MX:2j
    erbil|IQ:2v, erdenet|MN:4f, erevan|AM:4l, erfurt|DE:55, espoo|FI:5d, essen|DE:55, eucla|AU:4v
    eugene|US:1s, fairbanks|US:0o, faisalabad|PK:3h, fargo|US:15, fargona|UZ:4a, faro|PT:5i, fergana|UZ:4a
    fernando de noronha|BR:24, fez|MA:05, firenze|IT:5w, flagstaff|US:27, florence|IT:5w, florenz|IT:5w
    florianopolis|BR:2g, fort collins|US:1b, fort lauderdale|US:23, fort wayne|US:1l, fort worth|US:15
    fortaleza|BR:1f, foshan|CN:47, frankfurt|DE:55, frankfurt am main|DE:55, fredericton|CA:1z
    freiburg|DE:55, freiburg im breisgau|DE:55, fremantle|AU:4z, fresno|US:1s, fukuoka|JP:4d, funchal|PT:4p
    galway|IE:5c, ganja|AZ:2x, gatineau|CA:2k, gdansk|PL:6a, gdynia|PL:6a, geelong|AU:4y, geneva|CH:6c
    geneve|CH:6c, genf|CH:6c, genoa|IT:5w, genova|IT:5w, gent|BE:57, genua|IT:5w, george town|MY:3l
    ghent|BE:57, giza|EG:04, glasgow|GB:5k, glendale|US:1s27, godthab|GL:25, goiania|BR:2g, gold coast|AU:4s
    gold coast airport|AU:50, goma|CD:0h, gomel|BY:5o, gorno altaysk|RU:2z, goteborg|SE:63, gothenburg|SE:63
    gottingen|DE:55, gqeberha|ZA:0a, granada|ES:5m, grand rapids|US:1c, graz|AT:67, green bay|US:15
    grenoble|FR:5s, grodno|BY:5o, groningen|NL:51, grozny|RU:5q, guadalajara|MX:1y, guangzhou|CN:47
    guatemala|GT:1g, guatemala city|GT:1g, guayaquil|EC:1h, gurgaon|IN:3j, gurugram|IN:3j, gyumri|AM:4l
    gəncə|AZ:2x, hai phong|VN:38, haifa|IL:3e, halifax|CA:1i, halle|DE:55, hamburg|DE:55, hamilton|CA:2k
    hamilton|NZ:6e, hanga roa|CL:6g, hangzhou|CN:47, hannover|DE:55, hanoi|VN:38, hanover|DE:55, harare|ZW:09
    harbin|CN:47, hartford|US:23, havana|CU:1j, havanna|CU:1j, heidelberg|DE:55, helsingfors|FI:5d
    helsinki|FI:5d, henderson|US:1s, heraklion|GR:53, hermosillo|MX:1k, hilo|US:6j, hiroshima|JP:4d
    ho chi minh|VN:38, ho chi minh city|VN:38, hobart|AU:4w, homel|BY:5o, hong kong|HK:39, hongkong|HK:39
    honolulu|US:6j, horta|PT:4m, houston|US:15, hovd|MN:3a, hrodna|BY:5o, huntsville|US:15, hurghada|EG:04
    hyderabad|IN:3j, iasi|RO:58, incheon|KR:46, indianapolis|US:1l, ingolstadt|DE:55, innsbruck|AT:67
    iqaluit|CA:1m, irkutsk|RU:3b, irvine|US:1s, ischewsk|RU:5x, isfahan|IR:4c, islamabad|PK:3h
    istanbul|TR:5e, ivano frankivsk|UA:5h, ivanovo|RU:5q, iwanowo|RU:5q, izhevsk|RU:5x, izmir|TR:5e
    jackson|US:15, jacksonville|US:23, jaipur|IN:3j, jakarta|ID:3c, jakutsk|RU:4i, jalta|RU:60, jalta|UA:60
    jaroslawl|RU:5q, jayapura|ID:3d, jeddah|SA:43, jekaterinburg|RU:4k, jena|DE:55, jerewan|AM:4l
    jersey city|US:23, jerusalem|IL:3e, joao pessoa|BR:1f, johannesburg|ZA:0a, johor bahru|MY:3l
    joinville|BR:2g, juneau|US:1o, kabul|AF:3f, kairo|EG:04, kaliningrad|RU:5f, kaluga|RU:5q
    kamensk uralsky|RU:4k, kampala|UG:0b, kananga|CD:0h, kano|NG:0f, kansas city|US:15, kaohsiung|TW:49
    kapstadt|ZA:0a, karachi|PK:3h, karaganda|KZ:2o, karlovy vary|CZ:5u, karlsbad|CZ:5u, karlsruhe|DE:55
    kassel|DE:55, kathmandu|NP:3i, katowice|PL:6a, kattowitz|PL:6a, kaunas|LT:68, kazan|RU:5q, kelowna|CA:2l
    kemerovo|RU:3u, kemerowo|RU:3u, kerch|RU:60, kerch|UA:60, khabarovsk|RU:4h, khanty mansiysk|RU:4k
    kharkiv|UA:5h, kharkov|UA:5h, khartoum|SD:0c, kherson|UA:5h, khimki|RU:5q, khmelnytskyi|UA:5h
    kholmsk|RU:44, khovd|MN:3a, khujand|TJ:37, kiel|DE:55, kiev|UA:5h, kiew|UA:5h, kigali|RW:0d
    kingston|CA:2k, kingston|JM:1n, kinshasa|CD:0e, kirov|RU:5g, kisangani|CD:0h, kishinev|MD:5a
    kitchener|CA:2k, klagenfurt|AT:67, klaipeda|LT:68, kobe|JP:4d, kobenhavn|DK:5b, koblenz|DE:55
    kochi|IN:3j, koeln|DE:55, kokshetau|KZ:2o, kolkata|IN:3j, koln|DE:55, kolomna|RU:5q, kolwezi|CD:0h
    komsomolsk on amur|RU:4h, konigsberg|RU:5f, kopenhagen|DK:5b, koroljow|RU:5q, korolyov|RU:5q
    kosice|SK:56, kostanay|KZ:41, kostroma|RU:5q, kota kinabalu|MY:3m, kowloon|HK:39, krakau|PL:6a
    krakow|PL:6a, krasnodar|RU:5q, krasnojarsk|RU:3k, krasnoyarsk|RU:3k, krefeld|DE:55, kryvyi rih|UA:5h
    kuala lumpur|MY:3l, kuching|MY:3m, kumasi|GH:01, kurgan|RU:4k, kursk|RU:5q, kutaisi|GE:4b
    kuwait city|KW:3n, kyiv|UA:5h, kyoto|JP:4d, kyzyl|RU:3k, kyzylorda|KZ:42, la habana|CU:1j
    la laguna|ES:4n, la paz|BO:1q, la paz|MX:1w, la plata|AR:0q, lagos|NG:0f, lahore|PK:3h, laibach|SI:5j
    lansing|US:1c, larnaca|CY:3t, las palmas|ES:4n, las palmas de gran canaria|ES:4n, las vegas|US:1s
    launceston|AU:4w, lausanne|CH:6c, laval|CA:2k, leeds|GB:5k, leicester|GB:5k, leipzig|DE:55, lemberg|UA:5h
    leon|MX:1y, lethbridge|CA:1d, lexington|US:1p, liege|BE:57, lille|FR:5s, lima|PE:1r, limassol|CY:3t
    limerick|IE:5c, lincoln|US:15, linz|AT:67, lipetsk|RU:5q, lipezk|RU:5q, lisboa|PT:5i, lisbon|PT:5i
    lissabon|PT:5i, little rock|US:15, liverpool|GB:5k, ljubljana|SI:5j, lodz|PL:6a, london|CA:2k
    london|GB:5k, londres|GB:5k, long beach|US:1s, lord howe island|AU:4x, los angeles|US:1s
    louisville|US:1p, luanda|AO:0g, lubbock|US:15, lubeck|DE:55, lublin|PL:6a, lubumbashi|CD:0h
    lucerne|CH:6c, lucknow|IN:3j, luebeck|DE:55, lugano|CH:6c, lusaka|ZM:0i, lutsk|UA:5h, luttich|BE:57
    luxembourg|LU:5l, luxemburg|LU:5l, luzern|CH:6c, lviv|UA:5h, lvov|UA:5h, lwiw|UA:5h, lyon|FR:5s
    maastricht|NL:51, macao|MO:3o, macapa|BR:0y, macau|MO:3o, maceio|BR:1t, madison|US:15, madras|IN:3j
    madrid|ES:5m, magadan|RU:3p, magdeburg|DE:55, magnitogorsk|RU:4k, mahilyow|BY:5o, mailand|IT:5w
    mainz|DE:55, makassar|ID:3q, makhachkala|RU:5q, malaga|ES:5m, malmo|SE:63, manado|ID:3q, managua|NI:1u
    manama|BH:2w, manaus|BR:1v, manchester|GB:5k, manchester|US:23, manhattan|US:23, manila|PH:3r
    mannheim|DE:55, maputo|MZ:0j, mar del plata|AR:0q, maracaibo|VE:14, marbella|ES:5m, maribor|SI:5j
    markham|CA:2k, marrakech|MA:05, marrakesh|MA:05, marseille|FR:5s, mashhad|IR:4c, matadi|CD:0e
    maykop|RU:5q, mazatlan|MX:1w, mbandaka|CD:0e, mbuji mayi|CD:0h, mecca|SA:43, medan|ID:3c, medellin|CO:10
    melbourne|AU:4y, melilla|ES:06, memphis|US:15, mendoza|AR:0s, merida|MX:1x, mesa|US:27, mexicali|MX:2j
    mexico city|MX:1y, mexiko stadt|MX:1y, miami|US:23, miass|RU:4k, milan|IT:5w, milano|IT:5w
    milwaukee|US:15, minneapolis|US:15, minsk|BY:5o, mirny|RU:4i, mississauga|CA:2k, mobile|US:15
    modena|IT:5w, mogilev|BY:5o, mombasa|KE:0k, monaco|MC:5p, monchengladbach|DE:55, moncton|CA:1z
    monte carlo|MC:5p, monterrey|MX:20, montevideo|UY:21, montpellier|FR:5s, montreal|CA:2k, moscou|RU:5q
    moscow|RU:5q, moskau|RU:5q, moskva|RU:5q, mountain view|US:1s, muenchen|DE:55, muenster|DE:55
    mumbai|IN:3j, munchen|DE:55, munich|DE:55, munster|DE:55, murcia|ES:5m, murmansk|RU:5q, muscat|OM:3s
    mykolaiv|UA:5h, mytishchi|RU:5q, naberezhnye chelny|RU:5q, nadi|FJ:6h, nagoya|JP:4d, nairobi|KE:0k
    nakhodka|RU:4h, nalchik|RU:5q, namangan|UZ:4a, nanjing|CN:47, nantes|FR:5s, naples|IT:5w, naples|US:23
    napoli|IT:5w, narva|EE:64, naryan mar|RU:5q, nashville|US:15, nassau|BS:22, natal|BR:1f, neapel|IT:5w
    neftekamsk|RU:4k, nefteyugansk|RU:4k, neryungri|RU:4i, netanya|IL:3e, neuquen|AR:0t, new delhi|IN:3j
    new haven|US:23, new orleans|US:15, new york|US:23, new york city|US:23, newark|US:23, newcastle|AU:50
    newcastle upon tyne|GB:5k, nha trang|VN:38, nice|FR:5s, nicosia|CY:3t, ningbo|CN:47, nis|RS:54
    nizhnevartovsk|RU:4k, nizhnij novgorod|RU:5q, nizhniy novgorod|RU:5q, nizhny novgorod|RU:5q
    nizhny tagil|RU:4k, nizza|FR:5s, noida|IN:3j, norfolk|US:23, norilsk|RU:3k, nottingham|GB:5k
    novi sad|RS:54, novokuznetsk|RU:3u, novorossiysk|RU:5q, novosibirsk|RU:3v, novy urengoy|RU:4k
    nowokusnezk|RU:3u, noworossijsk|RU:5q, nowosibirsk|RU:3v, noyabrsk|RU:4k, nuernberg|DE:55
    nueva york|US:23, nukus|UZ:45, nur sultan|KZ:2o, nuremberg|DE:55, nurnberg|DE:55, nuuk|GL:25, nyc|US:23
    oakland|US:1s, oaxaca|MX:1y, obninsk|RU:5q, odense|DK:5b, odesa|UA:5h, odessa|UA:5h, oklahoma city|US:15
    oktyabrsky|RU:4k, oldenburg|DE:55, olgii|MN:3a, olinda|BR:2b, omaha|US:15, omsk|RU:3w, oporto|PT:5i
    oral|KZ:3x, oran|DZ:03, orel|RU:5q, orenburg|RU:4k, orlando|US:23, orsk|RU:4k, oryol|RU:5q, osaka|JP:4d
    osh|KG:31, oskemen|KZ:2o, oslo|NO:5r, osnabruck|DE:55, ostrava|CZ:5u, ottawa|CA:2k, oulu|FI:5d
    oxford|GB:5k, padova|IT:5w, padua|IT:5w, palembang|ID:3c, palermo|IT:5w, palma|ES:5m
    palma de mallorca|ES:5m, palmas|BR:0p, palo alto|US:1s, panaji|IN:3j, panama|PA:26, panama city|PA:26
    paphos|CY:3t, paris|FR:5s, parma|IT:5w, pasadena|US:1s, pattaya|TH:2y, pavlodar|KZ:2o, peking|CN:47
    penang|MY:3l, penza|RU:5q, peoria|US:1527, perm|RU:4k, perth|AU:4z, pervouralsk|RU:4k, petersburg|RU:5q
    petropavl|KZ:2o, petropavlovsk kamchatskiy|RU:3g, petropavlovsk kamchatsky|RU:3g, petrosawodsk|RU:5q
    petrozavodsk|RU:5q, philadelphia|US:23, phnom penh|KH:3y, phoenix|US:27, phuket|TH:2y, pilsen|CZ:5u
    pittsburgh|US:23, plano|US:15, playa del carmen|MX:13, plovdiv|BG:62, plzen|CZ:5u, podgorica|ME:5t
    podolsk|RU:5q, poltava|UA:5h, ponta delgada|PT:4m, port elizabeth|ZA:0a, port harcourt|NG:0f
    port louis|MU:6d, port moresby|PG:6k, portland|US:1s23, porto|PT:5i, porto alegre|BR:2g
    porto velho|BR:28, posen|PL:6a, potsdam|DE:55, poznan|PL:6a, prag|CZ:5u, prague|CZ:5u, praha|CZ:5u
    pressburg|SK:56, pretoria|ZA:0a, princeton|US:23, prokopyevsk|RU:3u, providence|US:23, provo|US:1b
    pskov|RU:5q, pskow|RU:5q, puebla|MX:1y, puerto ayora|EC:6i, puerto baquerizo moreno|EC:6i
    puerto del rosario|ES:4n, puerto natales|CL:2a, pune|IN:3j, punta arenas|CL:2a, punta cana|DO:2f
    pyatigorsk|RU:5q, pyongyang|KP:3z, qaraghandy|KZ:2o, qingdao|CN:47, qostanay|KZ:41, quebec|CA:2k
    quebec city|CA:2k, queens|US:23, queenstown|NZ:6e, queretaro|MX:1y, quezon city|PH:3r, quito|EC:1h
    qyzylorda|KZ:42, rabat|MA:05, raleigh|US:23, rangoon|MM:4j, reading|GB:5k, recife|BR:2b, red deer|CA:1d
    redmond|US:1s, regensburg|DE:55, regina|CA:2c, reims|FR:5s, rennes|FR:5s, reno|US:1s, reykjavik|IS:4q
    riad|SA:43, ribeirao preto|BR:2g, richmond|CA:2l, richmond|US:1s23, riga|LV:5v, rijeka|HR:6b
    rio branco|BR:2d, rio de janeiro|BR:2g, rivne|UA:5h, riyadh|SA:43, rjasan|RU:5q, rochester|US:1523
    rom|IT:5w, roma|IT:5w, rome|IT:5w, rosario|AR:0r, rostock|DE:55, rostov|RU:5q, rostov na donu|RU:5q
    rostov on don|RU:5q, rotterdam|NL:51, rubtsovsk|RU:2z, rudny|KZ:41, ryazan|RU:5q, rybinsk|RU:5q
    rzeszow|PL:6a, saarbrucken|DE:55, saarbruecken|DE:55, sacramento|US:1s, saigon|VN:38, saint john|CA:1z
    saint johns|CA:2h, saint louis|US:15, saint paul|US:15, saint petersburg|RU:5q, salavat|RU:4k
    salekhard|RU:4k, salem|US:1s, salt lake city|US:1b, salta|AR:0t, saltillo|MX:20, salvador|BR:0x
    salzburg|AT:67, samara|RU:5x, samarkand|UZ:45, samarqand|UZ:45, san antonio|US:15, san diego|US:1s
    san francisco|US:1s, san jose|CR:18, san jose|US:1s, san juan|PR:29, san luis potosi|MX:1y
    san miguel de tucuman|AR:0u, san pedro sula|HN:2i, san salvador|SV:1e, sankt gallen|CH:6c
    sankt peterburg|RU:5q, sankt petersburg|RU:5q, santa barbara|US:1s, santa cruz de la sierra|BO:1q
    santa cruz de tenerife|ES:4n, santa fe|AR:0r, santa fe|US:1b, santa monica|US:1s, santiago|CL:2e
    santiago de chile|CL:2e, santo domingo|DO:2f, santos|BR:2g, sao luis|BR:1f, sao paulo|BR:2g
    sapporo|JP:4d, sarajevo|BA:5y, saransk|RU:5q, sarasota|US:23, saratov|RU:5z, saratow|RU:5z
    saskatoon|CA:2c, savannah|US:23, schanghai|CN:47, scottsdale|US:27, seattle|US:1s, semarang|ID:3c
    semey|KZ:2o, seoul|KR:46, serpukhov|RU:5q, sevastopol|RU:60, sevastopol|UA:60, severodvinsk|RU:5q
    seversk|RU:4e, sevilla|ES:5m, seville|ES:5m, sewastopol|RU:60, sewastopol|UA:60, shanghai|CN:47
    sharjah|AE:36, sharm el sheikh|EG:04, sheffield|GB:5k, shenzhen|CN:47, shymkent|KZ:2o, simferopol|RU:60
    simferopol|UA:60, singapore|SG:48, singapur|SG:48, sioux falls|US:15, skopje|MK:61, sliema|MT:5n
    smolensk|RU:5q, sochi|RU:5q, sofia|BG:62, sotschi|RU:5q, sousse|TN:0m, southampton|GB:5k, split|HR:6b
    spokane|US:1s, st gallen|CH:6c, st johns|CA:2h, st louis|US:15, st paul|US:15, st petersburg|RU:5q
    stamford|US:23, stary oskol|RU:5q, staten island|US:23, stavanger|NO:5r, stavropol|RU:5q, stawropol|RU:5q
    sterlitamak|RU:4k, stettin|PL:6a, stockholm|SE:63, strasbourg|FR:5s, strassburg|FR:5s, stuttgart|DE:55
    sucre|BO:1q, sumgait|AZ:2x, sumqayit|AZ:2x, sumy|UA:5h, sunnyvale|US:1s, sunshine coast|AU:4s
    surabaya|ID:3c, surgut|RU:4k, surrey|CA:2l, suva|FJ:6h, suzhou|CN:47, sydney|AU:50, syktyvkar|RU:5q
    syracuse|US:23, syzran|RU:5x, szczecin|PL:6a, szeged|HU:59, tabriz|IR:4c, tacoma|US:1s, taganrog|RU:5q
    taichung|TW:49, taipei|TW:49, taldykorgan|KZ:2o, tallinn|EE:64, tambov|RU:5q, tambow|RU:5q, tampa|US:23
    tampere|FI:5d, tangier|MA:05, taraz|KZ:2o, tartu|EE:64, taschkent|UZ:4a, tashkent|UZ:4a, tauranga|NZ:6e
    tbilisi|GE:4b, tegucigalpa|HN:2i, teheran|IR:4c, tehran|IR:4c, tel aviv|IL:3e, tel aviv yafo|IL:3e
    temeswar|RO:58, temirtau|KZ:2o, tempe|US:27, tenerife|ES:4n, teneriffa|ES:4n, teresina|BR:1f
    ternopil|UA:5h, the hague|NL:51, thessaloniki|GR:53, tianjin|CN:47, tiflis|GE:4b, tijuana|MX:2j
    tilburg|NL:51, timisoara|RO:58, tirana|AL:65, tirane|AL:65, tiraspol|MD:5a, tjumen|RU:4k, tobolsk|RU:4k
    togliatti|RU:5x, tokio|JP:4d, tokyo|JP:4d, toledo|US:23, toljatti|RU:5x, toluca|MX:1y, tolyatti|RU:5x
    tomsk|RU:4e, toowoomba|AU:4s, torino|IT:5w, toronto|CA:2k, torreon|MX:20, torshavn|FO:4o, toshkent|UZ:4a
    toulouse|FR:5s, townsville|AU:4s, trier|DE:55, trieste|IT:5w, tripoli|LY:0l, trondheim|NO:5r
    trujillo|PE:1r, tscheljabinsk|RU:4k, tscherepowez|RU:5q, tschita|RU:32, tucson|US:27, tucuman|AR:0u
    tula|RU:5q, tulsa|US:15, tulum|MX:13, tunis|TN:0m, turin|IT:5w, turkistan|KZ:2o, turku|FI:5d, tver|RU:5q
    twer|RU:5q, tyumen|RU:4k, uberlandia|BR:2g, ubud|ID:3q, ufa|RU:4k, ulaanbaatar|MN:4f, ulaangom|MN:3a
    ulan bator|MN:4f, ulan ude|RU:3b, ulgii|MN:3a, uljanowsk|RU:66, ulm|DE:55, ulyanovsk|RU:66, uppsala|SE:63
    uralsk|KZ:3x, urumqi|CN:47, ushuaia|AR:0v, ussuriysk|RU:4h, ust kamenogorsk|KZ:2o, utrecht|NL:51
    uzhgorod|UA:5h, uzhhorod|UA:5h, valencia|ES:5m, valencia|VE:14, valletta|MT:5n, valparaiso|CL:2e
    vancouver|CA:2l, varna|BG:62, veliky novgorod|RU:5q, venedig|IT:5w, venezia|IT:5w, venice|IT:5w
    veracruz|MX:1y, verona|IT:5w, victoria|CA:2l, vienna|AT:67, vientiane|LA:4g, vigo|ES:5m, vilnius|LT:68
    vina del mar|CL:2e, vinnytsia|UA:5h, virginia beach|US:23, vitebsk|BY:5o, vitoria|BR:2g
    vladikavkaz|RU:5q, vladimir|RU:5q, vladivostok|RU:4h, volgograd|RU:69, vologda|RU:5q, volzhsky|RU:69
    voronezh|RU:5q, votkinsk|RU:5x, waitangi|NZ:6f, warsaw|PL:6a, warschau|PL:6a, warszawa|PL:6a
    washington|US:23, washington dc|US:23, waterloo|CA:2k, wellington|NZ:6e, west palm beach|US:23
    whistler|CA:2l, whitehorse|CA:2m, wichita|US:15, wien|AT:67, wiesbaden|DE:55, wilmington|US:23
    wilna|LT:68, windhoek|NA:0n, windsor|CA:2k, winnipeg|CA:2n, winterthur|CH:6c, wladimir|RU:5q
    wladiwostok|RU:4h, wolgograd|RU:69, wollongong|AU:50, wologda|RU:5q, woronesch|RU:5q, wroclaw|PL:6a
    wuerzburg|DE:55, wuhan|CN:47, wuppertal|DE:55, wurzburg|DE:55, xiamen|CN:47, xian|CN:47, yakutsk|RU:4i
    yalta|RU:60, yalta|UA:60, yangon|MM:4j, yaroslavl|RU:5q, yekaterinburg|RU:4k, yellowknife|CA:1d
    yerevan|AM:4l, yiwu|CN:47, yogyakarta|ID:3c, yokohama|JP:4d, yoshkar ola|RU:5q, yuzhno sakhalinsk|RU:44
    zagreb|HR:6b, zaporizhzhia|UA:5h, zaporozhye|UA:5h, zaragoza|ES:5m, zelenograd|RU:5q, zhanaozen|KZ:2r
    zhytomyr|UA:5h, zlatoust|RU:4k, zuerich|CH:6c, zug|CH:6c, zurich|CH:6c, αθηνα|GR:53, θεσσαλονικη|GR:53
    абакан|RU:3k, абиджан|CI:00, абу даби|AE:36, абуджа|NG:0f, аддис абеба|ET:02, аделаида|AU:4r, аккра|GH:01
    актау|KZ:2r, актобе|KZ:2s, александрия|EG:04, алжир|DZ:03, аликанте|ES:5m, алма ата|KZ:2o, алматы|KZ:2o
    альметьевск|RU:5q, амман|JO:2p, амстердам|NL:51, анадырь|RU:2q, ангарск|RU:3b, андижан|UZ:4a
    анкара|TR:5e, анкоридж|US:0o, анталья|TR:5e, антверпен|BE:57, артем|RU:4h, архангельск|RU:5q
    астана|KZ:2o, астрахань|RU:52, асунсьон|PY:0w, атланта|US:23, атырау|KZ:2u, аугсбург|DE:55, афины|GR:53
    ачинск|RU:3k, ашдод|IL:3e, ашхабад|TM:2t, ақтау|KZ:2r, ақтөбе|KZ:2s, багдад|IQ:2v, базель|CH:6c
    баку|AZ:2x, балаково|RU:5z, балашиха|RU:5q, бангалор|IN:3j, бангкок|TH:2y, баня лука|BA:5y, барнаул|RU:2z
    барселона|ES:5m, батуми|GE:4b, бейрут|LB:30, белгород|RU:5q, белград|RS:54, белфаст|GB:5k, бельцы|MD:5a
    београд|RS:54, берген|NO:5r, бердск|RU:3v, березники|RU:4k, берлин|DE:55, берн|CH:6c, бийск|RU:2z
    билефельд|DE:55, бильбао|ES:5m, бирмингем|GB:5k, биробиджан|RU:4h, бишкек|KG:31, благовещенск|RU:4i
    бобруйск|BY:5o, богота|CO:10, болонья|IT:5w, бонн|DE:55, бордо|FR:5s, бостон|US:23, бохум|DE:55
    бразилиа|BR:2g, братислава|SK:56, братск|RU:3b, бремен|DE:55, брест|BY:5o, брисбен|AU:4s, бристоль|GB:5k
    брно|CZ:5u, бруклин|US:23, брюссель|BE:57, брянск|RU:5q, будапешт|HU:59, будва|ME:5t, бургас|BG:62
    бурса|TR:5e, бухара|UZ:45, бухарест|RO:58, буэнос айрес|AR:0q, валенсия|ES:5m, валлетта|MT:5n
    вальпараисо|CL:2e, ванкувер|CA:2l, варна|BG:62, варшава|PL:6a, вашингтон|US:23, великий новгород|RU:5q
    веллингтон|NZ:6e, вена|AT:67, венеция|IT:5w, верона|IT:5w, вильнюс|LT:68, виндхук|NA:0n, виннипег|CA:2n
    винница|UA:5h, висбаден|DE:55, витебск|BY:5o, владивосток|RU:4h, владикавказ|RU:5q, владимир|RU:5q
    волгоград|RU:69, волжский|RU:69, вологда|RU:5q, воронеж|RU:5q, воткинск|RU:5x, вроцлав|PL:6a
    вупперталь|DE:55, вьентьян|LA:4g, вінниця|UA:5h, гаага|NL:51, гавана|CU:1j, галифакс|CA:1i, гамбург|DE:55
    ганновер|DE:55, гвадалахара|MX:1y, гданьск|PL:6a, гент|BE:57, генуя|IT:5w, гетеборг|SE:63, глазго|GB:5k
    гомель|BY:5o, гонконг|HK:39, гонолулу|US:6j, горно алтайск|RU:2z, грац|AT:67, гродно|BY:5o, грозный|RU:5q
    гуанчжоу|CN:47, гуаякиль|EC:1h, гюмри|AM:4l, гянджа|AZ:2x, дакар|SN:07, дакка|BD:35, даллас|US:15
    далянь|CN:47, дамаск|SY:34, дананг|VN:38, дар эс салам|TZ:08, дарвин|AU:4u, дархан|MN:4f
    даугавпилс|LV:5v, дели|IN:3j, денвер|US:1b, денпасар|ID:3q, детройт|US:1c, джакарта|ID:3c, джидда|SA:43
    дзержинск|RU:5q, димитровград|RU:66, днепр|UA:5h, дніпро|UA:5h, дортмунд|DE:55, доха|QA:40, дрезден|DE:55
    дубай|AE:36, дублин|IE:5c, дуйсбург|DE:55, дурбан|ZA:0a, душанбе|TJ:37, дюссельдорф|DE:55
    екатеринбург|RU:4k, екб|RU:4k, ереван|AM:4l, жанаозен|KZ:2r, женева|CH:6c, житомир|UA:5h, загреб|HR:6b
    зальцбург|AT:67, запорожье|UA:5h, запоріжжя|UA:5h, зеленоград|RU:5q, златоуст|RU:4k
    ивано франковск|UA:5h, иваново|RU:5q, иерусалим|IL:3e, ижевск|RU:5x, измир|TR:5e, инсбрук|AT:67
    инчхон|KR:46, иокогама|JP:4d, иркутск|RU:3b, исламабад|PK:3h, иу|CN:47, йоханнесбург|ZA:0a
    йошкар ола|RU:5q, кабул|AF:3f, казань|RU:5q, каир|EG:04, калгари|CA:1d, калининград|RU:5f, калуга|RU:5q
    калькутта|IN:3j, каменск уральский|RU:4k, кампала|UG:0b, канберра|AU:50, канкун|MX:13, караганда|KZ:2o
    каракас|VE:14, карачи|PK:3h, кардифф|GB:5k, карловы вары|CZ:5u, карлсруэ|DE:55, касабланка|MA:05
    кассель|DE:55, катманду|NP:3i, катовице|PL:6a, каунас|LT:68, квебек|CA:2k, кейптаун|ZA:0a, кельн|DE:55
    кембридж|GB:5k, кемерово|RU:3u, керчь|RU:60, керчь|UA:60, киев|UA:5h, киль|DE:55, киншаса|CD:0e
    киото|JP:4d, киров|RU:5g, кито|EC:1h, кишинев|MD:5a, киів|UA:5h, клайпеда|LT:68, клуж напока|RO:58
    кобе|JP:4d, кокшетау|KZ:2o, коломбо|LK:33, коломна|RU:5q, комсомольск на амуре|RU:4h, констанца|RO:58
    копенгаген|DK:5b, корк|IE:5c, королев|RU:5q, костанай|KZ:41, кострома|RU:5q, кошице|SK:56
    крайстчерч|NZ:6e, краков|PL:6a, краснодар|RU:5q, красноярск|RU:3k, кривий ріг|UA:5h, кривой рог|UA:5h
    куала лумпур|MY:3l, курган|RU:4k, курск|RU:5q, кутаиси|GE:4b, кызыл|RU:3k, кызылорда|KZ:42, ла пас|BO:1q
    лагос|NG:0f, ларнака|CY:3t, лас вегас|US:1s, лас пальмас|ES:4n, лахор|PK:3h, лейпциг|DE:55
    ливерпуль|GB:5k, лидс|GB:5k, лилль|FR:5s, лима|PE:1r, лимассол|CY:3t, линц|AT:67, лион|FR:5s
    липецк|RU:5q, лиссабон|PT:5i, лодзь|PL:6a, лозанна|CH:6c, лондон|GB:5k, лос анджелес|US:1s, луанда|AO:0g
    лубумбаши|CD:0h, лусака|ZM:0i, луцк|UA:5h, луцьк|UA:5h, львов|UA:5h, львів|UA:5h, льеж|BE:57, любек|DE:55
    люблин|PL:6a, любляна|SI:5j, люксембург|LU:5l, магадан|RU:3p, магдебург|DE:55, магнитогорск|RU:4k
    мадрид|ES:5m, майами|US:23, майкоп|RU:5q, майнц|DE:55, макао|MO:3o, малага|ES:5m, мальме|SE:63
    манама|BH:2w, манаус|BR:1v, мангейм|DE:55, манила|PH:3r, манхэттен|US:23, манчестер|GB:5k, марбелья|ES:5m
    марракеш|MA:05, марсель|FR:5s, маскат|OM:3s, махачкала|RU:5q, медельин|CO:10, мельбурн|AU:4y
    мехико|MX:1y, миасс|RU:4k, миколаів|UA:5h, милан|IT:5w, минск|BY:5o, мирный|RU:4i, могилев|BY:5o
    монако|MC:5p, монпелье|FR:5s, монреаль|CA:2k, монтевидео|UY:21, монтеррей|MX:20, москва|RU:5q, мск|RU:5q
    мумбаи|IN:3j, мурманск|RU:5q, мытищи|RU:5q, мюнстер|DE:55, мюнхен|DE:55, мінск|BY:5o
    набережные челны|RU:5q, нагоя|JP:4d, найроби|KE:0k, нальчик|RU:5q, наманган|UZ:4a, нанкин|CN:47
    нант|FR:5s, нарва|EE:64, нарьян мар|RU:5q, находка|RU:4h, неаполь|IT:5w, нерюнгри|RU:4i, нефтекамск|RU:4k
    нефтеюганск|RU:4k, нижневартовск|RU:4k, нижний новгород|RU:5q, нижний тагил|RU:4k, николаев|UA:5h
    никосия|CY:3t, ницца|FR:5s, нови сад|RS:54, новокузнецк|RU:3u, новороссийск|RU:5q, новосибирск|RU:3v
    новый уренгой|RU:4k, норильск|RU:3k, ноябрьск|RU:4k, нск|RU:3v, нукус|UZ:45, нур султан|KZ:2o, нуук|GL:25
    нью дели|IN:3j, нью йорк|US:23, нюрнберг|DE:55, нячанг|VN:38, обнинск|RU:5q, одеса|UA:5h, одесса|UA:5h
    окленд|NZ:6e, оксфорд|GB:5k, октябрьский|RU:4k, омск|RU:3w, орел|RU:5q, оренбург|RU:4k, орск|RU:4k
    осака|JP:4d, осло|NO:5r, остин|US:15, острава|CZ:5u, оттава|CA:2k, ош|KG:31, павлодар|KZ:2o
    палермо|IT:5w, пальма|ES:5m, париж|FR:5s, паттайя|TH:2y, пафос|CY:3t, пекин|CN:47, пенза|RU:5q
    первоуральск|RU:4k, пермь|RU:4k, перт|AU:4z, петербург|RU:5q, петрозаводск|RU:5q, петропавловск|KZ:2o
    петропавловск камчатский|RU:3g, питер|RU:5q, пловдив|BG:62, пномпень|KH:3y, подгорица|ME:5t
    подольск|RU:5q, познань|PL:6a, полтава|UA:5h, понта делгада|PT:4m, порт луи|MU:6d, порту|PT:5i
    потсдам|DE:55, прага|CZ:5u, претория|ZA:0a, прокопьевск|RU:3u, псков|RU:5q, пуна|IN:3j
    пунта аренас|CL:2a, пунта кана|DO:2f, пусан|KR:46, пхеньян|KP:3z, пхукет|TH:2y, пятигорск|RU:5q
    рабат|MA:05, рейкьявик|IS:4q, рига|LV:5v, рим|IT:5w, рио де жанейро|BR:2g, ровно|UA:5h
    ростов на дону|RU:5q, росток|DE:55, роттердам|NL:51, рубцовск|RU:2z, рудный|KZ:41, рыбинск|RU:5q
    рязань|RU:5q, рівне|UA:5h, салават|RU:4k, салехард|RU:4k, салоники|GR:53, самара|RU:5x, самарканд|UZ:45
    сан диего|US:1s, сан паулу|BR:2g, сан франциско|US:1s, сан хосе|US:1s, санкт петербург|RU:5q
    санта крус де тенерифе|ES:4n, санто доминго|DO:2f, сантьяго|CL:2e, саппоро|JP:4d, сарагоса|ES:5m
    сараево|BA:5y, саранск|RU:5q, саратов|RU:5z, севастополь|RU:60, севастополь|UA:60, северодвинск|RU:5q
    северск|RU:4e, севилья|ES:5m, семей|KZ:2o, серпухов|RU:5q, сеул|KR:46, сиань|CN:47, сидней|AU:50
    симферополь|RU:60, симферополь|UA:60, сингапур|SG:48, сиэтл|US:1s, скопье|MK:61, смоленск|RU:5q
    софия|BG:62, сочи|RU:5q, спб|RU:5q, сплит|HR:6b, ставрополь|RU:5q, стамбул|TR:5e, старый оскол|RU:5q
    стерлитамак|RU:4k, стокгольм|SE:63, страсбург|FR:5s, сува|FJ:6h, сумгаит|AZ:2x, суми|UA:5h, сумы|UA:5h
    сургут|RU:4k, сызрань|RU:5x, сыктывкар|RU:5q, таганрог|RU:5q, тайбэй|TW:49, талдыкорган|KZ:2o
    таллин|EE:64, таллинн|EE:64, тамбов|RU:5q, тампере|FI:5d, тараз|KZ:2o, тарту|EE:64, ташкент|UZ:4a
    тбилиси|GE:4b, тверь|RU:5q, тегеран|IR:4c, тель авив|IL:3e, темиртау|KZ:2o, тенерифе|ES:4n
    тернополь|UA:5h, тернопіль|UA:5h, тирана|AL:65, тирасполь|MD:5a, тихуана|MX:2j, тобольск|RU:4k
    токио|JP:4d, тольятти|RU:5x, томск|RU:4e, торонто|CA:2k, триполи|LY:0l, тула|RU:5q, тулуза|FR:5s
    тунис|TN:0m, турин|IT:5w, туркестан|KZ:2o, турку|FI:5d, тюмень|RU:4k, тяньцзинь|CN:47, убуд|ID:3q
    ужгород|UA:5h, улаанбаатар|MN:4f, улаангом|MN:3a, улан батор|MN:4f, улан удэ|RU:3b, улгий|MN:3a
    ульяновск|RU:66, уральск|KZ:3x, урумчи|CN:47, уссурийск|RU:4h, усть каменогорск|KZ:2o, утрехт|NL:51
    уфа|RU:4k, ухань|CN:47, ушуая|AR:0v, фергана|UZ:4a, филадельфия|US:23, финикс|US:27, флоренция|IT:5w
    фрайбург|DE:55, франкфурт|DE:55, франкфурт на майне|DE:55, фукуока|JP:4d, фуншал|PT:4p, хабаровск|RU:4h
    хайдарабад|IN:3j, хайфа|IL:3e, ханой|VN:38, ханты мансийск|RU:4k, ханчжоу|CN:47, хараре|ZW:09
    харбин|CN:47, харків|UA:5h, хартум|SD:0c, харьков|UA:5h, хельсинки|FI:5d, херсон|UA:5h, химки|RU:5q
    хмельницкий|UA:5h, хмельницький|UA:5h, хобарт|AU:4w, ховд|MN:3a, холмск|RU:44, хошимин|VN:38
    худжанд|TJ:37, хургада|EG:04, хьюстон|US:15, циндао|CN:47, цюрих|CH:6c, чебоксары|RU:5q, челябинск|RU:4k
    ченнаи|IN:3j, череповец|RU:5q, черкаси|UA:5h, черкассы|UA:5h, черкесск|RU:5q, чернигов|UA:5h
    черновцы|UA:5h, чернівці|UA:5h, чернігів|UA:5h, чикаго|US:15, чимкент|KZ:2o, чита|RU:32, чойбалсан|MN:4f
    чунцин|CN:47, чэнду|CN:47, шанхай|CN:47, шарджа|AE:36, шарм эш шейх|EG:04, штутгарт|DE:55, шымкент|KZ:2o
    шэньчжэнь|CN:47, щецин|PL:6a, эдинбург|GB:5k, эдмонтон|CA:1d, эйндховен|NL:51, экибастуз|KZ:2o
    элиста|RU:5q, эль кувейт|KW:3n, энгельс|RU:5z, эр рияд|SA:43, эрдэнэт|MN:4f, эрфурт|DE:55, эспоо|FI:5d
    эссен|DE:55, южно сахалинск|RU:44, якутск|RU:4i, ялта|RU:60, ялта|UA:60, янгон|MM:4j, ярославль|RU:5q
    яссы|RO:58, івано франківськ|UA:5h, қарағанды|KZ:2o, өскемен|KZ:2o, երեւան|AM:4l, 부산|KR:46
    서울|KR:46, 上海|CN:47, 北京|CN:47, 台北|TW:49, 大阪|JP:4d, 广州|CN:47, 東京|JP:4d, 深圳|CN:47, 香港|HK:39
    """
}
