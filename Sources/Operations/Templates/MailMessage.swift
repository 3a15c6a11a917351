import Dates
import Diagnostics
import Mustache
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

  /// Where the reader says that they want no more such letters, with ids filled in; the header of it is written folded,
  /// an address a line.
  var unsubscribe: [String] = []

  /// Throws `invalid_value` for addresses that can stand in no header.
  func rendered() throws(Diagnostic) -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// The same as bytes, all of them ASCII.
  func bytes() throws(Diagnostic) -> [UInt8] {
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
    var writer = MessageWriter(lineEnd: lineEnd)
    writer.line("Date: " + MailMessage.date(date))
    writer.line("Message-ID: " + identifier)
    writer.line("From: " + from)
    writer.line("To: " + to)
    writer.line("Subject: " + MailMessage.encoded(subject, after: 9))
    if !unsubscribe.isEmpty {
      writer.line("List-Unsubscribe:\r\n " + unsubscribe.map { "<\($0)>" }.joined(separator: ",\r\n "))
      if unsubscribe.contains(where: { $0.lowercased().hasPrefix("https:") }) {
        writer.line("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
      }
    }
    writer.line("MIME-Version: 1.0")
    if let language { writer.line("Content-Language: " + language) }
    if isAutomatic { writer.line("Auto-Submitted: auto-generated") }
    switch (text, html) {
    case (let text?, let html?):
      let boundary = "=_\(self.identifier)"
      writer.line("Content-Type: multipart/alternative; boundary=\"\(boundary)\"")
      writer.line("")
      for (type, body) in [("plain", text), ("html", html)] {
        writer.line("--" + boundary)
        writer.part(type, body)
      }
      writer.line("--\(boundary)--")
    default: writer.part(html == nil ? "plain" : "html", text ?? html ?? "")
    }
    return writer.bytes
  }

  // MARK: Headers

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// `Sun, 29 Nov 2026 09:15:00 +0100`
  static func date(_ instant: Instant) -> String {
    let written = instant.description
    let isUTC = written.hasSuffix("Z")
    let day = CivilDate(String(written.prefix(10))) ?? .first
    let time = written.dropFirst(11).prefix(8)
    let offset = isUTC ? "+0000" : String(written.suffix(6).filter { $0 != ":" })
    return
      "\(days[day.weekday.rawValue - 1]), \(day.day) \(months[day.month - 1]) \(day.year) \(time) \(offset)"
  }

  /// `Sun Nov 29 08:15:00 2026`, in UTC, as the line before a message in a mailbox has it (RFC 4155).
  static func envelopeDate(_ instant: Instant) -> String {
    let (day, time, second) = Zone.utc.civil(instant)
    let seconds = (second < 10 ? "0" : "") + String(second)
    let number = (day.day < 10 ? " " : "") + String(day.day)
    return
      "\(days[day.weekday.rawValue - 1]) \(months[day.month - 1]) \(number) \(time):\(seconds) \(day.year)"
  }

  private static func mailbox(_ person: Person) throws(Diagnostic) -> String {
    let address = person.address
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"<>()[]\\,;:\"".utf8.contains($0) }
    guard isPlain, address.split(separator: "@").count == 2 else {
      throw Diagnostic(.invalidValue, "\"\(address)\" cannot stand in the header of a message")
    }
    // What ends a line would end the header.
    let name = TemplateEscaping.line.escape(person.name).trimmingBlanks
    if name.isEmpty { return address }
    let isASCII = name.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
    var shown = name
    if !name.utf8.allSatisfy({ isAtom($0) || $0 == 0x20 }) {
      shown = "\"" + name.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    }
    // What reads as an encoded word would be decoded.
    if !isASCII || shown.utf8.count > 66 || name.contains("=?") {
      shown = encodedWords(name, atBlanks: true)
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
    return encodedWords(text)
  }

  /// With `atBlanks` a word ends beside a blank, where one is near: Python puts a blank of its own between two words of
  /// an address.
  private static func encodedWords(_ text: String, atBlanks: Bool = false) -> String {
    var words: [[UInt8]] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      // `=?utf-8?B?` and `?=` leave 63 characters, which hold 45 bytes.
      let limit = words.isEmpty ? 36 : 45
      let end = (atBlanks ? blankEnd(rest, limit: limit) : nil) ?? wordEnd(rest, limit: limit)
      words.append(Array(String(rest[..<end]).utf8))
      rest = rest[end...]
    }
    return words.map { "=?utf-8?B?\(Base64.text($0))?=" }.joined(separator: "\r\n ")
  }

  /// The last place beside a blank, of those that make whole groups of three bytes where there is one; nil where all fits,
  /// and where no blank is near.
  private static func blankEnd(_ text: Substring.UnicodeScalarView, limit: Int) -> String.Index? {
    var count = 0
    var (last, whole): (String.Index?, String.Index?)
    for place in text.indices {
      if text[place] == " ", place > text.startIndex {
        last = place
        if count.isMultiple(of: 3) { whole = place }
        if (count + 1).isMultiple(of: 3), count < limit { whole = text.index(after: place) }
      }
      count += UTF8.width(text[place])
      if count > limit { return whole ?? last }
    }
    return nil
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

/// Puts a message together line by line.
private struct MessageWriter {
  private(set) var bytes: [UInt8] = []
  private let lineEnd: [UInt8]

  init(lineEnd: String) { self.lineEnd = Array(lineEnd.utf8) }

  /// A line, or several that CR LF parts, as folded headers have it.
  mutating func line(_ text: String) {
    for byte in text.utf8 where byte != 0x0d {
      if byte == 0x0a { bytes += lineEnd } else { bytes.append(byte) }
    }
    bytes += lineEnd
  }

  mutating func part(_ type: String, _ body: String) {
    line("Content-Type: text/\(type); charset=utf-8")
    line("Content-Transfer-Encoding: quoted-printable")
    line("")
    QuotedPrintable.append(body, lineEnd: lineEnd, to: &bytes)
  }
}

/// RFC 2045, 6.7.
enum QuotedPrintable {
  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let from = Array("From ".utf8)

  /// The text in lines of at most 76 characters. A line that begins with `From `, also behind `>` as mailboxes quote it,
  /// or with a dot is written so that no program on the way changes it.
  static func append(_ text: String, lineEnd: [UInt8], to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { source in
      bytes.reserveCapacity(bytes.count + source.count + source.count / 8)
      var start = 0
      while start < source.count {
        var end = start
        while end < source.count, source[end] != 0x0a { end += 1 }
        let next = end + 1
        if end > start, source[end - 1] == 0x0d { end -= 1 }
        append(UnsafeBufferPointer(rebasing: source[start..<end]), lineEnd, to: &bytes)
        start = next
      }
    }
  }

  private static func append(
    _ line: UnsafeBufferPointer<UInt8>, _ lineEnd: [UInt8], to bytes: inout [UInt8]
  ) {
    var used = 0
    for place in line.indices {
      let byte = line[place]
      let isLast = place + 1 == line.count
      let isBlank = byte == 0x20 || byte == 0x09
      var isPlain = (0x21...0x7e).contains(byte) && byte != 0x3d || isBlank && !isLast
      if used + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
        bytes.append(0x3d)
        bytes += lineEnd
        used = 0
      }
      if used == 0, byte == 0x2e || isFrom(line, at: place) { isPlain = false }
      if isPlain {
        bytes.append(byte)
      } else {
        bytes.append(0x3d)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      }
      used += isPlain ? 1 : 3
    }
    bytes += lineEnd
  }

  /// Whether `From ` stands there, be it behind any number of `>`.
  private static func isFrom(_ line: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var place = start
    while place < line.count, line[place] == 0x3e { place += 1 }
    return line.count - place >= from.count && from.indices.allSatisfy { line[place + $0] == from[$0] }
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
