/// How a reminder speaks, by how late the payment is.
enum ReminderTone: Int, CaseIterable {
  /// Not due yet, or up to 14 days late.
  case friendly = 1
  /// 15 to 30 days late.
  case firm
  /// More than 30 days late.
  case last

  /// The name that leaves the choice to the age of the invoice.
  static let base = "reminder"

  init(daysLate: Int) {
    self =
      switch daysLate {
      case ..<15: .friendly
      case 15...30: .firm
      default: .last
      }
  }

  /// The tone that a template's name forces; nil for other names, and for the one that leaves the choice open.
  init?(template base: String) {
    guard let tone = ReminderTone.allCases.first(where: { $0.template == base }) else { return nil }
    self = tone
  }

  /// `reminder-2`
  var template: String { "\(ReminderTone.base)-\(rawValue)" }

  /// Whether a name is that of a reminder, of whichever tone.
  static func isReminder(_ base: String) -> Bool {
    base == ReminderTone.base || ReminderTone(template: base) != nil
  }
}
