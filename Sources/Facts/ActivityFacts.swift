package import Dates
package import Records
import Text

/// What something that happened tells: an activity, or a task that was done.
package enum ActivityFacts {
  /// When it happened: the moment of an activity, or the one at which a task was done; nil for all else.
  package static func moment(of record: Record) -> Instant? {
    switch record.kind {
    case .activity: record["at"]?.instant
    case .task: record.taskStatus == .done ? record["closed"]?.instant : nil
    case .contact, .company, .lead, .deal, .product, .invoice: nil
    }
  }

  private static let talks: Set<String> = ["call", "email", "meeting", "message"]

  /// Whether the client was spoken or written to; a done task was about that unless it is a `todo`, and what went to many
  /// was to nobody in particular.
  package static func isTalk(_ record: Record) -> Bool {
    let type = record.text("type")
    if record.kind == .activity, record["message_id"] != nil { return false }
    return record.kind == .task ? type != "todo" : type.map(talks.contains) ?? false
  }

  /// Which way it went; nil where nobody says.
  package static func direction(of activity: Record) -> Direction? {
    activity.text("direction").flatMap(Direction.init)
  }

  private static let unanswered: Set<String> = [
    "no-answer", "noanswer", "not-answered", "unanswered", "no-pickup", "busy", "unavailable", "missed",
    "rejected", "failed", "voicemail", "недозвон", "не-отвечает", "занято", "нет-ответа",
  ]

  /// False for a call whose result says that nobody spoke, or that took no time; nil for anything but a call.
  package static func isAnswered(_ activity: Record) -> Bool? {
    guard activity.kind == .activity, activity.text("type") == "call" else { return nil }
    if let result = activity.text("result") {
      let word = Folding.fold(result).split { $0 == " " || $0 == "_" || $0 == "-" }.joined(separator: "-")
      if unanswered.contains(word) { return false }
    }
    return activity["duration"]?.number != .zero
  }

  /// Whether the client answered: a call in which somebody spoke, or an incoming email or message. It begins the
  /// ladders of actions anew.
  package static func isAnswer(_ activity: Record) -> Bool {
    guard activity.kind == .activity else { return false }
    switch activity.text("type") {
    case "call": return isAnswered(activity) == true
    case "email", "message": return direction(of: activity) == .incoming
    default: return false
    }
  }
}

extension KindSet {
  /// The kinds of what happened: those whose records `ActivityFacts.moment` knows a moment of.
  package static let happenings: KindSet = KindSet([.activity, .task])
}
