import Dates
import Diagnostics
import Facts
package import Output
import Records
import Reports
import Rules
import Text

/// The rules and the day in a few words, for the beginning of an agent's session.
package struct Primer: Sendable {
  package let text: String
  /// Whether there is a repository; else the text says how to begin.
  package let hasRepository: Bool

  static let schema = ObjectSchema<Primer>(
    "primer", "What an agent needs to know at the beginning of a session.",
    [
      .text("text", "The rules and the day, as plain text.") { $0.text },
      .flag("repository", "Whether there is a repository; else the text says how to begin.") {
        $0.hasRepository
      },
    ])
}

/// The rules and today's work, short enough for every session of an agent; it has no word that came from outside.
package struct ShowPrimer: Operation {
  package static let answer = AnswerForm.item(Primer.schema)

  package init() {}

  package func run(in context: Context) throws -> Answer {
    let primer = try primer(context)
    var answer = ItemAnswer([primer], as: Primer.schema)
    answer.drawing = { _ in primer.text }
    return .item(answer, said: [])
  }

  private func primer(_ context: Context) throws -> Primer {
    guard try context.repositoryIfAny() != nil else {
      let begin = CommandLine("init").option("help")
      return Primer(
        text: "# crm\n\nThere is no CRM in this folder or above it. How to begin: \(begin)\n",
        hasRepository: false)
    }
    let workspace = try context.open()
    let text = "# crm: the rules\n\n\(AgentGuide.rules)\n\n\(PrimerDay(workspace).text)"
    return Primer(text: text, hasRepository: true)
  }
}

/// The day of the one who asks, in so few bytes that it costs no more than some hundred tokens in any script.
private struct PrimerDay {
  /// Of all lines about records together.
  private static let budget = 1_400
  private static let longestTitle = 48

  private let workspace: Workspace
  private let digest: DigestResult

  init(_ workspace: Workspace) {
    self.workspace = workspace
    digest = Agenda(workspace.ownDay).digest
  }

  var text: String {
    var text = heading + "\n"
    var left = PrimerDay.budget
    var hidden = 0
    for (section, title) in [
      (DigestSection.overdue, "Overdue"), (.sla, "Too late by the pipeline"), (.today, "Today"),
    ] {
      var lines = ""
      for item in items(section) {
        let line = self.line(item)
        guard left >= line.utf8.count else {
          hidden += 1
          continue
        }
        left -= line.utf8.count
        lines += line
      }
      if !lines.isEmpty { text += "\n\(title):\n\(lines)" }
    }
    if hidden > 0 { text += "\n\(hidden) more: \(CommandLine("today"))\n" }
    return text
  }

  private var heading: String {
    let now = workspace.now
    let day = workspace.zone.date(now)
    let clock = workspace.zone.civil(now).time
    let open = workspace.snapshot.records(.deal).filter {
      DealFacts($0, stages: workspace.pipelines.stages, at: now).isOpen
    }
    let lacking = open.count { workspace.snapshot.nextStepState(of: $0).isLacking }
    let counts = [
      "\(items(.overdue).count) overdue", "\(items(.today).count) due today",
      "\(items(.leads).count) new leads", "\(open.count) open deals", "\(items(.rotting).count) of them idle",
      "\(lacking) without a next step",
    ]
    return "# \(day.weekday) \(day) \(clock), \(workspace.config.timezone)\n\n"
      + counts.joined(separator: ", ") + "."
  }

  private func items(_ section: DigestSection) -> [DigestItem] {
    digest.owners.flatMap { $0.items(section) }
  }

  /// `- t1234567 task, 2026-11-24 15:00: Call Anna`; of a lead, which somebody outside may have named, no title.
  private func line(_ item: DigestItem) -> String {
    var line = "- \(item.id) \(item.kind.rawValue)"
    if let at = item.at {
      let civil = workspace.zone.civil(at)
      line += ", \(civil.date)" + (item.isAllDay ? "" : " \(civil.time)")
    }
    guard item.kind != .lead else { return line + "\n" }
    return line + ": \(OutsideCleaning.line(item.title, limit: PrimerDay.longestTitle).text)\n"
  }
}
