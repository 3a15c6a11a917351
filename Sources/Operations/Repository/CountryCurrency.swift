/// The currency of each country (ISO 3166-1 and ISO 4217, as of 2026).
enum CountryCurrency {
  /// Nil for a code that no country has.
  static func code(of country: String) -> String? {
    for line in table {
      if line.countries.split(separator: " ").contains(where: { $0 == country }) { return line.currency }
    }
    return nil
  }

  private static let table: [(currency: String, countries: Substring)] = [
    (
      "EUR",
      """
      AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK YT
      """
    ),
    ("USD", "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI"),
    ("RUB", "RU"), ("KZT", "KZ"), ("BYN", "BY"), ("UAH", "UA"), ("UZS", "UZ"), ("KGS", "KG"), ("TJS", "TJ"),
    ("TMT", "TM"), ("AMD", "AM"), ("AZN", "AZ"), ("GEL", "GE"), ("MDL", "MD"),
    ("GBP", "GB GG GS IM JE"), ("CHF", "CH LI"), ("SEK", "SE"), ("NOK", "BV NO SJ"), ("DKK", "DK FO GL"),
    ("ISK", "IS"), ("PLN", "PL"), ("CZK", "CZ"), ("HUF", "HU"), ("RON", "RO"), ("RSD", "RS"), ("BAM", "BA"),
    ("MKD", "MK"), ("ALL", "AL"), ("TRY", "TR"), ("GIP", "GI"),
    ("ILS", "IL PS"), ("AED", "AE"), ("SAR", "SA"), ("QAR", "QA"), ("KWD", "KW"), ("BHD", "BH"),
    ("OMR", "OM"),
    ("YER", "YE"), ("JOD", "JO"), ("LBP", "LB"), ("SYP", "SY"), ("IQD", "IQ"), ("IRR", "IR"), ("AFN", "AF"),
    ("PKR", "PK"), ("INR", "IN"), ("BDT", "BD"), ("LKR", "LK"), ("NPR", "NP"), ("BTN", "BT"), ("MVR", "MV"),
    ("CNY", "CN"), ("HKD", "HK"), ("MOP", "MO"), ("TWD", "TW"), ("JPY", "JP"), ("KRW", "KR"), ("KPW", "KP"),
    ("MNT", "MN"), ("VND", "VN"), ("THB", "TH"), ("MYR", "MY"), ("SGD", "SG"), ("IDR", "ID"), ("PHP", "PH"),
    ("KHR", "KH"), ("LAK", "LA"), ("MMK", "MM"), ("BND", "BN"),
    ("AUD", "AU CC CX HM KI NF NR TV"), ("NZD", "CK NU NZ PN TK"), ("FJD", "FJ"), ("PGK", "PG"),
    ("SBD", "SB"),
    ("TOP", "TO"), ("VUV", "VU"), ("WST", "WS"), ("XPF", "NC PF WF"),
    ("CAD", "CA"), ("MXN", "MX"), ("BRL", "BR"), ("ARS", "AR"), ("CLP", "CL"), ("COP", "CO"), ("PEN", "PE"),
    ("UYU", "UY"), ("PYG", "PY"), ("BOB", "BO"), ("VES", "VE"), ("GYD", "GY"), ("SRD", "SR"), ("FKP", "FK"),
    ("GTQ", "GT"), ("HNL", "HN"), ("NIO", "NI"), ("CRC", "CR"), ("PAB", "PA"), ("BZD", "BZ"), ("CUP", "CU"),
    ("DOP", "DO"), ("HTG", "HT"), ("JMD", "JM"), ("TTD", "TT"), ("BBD", "BB"), ("BSD", "BS"), ("BMD", "BM"),
    ("KYD", "KY"), ("AWG", "AW"), ("XCG", "CW SX"), ("XCD", "AG AI DM GD KN LC MS VC"),
    ("ZAR", "ZA"), ("NAD", "NA"), ("LSL", "LS"), ("SZL", "SZ"), ("BWP", "BW"), ("ZMW", "ZM"), ("ZWG", "ZW"),
    ("MZN", "MZ"), ("MWK", "MW"), ("TZS", "TZ"), ("KES", "KE"), ("UGX", "UG"), ("RWF", "RW"), ("BIF", "BI"),
    ("ETB", "ET"), ("ERN", "ER"), ("DJF", "DJ"), ("SOS", "SO"), ("SDG", "SD"), ("SSP", "SS"), ("EGP", "EG"),
    ("LYD", "LY"), ("TND", "TN"), ("DZD", "DZ"), ("MAD", "EH MA"), ("MRU", "MR"), ("NGN", "NG"),
    ("GHS", "GH"),
    ("GMD", "GM"), ("GNF", "GN"), ("SLE", "SL"), ("LRD", "LR"), ("CVE", "CV"), ("STN", "ST"), ("AOA", "AO"),
    ("CDF", "CD"), ("MGA", "MG"), ("MUR", "MU"), ("SCR", "SC"), ("KMF", "KM"), ("SHP", "SH"),
    ("XOF", "BF BJ CI GW ML NE SN TG"), ("XAF", "CF CG CM GA GQ TD"),
  ]
}
