package import Diagnostics
import Facts
package import Records

/// A field that a rule guards: it changes by a command that keeps the rule, never by itself.
package enum GuardedField {
  /// The refusal of setting a field by hand, with the commands that may; nil where it may be set.
  ///
  /// `value` is nil where the field is cleared, `record` for one that is being made.
  package static func refusal(_ field: Field, of kind: Kind, value: String?, record: Record?) -> Diagnostic? {
    guard case .command(let names) = field.writer else { return nil }
    if kind == .lead, field.key == "status", isUndecided(value), record?.leadStatus?.isDecided != true {
      return nil
    }
    return Diagnostic(
      .transitionNotAllowed, "\(field.key) of \(kind.article) is not set by hand, because a rule guards it",
      hints: commands(
        field.key, kind, value, names, (record?.id.description).map { .known($0) } ?? .blank("REF")
      ).map { .command($0) })
  }

  private static func isUndecided(_ status: String?) -> Bool {
    status.flatMap(LeadStatus.init)?.isDecided == false
  }

  private static func commands(
    _ key: String, _ kind: Kind, _ given: String?, _ names: String, _ ref: CommandLine.Value
  ) -> [CommandLine] {
    let value = given.map { CommandLine.Value.known($0) } ?? .open
    switch (kind, key, given) {
    case (.deal, "stage", .some): return [CommandLine("deals move", ref, value, .open)]
    case (.deal, "pipeline", .some):
      // No command takes a deal out of its pipeline.
      return [CommandLine("deals add", .open).option("pipeline", value).value(.open)]
    case (.deal, "approvals", _): return [CommandLine("deals approve", ref)]
    case (.deal, "next_step", _):
      return [CommandLine("log call", ref, .open), CommandLine("tasks done", .open)].map {
        $0.option("next", .open).option("due", .open)
      }
    case (.invoice, "number", _): return [CommandLine("invoices renumber", ref, value)]
    case (.invoice, "status", "void"?): return [CommandLine("invoices void", ref).option("reason", .open)]
    case (.invoice, "void_reason", _): return [CommandLine("invoices void", ref).option("reason", value)]
    case (.invoice, "status", "paid"?), (.invoice, "payments", _): return [CommandLine("invoices pay", ref)]
    case (.invoice, "status", _): return [CommandLine("invoices send", ref)]
    case (.task, "status", "cancelled"?): return [CommandLine("tasks cancel", ref)]
    case (.task, "status", _), (.task, "closed", _): return [CommandLine("tasks done", ref, .open)]
    case (.task, "deal", _):
      return [CommandLine("tasks add", .open).option("deal", value).option("due", .open)]
    case (.lead, "status", "rejected"?), (.lead, "reject_reason", _):
      return [CommandLine("leads reject", ref).option("reason", .open)]
    case (.lead, "status", "qualified"?):
      return [CommandLine("leads qualify", ref).option("next", .open).option("due", .open)]
    default:
      return names.split(separator: ",").map { name in
        let words = name.split(separator: " ").joined(separator: " ")
        let isWhole = words.contains(" ") || words == "log"
        return CommandLine(isWhole ? words : "\(kind.plural) \(words)", ref, .open)
      }
    }
  }
}
