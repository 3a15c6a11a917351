import ArgumentParser
import Diagnostics
import Output
import Store

/// `crm doctor`: what this machine, this clone and this repository lack, a line each with the command that mends it.
struct Doctor: CRMCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look over this machine, clone and repository; exit 4 when something fails.",
    discussion: """
      Each line is ok, warn or fail, with the command that mends it. Nothing is changed. What is wrong with records and \
      rules is the business of crm check.
      """)

  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let findings = Examination(session: session).findings()
    if session.format == .table {
      try session.write(Doctor.text(findings, session))
    } else {
      let table = Table(
        columns: [Column("check"), Column("status"), Column("message"), Column("command")],
        rows: findings.map { finding in
          [
            .text(finding.check), .text(finding.status.rawValue), .text(finding.message),
            .optional(finding.command?.description),
          ]
        })
      try TablePrinter(session: session).print(table)
    }
    if findings.contains(where: { $0.status == .fail }) { session.worsen(.invalidData) }
  }

  private static func text(_ findings: [Finding], _ session: Session) -> String {
    let style = session.style
    let width = findings.map(\.check.count).max() ?? 0
    var text = ""
    for finding in findings where !session.global.quiet || finding.status != .ok {
      let word =
        switch finding.status {
        case .ok: style.green("ok  ")
        case .warn: style.yellow("warn")
        case .fail: style.red("fail")
        }
      let name = finding.check + String(repeating: " ", count: width - finding.check.count)
      text += "\(word)  \(name)  \(session.escaped(finding.message))\n"
      if let command = finding.command {
        text +=
          String(repeating: " ", count: width + 8) + style.dim("→ " + session.escaped(command.description))
          + "\n"
      }
    }
    return text
  }

  /// One thing that was looked at.
  struct Finding {
    enum Status: String { case ok, warn, fail }

    let check: String
    let status: Status
    let message: String
    /// What mends it.
    let command: Hint?

    init(_ check: String, _ status: Status, _ message: String, _ command: Hint? = nil) {
      self.check = check
      self.status = status
      self.message = message
      self.command = command
    }
  }
}

/// The looking itself: first the machine, then the clone, then the repository.
private struct Examination {
  typealias Finding = Doctor.Finding

  let session: Session

  func findings() -> [Finding] {
    var found: [Finding] = []
    let repository: Repository?
    do {
      repository = try session.repository()
      found.append(Finding("repository", .ok, repository?.root ?? ""))
    } catch {
      repository = nil
      found.append(
        Finding(
          "repository", .fail, (error as? Diagnostic)?.message ?? "\(error)", .command(CommandLine("init"))))
    }
    found += MachineCheck(session: session).findings(repository)
    if let repository {
      if repository.isGitWorkTree {
        found += CloneCheck(git: session.git(repository), repository: repository).findings()
      } else {
        found.append(
          Finding("work-tree", .warn, "not in git: no history, no undo, no copy elsewhere", "git init"))
      }
      found += ContentCheck(session: session, repository: repository).findings()
    }
    return found
  }
}
