import Dates
package import Diagnostics
package import Records

/// The settings that a new repository begins with.
package struct RepositorySettings: Sendable {
  let timezone: String
  /// Nil where neither an option nor the locale tells.
  let country: String?
  let currency: String
  let language: Language

  /// What is given, then the system's zone, the locale's language and country, the country's currency, else EUR.
  package init(
    timezone: String? = nil, country: String? = nil, currency: String? = nil, language: Language? = nil,
    systemZone: String?, locale: Locale
  ) throws(Diagnostic) {
    if let timezone {
      guard Zone(named: timezone) != nil else {
        throw Diagnostic(
          .invalidValue, "--timezone: there is no time zone \"\(timezone)\"",
          hints: ["zones are named like Europe/Berlin"])
      }
      self.timezone = timezone
    } else {
      self.timezone = systemZone.flatMap { Zone(named: $0) == nil ? nil : $0 } ?? "UTC"
    }
    self.country =
      try country.map { word throws(Diagnostic) in
        try RepositorySettings.code(word, letters: 2, "--country takes two letters, such as DE")
      } ?? locale.country
    self.currency =
      try currency.map { word throws(Diagnostic) in
        try RepositorySettings.code(word, letters: 3, "--currency takes three letters, such as EUR")
      } ?? self.country.flatMap { CountryCurrency.code(of: $0) } ?? "EUR"
    self.language = language ?? locale.language.flatMap { Language(rawValue: $0) } ?? .english
  }

  private static func code(_ word: String, letters: Int, _ rule: String) throws(Diagnostic) -> String {
    guard word.utf8.count == letters, word.utf8.allSatisfy(Locale.isLetter) else {
      throw Diagnostic(.invalidValue, "\(rule), not \"\(word)\"")
    }
    return word.uppercased()
  }

  /// `crm.yaml`.
  var text: String {
    let zone = "timezone: \(timezone)"
    let country = self.country.map { "country: \($0)" } ?? "# country: DE"
    let money = "currency: \(currency)"
    let language = "lang: \(language.rawValue)"
    func line(_ text: String, _ remark: String) -> String {
      text + String(repeating: " ", count: max(1, 32 - text.count)) + "# " + remark
    }
    let quoted = self.country == "NO" ? "country: \"NO\"" : country
    return """
      # The settings of this CRM repository; crm check looks for faults in them.
      format: 1
      \(line(zone, "of every time that is written without one"))
      \(line(quoted, "whose phones are written without a country code"))
      \(line(money, "of deals and products that name none"))
      \(line(language, "of digests, proposals and documents: en, ru or kk; documents also de"))
      hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00"}
      # hours may also have  breaks: ["13:00-14:00"], holidays: [2027-01-01..2027-01-08], capacity: 4
      #                      work: [2027-02-20] (a weekend that is worked), calendar: RU, KZ or none
      # owners:                       # none listed: any name is accepted
      # - {id: gleb, name: Gleb Petrov, email: gleb@example.com}
      # fields:                       # custom fields, known everywhere once they stand here
      # - {kind: deal, key: square_metres, type: number, title: m²}
      \(line("git: {commit: auto}", "auto: every change is a commit; off: none"))

      """
  }
}
