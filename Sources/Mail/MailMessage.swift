package import Dates

/// A message of electronic mail (RFC 5322 and MIME, RFC 2045 to 2049), as far as it tells what somebody wrote.
package struct MailMessage: Sendable, Hashable {
  package private(set) var from: MailAddress?
  package private(set) var replyTo: MailAddress?
  package private(set) var subject: String?
  package private(set) var date: Instant?
  /// With its brackets; nil where there is none, or one that no message can have.
  package private(set) var messageID: String?
  /// The parts that are plain text, one below the other.
  package private(set) var plain: String?
  /// The parts that are HTML, as they stand.
  package private(set) var html: String?
  /// What each part that is no text to be read is called, or what it is.
  package private(set) var attachments: [String] = []
  /// Whether a program answered by itself, or returned a message: nobody wrote it.
  package private(set) var isAutomatic = false

  /// Takes any bytes that begin with a header; nil for others. A line `From …` before them, as mailboxes have it, is
  /// passed over. `decode` knows the charsets.
  package init?(parsing bytes: [UInt8], decode: CharsetDecoder) {
    guard let start = MailMessage.start(of: bytes) else { return nil }
    let root = MailPart(bytes[start...], isMessage: true)
    guard !root.header.fields.isEmpty else { return nil }
    from = root.header["from"].flatMap { MailAddress(first: $0, decode) }
    replyTo = root.header["reply-to"].flatMap { MailAddress(first: $0, decode) }
    subject = root.header["subject"].map { EncodedWords.text($0, decode) }
    date = root.header["date"].flatMap(MailDate.instant)
    messageID = root.header["message-id"].flatMap(MailMessage.identifier)
    isAutomatic = MailMessage.isAutomatic(root)
    var count = 0
    read(root, depth: 0, &count, decode)
  }

  /// Where the header begins.
  private static func start(of bytes: [UInt8]) -> Int? {
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while position < bytes.count {
      let (line, next) = Lines.line(of: bytes[...], at: position)
      if !Bytes.trimmed(line).isEmpty {
        if line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8) { return next }
        return HeaderBlock.split(line) == nil ? nil : position
      }
      position = next
    }
    return nil
  }

  /// `<id@host>`: printable ASCII, and no longer than a header line may be.
  private static func identifier(_ value: ArraySlice<UInt8>) -> String? {
    guard let open = value.firstIndex(of: 0x3c), let close = value[open...].firstIndex(of: 0x3e) else {
      return nil
    }
    let id = value[open...close]
    guard id.count > 2, id.count <= 250, id.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    return String(decoding: id, as: UTF8.self)
  }

  /// By RFC 3834 and by what returned messages look like (RFC 3464).
  private static func isAutomatic(_ root: MailPart) -> Bool {
    func word(_ name: String) -> String? {
      root.header[name].map { value in
        let word = Bytes.trimmed(value).prefix { $0 != 0x3b && $0 != 0x28 && !Bytes.isBlank($0) }
        return String(decoding: word, as: UTF8.self).lowercased()
      }
    }
    // `auto-generated` is what the mailers of web forms write, too.
    if word("auto-submitted") == "auto-replied" || word("precedence") == "auto_reply" { return true }
    if word("x-autoreply") != nil || word("x-autorespond") != nil { return true }
    return word("return-path") == "<>" || root.type.value == "multipart/report"
  }

  // MARK: Parts

  private static let deepest = 20
  private static let mostParts = 500
  private static let mostAttachments = 50

  /// `count` is how many parts were read so far, so that no message is read without end.
  private mutating func read(_ part: MailPart, depth: Int, _ count: inout Int, _ decode: CharsetDecoder) {
    count += 1
    guard depth <= MailMessage.deepest, count <= MailMessage.mostParts else { return }
    if let parts = part.parts {
      for bytes in parts { read(MailPart(bytes), depth: depth + 1, &count, decode) }
      return
    }
    let name = part.fileName(decode)
    let isShown = part.disposition.value != "attachment" && name == nil
    if isShown,
      ["text/plain", "text/html", "text", ""].contains(part.type.value)
        || part.type.value.hasPrefix("multipart/"),
      let text = part.text(decode)
    {
      if part.type.value == "text/html" {
        html = MailMessage.joined(html, text)
      } else {
        plain = MailMessage.joined(plain, text)
      }
    } else if attachments.count < MailMessage.mostAttachments {
      attachments.append(name.flatMap { $0.isEmpty ? nil : $0 } ?? part.type.value)
    }
  }

  private static func joined(_ first: String?, _ second: String) -> String {
    first.map { $0.isEmpty ? second : $0 + "\n\n" + second } ?? second
  }
}

/// The fields of a web form sent as `multipart/form-data` (RFC 7578).
package enum MultipartForm {
  /// Each field with its text; one that is a file has its name in place of a text. Nil without a boundary.
  package static func fields(
    _ bytes: [UInt8], type: ContentField, decode: CharsetDecoder
  ) -> [(name: String, text: String, isFile: Bool)]? {
    guard let boundary = type.bytes("boundary"), !boundary.isEmpty, boundary.count <= 200 else { return nil }
    return MailPart.parts(of: bytes[...], boundary: boundary).compactMap { bytes in
      let part = MailPart(bytes)
      guard let name = part.disposition.text("name", decode) else { return nil }
      if let file = part.disposition.text("filename", decode) { return (name, file, true) }
      return (name, part.text(decode) ?? "", false)
    }
  }
}
