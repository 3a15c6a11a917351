package import Dates
package import Diagnostics
package import Records

/// A next step to print in a hint: it runs as printed, and a person would not mind it.
package struct ProposedStep: Sendable, Hashable {
  package let title: String
  /// A WHEN expression.
  package let due: String

  package init(title: String, due: String) {
    self.title = title
    self.due = due
  }

  /// Calls the deal's person, else follows up on the deal, on the next working day.
  package static func forDeal(_ deal: Record?, in snapshot: Snapshot, now: Instant) -> ProposedStep {
    let person = deal.flatMap { snapshot.record($0.reference("contact")) }
    return forPerson(person, about: deal?.name, owner: deal?.text("owner"), in: snapshot, now: now)
  }

  /// Calls the person, else follows up on the matter.
  package static func forPerson(
    _ person: Record?, about matter: String?, owner: String? = nil, in snapshot: Snapshot, now: Instant
  ) -> ProposedStep {
    let words = Words.of(snapshot.config.language)
    let title: String
    if let person {
      title = words.call + " " + (person.text("first_name") ?? person.name)
    } else if let matter {
      title = words.followUpOn + " " + matter
    } else {
      title = words.followUp
    }
    return ProposedStep(title: oneLine(title), due: moment(in: snapshot.config, owner: owner, now: now))
  }

  /// `--next 'Call Anna' --due 'tomorrow 10:00'`.
  package var options: [CommandLine.Argument] {
    [.option("next", .known(title)), .option("due", .known(due))]
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Ten o'clock of the owner's next working day, or its first hour when that is closed; as a WHEN on the owner's clocks.
  package static func moment(in config: Config, owner: String? = nil, now: Instant) -> String {
    let hours = config.hours(of: owner)
    let today = config.zone(of: owner).date(now)
    let ahead = (1...400).first { hours.isWorkingDay(today.adding(days: $0)) } ?? 1
    let date = today.adding(days: ahead)
    let ten = TimeOfDay(minutes: 600) ?? hours.from
    let isOpen = hours.spans.contains { $0.contains(ten) }
    let time = isOpen ? ten : hours.opening
    let words = Words.of(config.language)
    switch ahead {
    case 1: return "\(words.tomorrow) \(time)"
    case 2...6: return "\(words.weekday(date.weekday)) \(time)"
    default: return "\(date) \(time)"
    }
  }

  /// What a proposal says in one language; its days are words that WHEN reads.
  private struct Words {
    let call: String
    let followUpOn: String
    let followUp: String
    let tomorrow: String
    var weekdays: [String]?

    func weekday(_ day: Weekday) -> String { weekdays?[day.rawValue - 1] ?? day.description }

    /// English for a language that has no words here.
    static func of(_ language: String) -> Words {
      switch language.prefix(2) {
      case "ru":
        Words(
          call: "Позвонить:", followUpOn: "Уточнить:", followUp: "Связаться", tomorrow: "завтра",
          weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"])
      case "kk":
        Words(call: "Қоңырау шалу:", followUpOn: "Нақтылау:", followUp: "Хабарласу", tomorrow: "tomorrow")
      default:
        Words(call: "Call", followUpOn: "Follow up on", followUp: "Follow up", tomorrow: "tomorrow")
      }
    }
  }
}
