/// Which time zones states, provinces and oblasts are in.
///
/// Made by `Scripts/place-zones.py`, not by hand, from `Scripts/places.txt` and tzdata 2026f.
enum RegionZoneTable {
  /// Zones in alphabetical order; an entry names one by its place, two digits to the base of 36.
  static let zones: StaticString = """
    Africa/Kinshasa Africa/Lubumbashi America/Adak America/Anchorage America/Araguaina America/Atikokan
    America/Bahia America/Bahia_Banderas America/Belem America/Blanc-Sablon America/Boa_Vista America/Boise
    America/Cambridge_Bay America/Campo_Grande America/Cancun America/Chicago America/Chihuahua
    America/Ciudad_Juarez America/Coyhaique America/Creston America/Cuiaba America/Denver America/Detroit
    America/Edmonton America/Eirunepe America/Fort_Nelson America/Fortaleza America/Goose_Bay America/Halifax
    America/Hermosillo America/Indiana/Indianapolis America/Iqaluit America/Juneau
    America/Kentucky/Louisville America/Los_Angeles America/Maceio America/Manaus America/Matamoros
    America/Mazatlan America/Menominee America/Merida America/Mexico_City America/Moncton America/Monterrey
    America/New_York America/Noronha America/Ojinaga America/Phoenix America/Porto_Velho America/Punta_Arenas
    America/Rankin_Inlet America/Recife America/Regina America/Rio_Branco America/Sao_Paulo America/St_Johns
    America/Tijuana America/Toronto America/Vancouver America/Whitehorse America/Winnipeg Asia/Anadyr
    Asia/Barnaul Asia/Chita Asia/Hovd Asia/Irkutsk Asia/Jakarta Asia/Jayapura Asia/Kamchatka Asia/Krasnoyarsk
    Asia/Magadan Asia/Makassar Asia/Novokuznetsk Asia/Novosibirsk Asia/Omsk Asia/Pontianak Asia/Sakhalin
    Asia/Srednekolymsk Asia/Tomsk Asia/Vladivostok Asia/Yakutsk Asia/Yekaterinburg Atlantic/Azores
    Atlantic/Canary Atlantic/Madeira Australia/Adelaide Australia/Brisbane Australia/Broken_Hill
    Australia/Darwin Australia/Eucla Australia/Hobart Australia/Lord_Howe Australia/Melbourne Australia/Perth
    Australia/Sydney Europe/Astrakhan Europe/Kaliningrad Europe/Kirov Europe/Madrid Europe/Moscow
    Europe/Samara Europe/Saratov Europe/Simferopol Europe/Ulyanovsk Europe/Volgograd Pacific/Chatham
    Pacific/Galapagos Pacific/Honolulu
    """

  /// Folded names in order of their bytes, the country's code behind each, and the zones.
  static let names: StaticString = """
    ab|CA:0n, ac|BR:1h, acores|PT:2a, acre|BR:1h, act|AU:2m, adygea|RU:2r, aisen|CL:0i, ak|US:02030w
    al|BR:0z, al|US:0f, alabama|US:0f, alagoas|BR:0z, alaska|US:02030w, alberta|CA:0n, altai krai|RU:1q
    altai republic|RU:1q, am|BR:0o10, amapa|BR:08, amazonas|BR:0o10, amur oblast|RU:28, andalucia|ES:2q
    andalusia|ES:2q, ap|BR:08, ar|US:0f, arizona|US:0l1b, arkansas|US:0f, arkhangelsk oblast|RU:2r
    astrakhan oblast|RU:2n, australian capital territory|AU:2m, aysen|CL:0i, az|US:0l1b, azoren|PT:2a
    azores|PT:2a, ba|BR:06, bahia|BR:06, baja california|MX:1k, baja california sur|MX:12
    balearic islands|ES:2q, bali|ID:1z, banten|ID:1u, bashkortostan|RU:29, basque country|ES:2q
    bayan olgii|MN:1s, bc|CA:0j0n0p1m, belgorod oblast|RU:2r, british columbia|CA:0j0n0p1m
    bryansk oblast|RU:2r, buryatia|RU:1t, ca|US:0y, california|US:0y, campeche|MX:14, canarias|ES:2b
    canary islands|ES:2b, catalonia|ES:2q, cataluna|ES:2q, catalunya|ES:2q, cdmx|MX:15, ce|BR:0q, ceara|BR:0q
    central java|ID:1u, central kalimantan|ID:23, chatham islands|NZ:2x, chechnya|RU:2r
    chelyabinsk oblast|RU:29, chiapas|MX:15, chihuahua|MX:0g0h1a, chukotka|RU:1p, chuvashia|RU:2r
    ciudad de mexico|MX:15, co|US:0l, coahuila|MX:1117, colorado|US:0l, comunidad de madrid|ES:2q
    comunidad valenciana|ES:2q, connecticut|US:18, crimea|RU:2u, ct|US:18, dagestan|RU:2r, dc|US:18, de|US:18
    delaware|US:18, df|BR:1i, district of columbia|US:18, distrito federal|BR:1i, dki jakarta|ID:1u
    east java|ID:1u, east kalimantan|ID:1z, equateur|CD:00, es|BR:1i, espirito santo|BR:1i
    estado de mexico|MX:15, fl|US:0f18, florida|US:0f18, ga|US:18, galapagos|EC:2y, galicia|ES:2q
    georgia|US:18, go|BR:1i, goias|BR:1i, guanajuato|MX:15, guerrero|MX:15, haut katanga|CD:01, hawaii|US:2z
    hi|US:2z, hidalgo|MX:15, hovd|MN:1s, ia|US:0f, id|US:0b0y, idaho|US:0b0y, il|US:0f, illes balears|ES:2q
    illinois|US:0f, in|US:0f0u, indiana|US:0f0u, ingushetia|RU:2r, iowa|US:0f, irkutsk oblast|RU:1t
    islas baleares|ES:2q, islas canarias|ES:2b, ituri|CD:01, ivanovo oblast|RU:2r, jalisco|MX:15
    jawa barat|ID:1u, jawa tengah|ID:1u, jawa timur|ID:1u, jewish autonomous oblast|RU:27
    kabardino balkaria|RU:2r, kalimantan barat|ID:23, kalimantan selatan|ID:1z, kalimantan tengah|ID:23
    kalimantan timur|ID:1z, kaliningrad oblast|RU:2o, kalmykia|RU:2r, kaluga oblast|RU:2r
    kamchatka krai|RU:1w, kanarische inseln|ES:2b, kansas|US:0f0l, karelia|RU:2r, kasai|CD:01
    katalonien|ES:2q, katanga|CD:01, kemerovo oblast|RU:20, kentucky|US:0f0x18, khabarovsk krai|RU:27
    khakassia|RU:1x, khanty mansi|RU:29, khovd|MN:1s, kirov oblast|RU:2p, komi|RU:2r, kongo central|CD:00
    kostroma oblast|RU:2r, krasnodar krai|RU:2r, krasnoyarsk krai|RU:1x, ks|US:0f0l, kurgan oblast|RU:29
    kursk oblast|RU:2r, kuzbass|RU:20, kwango|CD:00, kwilu|CD:00, ky|US:0f0x18, la|US:0f, las palmas|ES:2b
    leningrad oblast|RU:2r, lipetsk oblast|RU:2r, louisiana|US:0f, lualaba|CD:01, ma|BR:0q, ma|US:18
    madeira|PT:2c, madrid|ES:2q, magadan oblast|RU:1y, magallanes|CL:1d, maine|US:18, maluku|ID:1v
    maniema|CD:01, manitoba|CA:1o, maranhao|BR:0q, mari el|RU:2r, maryland|US:18, massachusetts|US:18
    mato grosso|BR:0k, mato grosso do sul|BR:0d, mb|CA:1o, md|US:18, me|US:18, mg|BR:1i, mi|US:0m13
    michigan|US:0m13, michoacan|MX:15, minas gerais|BR:1i, minnesota|US:0f, mississippi|US:0f, missouri|US:0f
    mn|US:0f, mo|US:0f, montana|US:0l, mordovia|RU:2r, morelos|MX:15, moscow oblast|RU:2r, ms|BR:0d, ms|US:0f
    mt|BR:0k, mt|US:0l, murmansk oblast|RU:2r, nayarit|MX:0712, nb|CA:16, nc|US:18, nd|US:0f0l, ne|US:0f0l
    nebraska|US:0f0l, nevada|US:0l0y, new brunswick|CA:16, new hampshire|US:18, new jersey|US:18
    new mexico|US:0l, new south wales|AU:2f2j2m, new york|US:18, newfoundland|CA:0r1j
    newfoundland and labrador|CA:0r1j, nh|US:18, nizhny novgorod oblast|RU:2r, nj|US:18, nl|CA:0r1j, nm|US:0l
    nord kivu|CD:01, north carolina|US:18, north dakota|US:0f0l, north ossetia|RU:2r, north sulawesi|ID:1z
    north sumatra|ID:1u, northern territory|AU:2g, northwest territories|CA:0n, nova scotia|CA:0s
    novgorod oblast|RU:2r, novosibirsk oblast|RU:21, ns|CA:0s, nsw|AU:2f2j2m, nt|AU:2g, nt|CA:0n
    nu|CA:0c0v1e, nuevo leon|MX:1117, nunavut|CA:0c0v1e, nusa tenggara barat|ID:1z, nusa tenggara timur|ID:1z
    nv|US:0l0y, ny|US:18, oaxaca|MX:15, oh|US:18, ohio|US:18, ok|US:0f, oklahoma|US:0f, omsk oblast|RU:22
    on|CA:051l1o, ontario|CA:051l1o, or|US:0b0y, oregon|US:0b0y, orenburg oblast|RU:29, oryol oblast|RU:2r
    pa|BR:08, pa|US:18, pais vasco|ES:2q, papua|ID:1v, papua barat|ID:1v, para|BR:08, paraiba|BR:0q
    parana|BR:1i, pb|BR:0q, pe|BR:191f, pe|CA:0s, pennsylvania|US:18, penza oblast|RU:2r, perm krai|RU:29
    pernambuco|BR:191f, pi|BR:0q, piaui|BR:0q, pr|BR:1i, primorsky krai|RU:27, prince edward island|CA:0s
    pskov oblast|RU:2r, puebla|MX:15, qc|CA:090s1l, qld|AU:2e, quebec|CA:090s1l, queensland|AU:2e
    queretaro|MX:15, quintana roo|MX:0e, rhode island|US:18, ri|US:18, rio de janeiro|BR:1i
    rio grande do norte|BR:0q, rio grande do sul|BR:1i, rj|BR:1i, rn|BR:0q, ro|BR:1c, rondonia|BR:1c
    roraima|BR:0a, rostov oblast|RU:2r, rr|BR:0a, rs|BR:1i, ryazan oblast|RU:2r, sa|AU:2d, sakha|RU:252728
    sakhalin oblast|RU:2425, samara oblast|RU:2s, santa catarina|BR:1i, santa cruz de tenerife|ES:2b
    sao paulo|BR:1i, saratov oblast|RU:2t, saskatchewan|CA:0n1g, sc|BR:1i, sc|US:18, sd|US:0f0l, se|BR:0z
    sergipe|BR:0z, sinaloa|MX:12, sk|CA:0n1g, smolensk oblast|RU:2r, sonora|MX:0t, south australia|AU:2d
    south carolina|US:18, south dakota|US:0f0l, south kalimantan|ID:1z, south sulawesi|ID:1z, sp|BR:1i
    stavropol krai|RU:2r, sud kivu|CD:01, sulawesi selatan|ID:1z, sulawesi utara|ID:1z, sumatera utara|ID:1u
    sverdlovsk oblast|RU:29, tamaulipas|MX:1117, tambov oblast|RU:2r, tas|AU:2i, tasmania|AU:2i
    tatarstan|RU:2r, tennessee|US:0f0x18, texas|US:0f0l, tn|US:0f0x18, to|BR:04, tocantins|BR:04
    tomsk oblast|RU:26, tshopo|CD:01, tula oblast|RU:2r, tuva|RU:1x, tver oblast|RU:2r, tx|US:0f0l
    tyumen oblast|RU:29, udmurtia|RU:2s, ulyanovsk oblast|RU:2v, ut|US:0l, utah|US:0l, uvs|MN:1s, va|US:18
    valencia|ES:2q, veracruz|MX:15, vermont|US:18, vic|AU:2k, victoria|AU:2k, virginia|US:18
    vladimir oblast|RU:2r, volgograd oblast|RU:2w, vologda oblast|RU:2r, voronezh oblast|RU:2r, vt|US:18
    wa|AU:2h2l, wa|US:0y, washington|US:0y, west java|ID:1u, west kalimantan|ID:23, west papua|ID:1v
    west virginia|US:18, western australia|AU:2h2l, wi|US:0f, wisconsin|US:0f, wv|US:18, wy|US:0l
    wyoming|US:0l, yakutia|RU:252728, yamalo nenets|RU:29, yaroslavl oblast|RU:2r, yogyakarta|ID:1u, yt|CA:1n
    yucatan|MX:14, yukon|CA:1n, zabaykalsky krai|RU:1r, адыгея|RU:2r, алтайский край|RU:1q
    амурская область|RU:28, архангельская область|RU:2r, астраханская область|RU:2n, башкирия|RU:29
    башкортостан|RU:29, белгородская область|RU:2r, брянская область|RU:2r, бурятия|RU:1t
    владимирская область|RU:2r, волгоградская область|RU:2w, вологодская область|RU:2r
    воронежская область|RU:2r, дагестан|RU:2r, еврейская автономная область|RU:27, забайкалье|RU:1r
    забайкальский край|RU:1r, ивановская область|RU:2r, ингушетия|RU:2r, иркутская область|RU:1t
    кабардино балкария|RU:2r, калининградская область|RU:2o, калмыкия|RU:2r, калужская область|RU:2r
    камчатка|RU:1w, камчатский край|RU:1w, канарские острова|ES:2b, карелия|RU:2r, кемеровская область|RU:20
    кировская область|RU:2p, коми|RU:2r, костромская область|RU:2r, краснодарский край|RU:2r
    красноярский край|RU:1x, крым|RU:2u, кузбасс|RU:20, курганская область|RU:29, курская область|RU:2r
    ленинградская область|RU:2r, липецкая область|RU:2r, магаданская область|RU:1y, марий эл|RU:2r
    мордовия|RU:2r, московская|RU:2r, московская область|RU:2r, мурманская область|RU:2r
    нижегородская область|RU:2r, новгородская область|RU:2r, новосибирская область|RU:21
    омская область|RU:22, оренбургская область|RU:29, орловская область|RU:2r, пензенская область|RU:2r
    пермский край|RU:29, приморский край|RU:27, приморье|RU:27, псковская область|RU:2r
    республика алтай|RU:1q, республика башкортостан|RU:29, республика бурятия|RU:1t, республика карелия|RU:2r
    республика коми|RU:2r, республика крым|RU:2u, республика саха|RU:252728, республика татарстан|RU:2r
    республика хакасия|RU:1x, ростовская область|RU:2r, рязанская область|RU:2r, самарская область|RU:2s
    саратовская область|RU:2t, саха|RU:252728, сахалин|RU:2425, сахалинская область|RU:2425
    свердловская область|RU:29, северная осетия|RU:2r, смоленская область|RU:2r, ставропольский край|RU:2r
    тамбовская область|RU:2r, татарстан|RU:2r, тверская область|RU:2r, томская область|RU:26, тува|RU:1x
    тульская область|RU:2r, тыва|RU:1x, тюменская область|RU:29, удмуртия|RU:2s, удмуртская республика|RU:2s
    ульяновская область|RU:2v, хабаровский край|RU:27, хакасия|RU:1x, ханты мансийский автономный округ|RU:29
    хмао|RU:29, челябинская область|RU:29, чеченская республика|RU:2r, чечня|RU:2r, чувашия|RU:2r
    чувашская республика|RU:2r, чукотка|RU:1p, чукотский автономный округ|RU:1p, якутия|RU:252728
    ямало ненецкий автономный округ|RU:29, янао|RU:29, ярославская область|RU:2r
    """
}
