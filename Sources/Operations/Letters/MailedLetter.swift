import JSON
package import Output
package import Records

/// Why somebody gets no letter. The raw values must not change: scripts read them.
package enum LetterSkip: String, Sendable, CaseIterable {
  case noAddress = "no_address"
  case badAddress = "bad_address"
  case saidNo = "said_no"
  case sameAddress = "same_address"
  case already
  case recent
  case formula

  /// What is said of several: `3 have no address`.
  func words(_ count: Int, isMessage: Bool) -> String {
    let way = isMessage ? "letter" : "message"
    let one = count == 1
    let what =
      switch self {
      case .noAddress: "\(one ? "has" : "have") no \(isMessage ? "email address" : "phone number")"
      case .badAddress: "\(one ? "has an address" : "have addresses") that no \(way) can go to"
      case .saidNo: "said no (do_not_contact)"
      case .sameAddress: "\(one ? "has" : "have") the address of another, who gets one"
      case .already: "\(one ? "has" : "have") this \(way) already"
      case .recent: "had a letter or message lately (--not-within)"
      case .formula: "would get a text that a spreadsheet takes for a formula"
      }
    return "\(count) \(what)"
  }
}

/// One who matches, and what became of the letter to them.
package struct MailedLetter: Sendable {
  /// The record that the filter matched.
  let record: Record
  /// Who is written to: that record, or the person or company of a deal.
  let person: Record
  /// Where it goes; nil where there is nothing.
  let address: String?
  /// Why it is not written.
  var skip: LetterSkip?
  /// Who said no, or whose address it is.
  var because: String?
  /// What identifies it: the day, who, and a number made of the template and the campaign.
  let identifier: String
  /// The same as its Message-ID has it; of a text message the identifier.
  var messageID: String?
  var subject: String?
  /// How a text message goes through.
  var length: Int?
  var parts: Int?

  package static let schema = ObjectSchema<MailedLetter>(
    "letter", "One who matches, and what became of the letter to them.",
    [
      .text("outcome", "written, or skipped.") { $0.skip == nil ? "written" : "skipped" },
      Member(
        "reason", .optional(.choice(LetterSkip.allCases.map(\.rawValue))), "Why it is skipped.",
        column: Column("reason")
      ) { .optional($0.skip?.rawValue) },
      .optionalText("because", "Who said no, or whose address it is.") { $0.because },
      .choice("kind", "The kind of who is written to.") { $0.person.kind },
      .text("id", "Who is written to.", kind: .identifier) { "\($0.person.id)" },
      .text("name", "Their name.") { $0.person.name },
      .optionalText("address", "The email address or phone number.") { $0.address },
      .text("record", "The record that matched.", kind: .identifier) { "\($0.record.id)" },
      .optionalText("message_id", "What identifies the letter.") { $0.messageID },
      .optionalText("subject", "Its subject; the text of a text message.") { $0.subject },
      .optionalCount("length", "How long a text message is, in units of its encoding.") { $0.length },
      .optionalCount("parts", "As how many messages it is sent.") { $0.parts },
    ])
}

/// Those who get no letter for one reason.
struct LeftOut: Sendable {
  let reason: LetterSkip
  let letters: [MailedLetter]

  static let schema = ObjectSchema<LeftOut>(
    "left out", "Those who get no letter for one reason.",
    [
      .choice("reason", "Why.") { $0.reason }, .count("count", "How many they are.") { $0.letters.count },
    ])
}

/// What a run of letters wrote, and whom it left out.
package struct Mailing: Sendable {
  /// By which it is taken back: the day, and a number made of the template and the campaign.
  let batch: String
  let template: String
  let campaign: String?
  /// The file or folder as it was named.
  let target: String
  let isMessage: Bool
  var letters: [MailedLetter]

  var written: Int { letters.count { $0.skip == nil } }

  package static let schema = ObjectSchema<Mailing>(
    "mailing", "What a run of letters wrote, and whom it left out.",
    [
      .text("batch", "By which it is taken back.", kind: .identifier) { $0.batch },
      .text("template", "The templates that the letters are made of.") { $0.template },
      .optionalText("campaign", "The campaign that they belong to.") { $0.campaign },
      .text("target", "The file or folder, as it was named.") { $0.target },
      .count("matched", "How many records the filter matched.") { $0.letters.count },
      .count("written", "How many letters were written.") { $0.written },
      .count("skipped", "How many got none.") { $0.letters.count - $0.written },
      .objects("reasons", "How many got none for each reason.", LeftOut.schema) { $0.reasons },
      .objects("letters", "Each of them.", MailedLetter.schema) { $0.letters },
    ])

  var reasons: [LeftOut] {
    LetterSkip.allCases.compactMap { reason in
      let found = letters.filter { $0.skip == reason }
      return found.isEmpty ? nil : LeftOut(reason: reason, letters: found)
    }
  }

  /// The run in sentences.
  func said(isDryRun: Bool) -> [String] {
    let count = written
    let what = isMessage ? count == 1 ? "letter" : "letters" : count == 1 ? "message" : "messages"
    let under = campaign.map { ", campaign \($0)" } ?? ""
    let place = target == LetterDestination.standardOutput ? "standard output" : target
    var said = [
      "\(isDryRun ? "would write" : "wrote") \(count) \(what) of \(template)\(under) → \(place)"
    ]
    for left in reasons {
      let found = left.letters
      let names = found.prefix(5).map { letter in
        letter.because.map { "\(letter.person.name) (\($0))" } ?? letter.person.name
      }
      let more = found.count > names.count ? ", and \(found.count - names.count) more" : ""
      said.append(
        "  \(left.reason.words(found.count, isMessage: isMessage)): \(names.joined(separator: ", "))\(more)")
    }
    return said
  }
}
