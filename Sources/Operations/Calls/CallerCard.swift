import Dates
import Facts
package import Output
import Records
import Text

extension IncomingCall {
  /// A card for each who may be calling; for an unknown number that it is so, and what makes a lead of it.
  func text(_ rendering: Rendering) -> String {
    let shown = PhoneNumber.readable(number)
    guard isFound else {
      guard let command else { return "\(shown) is too short to be anybody's number\n" }
      let time = clock.map { "\n  Local time  " + $0.explained(from: workspace.zone) } ?? ""
      return "nobody has the number \(shown)\(time)\n→ \(command)\n"
    }
    let cards = callers.prefix(20).map { $0.card.rendered(style: rendering.style) }
    let more = callers.count > 20 ? "\n… and \(callers.count - 20) more have this number\n" : ""
    return cards.joined(separator: "\n") + more
  }
}

extension Caller {
  /// Who, of which company, whose, where the deal is, what is next, what was said last, what time it is there.
  var card: Card {
    var fields: [Card.Field] = []
    func add(_ label: String, _ value: String?) {
      if let value, !value.isEmpty { fields.append(Card.Field(label, value)) }
    }
    add("Company", company?.name ?? who.text("company_name"))
    if who.kind == .lead { add("Name", who.text("name")) }
    add("Position", who.text("position"))
    add("Status", who.word("status"))
    if let refuser = workspace.snapshot.refusal(of: .call, about: who) {
      add("Calls", refuser.words(refusing: .call))
    }
    add("Owner", owner)
    add("Deal", dealLine)
    add("Next step", nextStep.map(line))
    add("Last words", lastLine)
    add("Local time", clock?.explained(from: workspace.zone))
    return Card(title: "\(who.kind.rawValue) \(who.id)  \(who.name)", fields: fields)
  }

  private var dealLine: String? {
    guard let deal else { return nil }
    let amount = deal["amount"]?.number.map { Currency.text($0, deal.text("currency")) }
    return (["\(deal.name) (\(deal.id))", stage, amount].compactMap { $0 }).joined(separator: "  ·  ")
  }

  private func line(_ task: Record) -> String {
    let due = task.due.map { RelativeTime.describe($0, now: workspace.now, zone: workspace.zone) }
    return task.name + (due.map { ", " + $0 } ?? "") + " (\(task.id))"
  }

  private var lastLine: String? {
    guard let last, let words = lastWords, let at = ActivityFacts.moment(of: last) else { return nil }
    let lines = words.split(whereSeparator: \.isNewline)
    let said = (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " …" : "")
    let what = last.kind == .task ? last.name : last.text("type") ?? "activity"
    return "\(workspace.zone.describe(at))  \(what): \(said)"
  }
}
