import Diagnostics
import Records
import Testing
import YAML

@testable import Operations

@Suite struct NewRepositoryTests {
  @Test(arguments: [
    ("RU", "RUB"), ("DE", "EUR"), ("KZ", "KZT"), ("US", "USD"), ("GB", "GBP"), ("CH", "CHF"), ("BY", "BYN"),
    ("HR", "EUR"), ("BG", "EUR"), ("CW", "XCG"), ("SN", "XOF"),
  ])
  func currencyOfACountry(country: String, currency: String) {
    #expect(CountryCurrency.code(of: country) == currency)
  }

  @Test(arguments: ["", "XX", "EUR", "D", "ru", " "])
  func noCountryNoCurrency(country: String) {
    #expect(CountryCurrency.code(of: country) == nil)
  }

  @Test func everyCountryStandsOnce() {
    var seen = 0
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
      for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" where CountryCurrency.code(of: "\(first)\(second)") != nil {
        seen += 1
      }
    }
    // 249 countries of ISO 3166-1 with XK, without Antarctica and South Georgia's empty neighbours.
    #expect((245...250).contains(seen), "\(seen)")
  }

  @Test(
    arguments: [
      (["LANG": "ru_RU.UTF-8"], "ru", "RU"), (["LANG": "de_AT@euro"], "de", "AT"),
      (["LC_ALL": "kk_KZ", "LANG": "en_US"], "kk", "KZ"), (["LC_ALL": "", "LANG": "en_GB"], "en", "GB"),
      (["LANG": "eo"], "eo", nil),
    ] as [([String: String], String, String?)])
  func locales(environment: [String: String], language: String, country: String?) {
    let locale = Locale(environment: environment)
    #expect(locale.language == language)
    #expect(locale.country == country)
  }

  @Test(arguments: [[:], ["LANG": "C"], ["LANG": "C.UTF-8"], ["LC_ALL": "POSIX", "LANG": "ru_RU"]])
  func noLocale(environment: [String: String]) {
    let locale = Locale(environment: environment)
    #expect(locale.language == nil)
    #expect(locale.country == nil)
  }

  private func settings(
    _ environment: [String: String], zone: String?, timezone: String? = nil, country: String? = nil,
    currency: String? = nil, language: Language? = nil
  ) throws -> RepositorySettings {
    try RepositorySettings(
      timezone: timezone, country: country, currency: currency, language: language, systemZone: zone,
      locale: Locale(environment: environment))
  }

  @Test func whatInitWritesReadsBackWithoutAFinding() throws {
    for (country, currency) in [("RU", nil), ("NO", nil), (nil, "USD"), (nil, nil)] as [(String?, String?)] {
      let made = try settings(["LANG": "C"], zone: "UTC", country: country, currency: currency)
      let (config, problems) = ConfigReader.read(
        try Document(parsing: Array(made.text.utf8), file: "crm.yaml"))
      #expect(problems.isEmpty, "\(problems)")
      #expect(config.currency == made.currency)
      if let country { #expect(config.country == country) }
      #expect(config.commitsToGit)
    }
  }

  @Test func optionsComeBeforeTheLocale() throws {
    let made = try settings(["LANG": "ru_RU.UTF-8"], zone: "UTC", country: "de")
    #expect(made.country == "DE")
    #expect(made.currency == "EUR")
    #expect(made.language == .russian)
    let other = try settings(["LANG": "ru_RU.UTF-8"], zone: nil, currency: "usd", language: .english)
    #expect(other.country == "RU")
    #expect(other.currency == "USD")
    #expect(other.language == .english)
    #expect(other.timezone == "UTC")
  }

  @Test func impossibleSettingsAreRefused() {
    #expect(throws: Diagnostic.self) { try settings([:], zone: nil, timezone: "Mars/Base") }
    #expect(throws: Diagnostic.self) { try settings([:], zone: nil, country: "DEU") }
    #expect(throws: Diagnostic.self) { try settings([:], zone: nil, currency: "€") }
  }
}
