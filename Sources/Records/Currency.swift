/// What ISO 4217 says of currencies, as of November 2026: decimals, and codes that are used no longer.
package enum Currency {
  /// How many decimals an amount has; nil for a code that the standard does not know.
  package static func decimals(_ code: String) -> Int? {
    if let special = special[code] { return special }
    return known.contains(code) ? 2 : nil
  }

  /// An amount as people read it: whole units without decimals, else all of the currency's, more where it has more.
  package static func display(_ amount: Decimal, _ code: String?) -> Decimal {
    let short = amount.trimmed
    return short.scale == 0 ? short : padded(short, code)
  }

  /// An amount as people read it, with its currency: `12 000 EUR`.
  package static func text(_ amount: Decimal, _ code: String?) -> String {
    display(amount, code).grouped + (code.map { " " + $0 } ?? "")
  }

  /// An amount with all decimals of its currency and no zeros beyond them.
  package static func padded(_ amount: Decimal, _ code: String?) -> Decimal {
    let short = amount.trimmed
    let decimals = code.flatMap(decimals) ?? 2
    return short.scale < decimals ? short.rounded(to: decimals) : short
  }

  /// A computed amount at its currency's precision; at two decimals for an unknown one.
  package static func rounded(_ amount: Decimal, _ code: String) -> Decimal {
    amount.rounded(to: decimals(code) ?? 2)
  }

  /// What took the place of a code that is gone, nil where nothing did, and the month since when; nil for any other code.
  package static func withdrawn(_ code: String) -> (successor: String, since: String)? { gone[code] }

  private static let special: [String: Int] = {
    var map: [String: Int] = [:]
    for (decimals, codes) in [
      (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
      (3, "BHD IQD JOD KWD LYD OMR TND"), (4, "CLF UYW"),
    ] {
      for code in codes.split(separator: " ") { map[String(code)] = decimals }
    }
    return map
  }()

  private static let known: Set<String> = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
    COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
    JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
    NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """.split { $0 == " " || $0 == "\n" }.map { String($0) }
  ).union(gone.keys)

  private static let gone: [String: (successor: String, since: String)] = [
    "ANG": ("XCG", "2025-03"), "BGN": ("EUR", "2026-01"), "HRK": ("EUR", "2023-01"),
    "ZWL": ("ZWG", "2024-09"),
    "SLL": ("SLE", "2024-01"), "CUC": ("CUP", "2021-06"), "BYR": ("BYN", "2017-01"),
    "MRO": ("MRU", "2018-01"),
    "STD": ("STN", "2018-01"), "VEF": ("VES", "2018-08"), "LTL": ("EUR", "2015-01"),
    "LVL": ("EUR", "2014-01"),
    "EEK": ("EUR", "2011-01"), "SKK": ("EUR", "2009-01"), "DEM": ("EUR", "2002-03"),
    "RUR": ("RUB", "1998-01"),
  ]
}
