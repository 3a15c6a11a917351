import Dates
package import Diagnostics
import Facts
import Matching
package import Output
package import Records
import Reports
import Text

/// Who calls from a number: all that the one who picks up has to know, at once.
package struct IdentifyCaller: Operation {
  package static let answer = AnswerForm.item(IncomingCall.schema)
  /// In any format, as a telephone shows it.
  package let number: String

  package init(_ number: String) { self.number = number }

  package func run(in context: Context) throws -> Answer {
    guard !PhoneNumber.digits(number).isEmpty else {
      throw Diagnostic(
        .invalidValue, "\"\(number)\" is no phone number",
        hints: ["such as \(CommandLine("caller", "+49 30 1234567"))"])
    }
    let call = IncomingCall(number, in: try context.open())
    var answer = ItemAnswer([call], as: IncomingCall.schema)
    answer.drawing = { call.text($0) }
    return .item(answer, said: [])
  }
}

/// A call from a number, and those who may be calling.
package struct IncomingCall {
  /// In one spelling; digits alone where the country cannot be told.
  let number: String
  /// The best first: who has an open deal, whom something last happened with.
  let callers: [Caller]
  let workspace: Workspace

  /// Numbers of fewer digits are extensions within a house.
  private static let fewestDigits = 5

  init(_ text: String, in workspace: Workspace) {
    let digits = PhoneNumber.digits(text)
    let region = workspace.config.country
    let full = PhoneNumber(text, defaultRegion: region)?.e164
    number = full ?? digits
    self.workspace = workspace
    var people: [Record] = []
    if digits.utf8.count >= IncomingCall.fewestDigits {
      people = IncomingCall.people(full ?? digits, in: workspace)
      // Telephone systems leave the plus out.
      if people.isEmpty, text.utf8.first != 0x2B, CallingPlan.matching(digits) != nil {
        people = IncomingCall.people("+" + digits, in: workspace)
      }
    }
    let known = Set(people.map(\.id))
    callers = people.filter { person in
      // A lead that became one of the others calls no longer.
      !["contact", "company"].contains { key in
        person.kind == .lead
          && workspace.snapshot.record(person.reference(key)).map { known.contains($0.id) } ?? false
      }
    }.map { Caller($0, in: workspace) }.sorted()
  }

  /// The contacts, companies and leads that have a number; of one without a country those whose number ends with it.
  private static func people(_ number: String, in workspace: Workspace) -> [Record] {
    let (snapshot, region) = (workspace.snapshot, workspace.config.country)
    let kinds: [Kind] = [.contact, .company, .lead]
    let candidates =
      snapshot.source.lookup.map { lookup in
        lookup.records(phoneDigits: PhoneNumber.digits(number)).compactMap { snapshot.record($0) }
      } ?? kinds.flatMap { snapshot.records($0) }
    let isWhole = number.utf8.first == 0x2B
    return candidates.filter { record in
      guard kinds.contains(record.kind) else { return false }
      return record.texts("phones").contains { phone in
        guard let stored = MatchKey.phoneText(phone, region: region) else { return false }
        return isWhole ? stored == number : stored.hasSuffix(number)
      }
    }
  }

  var isFound: Bool { !callers.isEmpty }

  /// What makes a lead of somebody who is not known; nil where that is no need, or the number is an extension.
  var command: CommandLine? {
    guard !isFound, PhoneNumber.digits(number).utf8.count >= IncomingCall.fewestDigits else { return nil }
    return CommandLine("leads add", "Call from \(PhoneNumber.readable(number))").field("phones", "\(number)")
  }

  /// The clock of a number that nobody is known by.
  var clock: ClientClock? {
    isFound ? nil : ClientClock(phone: number, home: workspace.config.country, at: workspace.now)
  }

  package static let schema = ObjectSchema<IncomingCall>(
    "caller", "Who calls from a number.",
    [
      .text("number", "The number, with its country where that can be told.") { $0.number },
      .flag("found", "Whether anybody has it.") { $0.isFound },
      .objects("callers", "Those who have it, the best first.", Caller.schema) { $0.callers },
      .object(
        "client_time", "The clocks where the number is, of a caller who is not known.", ClientClock.schema
      ) {
        $0.clock
      },
      .optionalText("command", "What makes a lead of a caller who is not known.") { $0.command?.description },
    ])
}
