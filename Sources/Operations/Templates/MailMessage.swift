import Dates
import Diagnostics
import Text

/// A message of RFC 5322 with parts of MIME, as a file `.eml`: every byte is ASCII.
struct MailMessage {
  struct Person {
    var name: String
    var address: String

    init(name: String, address: String) {
      self.name = name
      self.address = address
    }

    init(_ mailbox: Mailbox) { self.init(name: mailbox.name, address: mailbox.address) }
  }

  var from: Person
  var to: Person
  var subject: String
  var date: Instant
  /// What the Message-ID has before the domain; of ASCII letters, digits and dots.
  var identifier: String
  /// Plain text, a page, or both as alternatives.
  var text: String?
  var html: String?
  /// The tag of the language that it is in.
  var language: String?
  /// Whether no person wrote it, so that nobody's absence is answered to it (RFC 3834).
  var isAutomatic = false
  /// That of a file; what `sendmail` reads has the system's own.
  var lineEnd = "\r\n"

  /// Throws `invalid_value` for addresses that can stand in no header.
  func rendered() throws(Diagnostic) -> String {
    let from = try MailMessage.mailbox(self.from)
    let to = try MailMessage.mailbox(self.to)
    let domain = self.from.address.split(separator: "@").last.map(String.init) ?? ""
    let identifier = "<\(self.identifier)@\(domain)>"
    guard identifier.utf8.count <= Mailbox.longestMessageID, domain.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw Diagnostic(
        .invalidValue, "\(domain) is no domain that a Message-ID can have",
        hints: [
          "it has ASCII letters, and with the brackets at most \(Mailbox.longestMessageID) characters"
        ])
    }
    var lines = [
      "Date: " + MailMessage.date(date), "Message-ID: " + identifier, "From: " + from, "To: " + to,
      "Subject: " + MailMessage.encoded(subject, after: 9), "MIME-Version: 1.0",
    ]
    if let language { lines.append("Content-Language: " + language) }
    if isAutomatic { lines.append("Auto-Submitted: auto-generated") }
    switch (text, html) {
    case (let text?, let html?):
      let boundary = "=_\(self.identifier)"
      lines.append("Content-Type: multipart/alternative; boundary=\"\(boundary)\"")
      lines.append("")
      for (type, body) in [("plain", text), ("html", html)] {
        lines += ["--" + boundary] + MailMessage.part(type, body)
      }
      lines.append("--\(boundary)--")
    default: lines += MailMessage.part(html == nil ? "plain" : "html", text ?? html ?? "")
    }
    let folded = lines.flatMap { $0.split(separator: "\r\n", omittingEmptySubsequences: false) }
    return folded.map { $0 + lineEnd }.joined()
  }

  private static func part(_ type: String, _ body: String) -> [String] {
    [
      "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
    ] + QuotedPrintable.lines(body)
  }

  // MARK: Headers

  /// `Sun, 29 Nov 2026 09:15:00 +0100`
  static func date(_ instant: Instant) -> String {
    let written = instant.description
    let isUTC = written.hasSuffix("Z")
    let day = CivilDate(String(written.prefix(10))) ?? .first
    let time = written.dropFirst(11).prefix(8)
    let offset = isUTC ? "+0000" : String(written.suffix(6).filter { $0 != ":" })
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return
      "\(days[day.weekday.rawValue - 1]), \(day.day) \(months[day.month - 1]) \(day.year) \(time) \(offset)"
  }

  private static func mailbox(_ person: Person) throws(Diagnostic) -> String {
    let address = person.address
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>()[]\\,;:\"".utf8.contains($0) }
    guard isPlain, address.split(separator: "@").count == 2 else {
      throw Diagnostic(.invalidValue, "\"\(address)\" cannot stand in the header of a message")
    }
    let name = person.name
    if name.isEmpty { return address }
    let isASCII = name.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
    let shown: String
    if !isASCII {
      shown = encoded(name, after: 6)
    } else if name.utf8.allSatisfy({ isAtom($0) || $0 == 0x20 }) {
      shown = name
    } else {
      shown = "\"" + name.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    // A line of its own for what would make the first one longer than readers like.
    return shown + (shown.utf8.count + address.utf8.count > 66 ? "\r\n <" : " <") + address + ">"
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
  }

  /// Text of a header as RFC 2047 has it: itself where it is short ASCII, else encoded words of at most 75 characters,
  /// each on a line of its own and none parting a letter.
  static func encoded(_ text: String, after used: Int) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
    if isPlain, !text.contains("=?"), used + text.utf8.count <= 78 { return text }
    var words: [[UInt8]] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      // `=?utf-8?B?` and `?=` leave 63 characters, which hold 45 bytes.
      let end = wordEnd(rest, limit: words.isEmpty ? 36 : 45)
      words.append(Array(String(rest[..<end]).utf8))
      rest = rest[end...]
    }
    return words.map { "=?utf-8?B?\(Base64.text($0))?=" }.joined(separator: "\r\n ")
  }

  /// Where a word ends that is as long as it can be. All but the last are of whole groups of three bytes where that can
  /// be: GMime reads words that follow each other as one, and stops at the padding.
  private static func wordEnd(_ text: Substring.UnicodeScalarView, limit: Int) -> String.Index {
    var count = 0
    var (last, whole) = (text.startIndex, text.startIndex)
    for place in text.indices {
      count += UTF8.width(text[place])
      guard count <= limit else { return whole > text.startIndex ? whole : last }
      last = text.index(after: place)
      if count.isMultiple(of: 3) { whole = last }
    }
    return text.endIndex
  }
}

/// RFC 2045, 6.7.
enum QuotedPrintable {
  /// Lines of at most 76 characters. A line that begins with `From ` or is a lone dot is written so that no program on
  /// the way changes it.
  static func lines(_ text: String) -> [String] {
    var lines = text.utf8.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
      Array(line.last == 0x0d ? line.dropLast() : line)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.flatMap(folded)
  }

  private static func folded(_ line: [UInt8]) -> [String] {
    var folded: [String] = []
    var current = ""
    for (place, byte) in line.enumerated() {
      let isLast = place + 1 == line.count
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain = (0x21...0x7e).contains(byte) && byte != 0x3d || isBlank && !isLast
      var token = isPlain ? String(UnicodeScalar(byte)) : hex(byte)
      if current.utf8.count + token.utf8.count > (isLast ? 76 : 75) {
        folded.append(current + "=")
        current = ""
      }
      let isRisky = byte == 0x2e || line[place...].starts(with: [0x46, 0x72, 0x6f, 0x6d, 0x20])
      if current.isEmpty, isRisky { token = hex(byte) }
      current += token
    }
    return folded + [current]
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}

/// RFC 4648, 4.
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : 0x3d)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
