import Dates
import Diagnostics
import Mustache
import Records
import Text

/// All that one letter is made of.
struct LetterWork: Sendable {
  var letter: MailedLetter
  let subject: DocumentSubject
  /// The place of its templates.
  let kit: Int
  let owner: String
  /// Where the reader says that they want no more.
  let unsubscribe: [String]
  let date: Instant
}

/// Fills letters in; several threads do it at once.
struct LetterFiller: Sendable {
  let workspace: Workspace
  let kits: [LetterTemplates]
  /// The mailboxes of those who write; nil for text messages.
  let senders: [String: Mailbox]?

  struct Filled: Sendable {
    let letter: MailedLetter
    /// Nil for one that is not written after all.
    let written: WrittenLetter?
    /// Names that nothing stands behind.
    let unknown: [Diagnostic]
  }

  func filled(_ work: LetterWork) -> Result<Filled, Diagnostic> {
    let kit = kits[work.kit]
    var variables = DocumentVariables(work.subject, kit.language, in: workspace, wanted: kit.names)
    // A reader follows a link sooner than they write.
    variables.set(
      "unsubscribe", work.unsubscribe.first { $0.hasPrefix("https:") } ?? work.unsubscribe.first ?? "")
    let scope = variables.scope
    do throws(Diagnostic) {
      let texts = try kit.filled(from: scope)
      let (letter, written) =
        try senders.map { senders throws(Diagnostic) in
          try message(work, kit, texts, from: senders)
        } ?? textMessage(work, texts.text ?? "")
      return .success(Filled(letter: letter, written: written, unknown: kit.unknown(in: scope)))
    } catch {
      return .failure(error)
    }
  }

  private func message(
    _ work: LetterWork, _ kit: LetterTemplates, _ texts: (subject: String?, text: String?, html: String?),
    from senders: [String: Mailbox]
  ) throws(Diagnostic) -> (MailedLetter, WrittenLetter?) {
    var letter = work.letter
    guard let sender = senders[work.owner], let address = letter.address else { return (letter, nil) }
    let subject = TemplateEscaping.line.escape(texts.subject ?? "")
    var message = MailMessage(
      from: MailMessage.Person(sender),
      to: MailMessage.Person(name: letter.person.letterName, address: address),
      subject: subject, date: work.date, identifier: letter.identifier, text: texts.text, html: texts.html)
    message.language = kit.language.rawValue
    message.unsubscribe = work.unsubscribe
    // What `sendmail -t` reads has the system's line ends.
    message.lineEnd = "\n"
    letter.subject = subject
    letter.messageID = letter.identifier + "@" + sender.domain
    let envelope = "From \(sender.address) \(MailMessage.envelopeDate(work.date))\n"
    return (
      letter, WrittenLetter(identifier: letter.identifier, bytes: try message.bytes(), envelope: envelope)
    )
  }

  private func textMessage(_ work: LetterWork, _ filled: String) -> (MailedLetter, WrittenLetter?) {
    var letter = work.letter
    let text = filled.trimmingTrailingBlanks
    let short = ShortMessage(text)
    letter.subject = text
    letter.messageID = letter.identifier
    (letter.length, letter.parts) = (short.length, short.parts)
    // Whoever opens the table must not run what somebody has for a name.
    if let first = text.unicodeScalars.first, "=@+-\t\r".unicodeScalars.contains(first) {
      letter.skip = .formula
      return (letter, nil)
    }
    let cells = [
      letter.address ?? "", text, short.encoding.rawValue, "\(short.length)", "\(short.parts)",
    ]
    let row = cells.map(LetterFiller.cell).joined(separator: ",") + "\r\n"
    return (letter, WrittenLetter(identifier: letter.identifier, bytes: Array(row.utf8)))
  }

  /// RFC 4180.
  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }) else {
      return text
    }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

extension Record {
  /// What stands beside the address: of a lead the name of the person.
  fileprivate var letterName: String { kind == .lead ? text("name") ?? "" : name }
}
