package import Diagnostics
package import Output
import Text

/// One thing that was looked at, and whether it is sound.
package struct HealthCheck: Sendable {
  package enum Status: String, Sendable, CaseIterable { case ok, warn, fail }

  /// What was looked at, in one word.
  package let check: String
  package let status: Status
  package let message: String
  /// What mends it.
  package let command: Hint?

  package init(_ check: String, _ status: Status, _ message: String, _ command: Hint? = nil) {
    self.check = check
    self.status = status
    self.message = message
    self.command = command
  }

  package static let schema = ObjectSchema<HealthCheck>(
    "health check", "One thing that crm doctor looked at.",
    [
      .text("check", "What was looked at.") { $0.check },
      .choice("status", "Whether it is sound.") { $0.status },
      .text("message", "What was found.") { $0.message },
      .optionalText("command", "What mends it.") { $0.command?.description },
    ])

  /// The checks as people read them, with the command that mends what is not sound; the names are as wide as those of `all`.
  static func lines(_ checks: [HealthCheck], of all: [HealthCheck], _ style: Style) -> String {
    func escaped(_ text: String) -> String { TerminalEscaping.escape(text, keepingNewlines: false) }
    let width = all.map(\.check.count).max() ?? 0
    var text = ""
    for check in checks {
      let word =
        switch check.status {
        case .ok: style.green("ok  ")
        case .warn: style.yellow("warn")
        case .fail: style.red("fail")
        }
      let name = check.check + String(repeating: " ", count: width - check.check.count)
      text += "\(word)  \(name)  \(escaped(check.message))\n"
      if let command = check.command {
        text +=
          String(repeating: " ", count: width + 8) + style.dim("→ " + escaped(command.description)) + "\n"
      }
    }
    return text
  }
}
