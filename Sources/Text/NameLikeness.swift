/// Whether two names may be those of one person or company.
package enum NameLikeness {
  /// True when the words of one are among those of the other: across alphabets, with initials, short forms and a typing
  /// error; also when one has no letters.
  package static func alike(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (first, second) = (NameWord.all(in: a), NameWord.all(in: b))
    guard !first.isEmpty, !second.isEmpty else { return true }
    return NameComparison(first, second).isAlike
  }

  /// True when two people of these names, who have this address in common, are one.
  ///
  /// Offices, couples and families share an address, so that the names must be alike. A person may take another family
  /// name: then the given name is the same, and the address is nobody else's.
  package static func alike(_ a: String, _ b: String, sharing address: String) -> Bool {
    if alike(a, b) { return true }
    guard !isOfEverybody(address), let given = NameWord.all(in: a).first?.key,
      given == NameWord.all(in: b).first?.key
    else { return false }
    return given.count > 1 && !familyEndings.contains { given.count > $0.count + 1 && given.hasSuffix($0) }
  }

  /// True when every word of `part` is a word of `whole`.
  package static func isContained(_ part: String, in whole: String) -> Bool {
    let all = Folding.joinedWords(whole)
    return Folding.joinedWords(part).allSatisfy { all.contains($0) }
  }

  /// True for an address that a whole office reads: `info@…`, `sales@…`.
  package static func isOfEverybody(_ address: String) -> Bool {
    let local = Folding.fold(address).prefix { $0 != "@" && $0 != "+" }
    return roles.contains(String(local.filter(\.isLetter)))
  }

  private static let roles: Set<String> = [
    "info", "office", "sales", "mail", "email", "contact", "contacts", "kontakt", "hello", "hi", "hallo",
    "admin",
    "support", "service", "team", "help", "welcome", "post", "reception", "buero", "bureau", "accounting",
    "buchhaltung", "billing", "invoices", "hr", "jobs", "marketing", "order", "orders", "shop", "store",
    "manager",
    "director", "secretary", "sekretariat", "zentrale", "company", "firma", "all", "noreply", "family",
    "familie",
    "zakaz", "zakazy", "priem", "pochta", "prodazhi", "buh", "sekretar", "kontakty", "ofis",
  ]

  /// How family names end that are written before the given one: relatives share them.
  private static let familyEndings = ["ов", "ова", "ев", "ева", "енко", "ский", "ская", "sky", "ski"].map {
    Transliteration.canonicalKey($0)
  }
}
