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
      hints: commands(field.key, kind, value, names).map { $0.filled(record?.id.description ?? "REF") })
  }

  private static func isUndecided(_ status: String?) -> Bool {
    status.flatMap(LeadStatus.init)?.isDecided == false
  }

  private static func commands(_ key: String, _ kind: Kind, _ value: String?, _ names: String) -> [String] {
    let value = value.map(ReferenceResolver.quoted)
    switch (kind, key, value) {
    case (.deal, "stage", let stage?): return ["crm deals move {} \(stage) …"]
    case (.deal, "pipeline", let id?): return ["crm deals move {} … --set pipeline=\(id) …"]
    case (.deal, "next_step", _):
      return ["crm log call {} … --next … --due …", "crm tasks done … --next … --due …"]
    case (.task, "status", "cancelled"?): return ["crm tasks cancel {}"]
    case (.task, "status", _), (.task, "closed", _): return ["crm tasks done {}"]
    case (.task, "deal", _): return ["crm tasks add … --deal \(value ?? "…") --due …"]
    case (.lead, "status", "rejected"?), (.lead, "reject_reason", _):
      return ["crm leads reject {} --reason …"]
    case (.lead, "status", "qualified"?): return ["crm leads qualify {} --next … --due …"]
    default:
      let noun = kind.plural
      return names.split(separator: ",").map { name in
        let words = name.split(separator: " ").joined(separator: " ")
        let whole = words.contains(" ") || words == "log" ? words : noun + " " + words
        return "crm \(whole) {} …"
      }
    }
  }
}

extension String {
  fileprivate func filled(_ word: String) -> String {
    split(separator: "{}", omittingEmptySubsequences: false).joined(separator: word)
  }
}
