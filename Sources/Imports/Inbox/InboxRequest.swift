import CSystem
package import Dates
package import Records
package import Text

/// A message from outside as records may hold it: cleaned, cut, and each value where it belongs.
package struct InboxRequest: Sendable {
  package let form: InboxForm
  package private(set) var name: String?
  package private(set) var emails: [String] = []
  package private(set) var phones: [String] = []
  package private(set) var company: String?
  package private(set) var subject: String?
  package private(set) var message: String?
  package private(set) var source: String?
  package private(set) var campaign: String?
  /// An amount as text, with its currency where one is named.
  package private(set) var amount: (text: String, currency: String?)?
  /// Fields of the repository's own, by key: their values are of a closed form.
  package private(set) var custom: [(field: Field, text: String)] = []
  /// What no field holds.
  package private(set) var extra: [MapEntry] = []
  package let sentAt: Instant?
  /// What identifies the message: a number made of its Message-ID, else of what it says.
  package private(set) var id = ""
  /// Whether `id` is that of a Message-ID, which no other message has.
  package let hasMessageID: Bool
  /// What was cut, left out or could not be read, in our words alone.
  package private(set) var remarks: [String] = []

  /// More than people write, and far less than a record can hold.
  package static let longestMessage = 20_000
  static let longestExtra = 1000
  static let mostExtras = 40
  static let longestKey = 40
  static let mostAddresses = 5

  /// `region` is the country of phone numbers without one; `fields` are those that the repository declares for leads.
  package init(_ raw: InboxMessage, region: String, fields: [Field]) {
    form = raw.form
    sentAt = raw.date
    hasMessageID = raw.messageID != nil
    name = line(raw.name, "name")
    company = line(raw.company, "company")
    subject = line(raw.subject, "subject")
    takeEmails(raw.email)
    takePhones(raw.phone, region)
    if let name, emails.contains(name.lowercased()) { self.name = nil }
    source = word(raw.source, "source")
    campaign = word(raw.campaign, "campaign")
    if let text = raw.amount {
      amount = (PlainNumber.expanded(text) ?? OutsideCleaning.line(text).text, raw.currency)
    }
    if raw.amount == nil, let currency = raw.currency { keep("currency", currency) }
    if let text = raw.text {
      let cleaned = OutsideCleaning.text(text, limit: InboxRequest.longestMessage)
      message = cleaned.text.isEmpty ? nil : cleaned.text
      note(cut: cleaned, of: "message", to: InboxRequest.longestMessage)
    }
    takeOthers(raw.others, fields)
    noteFiles(raw.attachments)
    if let messageID = raw.messageID {
      keep("message_id", messageID)
      id = "mail-" + InboxRequest.digits(Array(messageID.utf8))
    } else {
      id = "content-" + InboxRequest.digits(InboxRequest.words(of: self))
    }
  }

  /// Keeps a text that no field takes.
  package mutating func keep(_ key: String, _ text: String) {
    guard extra.count < InboxRequest.mostExtras else { return }
    let cleaned = OutsideCleaning.text(text, limit: InboxRequest.longestExtra)
    guard !cleaned.text.isEmpty else { return }
    var plain = InboxRequest.key(key)
    var number = 1
    while extra.contains(where: { $0.key == plain }) {
      number += 1
      plain = InboxRequest.key(key) + "_\(number)"
    }
    extra.append(MapEntry(plain, .text(cleaned.text)))
    note(cut: cleaned, of: "a field without a place of its own", to: InboxRequest.longestExtra)
  }

  /// Says something of what was read; in our words alone.
  package mutating func note(_ remark: String) { remarks.append(remark) }

  // MARK: Parts

  private mutating func note(cut cleaned: OutsideCleaning.Cleaned, of what: String, to limit: Int) {
    guard let before = cleaned.lengthBefore else { return }
    remarks.append("\(what) cut: \(before) characters, \(limit) kept")
  }

  private mutating func line(_ text: String?, _ what: String) -> String? {
    guard let text else { return nil }
    let cleaned = OutsideCleaning.line(text)
    note(cut: cleaned, of: what, to: OutsideCleaning.longestLine)
    return cleaned.text.isEmpty ? nil : cleaned.text
  }

  /// A word for reports, such as `google-ads`: sentences have no place there.
  private mutating func word(_ text: String?, _ key: String) -> String? {
    guard let text else { return nil }
    let word = OutsideCleaning.line(text).text
    let isWord =
      word.count <= InboxRequest.longestKey
      && word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_.".unicodeScalars.contains($0)
      }
    if isWord, !word.isEmpty { return word }
    keep(key, text)
    return nil
  }

  private mutating func takeEmails(_ text: String?) {
    guard let text else { return }
    let plain = OutsideCleaning.line(text, limit: 500).text
    let found = (EmailCell(plain)?.addresses ?? []).filter { $0.utf8.allSatisfy { $0 != 0x60 && $0 != 0x7b } }
    emails = Array(found.prefix(InboxRequest.mostAddresses))
    if emails.isEmpty {
      note("the email address cannot be one")
      keep("email", text)
    }
  }

  private mutating func takePhones(_ text: String?, _ region: String) {
    guard let text else { return }
    let plain = OutsideCleaning.line(text, limit: 200).text
    let cell = PhoneCell(plain, defaultRegion: region)
    let found = (cell?.numbers ?? []).filter { PhoneNumber.digits($0.e164).utf8.count >= 5 }
    phones = Array(found.map(\.canonical).prefix(InboxRequest.mostAddresses))
    if phones.isEmpty { note("the phone number cannot be one") }
    if phones.isEmpty || cell?.remark != nil { keep("phone", text) }
  }

  private mutating func takeOthers(_ others: [(name: String, text: String)], _ fields: [Field]) {
    var left = 0
    for other in others {
      let key = InboxRequest.key(other.name)
      if let field = fields.first(where: { $0.key == key && $0.isCustom && $0.type.isClosed }),
        !custom.contains(where: { $0.field.key == key })
      {
        custom.append((field, OutsideCleaning.line(PlainNumber.expanded(other.text) ?? other.text).text))
      } else if extra.count < InboxRequest.mostExtras {
        keep(other.name, other.text)
      } else {
        left += 1
      }
    }
    if left > 0 { remarks.append("\(left) more field\(left == 1 ? "" : "s") left out") }
  }

  /// The names of files are somebody's words too, so that they are kept as such and only counted here.
  private mutating func noteFiles(_ files: [String]) {
    guard !files.isEmpty else { return }
    remarks.append("\(files.count) attachment\(files.count == 1 ? "" : "s") not read")
    keep("attachments", files.joined(separator: "\n"))
  }

  /// Letters, digits and `_ - .` of a field's name, in lower case.
  private static func key(_ name: String) -> String {
    let plain = OutsideCleaning.line(name, limit: longestKey).text.lowercased().unicodeScalars.map { scalar in
      let isKept =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.".unicodeScalars.contains(scalar)
      return isKept ? Character(scalar) : "_"
    }
    let text = String(plain)
    return text.allSatisfy { $0 == "_" } ? "field" : text
  }

  private static func words(of request: InboxRequest) -> [UInt8] {
    let parts =
      [request.name, request.company, request.subject, request.message].map { $0 ?? "" } + request.emails
      + request.phones + request.extra.map { "\($0.key)=\($0.value.plainText)" }
    return Array(parts.joined(separator: "\u{1f}").utf8)
  }

  /// Sixteen digits that are the same for the same bytes. They are compared among what one person sent, so that nobody
  /// gains by making others the same.
  private static func digits(_ bytes: [UInt8]) -> String {
    let hash = bytes.withUnsafeBytes { crm_hash64($0.baseAddress, $0.count, 0x6c65_6164) }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension FieldType {
  /// Whether its values can only be of a form that is known: no words of somebody's own.
  fileprivate var isClosed: Bool {
    switch self {
    case .choice, .number, .percent, .integer, .money, .boolean, .date, .birthday, .span: true
    default: false
    }
  }
}
