package import Dates
import Output

/// Something that somebody did, as git tells it: records do not say who closed a task or edited a field.
package struct TeamDeed: Sendable {
  /// The owner's id, else the name that the commit bears.
  package let who: String
  package let at: Instant
  /// What was done, as the commit's first line says it.
  package let what: String
  /// The name that `crm undo` and `crm events` take; the commit's where it was made by hand.
  package let change: String

  package init(who: String, at: Instant, what: String, change: String) {
    self.who = who
    self.at = at
    self.what = what
    self.change = change
  }

  static let schema = ObjectSchema<TeamDeed>(
    "deed", "What somebody did, from git.",
    [
      .text("by", "Who did it: an owner's id, else the author of the commit.") { $0.who },
      .moment("at", "When it was committed.") { $0.at },
      .text("what", "What it was: the first line of the commit.") { $0.what },
      .text("change", "The change, or the commit of what was done by hand.") { $0.change },
    ])
}
