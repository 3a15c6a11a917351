import Dates
import Diagnostics
import Foundation
import Mail
import Output
import Records
import SeededRandomness
import Store
import Testing
import Text

@testable import Operations

/// What our reader makes of a message.
private typealias Received = Mail.MailMessage

private func decode(_ bytes: [UInt8], _ charset: String?) -> String? {
  String(validating: bytes, as: UTF8.self)
}

/// A message with its receiver, whom our reader looks for in replies only.
private func opened(_ bytes: [UInt8]) throws -> (from: MailAddress?, to: MailAddress?, message: Received) {
  let text = String(decoding: bytes, as: UTF8.self)
  let swapped = text.replacingOccurrences(of: "\nTo: ", with: "\nReply-To: ")
  let message = try #require(Received(parsing: Array(swapped.utf8), decode: decode))
  return (message.from, message.replyTo, message)
}

/// As text of a mailbox's name can be: on one line.
private func shown(_ name: String) -> String {
  let words = name.unicodeScalars.split { scalar in
    scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) || scalar.value == 0x2028
      || scalar.value == 0x2029
  }
  return words.map { String($0) }.joined(separator: " ")
}

@Suite struct LetterTests {
  @Test func everyReaderGetsTheirOwnLetter() throws {
    var random = SeededRandom(seed: 20_261_130)
    let office = try LetterOffice()
    let hostile = [
      "Ivanova, Anna", "O\"Brien", "<b>x</b>", "a@b.example <c@d.example>", "=?utf-8?Q?Bob?=",
      "Line\nBcc: x@y.example",
      "From here", "Пётр Иванов-Сидоров Александрович Длинное Имя Которое Не Помещается", "; , : ( )", "\\",
      "—",
      "{{contact_name}}", "Søren & Sons", "李小龍", "😀",
    ]
    var people: [String: (name: String, mail: String, token: String)] = [:]
    let letters = Array("abcdefghjkmnpqrstvwxyz0123456789")
    while people.count < 1000 {
      let id = "c" + String((0..<7).map { _ in random.pick(letters) })
      let base = random.chance(50) ? random.pick(hostile) : random.text(maxLength: 40)
      let token = "token-\(people.count)-\(id)"
      let name = base + " " + token
      people[id] = (name, "reader\(people.count)@example.net", token)
    }
    let refusing = Set(people.keys.sorted().enumerated().filter { $0.offset % 10 == 3 }.map(\.element))
    for (id, person) in people {
      let no = refusing.contains(id) ? "do_not_contact: [mail]\n" : ""
      try office.contact(
        id, person.name, person.mail,
        no + "notes: \(LetterOffice.quoted("note of \(person.token)\nFrom \(id) to you"))")
    }
    let answer = try office.mail { $0.campaign = "spring" }
    #expect(answer["written"] as? Int == 900)
    let left = try #require(answer["reasons"] as? [[String: Any]])
    #expect(left.count == 1 && left[0]["reason"] as? String == "said_no" && left[0]["count"] as? Int == 100)
    let files = office.files("outbox")
    #expect(files.count == 900)
    let tokens = try NSRegularExpression(pattern: "token-[0-9]+-[a-z0-9]{8}")
    for file in files {
      let bytes = try office.bytes("outbox/" + file)
      let id = file.split(separator: ".")[1]
      let person = try #require(people[String(id)])
      #expect(!refusing.contains(String(id)))
      let (from, to, message) = try opened(bytes)
      #expect(to?.address == person.mail)
      #expect(to?.name == shown(person.name).trimmingCharacters(in: .whitespaces), "\(file)")
      #expect(from?.address == "gleb@example.com" && from?.name == "Petrov, Gleb")
      #expect(message.subject == "News for \(shown(person.name))", "\(file)")
      #expect(message.messageID == "<\(file.dropLast(4))@example.com>")
      #expect(message.plain?.contains("note of \(person.token)\nFrom \(id) to you\n>From afar\n.") == true)
      #expect(message.html?.contains("https://example.com/unsubscribe?id=\(id)") == true)
      let whole = [message.plain, message.html, message.subject, to?.name].compactMap { $0 }.joined()
      let found = tokens.matches(in: whole, range: NSRange(whole.startIndex..., in: whole)).map {
        (whole as NSString).substring(with: $0.range)
      }
      #expect(Set(found) == [person.token])
      let faulty = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).filter { line in
        line.count > 78 || line.contains { $0 < 0x20 && $0 != 0x09 || $0 > 0x7e } || line == [0x2e]
          || line.starts(with: "From ".utf8) || line.starts(with: ">From ".utf8)
      }
      #expect(faulty.isEmpty, "\(file)")
      let head = String(decoding: bytes, as: UTF8.self)
      #expect(head.contains("List-Unsubscribe:\n <mailto:stop@example.com?subject=\(id)>,\n <https://"))
      #expect(head.contains("\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"))
    }
    #expect(try office.activities("message_id").count == 900)
  }

  // MARK: Who gets none

  private func office() throws -> LetterOffice {
    let office = try LetterOffice()
    try office.contact("ca000001", "Ann", "ann@example.net")
    try office.contact("ca000002", "Bob", "bob@example.net", "company: acme-ka000001")
    try office.contact("ca000003", "Cy", "ann@example.net")
    try office.contact("ca000004", "Dee", "dee@example.net")
    try office.contact("ca000005", "Eve", "eve@пример.example")
    try office.write("contacts/f.yaml", "id: ca000006\nname: Fay\nowner: gleb\n")
    try office.write("companies/a.yaml", "id: ka000001\nname: Acme\ndo_not_contact: email\nowner: gleb\n")
    try office.write(
      "leads/l.yaml", "id: ma000001\ntitle: Stop\nemails: dee@example.net\ndo_not_contact: [email]\n")
    return office
  }

  private func reasons(_ answer: [String: Any]) -> [String] {
    let letters = answer["letters"] as? [[String: Any]] ?? []
    return letters.map {
      "\($0["name"] ?? "") \($0["reason"] as? String ?? "-") \($0["because"] as? String ?? "-")"
    }
    .sorted()
  }

  @Test func whoGetsNoneIsNamedWithTheReason() throws {
    let office = try office()
    #expect(
      reasons(try office.mail(where: "created: or name:*")) == [
        "Ann - -", "Bob said_no Acme, ka000001", "Cy same_address Ann, ca000001",
        "Dee said_no Stop, ma000001",
        "Eve bad_address -", "Fay no_address -",
      ])
    #expect(office.files("outbox").count == 1)
  }

  @Test func aRepeatedRunWritesNothingTwice() throws {
    let office = try office()
    let first = try office.mail()
    let name = try #require(office.files("outbox").first)
    let before = try office.bytes("outbox/" + name)
    let second = try office.mail(seed: 2)
    #expect(reasons(second).contains("Ann already -"))
    #expect(second["written"] as? Int == 0)
    #expect(first["batch"] as? String == second["batch"] as? String)
    #expect(try office.activities("message_id").count == 1)
    // Asked for, it is the same letter, and no second activity.
    let later = LetterOffice.now.adding(seconds: 3600)
    let again = try office.mail(to: .folder(office.path("elsewhere")), seed: 3, now: later) {
      $0.isRepeated = true
    }
    #expect(again["written"] as? Int == 1)
    #expect(try office.bytes("elsewhere/" + name) == before)
    #expect(try office.activities("message_id").count == 1)
    #expect(throws: Diagnostic.self) { _ = try office.mail(seed: 4) { $0.isRepeated = true } }
    // Another day, campaign or template is another letter.
    let tomorrow = LetterOffice.now.adding(seconds: 86_400)
    #expect(try office.mail(seed: 5, now: tomorrow)["written"] as? Int == 1)
    #expect(try office.mail(seed: 6) { $0.campaign = "x" }["written"] as? Int == 1)
  }

  /// Two records with one address are one reader, also in two runs of a day.
  @Test func anotherRunWritesNoAddressTwice() throws {
    let office = try LetterOffice()
    try office.contact("ca000001", "Dup", "dup@example.net")
    try office.contact("ca000002", "Dup2", "DUP@example.net")
    #expect(reasons(try office.mail(where: "name=Dup")) == ["Dup - -"])
    #expect(reasons(try office.mail(where: "name=Dup2", seed: 2)) == ["Dup2 same_address Dup, ca000001"])
    let again = try office.mail(to: .folder(office.path("elsewhere")), seed: 3) { $0.isRepeated = true }
    #expect(reasons(again) == ["Dup - -", "Dup2 same_address Dup, ca000001"])
    #expect(try office.activities("message_id").count == 1)
    let tomorrow = LetterOffice.now.adding(seconds: 86_400)
    #expect(try office.mail(where: "name=Dup2", seed: 4, now: tomorrow)["written"] as? Int == 1)
  }

  @Test func whoHadOneLatelyIsLeftAlone() throws {
    let office = try LetterOffice()
    for number in 1...5 { try office.contact("ca00000\(number)", "P\(number)", "p\(number)@example.net") }
    func happened(_ id: Int, _ rest: String) throws {
      try office.write(
        "activities/2026-11/\(id).yaml", "id: va00000\(id)\ncontact: p\(id)-ca00000\(id)\n\(rest)\n")
    }
    try happened(1, "type: email\nat: 2026-11-16T10:00:00+01:00\ndirection: out")
    try happened(2, "type: email\nat: 2026-11-16T09:59:59+01:00\ndirection: out")
    try happened(3, "type: email\nat: 2026-11-29T10:00:00+01:00\ndirection: in")
    try happened(4, "type: message\nat: 2026-11-29T10:00:00+01:00")
    try happened(5, "type: call\nat: 2026-11-29T10:00:00+01:00\ndirection: out")
    let answer = try office.mail { $0.quiet = "14d" }
    #expect(reasons(answer) == ["P1 recent -", "P2 - -", "P3 - -", "P4 recent -", "P5 - -"])
    #expect(throws: Diagnostic.self) { _ = try office.mail { $0.quiet = "soon" } }
  }

  @Test func aDryRunLeavesNothing() throws {
    let office = try office()
    #expect(try office.mail(isDryRun: true)["written"] as? Int == 1)
    #expect(office.files("outbox").isEmpty && !FileManager.default.fileExists(atPath: office.path("outbox")))
    #expect(try office.activities("message_id").isEmpty)
  }

  // MARK: Broken off

  /// What a process leaves that is killed before or after its letters are recorded.
  @Test func theNextRunBringsABrokenOneToItsEnd() throws {
    let office = try office()
    _ = try office.mail()
    let name = try #require(office.files("outbox").first)
    let letter = try office.bytes("outbox/" + name)
    let hidden = try #require(
      try Outbox(office.path("outbox"), named: "outbox", mark: try mark(office), makes: false))
    // Recorded, and not yet in its place.
    #expect(try hidden.hide(name))
    // Not recorded.
    try hidden.draft("20261130.ca000004.0000000000.eml", [0x61])
    #expect(try hidden.drafts().count == 2)
    let answer = try office.mail(seed: 3)
    #expect(answer["written"] as? Int == 0)
    #expect(office.files("outbox") == [name])
    #expect(try office.bytes("outbox/" + name) == letter)
    #expect(office.driver.warnings.contains { $0.message.contains("came to light") })
  }

  private func mark(_ office: LetterOffice) throws -> String {
    LetterTarget.mark(
      of: try Context.Location(explicit: office.folder.path, workingDirectory: "/").repository().root)
  }

  @Test func whatIsNotSentIsTakenBack() throws {
    let office = try LetterOffice()
    for number in 1...4 { try office.contact("ca00000\(number)", "P\(number)", "p\(number)@example.net") }
    let batch = try #require(try office.mail()["batch"] as? String)
    let sent = try #require(office.files("outbox").first)
    try FileManager.default.removeItem(atPath: office.path("outbox/" + sent))
    let text = try office.driver.run(
      UndoLetters(batch, folder: office.path("outbox")), seed: 5, now: LetterOffice.now)
    let undone = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(undone?["taken_back"] as? Int == 3 && undone?["kept"] as? Int == 1)
    #expect(office.files("outbox").isEmpty)
    #expect(try office.activities("message_id") == [sent.dropLast(4) + "@example.com"])
    // Those that were taken back can be written again, the one that was sent is not.
    #expect(try office.mail(seed: 6)["written"] as? Int == 3)
    _ = try office.driver.run(UndoLetters(batch, folder: nil), seed: 7, now: LetterOffice.now)
    #expect(try office.activities("message_id").isEmpty)
    #expect(throws: Diagnostic.self) {
      _ = try office.driver.run(UndoLetters(batch, folder: nil), seed: 8, now: LetterOffice.now)
    }
  }

  // MARK: Forms

  @Test func mailboxesAndStreams() throws {
    let office = try LetterOffice()
    for number in 1...3 { try office.contact("ca00000\(number)", "P\(number)", "p\(number)@example.net") }
    _ = try office.mail(to: .mailbox(office.path("all.mbox")))
    let lines = String(decoding: try office.bytes("all.mbox"), as: UTF8.self).split(separator: "\n")
    #expect(
      lines.filter { $0.hasPrefix("From ") }
        == Array(repeating: "From gleb@example.com Mon Nov 30 09:00:00 2026", count: 3))
    #expect(throws: Diagnostic.self) {
      _ = try office.mail(to: .mailbox(office.path("all.mbox")), seed: 2) { $0.isRepeated = true }
    }
    var request = MailLetters("news", to: .contact, where: "emails:*", destination: .messages("-"))
    request.isRepeated = true
    let stream = try office.driver.run(request, seed: 3, format: .table, now: LetterOffice.now)
    let parts = stream.utf8.split(separator: 0)
    #expect(parts.count == 3 && stream.utf8.last == 0)
    #expect(
      try parts.map { try opened(Array($0)).to?.address } == [
        "p1@example.net", "p2@example.net", "p3@example.net",
      ])
    #expect(office.driver.notes.first?.hasPrefix("wrote 3 letters") == true)
  }

  @Test func textMessages() throws {
    let office = try LetterOffice()
    try office.write(
      "contacts/a.yaml",
      "id: ca000001\nname: \"Ann, \\\"the\\\" one\"\nphones: [\"+4915112345678\"]\nowner: gleb\n")
    try office.write(
      "contacts/b.yaml", "id: ca000002\nname: Bob\nphones: [\"+4915112345679\"]\ndo_not_contact: [sms]\n")
    try office.write("contacts/c.yaml", "id: ca000003\nname: \"=1+1\"\nphones: [\"+4915112345670\"]\n")
    try office.write("templates/short.txt", "{{contact_name}}, hello €\n\n")
    let answer = try office.mail("short", to: .texts(office.path("sms.csv")), where: "phones:*")
    #expect(reasons(answer) == ["=1+1 formula -", "Ann, \"the\" one - -", "Bob said_no -"])
    #expect(
      String(decoding: try office.bytes("sms.csv"), as: UTF8.self)
        == "phone,text,encoding,length,parts\r\n+4915112345678,\"Ann, \"\"the\"\" one, hello €\",GSM-7,24,1\r\n"
    )
    #expect(try office.activities("number") == ["+4915112345678"])
  }

  // MARK: Refusals

  private func refusal(_ office: LetterOffice, _ template: String = "news", where filter: String = "emails:*")
    -> Diagnostic?
  {
    do {
      _ = try office.mail(template, where: filter)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test func whatIsRefusedLeavesNothing() throws {
    let office = try office()
    try office.write("templates/bare.txt", "x\n")
    try office.write("templates/bill.txt", "{{number}}\n")
    try office.write("templates/bill.subject", "x\n")
    #expect(refusal(office, "bare")?.hints.first?.description.contains("templates/bare.subject") == true)
    #expect(refusal(office, "bill")?.code == .usage)
    #expect(refusal(office, "nothing-like-it")?.code == .notFound)
    #expect(refusal(office, where: "colour:red")?.code == .invalidValue)
    #expect(refusal(office, where: " ")?.code == .usage)
    try office.write("contacts/g.yaml", "id: ca000007\nname: Gil\nemails: gil@example.net\nowner: zoe\n")
    let unmet = refusal(office)
    #expect(unmet?.code == .requirementUnmet && unmet?.message.hasPrefix("zoe has no email") == true)
    #expect(office.files("outbox").isEmpty)
    #expect(try office.activities("message_id").isEmpty)
  }

  @Test func theLanguageIsThatOfTheReader() throws {
    let office = try LetterOffice(
      LetterOffice.settings + "fields:\n- {kind: contact, key: language, type: text}\n")
    try office.contact("ca000001", "Ann", "ann@example.net")
    try office.contact("ca000002", "Udo", "udo@example.net", "language: de-AT")
    try office.contact("ca000003", "Lu", "lu@example.net", "language: zh")
    try office.write("templates/news.de.subject", "Neues\n")
    try office.write("templates/news.de.txt", "Hallo\n")
    let answer = try office.mail()
    let subjects = (answer["letters"] as? [[String: Any]] ?? []).map {
      "\($0["name"] ?? ""): \($0["subject"] ?? "")"
    }
    #expect(subjects.sorted() == ["Ann: News for Ann", "Lu: News for Lu", "Udo: Neues"])
  }
}
