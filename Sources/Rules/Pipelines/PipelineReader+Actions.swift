import Diagnostics
import Records
import YAML

extension PipelineReader {
  private static let actionKeys = [
    "id", "name", "key", "synonyms", "reasons", "log", "retry", "then", "stage", "ask", "next",
  ]

  mutating func readActions() -> [ActionDefinition] {
    guard let list = document["actions"], !list.isNull else { return [] }
    guard let items = list.items else {
      fault("actions is a list", at: list)
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
      fault("an action is a map with an id", at: node, hints: ["such as - id: no-answer"])
      return nil
    }
    checkKeys(node, PipelineReader.actionKeys, of: "an action")
    guard let place = node["id"], let id = text(place), PipelineReader.isIdentifier(id) else {
      fault("an action needs an id of one word", at: node["id"] ?? node)
      return nil
    }
    if let same = earlier.first(where: { $0.id == id }) {
      fault("action \"\(id)\" is there already, on line \(same.location.line)", at: place)
      return nil
    }
    let key = text(node["key"])
    if let key, let keyNode = node["key"] {
      if key.count != 1 { fault("a key is one character, not \"\(key)\"", at: keyNode) }
      if let same = earlier.first(where: { $0.key == key }) {
        fault("key \"\(key)\" belongs to action \"\(same.id)\" already", at: keyNode)
      }
    }
    let reasons = reasons(node["reasons"])
    let retry = ladder(node["retry"]) ?? []
    let then = mention(node["then"], of: "action \"\(id)\"")
    let stage = mention(node["stage"], of: "action \"\(id)\"")
    if let both = node["then"], then != nil, retry.isEmpty,
      !reasons.contains(where: { $0.retry?.isEmpty == false })
    {
      fault("\"then\" follows a ladder, and action \"\(id)\" has no retry", at: both)
    }
    if let both = node["stage"], stage != nil, !retry.isEmpty {
      fault(
        "action \"\(id)\" either retries or enters a stage", at: both,
        hints: ["\"then\" names the stage after the last attempt"])
    }
    let climbs = node["retry"] ?? node["reasons"]
    if let climbs, then == nil, !retry.isEmpty || reasons.contains(where: { $0.retry?.isEmpty == false }) {
      lint(
        "the ladder of action \"\(id)\" never ends: no \"then\" says what follows the last attempt",
        at: climbs,
        hints: ["add the line \"then: archive\", or another stage"])
    }
    return ActionDefinition(
      id: id, name: text(node["name"]) ?? PipelineReader.title(of: id), key: key,
      synonyms: texts(node["synonyms"], what: "synonyms"), reasons: reasons, log: log(node["log"]),
      retry: retry,
      then: then, stage: stage, ask: ask(node["ask"]), next: task(node["next"], what: "next"),
      location: SourceLocation(file: document.file, line: place.start.line, column: place.start.column))
  }

  private mutating func ladder(_ node: Node?) -> [Int]? {
    guard let node, !node.isNull else { return nil }
    return items(node).compactMap { duration($0, atLeast: 1) }
  }

  private mutating func reasons(_ node: Node?) -> [ActionDefinition.Reason] {
    guard let node, !node.isNull else { return [] }
    if node.pairs == nil {
      // A plain list of words: reasons without ladders of their own.
      return texts(node, what: "reasons").map { ActionDefinition.Reason(id: $0, retry: nil) }
    }
    return pairs(node, what: "reasons").map { pair in
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
    let known = ActionDefinition.questions + schema[.deal].fields.map(\.key)
    for item in items(node) {
      if let word = word(item, among: known, what: "something that can be asked for") { asked.append(word) }
    }
    return asked
  }
}
