/// Which time zones countries are in, by ISO code and by name.
///
/// Made by `Scripts/place-zones.py`, not by hand, from tzdata 2026f and the names of the PyPI package babel 2.19.0.
enum CountryZoneTable {
  /// Zones in alphabetical order; an entry names one by its place, two digits to the base of 36.
  static let zones: StaticString = """
    Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Asmara Africa/Bamako Africa/Bangui
    Africa/Banjul Africa/Bissau Africa/Blantyre Africa/Brazzaville Africa/Bujumbura Africa/Cairo
    Africa/Casablanca Africa/Ceuta Africa/Conakry Africa/Dakar Africa/Dar_es_Salaam Africa/Djibouti
    Africa/Douala Africa/El_Aaiun Africa/Freetown Africa/Gaborone Africa/Harare Africa/Johannesburg
    Africa/Juba Africa/Kampala Africa/Khartoum Africa/Kigali Africa/Kinshasa Africa/Lagos Africa/Libreville
    Africa/Lome Africa/Luanda Africa/Lubumbashi Africa/Lusaka Africa/Malabo Africa/Maputo Africa/Maseru
    Africa/Mbabane Africa/Mogadishu Africa/Monrovia Africa/Nairobi Africa/Ndjamena Africa/Niamey
    Africa/Nouakchott Africa/Ouagadougou Africa/Porto-Novo Africa/Sao_Tome Africa/Tripoli Africa/Tunis
    Africa/Windhoek America/Adak America/Anchorage America/Anguilla America/Antigua America/Araguaina
    America/Argentina/Buenos_Aires America/Aruba America/Asuncion America/Atikokan America/Bahia
    America/Bahia_Banderas America/Barbados America/Belem America/Belize America/Blanc-Sablon
    America/Boa_Vista America/Bogota America/Boise America/Cambridge_Bay America/Campo_Grande America/Cancun
    America/Caracas America/Cayenne America/Cayman America/Chicago America/Chihuahua America/Ciudad_Juarez
    America/Costa_Rica America/Coyhaique America/Creston America/Cuiaba America/Curacao America/Danmarkshavn
    America/Dawson America/Dawson_Creek America/Denver America/Detroit America/Dominica America/Edmonton
    America/Eirunepe America/El_Salvador America/Fort_Nelson America/Fortaleza America/Glace_Bay
    America/Goose_Bay America/Grand_Turk America/Grenada America/Guadeloupe America/Guatemala
    America/Guayaquil America/Guyana America/Halifax America/Havana America/Hermosillo
    America/Indiana/Indianapolis America/Indiana/Knox America/Indiana/Marengo America/Indiana/Petersburg
    America/Indiana/Tell_City America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac
    America/Inuvik America/Iqaluit America/Jamaica America/Juneau America/Kentucky/Louisville
    America/Kentucky/Monticello America/Kralendijk America/La_Paz America/Lima America/Los_Angeles
    America/Lower_Princes America/Maceio America/Managua America/Manaus America/Marigot America/Martinique
    America/Matamoros America/Mazatlan America/Menominee America/Merida America/Metlakatla
    America/Mexico_City America/Miquelon America/Moncton America/Monterrey America/Montevideo
    America/Montserrat America/Nassau America/New_York America/Nome America/Noronha
    America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Nuuk
    America/Ojinaga America/Panama America/Paramaribo America/Phoenix America/Port-au-Prince
    America/Port_of_Spain America/Porto_Velho America/Puerto_Rico America/Punta_Arenas America/Rankin_Inlet
    America/Recife America/Regina America/Resolute America/Rio_Branco America/Santarem America/Santiago
    America/Santo_Domingo America/Sao_Paulo America/Scoresbysund America/Sitka America/St_Barthelemy
    America/St_Johns America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent
    America/Swift_Current America/Tegucigalpa America/Thule America/Tijuana America/Toronto America/Tortola
    America/Vancouver America/Whitehorse America/Winnipeg America/Yakutat Antarctica/Macquarie
    Arctic/Longyearbyen Asia/Aden Asia/Almaty Asia/Amman Asia/Anadyr Asia/Ashgabat Asia/Baghdad Asia/Bahrain
    Asia/Baku Asia/Bangkok Asia/Barnaul Asia/Beirut Asia/Bishkek Asia/Brunei Asia/Chita Asia/Colombo
    Asia/Damascus Asia/Dhaka Asia/Dili Asia/Dubai Asia/Dushanbe Asia/Hebron Asia/Ho_Chi_Minh Asia/Hong_Kong
    Asia/Hovd Asia/Irkutsk Asia/Jakarta Asia/Jayapura Asia/Jerusalem Asia/Kabul Asia/Kamchatka Asia/Karachi
    Asia/Kathmandu Asia/Khandyga Asia/Kolkata Asia/Krasnoyarsk Asia/Kuala_Lumpur Asia/Kuwait Asia/Macau
    Asia/Magadan Asia/Makassar Asia/Manila Asia/Muscat Asia/Nicosia Asia/Novokuznetsk Asia/Novosibirsk
    Asia/Omsk Asia/Phnom_Penh Asia/Pontianak Asia/Pyongyang Asia/Qatar Asia/Riyadh Asia/Sakhalin Asia/Seoul
    Asia/Shanghai Asia/Singapore Asia/Srednekolymsk Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran
    Asia/Thimphu Asia/Tokyo Asia/Tomsk Asia/Ulaanbaatar Asia/Ust-Nera Asia/Vientiane Asia/Vladivostok
    Asia/Yakutsk Asia/Yangon Asia/Yekaterinburg Asia/Yerevan Atlantic/Azores Atlantic/Bermuda Atlantic/Canary
    Atlantic/Cape_Verde Atlantic/Faroe Atlantic/Madeira Atlantic/Reykjavik Atlantic/South_Georgia
    Atlantic/St_Helena Atlantic/Stanley Australia/Adelaide Australia/Brisbane Australia/Broken_Hill
    Australia/Darwin Australia/Eucla Australia/Hobart Australia/Lindeman Australia/Lord_Howe
    Australia/Melbourne Australia/Perth Australia/Sydney Europe/Amsterdam Europe/Andorra Europe/Astrakhan
    Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest
    Europe/Budapest Europe/Chisinau Europe/Copenhagen Europe/Dublin Europe/Gibraltar Europe/Guernsey
    Europe/Helsinki Europe/Isle_of_Man Europe/Istanbul Europe/Jersey Europe/Kaliningrad Europe/Kirov
    Europe/Kyiv Europe/Lisbon Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid Europe/Malta
    Europe/Mariehamn Europe/Minsk Europe/Monaco Europe/Moscow Europe/Oslo Europe/Paris Europe/Podgorica
    Europe/Prague Europe/Riga Europe/Rome Europe/Samara Europe/San_Marino Europe/Sarajevo Europe/Saratov
    Europe/Skopje Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Tirane Europe/Ulyanovsk Europe/Vaduz
    Europe/Vatican Europe/Vienna Europe/Vilnius Europe/Volgograd Europe/Warsaw Europe/Zagreb Europe/Zurich
    Indian/Antananarivo Indian/Chagos Indian/Christmas Indian/Cocos Indian/Comoro Indian/Kerguelen
    Indian/Mahe Indian/Maldives Indian/Mauritius Indian/Mayotte Indian/Reunion Pacific/Apia Pacific/Auckland
    Pacific/Bougainville Pacific/Chatham Pacific/Chuuk Pacific/Easter Pacific/Efate Pacific/Fakaofo
    Pacific/Fiji Pacific/Funafuti Pacific/Galapagos Pacific/Gambier Pacific/Guadalcanal Pacific/Guam
    Pacific/Honolulu Pacific/Kanton Pacific/Kiritimati Pacific/Kosrae Pacific/Kwajalein Pacific/Majuro
    Pacific/Marquesas Pacific/Midway Pacific/Nauru Pacific/Niue Pacific/Norfolk Pacific/Noumea
    Pacific/Pago_Pago Pacific/Palau Pacific/Pitcairn Pacific/Pohnpei Pacific/Port_Moresby Pacific/Rarotonga
    Pacific/Saipan Pacific/Tahiti Pacific/Tarawa Pacific/Tongatapu Pacific/Wake Pacific/Wallis
    """

  /// Folded names in order of their bytes, the country's code behind each, and the zones.
  static let names: StaticString = """
    ad|AD:7s, ae|AE:5p, af|AF:5z, afghanistan|AF:5z, ag|AG:1j, agypten|EG:0c, ai|AI:1i, al|AL:91, aland|AX:8j
    aland islands|AX:8j, alandinseln|AX:8j, albania|AL:91, albanien|AL:91, algeria|DZ:03, algerie|DZ:03
    algerien|DZ:03, am|AM:75, america|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    american samoa|AS:ac, amerikanisch samoa|AS:ac, amerikanische jungferninseln|VI:4t
    amerikanische uberseeinseln|UM:a7am, andorra|AD:7s, angola|AO:0x, anguilla|AI:1i, antigua barbuda|AG:1j
    antigua und barbuda|AG:1j, ao|AO:0x, aotearoa|NZ:9n9p, aquatorialguinea|GQ:10, ar|AR:1l, argentina|AR:1l
    argentinien|AR:1l, armenia|AM:75, armenien|AM:75, aruba|AW:1m, as|AS:ac, aserbaidschan|AZ:5e, at|AT:95
    athiopien|ET:02, au|AU:557g7h7i7j7k7l7m7n7o7p7q, australia|AU:557g7h7i7j7k7l7m7n7o7p7q
    australien|AU:557g7h7i7j7k7l7m7n7o7p7q, austria|AT:95, aw|AW:1m, ax|AX:8j, az|AZ:5e, azerbaijan|AZ:5e
    azərbaycan|AZ:5e, ba|BA:8v, bahamas|BS:3x, bahrain|BH:5d, bangladesch|BD:5n, bangladesh|BD:5n
    barbados|BB:1r, bb|BB:1r, bd|BD:5n, be|BE:7y, belarus|BY:8k, belgie|BE:7y, belgien|BE:7y, belgique|BE:7y
    belgium|BE:7y, belize|BZ:1t, benin|BJ:1b, bermuda|BM:77, bf|BF:1a, bg|BG:8y, bh|BH:5d, bhutan|BT:6v
    bi|BI:0b, bj|BJ:1b, bl|BL:4p, bm|BM:77, bn|BN:5j, bo|BO:3d, bolivia|BO:3d, bolivien|BO:3d
    bosna i hercegovina|BA:8v, bosnia herzegovina|BA:8v, bosnien und herzegowina|BA:8v, botsuana|BW:0m
    botswana|BW:0m, bq|BQ:3c, br|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m
    brasil|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m, brasilien|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m
    brazil|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m, brd|DE:7w, britain|GB:8f, britische jungferninseln|VG:50
    britisches territorium im indischen ozean|IO:9c, british indian ocean territory|IO:9c
    british virgin islands|VG:50, brunei|BN:5j, brunei darussalam|BN:5j, bs|BS:3x, bt|BT:6v, bulgaria|BG:8y
    bulgarien|BG:8y, burkina faso|BF:1a, burundi|BI:0b, bw|BW:0m, by|BY:8k, bz|BZ:1t
    ca|CA:1o1u1y292d2e2i2l2n2o2v36373t4e4g4h4q4v4z515253, cabo verde|CV:79, cambodia|KH:6h, cameroon|CM:0j
    cameroun|CM:0j, canada|CA:1o1u1y292d2e2i2l2n2o2v36373t4e4g4h4q4v4z515253, cape verde|CV:79
    caribbean netherlands|BQ:3c, caribisch nederland|BQ:3c, cayman islands|KY:23, cc|CC:9e, cd|CD:0t0y
    central african republic|CF:06, cesko|CZ:8q, cf|CF:06, cg|CG:0a, ch|CH:9a, chad|TD:17, chile|CL:284d4k9r
    china|CN:6o, christmas island|CX:9d, ci|CI:00, ck|CK:ah, cl|CL:284d4k9r, cm|CM:0j, cn|CN:6o, co|CO:1w
    cocos keeling islands|CC:9e, colombia|CO:1w, comores|KM:9f, comoros|KM:9f, congo brazzaville|CG:0a
    congo kinshasa|CD:0t0y, cook islands|CK:ah, cookinseln|CK:ah, costa rica|CR:27, cote divoire|CI:00
    cr|CR:27, crna gora|ME:8p, croatia|HR:99, cu|CU:2w, cuba|CU:2w, curacao|CW:2b, cv|CV:79, cw|CW:2b
    cx|CX:9d, cy|CY:6d, cyprus|CY:6d, cz|CZ:8q, czech republic|CZ:8q, czechia|CZ:8q, danemark|DK:82
    danmark|DK:82, de|DE:7w, denmark|DK:82, deutschland|DE:7w, dj|DJ:0i, djibouti|DJ:0i, dk|DK:82, dm|DM:2h
    do|DO:4l, dominica|DM:2h, dominican republic|DO:4l, dominikanische republik|DO:4l, dschibuti|DJ:0i
    dz|DZ:03, ec|EC:2t9w, ecuador|EC:2t9w, ee|EE:90, eesti|EE:90, eg|EG:0c, egypt|EG:0c, eh|EH:0k, eire|IE:83
    el salvador|SV:2k, ellan vannin|IM:87, england|GB:8f, equatorial guinea|GQ:10, er|ER:04, eritrea|ER:04
    es|ES:0e788h, espana|ES:0e788h, estland|EE:90, estonia|EE:90, eswatini|SZ:13, et|ET:02, ethiopia|ET:02
    falkland islands|FK:7f, falklandinseln|FK:7f, faroe islands|FO:7a, faroer|FO:7a, fi|FI:86, fidschi|FJ:9u
    fiji|FJ:9u, finland|FI:86, finnland|FI:86, fj|FJ:9u, fk|FK:7f, fm|FM:9qa3af, fo|FO:7a, foroyar|FO:7a
    fr|FR:8o, france|FR:8o, frankreich|FR:8o, franzosisch guayana|GF:22, franzosisch polynesien|PF:9xa6aj
    franzosische sud und antarktisgebiete|TF:9g, french guiana|GF:22, french polynesia|PF:9xa6aj
    french southern and antarctic lands|TF:9g, ga|GA:0v, gabon|GA:0v, gabun|GA:0v, gambia|GM:07, gb|GB:8f
    gd|GD:2q, ge|GE:6t, georgia|GE:6t, georgien|GE:6t, germany|DE:7w, gf|GF:22, gg|GG:85, gh|GH:01
    ghana|GH:01, gi|GI:84, gibraltar|GI:84, gl|GL:2c444n4x, gm|GM:07, gn|GN:0f, gp|GP:2r, gq|GQ:10, gr|GR:7u
    great britain|GB:8f, greece|GR:7u, greenland|GL:2c444n4x, grenada|GD:2q, griechenland|GR:7u
    gronland|GL:2c444n4x, gs|GS:7d, gt|GT:2s, gu|GU:9z, guadeloupe|GP:2r, guam|GU:9z, guatemala|GT:2s
    guernsey|GG:85, guine bissau|GW:08, guine equatorial|GQ:10, guinea|GN:0f, guinea bissau|GW:08
    guinea ecuatorial|GQ:10, guinee|GN:0f, guinee equatoriale|GQ:10, guyana|GY:2u, guyane francaise|GF:22
    gw|GW:08, gy|GY:2u, haiti|HT:49, hk|HK:5t, hn|HN:4w, holland|NL:7r, honduras|HN:4w
    hong kong sar china|HK:5t, hr|HR:99, hrvatska|HR:99, ht|HT:49, hu|HU:80, hungary|HU:80, iceland|IS:7c
    id|ID:5w5x6a6i, ie|IE:83, il|IL:5y, im|IM:87, in|IN:64, india|IN:64, indien|IN:64, indonesia|ID:5w5x6a6i
    indonesien|ID:5w5x6a6i, io|IO:9c, iq|IQ:5c, ir|IR:6u, irak|IQ:5c, iran|IR:6u, iraq|IQ:5c, ireland|IE:83
    irland|IE:83, is|IS:7c, island|IS:7c, isle of man|IM:87, israel|IL:5y, it|IT:8s, italia|IT:8s
    italien|IT:8s, italy|IT:8s, jamaica|JM:38, jamaika|JM:38, japan|JP:6w, je|JE:89, jemen|YE:57
    jersey|JE:89, jm|JM:38, jo|JO:59, jordan|JO:59, jordanien|JO:59, jp|JP:6w, kaimaninseln|KY:23
    kalaallit nunaat|GL:2c444n4x, kambodscha|KH:6h, kamerun|CM:0j
    kanada|CA:1o1u1y292d2e2i2l2n2o2v36373t4e4g4h4q4v4z515253, karibische niederlande|BQ:3c, kasachstan|KZ:58
    katar|QA:6k, kazakhstan|KZ:58, ke|KE:16, kenia|KE:16, kenya|KE:16, kg|KG:5i, kh|KH:6h, ki|KI:a1a2ak
    kibris|CY:6d, kirgisistan|KG:5i, kiribati|KI:a1a2ak, km|KM:9f, kn|KN:4r, kodorosese ti beafrika|CF:06
    kokosinseln|CC:9e, kolumbien|CO:1w, komoren|KM:9f, kongo brazzaville|CG:0a, kongo kinshasa|CD:0t0y
    kosove|XK:7v, kosovo|XK:7v, kp|KP:6j, kr|KR:6n, kroatien|HR:99, kuba|CU:2w, kuwait|KW:67, kw|KW:67
    ky|KY:23, kyrgyzstan|KG:5i, kz|KZ:58, la|LA:70, la reunion|RE:9l, laos|LA:70, latvia|LV:8r, latvija|LV:8r
    lb|LB:5h, lc|LC:4s, lebanon|LB:5h, lesotho|LS:12, lettland|LV:8r, letzebuerg|LU:8g, li|LI:93
    libanon|LB:5h, liberia|LR:15, libya|LY:1d, libyen|LY:1d, liechtenstein|LI:93, lietuva|LT:96
    litauen|LT:96, lithuania|LT:96, lk|LK:5l, lr|LR:15, ls|LS:12, lt|LT:96, lu|LU:8g, luxembourg|LU:8g
    luxemburg|LU:8g, lv|LV:8r, ly|LY:1d, ma|MA:0d, macao sar china|MO:68, macau rae da china|MO:68
    macedonia|MK:8x, madagascar|MG:9b, madagasikara|MG:9b, madagaskar|MG:9b, magyarorszag|HU:80, malawi|MW:09
    malaysia|MY:66, maldives|MV:9i, malediven|MV:9i, mali|ML:05, malta|MT:8i, marokko|MA:0d
    marshall islands|MH:a4a5, marshallinseln|MH:a4a5, martinique|MQ:3l, mauretanien|MR:19, maurice|MU:9j
    mauritania|MR:19, mauritius|MU:9j, mayotte|YT:9k, mc|MC:8l, md|MD:81, me|ME:8p, merruk|MA:0d
    mexico|MX:1q2025262x3m3n3p3r3u454y, mexiko|MX:1q2025262x3m3n3p3r3u454y, mf|MF:3k, mg|MG:9b, mh|MH:a4a5
    micronesia|FM:9qa3af, mikronesien|FM:9qa3af, mk|MK:8x, ml|ML:05, mm|MM:73, mn|MN:5u6y, mo|MO:68
    mocambique|MZ:11, moldova|MD:81, monaco|MC:8l, mongolei|MN:5u6y, mongolia|MN:5u6y, montenegro|ME:8p
    montserrat|MS:3w, morocco|MA:0d, mosambik|MZ:11, mozambique|MZ:11, mp|MP:ai, mq|MQ:3l, mr|MR:19, ms|MS:3w
    mt|MT:8i, mu|MU:9j, mv|MV:9i, mw|MW:09, mx|MX:1q2025262x3m3n3p3r3u454y, my|MY:66, myanmar|MM:73
    myanmar burma|MM:73, mz|MZ:11, na|NA:1f, naijiria|NG:0u, namibia|NA:1f, nauru|NR:a8, nc|NC:ab, ne|NE:18
    nederland|NL:7r, nepal|NP:62, netherlands|NL:7r, neukaledonien|NC:ab, neuseeland|NZ:9n9p
    new caledonia|NC:ab, new zealand|NZ:9n9p, nf|NF:aa, ng|NG:0u, ni|NI:3i, nicaragua|NI:3i
    niederlande|NL:7r, niger|NE:18, nigeria|NG:0u, niue|NU:a9, nl|NL:7r, no|NO:8n, nordkorea|KP:6j
    nordliche marianen|MP:ai, nordmazedonien|MK:8x, noreg|NO:8n, norfolk island|NF:aa, norfolkinsel|NF:aa
    norge|NO:8n, north korea|KP:6j, north macedonia|MK:8x, northern ireland|GB:8f
    northern mariana islands|MP:ai, norway|NO:8n, norwegen|NO:8n, nouvelle caledonie|NC:ab, np|NP:62
    nr|NR:a8, nu|NU:a9, nz|NZ:9n9p, om|OM:6c, oman|OM:6c, osterreich|AT:95, ozbekiston|UZ:6s, pa|PA:46
    pakistan|PK:61, palastinensische autonomiegebiete|PS:5r, palau|PW:ad, palestinian territories|PS:5r
    panama|PA:46, papua neuguinea|PG:9oag, papua new guinea|PG:9oag, papua niugini|PG:9oag, paraguai|PY:1n
    paraguay|PY:1n, pe|PE:3e, peru|PE:3e, pf|PF:9xa6aj, pg|PG:9oag, ph|PH:6b, philippinen|PH:6b
    philippines|PH:6b, pilipinas|PH:6b, pitcairn islands|PN:ae, pitcairninseln|PN:ae, pk|PK:61, pl|PL:98
    pm|PM:3s, pn|PN:ae, poland|PL:98, polen|PL:98, polska|PL:98, polynesie francaise|PF:9xa6aj
    portugal|PT:767b8d, pr|PR:4c, ps|PS:5r, pt|PT:767b8d, puerto rico|PR:4c, pw|PW:ad, py|PY:1n, qa|QA:6k
    qatar|QA:6k, re|RE:9l, republica dominicana|DO:4l, republica moldova|MD:81, republik moldau|MD:81
    republique centrafricaine|CF:06, reunion|RE:9l
    rf|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297, ro|RO:7z, romania|RO:7z, rs|RS:7v
    ru|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297, ruanda|RW:0s, rumanien|RO:7z
    russia|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297
    russland|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297, rw|RW:0s, rwanda|RW:0s, sa|SA:6l
    saint barthelemy|BL:4p, saint martin|MF:3k, saint pierre et miquelon|PM:3s, salomonen|SB:9y, sambia|ZM:0z
    samoa|WS:9m, san marino|SM:8u, sao tome e principe|ST:1c, sao tome principe|ST:1c
    sao tome und principe|ST:1c, saudi arabia|SA:6l, saudi arabien|SA:6l, sb|SB:9y, sc|SC:9h, schweden|SE:8z
    schweiz|CH:9a, scotland|GB:8f, sd|SD:0r, se|SE:8z, senegal|SN:0g, serbia|RS:7v, serbien|RS:7v
    seychellen|SC:9h, seychelles|SC:9h, sg|SG:6p, sh|SH:7e, shqiperi|AL:91, si|SI:8e, sierra leone|SL:0l
    simbabwe|ZW:0n, singapore|SG:6p, singapur|SG:6p, singapura|SG:6p, sint maarten|SX:3g, sj|SJ:56, sk|SK:7x
    sl|SL:0l, slovakia|SK:7x, slovenia|SI:8e, slovenija|SI:8e, slovensko|SK:7x, slowakei|SK:7x
    slowenien|SI:8e, sm|SM:8u, sn|SN:0g, so|SO:14, solomon islands|SB:9y, somalia|SO:14
    sonderverwaltungsregion hongkong|HK:5t, sonderverwaltungsregion macau|MO:68, soomaaliya|SO:14
    south africa|ZA:0o, south georgia south sandwich islands|GS:7d, south korea|KR:6n, south sudan|SS:0p
    spain|ES:0e788h, spanien|ES:0e788h, spitzbergen und jan mayen|SJ:56, sr|SR:47, srbija|RS:7v
    sri lanka|LK:5l, ss|SS:0p, st|ST:1c, st barthelemy|BL:4p, st helena|SH:7e
    st helena ascension tristan da cunha|SH:7e, st kitts nevis|KN:4r, st kitts und nevis|KN:4r
    st lucia|LC:4s, st martin|MF:3k, st pierre miquelon|PM:3s, st pierre und miquelon|PM:3s
    st vincent grenadines|VC:4u, st vincent und die grenadinen|VC:4u, sudafrika|ZA:0o, sudan|SD:0r
    sudgeorgien und die sudlichen sandwichinseln|GS:7d, sudkorea|KR:6n, sudsudan|SS:0p, suisse|CH:9a
    suomi|FI:86, suriname|SR:47, sv|SV:2k, svalbard jan mayen|SJ:56, svalbard og jan mayen|SJ:56
    sverige|SE:8z, svizzera|CH:9a, sweden|SE:8z, switzerland|CH:9a, sx|SX:3g, sy|SY:5m, syria|SY:5m
    syrien|SY:5m, sz|SZ:13, tadschikistan|TJ:5q, taiwan|TW:6r, tajikistan|TJ:5q, tansania|TZ:0h
    tanzania|TZ:0h, tc|TC:2p, tchad|TD:17, td|TD:17, tf|TF:9g, tg|TG:0w, th|TH:5f, thailand|TH:5f
    timor leste|TL:5o, tj|TJ:5q, tk|TK:9t, tl|TL:5o, tm|TM:5b, tn|TN:1e, to|TO:al, togo|TG:0w, tokelau|TK:9t
    tonga|TO:al, tr|TR:88, trinidad tobago|TT:4a, trinidad und tobago|TT:4a, tschad|TD:17, tschechien|CZ:8q
    tt|TT:4a, tunesien|TN:1e, tunisia|TN:1e, tunisie|TN:1e, turkei|TR:88, turkey|TR:88, turkiye|TR:88
    turkmenistan|TM:5b, turks caicos islands|TC:2p, turks und caicosinseln|TC:2p, tuvalu|TV:9v, tv|TV:9v
    tw|TW:6r, tz|TZ:0h, u rwanda|RW:0s, u s|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    u s a|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, u s outlying islands|UM:a7am
    u s virgin islands|VI:4t, ua|UA:8c, uae|AE:5p, uburundi|BI:0b, ug|UG:0q, uganda|UG:0q, uk|GB:8f
    ukraine|UA:8c, um|UM:a7am, ungarn|HU:80, united arab emirates|AE:5p, united kingdom|GB:8f
    united states|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    united states of america|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, uruguay|UY:3v
    us|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    usa|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, usbekistan|UZ:6s, uy|UY:3v, uz|UZ:6s
    uzbekistan|UZ:6s, va|VA:94, vanuatu|VU:9s, vatican city|VA:94, vatikanstadt|VA:94, vc|VC:4u, ve|VE:21
    venezuela|VE:21, vereinigte arabische emirate|AE:5p
    vereinigte staaten|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    vereinigtes konigreich|GB:8f, vg|VG:50, vi|VI:4t, viet nam|VN:5s, vietnam|VN:5s, vn|VN:5s, vu|VU:9s
    wales|GB:8f, wallis et futuna|WF:an, wallis futuna|WF:an, wallis und futuna|WF:an, weihnachtsinsel|CX:9d
    western sahara|EH:0k, westsahara|EH:0k, wf|WF:an, ws|WS:9m, xk|XK:7v, ye|YE:57, yemen|YE:57, yt|YT:9k
    za|ZA:0o, zambia|ZM:0z, zentralafrikanische republik|CF:06, zimbabwe|ZW:0n, zm|ZM:0z, zw|ZW:0n
    zypern|CY:6d, ελλαδα|GR:7u, κυπροσ|CY:6d, австралия|AU:557g7h7i7j7k7l7m7n7o7p7q
    австралія|AU:557g7h7i7j7k7l7m7n7o7p7q, австрия|AT:95, австрія|AT:95, азербайджан|AZ:5e, азәрбајҹан|AZ:5e
    аландские о ва|AX:8j, аландські острови|AX:8j, албания|AL:91, албанія|AL:91, алжир|DZ:03
    американское самоа|AS:ac, американське самоа|AS:ac, ангилья|AI:1i, англия|GB:8f, ангола|AO:0x
    ангілья|AI:1i, андорра|AD:7s, антигуа и барбуда|AG:1j, антигуа і барбуда|AG:1j, аргентина|AR:1l
    армения|AM:75, аруба|AW:1m, афганистан|AF:5z, афганістан|AF:5z, багамські острови|BS:3x, багамы|BS:3x
    бангладеш|BD:5n, барбадос|BB:1r, бахрейн|BH:5d, беларусь|BY:8k, белиз|BZ:1t, белоруссия|BY:8k
    бельгия|BE:7y, бельгія|BE:7y, беліз|BZ:1t, бенин|BJ:1b, бенін|BJ:1b, бермудские о ва|BM:77
    бермудські острови|BM:77, болгария|BG:8y, болгарія|BG:8y, боливия|BO:3d, болівія|BO:3d
    бонэйр синт эстатиус и саба|BQ:3c, босна и херцеговина|BA:8v, босния и герцеговина|BA:8v
    боснія і герцеговина|BA:8v, ботсвана|BW:0m, бразилия|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m
    бразилія|BR:1k1p1s1v1z2a2j2m3h3j404b4f4i4j4m, британская территория в индийском океане|IO:9c
    британська територія в індійському океані|IO:9c, британські віргінські острови|VG:50, бруней|BN:5j
    буркина фасо|BF:1a, буркіна фасо|BF:1a, бурунди|BI:0b, бурунді|BI:0b, бутан|BT:6v, българия|BG:8y
    білорусь|BY:8k, вануату|VU:9s, ватикан|VA:94, велика британія|GB:8f, великобритания|GB:8f, венгрия|HU:80
    венесуела|VE:21, венесуэла|VE:21, виргинские о ва великобритания|VG:50, виргинские о ва сша|VI:4t
    внешние малые о ва сша|UM:a7am, восточный тимор|TL:5o, вьетнам|VN:5s, вєтнам|VN:5s
    віддалені острови сша|UM:a7am, віргінські острови сша|VI:4t, вірменія|AM:75, габон|GA:0v, гаити|HT:49
    гайана|GY:2u, гамбия|GM:07, гамбія|GM:07, гана|GH:01, гаяна|GY:2u, гаіті|HT:49, гваделупа|GP:2r
    гватемала|GT:2s, гвинея|GN:0f, гвинея бисау|GW:08, гвінея|GN:0f, гвінея бісау|GW:08, германия|DE:7w
    гернси|GG:85, гернсі|GG:85, гибралтар|GI:84, голландия|NL:7r, гондурас|HN:4w, гонконг оар китаю|HK:5t
    гонконг сар|HK:5t, гренада|GD:2q, гренландия|GL:2c444n4x, гренландія|GL:2c444n4x, греция|GR:7u
    греція|GR:7u, грузия|GE:6t, грузія|GE:6t, гуам|GU:9z, гібралтар|GI:84, дания|DK:82, данія|DK:82
    джерси|JE:89, джерсі|JE:89, джибути|DJ:0i, джибуті|DJ:0i, доминика|DM:2h, доминиканская республика|DO:4l
    домініка|DM:2h, домініканська республіка|DO:4l, египет|EG:0c, еквадор|EC:2t9w, екваторіальна гвінея|GQ:10
    еритрея|ER:04, есватіні|SZ:13, естонія|EE:90, ефіопія|ET:02, замбия|ZM:0z, замбія|ZM:0z
    западная сахара|EH:0k, західна сахара|EH:0k, зимбабве|ZW:0n, зімбабве|ZW:0n, израиль|IL:5y, индия|IN:64
    индонезия|ID:5w5x6a6i, иордания|JO:59, ирак|IQ:5c, иран|IR:6u, ирландия|IE:83, исландия|IS:7c
    испания|ES:0e788h, италия|IT:8s, йемен|YE:57, йорданія|JO:59, кабо верде|CV:79, казахстан|KZ:58
    кайманові острови|KY:23, камбоджа|KH:6h, камерун|CM:0j
    канада|CA:1o1u1y292d2e2i2l2n2o2v36373t4e4g4h4q4v4z515253, карибські нідерланди|BQ:3c, катар|QA:6k
    кения|KE:16, кенія|KE:16, кипр|CY:6d, киргизия|KG:5i, киргизстан|KG:5i, кирибати|KI:a1a2ak, китай|CN:6o
    кндр|KP:6j, кокосовые о ва|CC:9e, кокосові кілінг острови|CC:9e, колумбия|CO:1w, колумбія|CO:1w
    комори|KM:9f, коморы|KM:9f, конго браззавиль|CG:0a, конго браззавіль|CG:0a, конго киншаса|CD:0t0y
    конго кіншаса|CD:0t0y, косово|XK:7v, коста рика|CR:27, кот дивуар|CI:00, кот дівуар|CI:00, куба|CU:2w
    кувейт|KW:67, кыргызстан|KG:5i, кюрасао|CW:2b, кіпр|CY:6d, кірибаті|KI:a1a2ak, лаос|LA:70, латвия|LV:8r
    латвія|LV:8r, лесото|LS:12, либерия|LR:15, ливан|LB:5h, ливия|LY:1d, литва|LT:96, лихтенштейн|LI:93
    люксембург|LU:8g, ліберія|LR:15, ліван|LB:5h, лівія|LY:1d, ліхтенштейн|LI:93, маврикий|MU:9j
    маврикій|MU:9j, мавритания|MR:19, мавританія|MR:19, мадагаскар|MG:9b, майотта|YT:9k
    макао оар китаю|MO:68, макао сар|MO:68, малави|MW:09, малаві|MW:09, малайзия|MY:66, малайзія|MY:66
    мали|ML:05, мальдивы|MV:9i, мальдіви|MV:9i, мальта|MT:8i, малі|ML:05, марокко|MA:0d, мартиника|MQ:3l
    мартиніка|MQ:3l, маршалловы о ва|MH:a4a5, маршаллові острови|MH:a4a5, мексика|MX:1q2025262x3m3n3p3r3u454y
    мозамбик|MZ:11, мозамбік|MZ:11, молдавия|MD:81, молдова|MD:81, монако|MC:8l, монгол|MN:5u6y
    монголия|MN:5u6y, монголія|MN:5u6y, монтсеррат|MS:3w, мьянма бирма|MM:73, мянма бірма|MM:73
    мікронезія|FM:9qa3af, намибия|NA:1f, намібія|NA:1f, науру|NR:a8, непал|NP:62, нигер|NE:18, нигерия|NG:0u
    нидерланды|NL:7r, никарагуа|NI:3i, ниуэ|NU:a9, нова зеландія|NZ:9n9p, нова каледонія|NC:ab
    новая зеландия|NZ:9n9p, новая каледония|NC:ab, норвегия|NO:8n, норвегія|NO:8n, нігер|NE:18, нігерія|NG:0u
    нідерланди|NL:7r, нікарагуа|NI:3i, німеччина|DE:7w, ніуе|NU:a9, о в мэн|IM:87, о в норфолк|NF:aa
    о в рождества|CX:9d, о в св елены|SH:7e, о ва кайман|KY:23, о ва кука|CK:ah, о ва питкэрн|PN:ae
    оаэ|AE:5p, обєднані арабські емірати|AE:5p, оман|OM:6c, острови кука|CK:ah, острови піткерн|PN:ae
    острови теркс і кайкос|TC:2p, острів мен|IM:87, острів норфолк|NF:aa, острів різдва|CX:9d
    острів святоі єлени|SH:7e, пакистан|PK:61, палау|PW:ad, палестинские территории|PS:5r
    палестинські територіі|PS:5r, панама|PA:46, папуа нова гвінея|PG:9oag, папуа новая гвинея|PG:9oag
    парагвай|PY:1n, перу|PE:3e, польша|PL:98, польща|PL:98, португалия|PT:767b8d, португалія|PT:767b8d
    пуерто рико|PR:4c, пуэрто рико|PR:4c, південна джорджія та південні сандвічеві острови|GS:7d
    південна корея|KR:6n, південний судан|SS:0p, південно африканська республіка|ZA:0o, північна корея|KP:6j
    північна македонія|MK:8x, північні маріанські острови|MP:ai, республика корея|KR:6n, реюньйон|RE:9l
    реюньон|RE:9l, россия|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297
    росія|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297, руанда|RW:0s, румунія|RO:7z, румыния|RO:7z
    рф|RU:5a5g5k5v606365696e6f6g6m6q6x6z7172747t8a8b8m8t8w9297, сальвадор|SV:2k, самоа|WS:9m
    сан марино|SM:8u, сан томе и принсипи|ST:1c, сан томе і принсіпі|ST:1c, саудовская аравия|SA:6l
    саудівська аравія|SA:6l, северна македонија|MK:8x, северная македония|MK:8x
    северные марианские о ва|MP:ai, сейшельские о ва|SC:9h, сейшельські острови|SC:9h, сен бартелеми|BL:4p
    сен бартелемі|BL:4p, сен мартен|MF:3k, сен пьер и микелон|PM:3s, сен пєр і мікелон|PM:3s, сенегал|SN:0g
    сент винсент и гренадины|VC:4u, сент вінсент і гренадіни|VC:4u, сент китс и невис|KN:4r
    сент кітс і невіс|KN:4r, сент люсия|LC:4s, сент люсія|LC:4s, сербия|RS:7v, сербія|RS:7v, сингапур|SG:6p
    синт мартен|SX:3g, сирия|SY:5m, сирія|SY:5m, словакия|SK:7x, словаччина|SK:7x, словения|SI:8e
    словенія|SI:8e, соединенные штаты|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0
    соломоновы о ва|SB:9y, соломонові острови|SB:9y, сомали|SO:14, сомалі|SO:14
    сполучені штати|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, србија|RS:7v, судан|SD:0r
    суринам|SR:47, сша|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, сьерра леоне|SL:0l
    сьєрра леоне|SL:0l, сінгапур|SG:6p, сінт мартен|SX:3g, таджикистан|TJ:5q, таиланд|TH:5f, тайвань|TW:6r
    танзания|TZ:0h, танзанія|TZ:0h, таіланд|TH:5f, теркс и кайкос|TC:2p, тимор лешті|TL:5o, того|TG:0w
    токелау|TK:9t, тонга|TO:al, тоҷикистон|TJ:5q, тринидад и тобаго|TT:4a, тринідад і тобаго|TT:4a
    тувалу|TV:9v, тунис|TN:1e, туніс|TN:1e, туреччина|TR:88, туркменистан|TM:5b, туркмения|TM:5b
    туркменістан|TM:5b, турция|TR:88, уганда|UG:0q, угорщина|HU:80, узбекистан|UZ:6s, узбекистон|UZ:6s
    украина|UA:8c, украіна|UA:8c, уоллис и футуна|WF:an, уолліс і футуна|WF:an, уругвай|UY:3v
    фарерские о ва|FO:7a, фарерські острови|FO:7a, федеративные штаты микронезии|FM:9qa3af, фиджи|FJ:9u
    филиппины|PH:6b, финляндия|FI:86, фолклендские о ва|FK:7f, фолклендські острови|FK:7f, франция|FR:8o
    французская гвиана|GF:22, французская полинезия|PF:9xa6aj, французские южные территории|TF:9g
    французька гвіана|GF:22, французька полінезія|PF:9xa6aj, французькі південні територіі|TF:9g
    франція|FR:8o, фрг|DE:7w, фіджі|FJ:9u, філіппіни|PH:6b, фінляндія|FI:86, хорватия|HR:99, хорватія|HR:99
    центрально африканская республика|CF:06, центральноафриканська республіка|CF:06, чад|TD:17
    черногория|ME:8p, чехия|CZ:8q, чехія|CZ:8q, чили|CL:284d4k9r, чилі|CL:284d4k9r, чорногорія|ME:8p
    швейцария|CH:9a, швейцарія|CH:9a, швеция|SE:8z, швеція|SE:8z, шпицберген и ян майен|SJ:56
    шпіцберген та ян маєн|SJ:56, шри ланка|LK:5l, шрі ланка|LK:5l
    штаты|US:1g1h1x242f2g2y2z303132333435393a3b3f3o3q3y3z414243484o54a0, эквадор|EC:2t9w
    экваториальная гвинея|GQ:10, эритрея|ER:04, эсватини|SZ:13, эстония|EE:90, эфиопия|ET:02
    южная георгия и южные сандвичевы о ва|GS:7d, южная корея|KR:6n, южно африканская республика|ZA:0o
    южный судан|SS:0p, ямайка|JM:38, япония|JP:6w, японія|JP:6w, єгипет|EG:0c, ємен|YE:57, ізраіль|IL:5y
    індонезія|ID:5w5x6a6i, індія|IN:64, ірак|IQ:5c, іран|IR:6u, ірландія|IE:83, ісландія|IS:7c
    іспанія|ES:0e788h, італія|IT:8s, қазақстан|KZ:58, հայաստան|AM:75, ישראל|IL:5y, اريتريا|ER:04
    اسراييل|IL:5y, افغانستان|AF:5z, الاراضي الفلسطينية|PS:5r, الاردن|JO:59, الامارات العربية المتحدة|AE:5p
    البحرين|BH:5d, الجزاير|DZ:03, السودان|SD:0r, الصحراء الغربية|EH:0k, الصومال|SO:14, العراق|IQ:5c
    الكويت|KW:67, المغرب|MA:0d, المملكة العربية السعودية|SA:6l, اليمن|YE:57, ایران|IR:6u, بروني|BN:5j
    تشاد|TD:17, تونس|TN:1e, جزر القمر|KM:9f, جيبوتي|DJ:0i, سوريا|SY:5m, عمان|OM:6c, قطر|QA:6k, لبنان|LB:5h
    ليبيا|LY:1d, مصر|EG:0c, موريتانيا|MR:19, پاکستان|PK:61, ދ ވ ހ ރ އ ޖ|MV:9i, न प ल|NP:62, भ रत|IN:64
    ব ল দ শ|BD:5n, இலஙக|LK:5l, ச ஙகபப ர|SG:6p, ශ ර ල ක ව|LK:5l, ไทย|TH:5f, ລາວ|LA:70, འབ ག|BT:6v, မ နမ|MM:73
    საქართველო|GE:6t, 대한민국|KR:6n, 북한|KP:6j, ኢትዮጵያ|ET:02, កមព ជ|KH:6h, 中国|CN:6o, 中國澳門特別行政區|MO:68
    中國香港特別行政區|HK:5t, 台灣|TW:6r, 新加坡|SG:6p, 日本|JP:6w
    """
}
