package import Dates
package import Diagnostics
package import Facts
import JSON
import Output
package import Records

/// The parts of a digest, most urgent first. The raw values are keys of its JSON and must not change.
package enum DigestSection: String, Sendable, Hashable, CaseIterable {
  case overdue
  /// Deals longer in their stage than its `within`, and new leads without an answer in time.
  case sla
  case today
  case leads
  /// Invoices that are out and late.
  case invoices
  case closePassed = "close_passed"
  case rotting
  case coming
  case birthdays
  /// Other days of people that come every year, and the foundations of companies.
  case anniversaries
  case keepInTouch = "keep_in_touch"

  /// Whether its items are already too late.
  var isUrgent: Bool { self == .overdue || self == .sla }
}

/// One line of a digest.
package struct DigestItem: Sendable, Hashable {
  package let kind: Kind
  package let id: RecordID
  package let ref: String
  private let word: String
  package let title: String
  /// The deal, client or stage that tells what the line is about.
  package let about: String?
  /// When it is or was due; a lead's arrival; the last talk with a person.
  package let at: Instant?
  /// True for a task that is due at any time of a day; `at` is then when work begins on it.
  package let isAllDay: Bool
  /// The expected close, an invoice's due day, or the day of the birthday or anniversary.
  package let day: CivilDate?
  /// How late, idle, silent or waiting, in seconds.
  package let seconds: Int?
  /// The years that a person turns, or that have passed by an anniversary.
  package let age: Int?
  /// What an anniversary is of: the name of one of a person's `dates`, or `founded`.
  package let occasion: String?
  /// The type of a task.
  package let type: TaskType?
  /// What the clocks of whom a task is about show when it is due; now where that has passed or is a whole day.
  package private(set) var clientClock: ClientClock?
  /// Whose deal it is, in the manager's copy of a broken deadline.
  package private(set) var owner: String?
  /// The command that acts on it, without the record, which comes first of its arguments.
  private let act: CommandLine

  init(
    _ record: Record, about: String? = nil, at: Instant? = nil, isAllDay: Bool = false, day: CivilDate? = nil,
    seconds: Int? = nil, age: Int? = nil, occasion: String? = nil, by act: CommandLine
  ) {
    kind = record.kind
    id = record.id
    ref = record.ref
    title = record.name
    self.about = about
    self.at = at
    self.isAllDay = isAllDay
    self.day = day
    self.seconds = seconds
    self.age = age
    self.occasion = occasion
    type = record.kind == .task ? record.text("type").flatMap(TaskType.init) : nil
    self.act = act
    word = DigestItem.word(record)
  }

  /// The same with the clock of whom it is about.
  func at(_ clock: ClientClock?) -> DigestItem {
    var copy = self
    copy.clientClock = clock
    return copy
  }

  /// The occasion of a company's `founded`.
  static let foundation = "founded"

  /// The copy that goes to another person.
  func escalated(from owner: String?) -> DigestItem {
    var copy = self
    copy.owner = owner
    return copy
  }

  /// The command that acts on it; what only a person knows is blank.
  package var command: CommandLine { CommandLine(act.operation, .known(word)).adding(act.arguments) }

  /// The same command with REF in the record's place, which a section says once.
  var usage: CommandLine { CommandLine(act.operation, .blank("REF")).adding(act.arguments) }

  /// The record as one word that no shell and no markup language reads otherwise; file names may be anything.
  private static func word(_ record: Record) -> String {
    let ref = record.ref
    let isPlain = ref.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x2d,
        0x2e, 0x5f:
        true
      default: false
      }
    }
    return isPlain && ref.utf8.first != 0x2d ? ref : record.id.description
  }

  static let schema = ObjectSchema<DigestItem>(
    "item", "One line of a digest.",
    [
      .text("kind", "The kind of record.") { $0.kind.rawValue },
      .text("id", "Its id.") { $0.id.description },
      .text("ref", "What other records write to refer to it.") { $0.ref },
      .text("title", "Its title or name.") { $0.title },
      .optionalText("about", "The deal, client or stage that it is about.") { $0.about },
      .moment("at", "When it is or was due; a lead's arrival; the last talk with a person.") { $0.at },
      .flag("all_day", "Whether a task is due at any time of its day.") { $0.isAllDay },
      Member(
        "day", .optional(.date),
        "The expected close, an invoice's due day, the day of the birthday or anniversary."
      ) {
        .optional($0.day?.description)
      },
      Member("seconds", .optional(.integer), "How late, idle, silent or waiting.") {
        $0.seconds.map { .integer($0) } ?? .null
      },
      Member("age", .optional(.integer), "The years that a person turns, or that have passed.") {
        $0.age.map { .integer($0) } ?? .null
      },
      .optionalText("occasion", "What an anniversary is of: a name among the dates of a person, or founded.")
      {
        $0.occasion
      },
      .optionalText("type", "The type of a task: call, email, meeting, message, visit or todo.") {
        $0.type?.rawValue
      },
      .object("client_time", "What the client's clocks show when a task is due, or now.", ClientClock.schema)
      {
        $0.clientClock
      },
      .optionalText("owner", "Whose it is, in the manager's copy of a broken deadline.") { $0.owner },
      .text("command", "The command that acts on it; … is what only a person knows.") {
        $0.command.description
      },
    ])
}
