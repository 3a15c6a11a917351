import Dates
import Diagnostics
import Records
import YAML

extension PipelineReader {
  private static let actionKeys = [
    "id", "name", "key", "synonyms", "reasons", "log", "retry", "then", "stage", "ask", "next",
    "invoice",
  ]

  mutating func readActions() -> [ActionDefinition] {
    guard let list = document["actions"], !list.isNull else { return [] }
    guard let items = list.items else {
      fault("actions is a list", at: list, hints: ["such as - {id: paid, stage: won}"])
      return []
    }
    var actions: [ActionDefinition] = []
    for item in items {
      guard let action = action(item, after: actions) else { continue }
      actions.append(action)
    }
    return actions
  }

  private mutating func action(_ node: Node, after earlier: [ActionDefinition]) -> ActionDefinition? {
    guard node.pairs != nil else {
      fault("an action is a map with an id", at: node, hints: [mapHint(node, "no-answer")])
      return nil
    }
    let before = faults.count
    checkKeys(node, PipelineReader.actionKeys, of: "an action")
    guard let (place, id) = identifier(node, of: "an action", such: "no-answer") else { return nil }
    if let same = earlier.first(where: { $0.id == id }) {
      fault("action \"\(id)\" is there already, on line \(same.location.line)", at: place)
      return nil
    }
    let action = ActionDefinition(
      id: id, name: text(node["name"]) ?? PipelineReader.title(of: id), key: key(node["key"], earlier),
      synonyms: texts(node["synonyms"], what: "synonyms"), reasons: reasons(node["reasons"]),
      log: log(node["log"]), retry: ladder(node["retry"]) ?? [],
      then: mention(node["then"], of: "action \"\(id)\""),
      stage: mention(node["stage"], of: "action \"\(id)\""), ask: ask(node["ask"]),
      next: task(node["next"], what: "next"), invoice: invoiceEvent(node["invoice"], earlier),
      location: SourceLocation(file: document.file, line: place.start.line, column: place.start.column))
    checkLadders(of: action, node)
    if faults.count > before { brokenActions.insert(id) }
    return action
  }

  private mutating func invoiceEvent(_ node: Node?, _ earlier: [ActionDefinition]) -> InvoiceEvent? {
    let words = InvoiceEvent.allCases.map(\.rawValue)
    guard let node,
      let event = word(node, among: words, what: "something that happens to an invoice")
        .flatMap(InvoiceEvent.init)
    else { return nil }
    if let same = earlier.first(where: { $0.invoice == event }) {
      fault("an invoice that is \(event.rawValue) presses action \"\(same.id)\" already", at: node)
    }
    return event
  }

  private mutating func key(_ node: Node?, _ earlier: [ActionDefinition]) -> String? {
    guard let node, let key = text(node) else { return nil }
    if let use = ActionDefinition.reservedKeys.first(where: { $0.key == key })?.value {
      fault(
        "key \"\(key)\" is kept for the desk, where it \(use)", at: node,
        hints: ["kept keys: \(ActionDefinition.reservedKeys.map { $0.key == " " ? "Space" : $0.key })"])
    } else if key.contains(where: { $0.isWhitespace || $0.isNewline })
      || key.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    {
      fault("a key is one character that can be seen, no blank", at: node)
    } else if key.count != 1 {
      fault("a key is one character that can be typed, not \"\(key)\"", at: node)
    }
    if let same = earlier.first(where: { $0.key == key }) {
      fault("key \"\(key)\" belongs to action \"\(same.id)\" already", at: node)
    }
    return key
  }

  /// Ladders must lead somewhere: each has a rung, and none beside a stage that is entered at once.
  private mutating func checkLadders(of action: ActionDefinition, _ node: Node) {
    let id = action.id
    // A ladder that cannot be read is a fault of its own.
    let isWithoutLadder =
      (node["retry"]?.isNull ?? true)
      && (node["reasons"]?.pairs ?? []).allSatisfy { $0.value.isNull || $0.value.pairs?.isEmpty == true }
    if let place = node["then"], action.then != nil, !action.climbs, isWithoutLadder {
      fault("\"then\" follows a ladder, and action \"\(id)\" has no retry", at: place)
    }
    if let place = node["stage"], action.stage != nil, action.climbs {
      fault(
        "action \"\(id)\" either retries or enters a stage", at: place,
        hints: ["\"then\" names the stage after the last attempt"])
    }
    if action.climbs, action.retry.isEmpty, let bare = action.reasons.first(where: { $0.retry == nil }) {
      fault(
        "reason \"\(bare.id)\" has no ladder: neither it nor action \"\(id)\" has a retry",
        at: node["reasons"]?[bare.id] ?? node["reasons"] ?? node,
        hints: ["give it a retry, such as {retry: [1h, 1d]}, or give one to the action"])
    }
    if let climb = node["retry"] ?? node["reasons"], node["then"]?.isNull ?? true, action.stage == nil,
      action.climbs
    {
      lint(
        "the ladder of action \"\(id)\" never ends: no \"then\" says what follows the last attempt",
        at: climb, hints: ["add the line \"then: archive\", or another stage"])
    }
  }

  /// Refuses next steps of deals that an action closes; the stages are known by now.
  mutating func checkTargets(of actions: [ActionDefinition], _ stages: [Stage]) {
    for action in actions {
      let targets = stages.filter { action.targets.contains($0.id) }
      guard action.next != nil, !targets.isEmpty, targets.allSatisfy({ !$0.isOpen }),
        let place = node(of: action, "next")
      else { continue }
      fault("action \"\(action.id)\" closes the deal, and a closed deal has no next step", at: place)
    }
  }

  /// What a key of an action in the file holds.
  func node(of action: ActionDefinition, _ key: String) -> Node? {
    document["actions"]?.items?.first { $0["id"]?.text == action.id }?[key]
  }

  private mutating func ladder(_ node: Node?) -> [Delay]? {
    guard let node, !node.isNull else { return nil }
    let rungs = items(node)
    if node.pairs != nil {
      fault("a ladder is a list of durations", at: node, hints: ["such as [5m, 30m, 3h, 1d]"])
      return []
    }
    if rungs.isEmpty {
      fault("a ladder has at least one attempt", at: node, hints: ["such as [5m, 30m, 3h, 1d]"])
    }
    return rungs.compactMap { delay($0, atLeast: 1) }
  }

  private mutating func reasons(_ node: Node?) -> [ActionDefinition.Reason] {
    guard let node, !node.isNull else { return [] }
    if node.pairs == nil {
      // A plain list of words: reasons without ladders of their own.
      return texts(node, what: "reasons").map { ActionDefinition.Reason(id: $0, retry: nil) }
    }
    return pairs(node, what: "reasons", such: "such as busy: {retry: [5m, 1h]}").map { pair in
      guard !pair.value.isNull else { return ActionDefinition.Reason(id: pair.key, retry: nil) }
      if pair.value.pairs == nil {
        fault("a reason is a map, such as {retry: [5m, 1h]}", at: pair.value)
        return ActionDefinition.Reason(id: pair.key, retry: nil)
      }
      checkKeys(pair.value, ["retry"], of: "a reason")
      return ActionDefinition.Reason(id: pair.key, retry: ladder(pair.value["retry"]))
    }
  }

  private mutating func log(_ node: Node?) -> ActionDefinition.Log? {
    guard let node, !node.isNull else { return nil }
    if node.pairs == nil {
      fault("log is a map of type and result", at: node, hints: ["such as {type: call, result: no-answer}"])
      return nil
    }
    checkKeys(node, ["type", "result"], of: "log")
    let types = choices(.activity, "type").filter { $0 != "stage" }
    guard node["type"] != nil else {
      fault("log has no type", at: node, hints: ["one of: \(types)"])
      return nil
    }
    let result = text(node["result"])
    return word(node["type"], among: types, what: "a type of activity")
      .map { ActionDefinition.Log(type: $0, result: result) }
  }

  private mutating func ask(_ node: Node?) -> [String] {
    var asked: [String] = []
    let known = ActionDefinition.questions + schema[.deal].fields.filter { $0.writer == .anyone }.map(\.key)
    for item in items(node) {
      if let word = word(item, among: known, what: "something that can be asked for") { asked.append(word) }
    }
    return asked
  }
}
