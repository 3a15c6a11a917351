package import Dates
package import Diagnostics
import Mail

/// What somebody outside sent us, as it came: nothing in it has been cleaned or checked.
package struct InboxMessage: Sendable {
  package let form: InboxForm
  /// Whether the form was recognised by the bytes and not said.
  package let isRecognised: Bool
  package internal(set) var name: String?
  package internal(set) var email: String?
  package internal(set) var phone: String?
  package internal(set) var company: String?
  package internal(set) var subject: String?
  package internal(set) var text: String?
  package internal(set) var source: String?
  package internal(set) var campaign: String?
  package internal(set) var amount: String?
  package internal(set) var currency: String?
  /// What no field is there for, in its order.
  package internal(set) var others: [(name: String, text: String)] = []
  /// Fields that were known by another name than ours: `phone from "tel"`.
  package internal(set) var otherNames: [String] = []
  package internal(set) var messageID: String?
  /// When it was written, as it says.
  package internal(set) var date: Instant?
  /// Files beside the text, which nobody reads.
  package internal(set) var attachments: [String] = []
  package internal(set) var isAutomatic = false

  /// Reads the bytes as `type` says, else as what they look like. Throws `invalid_value` for bytes that are no such
  /// thing.
  package init(_ bytes: [UInt8], type: String?) throws(Diagnostic) {
    let field = type.map { ContentField($0) }
    if let field {
      form = try InboxForm(type: field)
    } else if let found = InboxForm(recognising: bytes) {
      form = found
    } else {
      throw InboxMessage.unrecognised(bytes)
    }
    isRecognised = field == nil
    if bytes.count > form.limit {
      throw Diagnostic(
        .tooLarge, "\(form.words) of \(bytes.count) bytes is too large: \(form.limit) are read",
        hints: ["nothing was written"])
    }
    switch form {
    case .json: take(try JSONBody.fields(bytes))
    case .form: take(try InboxMessage.formFields(bytes, field, &attachments))
    case .mail: try takeMail(bytes)
    }
  }

  private static func unrecognised(_ bytes: [UInt8]) -> Diagnostic {
    let isEmpty = bytes.allSatisfy(HTMLAttributes.isBlank)
    return Diagnostic(
      .invalidValue,
      isEmpty ? "the input is empty" : "line 1: the input begins like no JSON object, no form and no mail",
      hints: [
        "JSON begins with {, a form with a name and =, a mail with a header such as From:; --content-type says which it is"
      ])
  }

  private static func formFields(
    _ bytes: [UInt8], _ type: ContentField?, _ files: inout [String]
  ) throws(Diagnostic) -> [(name: String, text: String)] {
    let encoding = type?["charset"].flatMap { TextEncoding(name: $0) }
    if type?.value == "multipart/form-data" {
      guard let type, let fields = MultipartForm.fields(bytes, type: type, decode: Charsets.decode),
        !fields.isEmpty
      else {
        throw Diagnostic(
          .invalidValue, "line 1: the form has no parts between the lines that its type announces",
          hints: ["hand over the whole value of Content-Type, with its boundary, as --content-type"])
      }
      files = fields.filter { $0.isFile && !$0.text.isEmpty }.map(\.text)
      return fields.filter { !$0.isFile }.map { ($0.name, $0.text) }
    }
    guard let fields = FormBody.fields(bytes, encoding) else {
      throw Diagnostic(
        .invalidValue, "line 1: the form has no field: there is no = in it",
        hints: ["a form reads name=Anna&email=anna%40example.com"])
    }
    return fields
  }

  // MARK: Fields

  /// Each of our fields from the field whose name says it best; the others stay what they are.
  private mutating func take(_ fields: [(name: String, text: String)]) {
    var best: [InboxKey: (place: Int, rank: Int)] = [:]
    for (place, field) in fields.enumerated() where !InboxMessage.isBlank(field.text) {
      guard let (key, rank) = InboxKey.named(field.name) else { continue }
      if let present = best[key], present.rank <= rank { continue }
      best[key] = (place, rank)
    }
    let taken = Set(best.values.map(\.place))
    func text(_ key: InboxKey) -> String? { best[key].map { fields[$0.place].text } }
    let parts = [text(.firstName), text(.lastName)].compactMap { $0 }
    name = text(.name) ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
    (email, phone, company) = (text(.email), text(.phone), text(.company))
    (subject, self.text) = (text(.subject), text(.message))
    (source, campaign, amount, currency) = (text(.source), text(.campaign), text(.amount), text(.currency))
    for key in InboxKey.allCases {
      guard let rank = best[key].map({ $0.rank % 100 }), rank > 0 else { continue }
      otherNames.append("\(key.rawValue) from \"\(key.names[rank])\"")
    }
    others = fields.enumerated().filter { place, field in
      !taken.contains(place) && !InboxMessage.isBlank(field.text) && field.name != "_charset_"
    }.map(\.element)
    // A second first name beside a whole one says nothing new.
    if text(.name) != nil {
      others += [InboxKey.firstName, .lastName].compactMap { best[$0] }.map { fields[$0.place] }
    }
  }

  static func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  // MARK: Mail

  private mutating func takeMail(_ bytes: [UInt8]) throws(Diagnostic) {
    guard let mail = MailMessage(parsing: bytes, decode: Charsets.decode) else {
      throw Diagnostic(
        .invalidValue, "line 1: no header, so this is no mail",
        hints: ["hand over the whole message with its header, as the mail server passes it on"])
    }
    guard let sender = mail.replyTo ?? mail.from else {
      throw Diagnostic(
        .invalidValue, "the mail has no From and no Reply-To, so there is nobody to answer",
        hints: ["hand over the whole message with its header, as the mail server passes it on"])
    }
    email = sender.address
    let names = [sender.name, mail.from?.name ?? ""].filter { !$0.isEmpty }
    name = names.first
    if let from = mail.from, mail.replyTo != nil, from.address.lowercased() != sender.address.lowercased() {
      others.append(("from", from.address))
    }
    subject = mail.subject
    let plain = mail.plain.flatMap { InboxMessage.isBlank($0) ? nil : $0 }
    text = plain ?? mail.html.map { HTMLText.text(of: Array($0.utf8)) }
    (messageID, date, attachments, isAutomatic) = (
      mail.messageID, mail.date, mail.attachments, mail.isAutomatic
    )
  }
}
