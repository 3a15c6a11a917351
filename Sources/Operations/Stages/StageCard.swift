import Dates
import Diagnostics
import Facts
import Output
import Rules

/// The card of `stages show`: what a stage demands, what it makes and where it leads.
struct StageCard {
  let summary: StageSummary

  func rendered(style: Style) -> String {
    let (pipeline, stage) = (summary.pipeline, summary.stage)
    let fields: [(label: String, value: String?)] = [
      ("Pipeline", "\(pipeline.name) (\(pipeline.id))"),
      ("Probability", stage.probability.map { "\($0) %" }),
      ("Outcome", stage.outcome?.rawValue),
      ("Requires", stage.requirements.map(\.text).joined(separator: ", ")),
      ("Approval", stage.approval?.words),
      ("Next step", stage.onEnter.next.map(describe)),
      ("Tasks", stage.onEnter.tasks.map(describe).joined(separator: "; ")),
      ("Rots after", stage.rotsAfter.map { Span.format(seconds: $0) }),
      ("Within", stage.within.map { Span.format(seconds: $0) }),
      ("Escalates to", stage.escalateTo),
      ("Only actions", stage.actionsOnly ? "yes" : nil),
      ("Leads to", pipeline.successors(of: stage.id).map(\.id).joined(separator: ", ")),
      ("Deals", String(summary.deals)),
      ("Amount", summary.amounts(isForPeople: true)),
      ("File", "\(pipeline.path):\(stage.location.line)"),
    ]
    let card = Card(
      title: "stage \(stage.id)", subtitle: stage.name,
      fields: fields.map { Card.Field($0.label, $0.value ?? "") },
      sections: stage.script.map { [Card.Section("Script", [$0])] } ?? [])
    return card.rendered(style: style)
  }

  private func describe(_ task: TaskTemplate) -> String {
    var text = task.title.source
    if let type = task.type { text += ", \(type)" }
    if let owner = task.owner { text += ", @\(owner)" }
    if let within = task.within { text += ", within \(Span.format(seconds: within.length))" }
    return text
  }
}
