import Diagnostics
import Facts
import Filters
import Records
import Text
import YAML

extension PipelineReader {
  private static let stageKeys = [
    "id", "name", "probability", "outcome", "require", "on_enter", "rots_after", "within", "escalate_to",
    "script", "actions_only", "approve",
  ]

  /// More than anybody moves deals through, and few enough that their ways can be looked at.
  static let maximumStages = 500

  mutating func readStages() -> [Stage] {
    guard let list = document["stages"], !list.isNull else {
      fault("the pipeline has no stages", at: document["stages"] ?? document.root, hints: [stagesHint])
      return []
    }
    guard let items = list.items else {
      fault("stages is a list", at: list, hints: [stagesHint])
      return []
    }
    if items.isEmpty { fault("the pipeline has no stages", at: list, hints: [stagesHint]) }
    let limit = PipelineReader.maximumStages
    if items.count > limit { fault("the pipeline has more than \(limit) stages", at: items[limit]) }
    // Conditions may name any stage, also one further down.
    stageIndex = StageIndex(
      items.prefix(limit).enumerated().compactMap { position, item in
        item["id"]?.text.map {
          StageFacts(
            pipeline: id, id: $0, name: item["name"]?.text, position: position,
            outcome: item["outcome"]?.text.flatMap { Outcome(rawValue: $0) })
        }
      })
    var stages: [Stage] = []
    for item in items.prefix(limit) {
      guard let stage = stage(item, position: stages.count) else { continue }
      stages.append(stage)
    }
    return stages
  }

  private mutating func stage(_ node: Node, position: Int) -> Stage? {
    guard node.pairs != nil else {
      fault("a stage is a map with an id", at: node, hints: [mapHint(node, "proposal")])
      return nil
    }
    checkKeys(node, PipelineReader.stageKeys, of: "a stage")
    guard let (place, id) = identifier(node, of: "a stage", such: "proposal") else { return nil }
    if let earlier = stageNodes[id] {
      fault("stage \"\(id)\" is there already, on line \(earlier.start.line)", at: place)
      return nil
    }
    stageNodes[id] = place
    let outcome = word(node["outcome"], among: ["won", "lost", "archived"], what: "an outcome")
      .flatMap { Outcome(rawValue: $0) }
    return Stage(
      id: id, name: text(node["name"]) ?? PipelineReader.title(of: id), position: position,
      probability: probability(node["probability"]), outcome: outcome,
      requirements: requirements(node["require"]), onEnter: onEnter(node["on_enter"], outcome: outcome),
      rotsAfter: duration(node["rots_after"], atLeast: 1), within: duration(node["within"], atLeast: 1),
      escalateTo: listener(node["escalate_to"]), script: text(node["script"]),
      actionsOnly: flag(node["actions_only"]), approval: approval(node["approve"]),
      location: SourceLocation(file: document.file, line: place.start.line, column: place.start.column))
  }

  /// The id of a map and its place; nil where it has none of one word, which is a fault.
  mutating func identifier(_ node: Node, of what: String, such example: String) -> (Node, String)? {
    guard let place = node["id"], !place.isNull else {
      fault("\(what) has no id", at: node["id"] ?? node, hints: ["such as id: \(example)"])
      return nil
    }
    guard let id = text(place) else { return nil }
    guard PipelineReader.isIdentifier(id) else {
      let word = id.contains { $0.isLetter } ? Transliteration.slug(id) : example
      fault(
        "\"\(id)\" is no id of \(what)", at: place,
        hints: ["an id is one word of letters, digits, - and _: \(word)"])
      return nil
    }
    return (place, id)
  }

  /// What may be meant by a text where a map with an id belongs.
  func mapHint(_ node: Node, _ example: String) -> Hint {
    guard let text = node.text, !node.isNull else { return "such as - id: \(example)" }
    if let colon = text.firstIndex(of: ":"), node.style == .plain {
      return "put a blank behind the colon: - \(text[...colon]) \(text[text.index(after: colon)...])"
    }
    return "such as - id: \(PipelineReader.isIdentifier(text) ? text : example)"
  }

  private var stagesHint: Hint { "such as stages: [{id: first-contact}, {id: won, outcome: won}]" }

  /// One word of letters, digits, `-` and `_`.
  static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && !text.hasPrefix("-")
      && text.unicodeScalars.allSatisfy {
        $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
  }

  /// `first-contact` as `First contact`.
  static func title(of id: String) -> String {
    let words = String(id.map { $0 == "-" || $0 == "_" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private mutating func probability(_ node: Node?) -> Int? {
    guard let node, let written = text(node) else { return nil }
    guard let percent = Int(written), (0...100).contains(percent) else {
      fault("a probability is a percentage from 0 to 100, not \"\(written)\"", at: node)
      return nil
    }
    return percent
  }

  private mutating func onEnter(_ node: Node?, outcome: Outcome?) -> OnEnter {
    var result = OnEnter()
    guard let node, !node.isNull else { return result }
    guard node.pairs != nil else {
      fault(
        "on_enter is a map of next and tasks", at: node,
        hints: ["such as {next: {title: Call back, type: call, within: 1d}}"])
      return result
    }
    checkKeys(node, ["next", "tasks"], of: "on_enter")
    result.next = task(node["next"], what: "next")
    for item in items(node["tasks"]) {
      if let task = task(item, what: "a task") { result.tasks.append(task) }
    }
    if outcome != nil {
      fault("a stage with an outcome makes no tasks: a closed deal has none", at: node)
      return OnEnter()
    }
    return result
  }

  private mutating func requirements(_ node: Node?) -> [Requirement] {
    var found: [Requirement] = []
    for item in items(node) {
      guard let written = text(item) else { continue }
      let shown = document.diagnostic("", at: item)
      let place = SourceLocation(file: document.file, line: item.start.line, column: item.start.column)
      do throws(Diagnostic) {
        let condition = try Condition.parse(
          written, kind: .deal, schema: schema, owners: config.owners, stages: stageIndex)
        found.append(
          Requirement(text: written, condition: condition, location: place, excerpt: shown.excerpt))
      } catch {
        faults.append(located(error, in: item, text: written, of: "requirement"))
      }
    }
    return found
  }

  /// A finding about a condition, moved from the condition's text to the file that it stands in.
  func located(_ problem: Diagnostic, in node: Node, text: String, of what: String) -> Diagnostic {
    let column = problem.excerpt?.column ?? problem.location?.column ?? 1
    let length = problem.excerpt?.length ?? 1
    var (start, end) = (node.start, node.end)
    if column >= 1 {
      (start, end) = range((column - 1)..<(column - 1 + max(1, length)), of: text, in: node)
    }
    return document.diagnostic(
      "\(what) \"\(text)\": " + problem.message, from: start, to: end, hints: problem.hints)
  }

  /// Where some Unicode scalars of a value are in the file: the whole value where its escapes or lines shift the columns.
  func range(_ scalars: Range<Int>, of text: String, in node: Node) -> (start: Mark, end: Mark) {
    let count = text.unicodeScalars.count
    let quotes = node.style == .singleQuoted || node.style == .doubleQuoted ? 1 : 0
    guard node.start.line == node.end.line, node.end.column - node.start.column == count + 2 * quotes else {
      return (node.start, node.end)
    }
    let before = min(scalars.lowerBound, count)
    let inside = min(scalars.upperBound, count)
    return (
      shifted(node.start, by: before, quotes: quotes, text: text),
      shifted(node.start, by: inside, quotes: quotes, text: text)
    )
  }

  private func shifted(_ mark: Mark, by scalars: Int, quotes: Int, text: String) -> Mark {
    let bytes = text.unicodeScalars.prefix(scalars).reduce(0) { $0 + UTF8.width($1) }
    return Mark(offset: mark.offset + quotes + bytes, line: mark.line, column: mark.column + quotes + scalars)
  }
}
