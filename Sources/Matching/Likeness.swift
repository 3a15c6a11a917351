import Records
import Text

/// How likely two records are one, from 1 to 100, and what speaks for it and against it.
package struct Likeness: Sendable, Hashable {
  package private(set) var score = 0
  /// What they have in common; what tells them apart begins with `but`.
  package var reasons: [String] { common + contrary }

  private var common: [String] = []
  private var contrary: [String] = []
  /// Whether nothing but the score is asked for: of most pairs nobody wants to know more.
  private let isSilent: Bool

  init(isSilent: Bool = false) { self.isSilent = isSilent }

  mutating func add(_ points: Int, _ reason: @autoclosure () -> String?) {
    score += points
    guard !isSilent, let reason = reason() else { return }
    if points < 0 { contrary.append("but " + reason) } else { common.append(reason) }
  }

  /// The score within its bounds.
  var bounded: Likeness {
    var bounded = self
    bounded.score = min(100, max(1, score))
    return bounded
  }
}

/// What is known of all records of a kind while two of them are compared.
struct Commons {
  /// How many records have a number; a company's own counts as many.
  var bearers: [String: Int] = [:]
  /// How many people have a name.
  var namesakes: [[NameWord]: Int] = [:]
  /// The name of a company, for what is said of its people.
  let companyName: (RecordID) -> String?

  /// A number of so many people is that of an office.
  static let office = 3

  func isShared(_ phone: Traits.Phone, _ other: Traits.Phone) -> Bool {
    phone.extension != nil || other.extension != nil || bearers[phone.number, default: 0] >= Commons.office
  }
}

extension SamenessJudge {
  /// How likely two contacts or two companies are one. It says of nobody that they are one: that is for a person.
  func likeness(_ one: Traits, _ other: Traits, _ commons: Commons) -> Likeness {
    likeness(one, other, commons, isSilent: false)
  }

  /// The score alone.
  func score(_ one: Traits, _ other: Traits, _ commons: Commons) -> Int {
    likeness(one, other, commons, isSilent: true).score
  }

  private func likeness(_ one: Traits, _ other: Traits, _ commons: Commons, isSilent: Bool) -> Likeness {
    var found = Likeness(isSilent: isSilent)
    if one.record.kind == .company {
      companies(one, other, commons, &found)
    } else {
      people(one, other, commons, &found)
    }
    return found.bounded
  }

  // MARK: People

  private func people(_ one: Traits, _ other: Traits, _ commons: Commons, _ found: inout Likeness) {
    let names = NameComparison(one.words, other.words)
    let isNamed = !one.words.isEmpty && !other.words.isEmpty
    reach(one, other, names: isNamed ? names : nil, commons, &found)
    if isNamed {
      name(names, one, other, isProven: isProven(one, other), commons, &found)
    } else {
      // A record without a name may be anybody who can be reached so.
      found.add(20, nil)
    }
    employer(one, other, commons, &found)
    if let born = one.birthday, let otherBorn = other.birthday {
      if born == otherBorn {
        found.add(born.monthDay == nil ? 30 : 15, "the same birthday \(born.plainText)")
      } else if !SamenessJudge.isSameDay(born, otherBorn) {
        found.add(-50, "other birthdays")
      }
    }
    place(one, other, here: 4, elsewhere: -6, &found)
  }

  /// A birthday with its year and one without may be one.
  private static func isSameDay(_ one: Value, _ other: Value) -> Bool {
    func day(_ value: Value) -> String { String(value.plainText.suffix(5)) }
    return (one.monthDay == nil) != (other.monthDay == nil) && day(one) == day(other)
  }

  /// Whether an import would take the two for one by their email address.
  private func isProven(_ one: Traits, _ other: Traits) -> Bool {
    guard let name = one.name, let present = other.name else { return false }
    return one.emails.contains {
      other.emails.contains($0) && NameLikeness.alike(name, present, sharing: $0)
    }
  }

  private func name(
    _ names: NameComparison, _ one: Traits, _ other: Traits, isProven: Bool, _ commons: Commons,
    _ found: inout Likeness
  ) {
    var script: String { SamenessJudge.script(one.name, other.name) }
    if !names.isAlike {
      if isProven { return found.add(15, "the same given name") }
      if names.sharesGivenName, !names.sharesOtherWord { return found.add(-20, "other family names") }
      return found.add(names.sharesOtherWord ? -40 : -45, "other names")
    }
    if names.agreeing < 2 {
      let isWhole = names.lacking == 0
      if names.same == 1 {
        return found.add(
          isWhole ? 28 : 22,
          isWhole ? "the same name\(SamenessJudge.spelling(one.name, other.name))" : "a like name")
      }
      return found.add(
        names.forms == 1 ? 15 : 8, names.forms == 1 ? "a short form of the name" : "a like name")
    }
    let many = min(3, max(0, commons.namesakes[one.words, default: 1] - 2))
    let points: Int
    let reason: String
    if names.initials > 0 {
      (points, reason) = (names.same > 0 ? 36 : 20, "a like name: an initial")
    } else if names.errors > 0 {
      (points, reason) = (names.errors == 1 ? 48 : 34, "a like name: a typing error\(script)")
    } else if names.forms > 0 {
      (points, reason) = (54, "a like name: a short form\(script)")
    } else if names.lacking > 0 {
      (points, reason) = (56, "a like name: one has a word more\(script)")
    } else {
      (points, reason) = (62, "the same name\(SamenessJudge.spelling(one.name, other.name))")
    }
    found.add(points - 5 * many, reason)
  }

  /// Said where two names are written in other letters, or spelled otherwise.
  private static func spelling(_ one: String?, _ other: String?) -> String {
    guard let one, let other, script(one, other).isEmpty else { return script(one, other) }
    return Folding.joinedWords(one).sorted() == Folding.joinedWords(other).sorted()
      ? "" : " in another spelling"
  }

  /// Said where one of two texts is written in other letters.
  private static func script(_ one: String?, _ other: String?) -> String {
    func isCyrillic(_ name: String?) -> Bool {
      name?.unicodeScalars.contains { (0x400...0x52F).contains($0.value) } ?? false
    }
    return isCyrillic(one) == isCyrillic(other) ? "" : " in other letters"
  }

  private func employer(_ one: Traits, _ other: Traits, _ commons: Commons, _ found: inout Likeness) {
    guard let company = one.company, let otherCompany = other.company else { return }
    let name = commons.companyName(company)
    if company == otherCompany { return found.add(15, "the same company" + (name.map { " \($0)" } ?? "")) }
    if let name, let otherName = commons.companyName(otherCompany), let key = CompanyKey(name)?.key,
      key == CompanyKey(otherName)?.key
    {
      return found.add(13, "companies of the same name \(name)")
    }
    found.add(-15, "other companies")
  }

  // MARK: Companies

  private func companies(_ one: Traits, _ other: Traits, _ commons: Commons, _ found: inout Likeness) {
    if let number = one.taxID, let otherNumber = other.taxID {
      if number == otherNumber {
        found.add(85, "the same tax id \(one.record.text("tax_id") ?? number)")
      } else {
        found.add(-60, "other tax ids")
      }
    }
    var isAlike = false
    if !one.companyNames.isEmpty, !other.companyNames.isEmpty {
      let (points, reason) = SamenessJudge.companyName(one, other)
      isAlike = points > 0
      found.add(points, reason)
    }
    if let host = one.hosts.first(where: other.hosts.contains) {
      // Firms of one owner share a host.
      found.add(isAlike ? 30 : 15, "the same domain \(host)")
    } else if !one.hosts.isEmpty, !other.hosts.isEmpty {
      found.add(-12, "other domains")
    }
    reach(one, other, names: nil, commons, &found)
    place(one, other, here: 5, elsewhere: -18, &found)
    if let street = one.street, street == other.street, one.city == other.city {
      found.add(10, "the same address")
    }
  }

  private static func companyName(_ one: Traits, _ other: Traits) -> (points: Int, reason: String) {
    var best = (points: -30, reason: "other names")
    for name in one.companyNames {
      for otherName in other.companyNames {
        let found = companyName(name, otherName)
        if found.points > best.points { best = found }
      }
    }
    return best
  }

  private static func companyName(_ one: CompanyKey, _ other: CompanyKey) -> (points: Int, reason: String) {
    if one.folded == other.folded { return (62, "the same name") }
    let script = script(one.folded, other.folded)
    if one.key == other.key {
      return (60, "the same name" + (script.isEmpty ? " in another spelling" : script))
    }
    if one.words.sorted() == other.words.sorted() { return (58, "the same words in another order\(script)") }
    guard one.digits == other.digits else { return (-30, "other numbers in the names") }
    let length = min(one.key.utf8.count, other.key.utf8.count)
    if length >= 5,
      let errors = EditDistance.optimalStringAlignment(one.key, other.key, limit: length >= 12 ? 2 : 1)
    {
      return (min(60, 32 + 2 * length) - 25 * (errors - 1), "a like name: a typing error\(script)")
    }
    let (few, many) =
      one.words.count <= other.words.count ? (one.words, other.words) : (other.words, one.words)
    if few.allSatisfy(many.contains) { return (26, "a like name: one has a word more\(script)") }
    return (-30, "other names")
  }

  // MARK: Both

  /// Addresses, numbers and profiles; `names` tells how two people are called.
  private func reach(
    _ one: Traits, _ other: Traits, names: NameComparison?, _ commons: Commons, _ found: inout Likeness
  ) {
    let isPerson = one.record.kind != .company
    if let email = one.emails.first(where: other.emails.contains) {
      let isOfEverybody = isPerson && NameLikeness.isOfEverybody(email)
      found.add(isOfEverybody ? 18 : isPerson ? 46 : 30, "the same email \(email)")
    } else if !one.emails.isEmpty, !other.emails.isEmpty {
      found.add(SamenessJudge.haveOneLocalPart(one, other) ? 6 : -8, isPerson ? "other emails" : nil)
    }
    let numbers = one.phones.compactMap { phone in
      other.phones.first { $0.number == phone.number }.map { (phone, $0) }
    }
    if let own = numbers.first(where: { !commons.isShared($0.0, $0.1) }) {
      found.add(isPerson ? 40 : 30, "the same phone \(own.0.number)")
    } else if let office = numbers.first {
      let areApart =
        office.0.extension != nil && office.1.extension != nil && office.0.extension != office.1.extension
      found.add(
        areApart ? -10 : 8,
        areApart ? "other extensions of \(office.0.number)" : "the same phone \(office.0.number) of several")
    } else if !one.phones.isEmpty, !other.phones.isEmpty {
      found.add(-8, isPerson ? "other phones" : nil)
    }
    // A website is a company's; what is behind a slash is somebody's.
    if let link = one.links.first(where: { other.links.contains($0) && (isPerson ? $0.contains("/") : true) })
    {
      found.add(isPerson ? 40 : 10, "the same link \(link)")
    }
  }

  /// Whether both have an address of the same name at different mail services.
  private static func haveOneLocalPart(_ one: Traits, _ other: Traits) -> Bool {
    func local(_ email: String) -> Substring? {
      let part = email.prefix { $0 != "@" }
      return part.utf8.count >= 6 && !NameLikeness.isOfEverybody(email) ? part : nil
    }
    let parts = one.emails.compactMap(local)
    return other.emails.compactMap(local).contains { parts.contains($0) }
  }

  private func place(_ one: Traits, _ other: Traits, here: Int, elsewhere: Int, _ found: inout Likeness) {
    guard let city = one.city, let otherCity = other.city else { return }
    if city == otherCity {
      found.add(here, nil)
    } else if EditDistance.optimalStringAlignment(city, otherCity, limit: 2) == nil,
      SamenessJudge.script(one.record.text("city"), other.record.text("city")).isEmpty
    {
      // Moscow is Москва; what is written in one alphabet is another town.
      found.add(elsewhere, "other cities")
    }
  }
}
