package import Records
import Text

/// What is compared of a contact or a company, read once, so that a pair costs no more than looking at both.
struct Traits {
  let record: Record
  /// Nil for a name that was made of an email address or a phone number.
  let name: String?
  /// The words of a person's name.
  let words: [NameWord]
  /// For each word the numbers of its spellings, which all that have the word share.
  let spellings: [[UInt64]]
  /// The names of a company, without legal forms.
  let companyNames: [CompanyKey]
  let emails: [String]
  let phones: [Phone]
  let links: [String]
  /// The hosts of its own that a company has.
  let hosts: [String]
  let taxID: String?
  let company: RecordID?
  let birthday: Value?
  /// Where it is, folded.
  let city: String?
  let street: String?

  struct Phone: Hashable {
    let number: String
    /// Digits behind the number: then it is that of a switchboard.
    let `extension`: String?
  }

  init(_ record: Record, region: String, word: (String) -> SpelledWord) {
    self.record = record
    let value = { (key: String) in record[key] }
    let spelling = record.text("name")
    let isMadeUp = spelling.map { record.kind == .contact && Identity.isMadeUp($0, value) } ?? true
    name = isMadeUp ? nil : spelling
    func texts(_ part: String) -> [String] {
      record[part] == nil ? [] : MatchKey.texts(part, kind: record.kind, region: region, value)
    }
    emails = texts("emails")
    links = texts("links")
    phones = Traits.phones(record, region: region)
    street = Traits.folded(record.text("address"))
    city = Traits.folded(record.text("city"))
    if record.kind == .company {
      (words, spellings) = ([], [])
      companyNames = [name, record.text("legal_name")].compactMap { $0.flatMap { CompanyKey($0) } }
      hosts = MatchKey.texts("domain", kind: .company, region: region, value)
      taxID = texts("tax_id").first
      (company, birthday) = (nil, nil)
    } else {
      let spelled = (name.map { Folding.joinedWords($0) } ?? []).filter { $0.contains(where: \.isLetter) }
        .prefix(Traits.wordLimit).map(word)
      (words, spellings) = (spelled.map(\.word), spelled.map(\.spellings))
      (companyNames, hosts, taxID) = ([], [], nil)
      company = record.referenced("company")
      birthday = record["birthday"]
    }
  }

  /// A name of more words is a sentence.
  private static let wordLimit = 5

  private static func phones(_ record: Record, region: String) -> [Phone] {
    (record["phones"]?.elements ?? []).compactMap { value in
      guard let text = value.text, let number = MatchKey.phoneText(text, region: region) else { return nil }
      let written = number == text ? nil : PhoneNumber(text, defaultRegion: region)?.extension
      return Phone(number: number, extension: written)
    }
  }

  private static func folded(_ text: String?) -> String? {
    guard let text else { return nil }
    let words = Folding.joinedWords(text).map { Transliteration.canonicalKey($0) }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

/// A word of a name with the numbers of its spellings, worked out once for all who have it.
struct SpelledWord {
  let word: NameWord
  let spellings: [UInt64]

  init(folded: String) {
    word = NameWord(folded: folded)
    spellings = Blocks.spellings(of: word.key)
  }
}

/// A company's name as names of companies are compared.
struct CompanyKey: Hashable {
  /// Folded, without legal forms, its words joined by a space; never empty.
  let folded: String
  /// The same for all spellings: in one alphabet, without blanks.
  let key: String
  let words: [String]

  /// Nil for a name without a letter or digit.
  init?(_ name: String) {
    folded = CompanyName.foldedWithoutLegalForm(name)
    words = folded.split(separator: " ").map { Transliteration.canonicalKey(String($0)) }
    key = words.joined()
    if key.isEmpty { return nil }
  }

  /// The digits of the name: school 5 is not school 6.
  var digits: String { PhoneNumber.digits(key) }
}
