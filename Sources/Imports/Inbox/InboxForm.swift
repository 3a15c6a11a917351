package import Diagnostics
import Mail

/// In which form a message came in.
package enum InboxForm: String, Sendable, CaseIterable {
  case json, form, mail

  /// The media types that mean it.
  package var types: [String] {
    switch self {
    case .json: ["application/json", "text/json"]
    case .form: ["application/x-www-form-urlencoded", "multipart/form-data"]
    case .mail: ["message/rfc822"]
    }
  }

  /// What it is called in sentences.
  package var words: String {
    switch self {
    case .json: "JSON"
    case .form: "a form"
    case .mail: "a mail"
    }
  }

  /// So many bytes are read and no more. A mail may have files beside its text, which nobody reads.
  package var limit: Int {
    switch self {
    case .json, .form: 1 << 20
    case .mail: 32 << 20
    }
  }

  /// The most that any of them may have.
  package static let mostBytes = InboxForm.mail.limit

  /// By the media type that whoever hands it over has said. Throws `invalid_value` for another one.
  init(type: ContentField) throws(Diagnostic) {
    let value = type.value
    // Every `application/…+json` is JSON by its name (RFC 6839).
    let plain = value.hasPrefix("application/") && value.hasSuffix("+json") ? "application/json" : value
    guard let form = InboxForm.allCases.first(where: { $0.rawValue == plain || $0.types.contains(plain) })
    else {
      throw Diagnostic(
        .invalidValue, "--content-type: a lead cannot be read from that type",
        hints: [
          "it is one of \(InboxForm.allCases.flatMap(\.types)), or one of \(InboxForm.allCases.map(\.rawValue))"
        ])
    }
    self = form
  }

  /// By how the bytes begin; nil where they look like none.
  package init?(recognising bytes: [UInt8]) {
    let head = TextEncoding.withoutMark(Array(bytes.prefix(16 << 10)))
    guard let first = head.firstIndex(where: { !HTMLAttributes.isBlank($0) }) else { return nil }
    if head[first] == 0x7b || head[first] == 0x5b {
      self = .json
    } else if MailMessage(parsing: Array(head), decode: { _, _ in nil })?.looksLikeMail == true {
      self = .mail
    } else if FormBody.looksLikeForm(head[first...]) {
      self = .form
    } else {
      return nil
    }
  }
}

extension MailMessage {
  /// Whether it has a field that no other text begins with.
  fileprivate var looksLikeMail: Bool {
    from != nil || replyTo != nil || subject != nil || date != nil || messageID != nil
  }
}
