import Facts
import Records
import Text

/// Chooses who of those that match is written to, and says why the others are not.
struct LetterRecipients {
  private let snapshot: Snapshot
  private let channel: ContactChannel
  private let sent: SentLetters
  private let repeats: Bool
  /// Who said no, by address: it is the same reader whatever record has it.
  private let refusers: [String: Record]
  private var taken: [String: Record] = [:]

  /// With `repeats` those who have this letter already get it once more.
  init(_ snapshot: Snapshot, by channel: ContactChannel, sent: SentLetters, repeats: Bool) {
    self.snapshot = snapshot
    self.channel = channel
    self.sent = sent
    self.repeats = repeats
    var refusers: [String: Record] = [:]
    for kind in [Kind.contact, .company, .lead] {
      for record in snapshot.records(kind) where record.refuses(channel) {
        for address in LetterRecipients.addresses(of: record, channel) { refusers[address] = record }
      }
    }
    self.refusers = refusers
  }

  /// The letter to whom a record is about, with why it is not written.
  mutating func letter(about record: Record, identifier: (RecordID) -> String) -> MailedLetter {
    let person = LetterRecipients.person(of: record, in: snapshot)
    let identifier = identifier(person.id)
    func letter(_ address: String?, _ skip: LetterSkip?, because who: Record? = nil) -> MailedLetter {
      var letter = MailedLetter(
        record: record, person: person, address: address, skip: skip, identifier: identifier)
      if let who, who.id != person.id { letter.because = "\(who.name), \(who.id)" }
      return letter
    }
    let all = LetterRecipients.addresses(of: person, channel)
    guard let address = all.first else { return letter(nil, .noAddress) }
    if let who = snapshot.refusal(of: channel, about: person) ?? refusers[address] {
      return letter(address, .saidNo, because: who)
    }
    guard LetterRecipients.isUsable(address, channel) else { return letter(address, .badAddress) }
    if let other = taken[address] { return letter(address, .sameAddress, because: other) }
    // By an earlier run of the day it went to whoever else has the address.
    if sent[identifier] == nil, let other = sent.reader(of: identifier, at: address), other.id != person.id {
      return letter(address, .sameAddress, because: other)
    }
    taken[address] = person
    if sent[identifier] != nil { return letter(address, repeats ? nil : .already) }
    return letter(address, sent.hadOne(person, at: address) ? .recent : nil)
  }

  /// Who is written to: of a deal the person, else the company; the record itself where it names nobody.
  private static func person(of record: Record, in snapshot: Snapshot) -> Record {
    guard record.kind == .deal else { return record }
    return snapshot.linked("contact", from: [record]) ?? snapshot.linked("company", from: [record]) ?? record
  }

  private static func addresses(of record: Record, _ channel: ContactChannel) -> [String] {
    switch channel {
    case .email: record.texts("emails").map(EmailAddress.normalized)
    case .sms, .call: record.texts("phones")
    }
  }

  private static func isUsable(_ address: String, _ channel: ContactChannel) -> Bool {
    switch channel {
    case .email: Mailbox(name: "", address: address) != nil
    case .sms, .call: address.hasPrefix("+")
    }
  }
}
