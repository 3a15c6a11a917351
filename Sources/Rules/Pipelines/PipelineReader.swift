import Dates
import Diagnostics
import Facts
import Filters
import Records
import Text
import Threads
import YAML

/// Compiles one pipeline file: reads what it can and notes each fault at its place.
struct PipelineReader {
  let document: Document
  let snapshot: Snapshot
  let id: String
  var faults: [Diagnostic] = []
  var lints: [Diagnostic] = []
  /// What conditions may say about stages.
  var stageIndex = StageIndex()
  /// Where each stage's id stands.
  var stageNodes: [String: Node] = [:]
  /// Whether all stages and transitions are read: what is said of the whole would else be misleading.
  private(set) var isGraphWhole = true
  /// The actions in which there are faults.
  var brokenActions: Set<String> = []
  /// Every mention of a stage outside `stages`, to be checked when all stages are known.
  private var stageMentions: [(node: Node, of: String)] = []

  /// The id of the pipeline in a file.
  static func id(of file: SupportFile) -> String { Path.stem(of: file.path) }

  static func read(_ file: SupportFile, in snapshot: Snapshot) -> Pipeline {
    let id = id(of: file)
    do throws(YAMLError) {
      let document = try Document(parsing: file.bytes, file: file.path)
      var reader = PipelineReader(document: document, snapshot: snapshot, id: id)
      return reader.pipeline(path: file.path)
    } catch {
      return Pipeline(
        id: id, path: file.path, name: id, currency: nil, stages: [], transitions: [:], lostReasons: [],
        actions: [], answerWithin: nil, faults: [problem(error, file.path)], lints: Once { [] })
    }
  }

  /// A file of which nothing can be read; one that is empty needs to know what a pipeline is.
  private static func problem(_ error: YAMLError, _ path: String) -> Diagnostic {
    var problem = error.diagnostic(file: path)
    if error.excerpt == nil, !error.isLimit, error.code == .invalidData {
      problem.hints.append("a pipeline has stages: [{id: first-contact}, {id: won, outcome: won}]")
    }
    return problem
  }

  private init(document: Document, snapshot: Snapshot, id: String) {
    self.document = document
    self.snapshot = snapshot
    self.id = id
  }

  var schema: Schema { snapshot.schema }
  var config: Config { snapshot.config }

  // MARK: The file

  private static let keys = ["name", "currency", "stages", "transitions", "lost_reasons", "actions", "leads"]

  private mutating func pipeline(path: String) -> Pipeline {
    checkKeys(document.root, PipelineReader.keys, of: "a pipeline")
    let currency = readCurrency()
    let before = faults.count
    let stages = readStages()
    let transitions = readTransitions()
    isGraphWhole = faults.count == before
    let actions = readActions()
    checkMentions(known: stages.map(\.id))
    checkTargets(of: actions, stages)
    let answerWithin = readAnswerWithin()
    let name = text(document["name"]) ?? id
    let reasons = texts(document["lost_reasons"], what: "lost_reasons")
    func pipeline(_ lints: Once<[Diagnostic]>) -> Pipeline {
      Pipeline(
        id: id, path: path, name: name, currency: currency, stages: stages, transitions: transitions,
        lostReasons: reasons, actions: actions, answerWithin: answerWithin, faults: faults, lints: lints)
    }
    // Only `check` and edits of the stages ask for these, and they take longer than all the rest.
    let (reader, plain) = (self, pipeline(Once { [] }))
    return pipeline(
      Once {
        var reader = reader
        reader.lint(plain)
        return reader.lints
      })
  }

  private mutating func readCurrency() -> String? {
    guard let node = document["currency"], let code = text(node) else { return nil }
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
      fault(
        "\"\(code)\" is not a currency code", at: node, hints: ["it is three capital letters, such as EUR"])
      return nil
    }
    if let gone = Currency.withdrawn(code) {
      lint(
        "currency \(code) is no longer used since \(gone.since)", at: node, hints: ["now: \(gone.successor)"])
    } else if Currency.decimals(code) == nil {
      lint("currency \(code) is not in ISO 4217", at: node)
    }
    return code
  }

  // MARK: Reading values

  mutating func fault(_ message: String, at node: Node, hints: [Hint] = []) {
    faults.append(document.diagnostic(message, at: node, hints: hints))
  }

  mutating func lint(_ message: String, at node: Node, hints: [Hint] = []) {
    lints.append(document.diagnostic(message, at: node, code: .warning, hints: hints))
  }

  /// An unknown key is a fault and no lint: a rule that is misspelt must not be lost in silence.
  mutating func checkKeys(_ node: Node, _ known: [String], of owner: String) {
    for pair in node.pairs ?? [] where !known.contains(pair.key) {
      faults.append(
        document.diagnostic(
          "unknown key \"\(pair.key)\" of \(owner)", from: pair.keyStart, to: pair.keyEnd,
          hints: .unknown(pair.key, among: known, listing: "keys: ")))
    }
  }

  /// The text of a scalar; anything else is a fault, nothing is nil.
  mutating func text(_ node: Node?) -> String? {
    guard let node, !node.isNull else { return nil }
    guard let text = node.text else {
      fault("expected one value, not a \(node.items == nil ? "map" : "list")", at: node)
      return nil
    }
    return text
  }

  /// The nodes of a list; one value stands for a list of it.
  func items(_ node: Node?) -> [Node] {
    guard let node, !node.isNull else { return [] }
    return node.items ?? [node]
  }

  /// Words, each once; what is said twice is worth a remark.
  mutating func texts(_ node: Node?, what: String) -> [String] {
    if let node, node.pairs != nil {
      fault("\(what) is a list of words", at: node, hints: ["such as [one, another]"])
      return []
    }
    var found: [String] = []
    for item in items(node) {
      if item.isNull || item.text?.allSatisfy(\.isWhitespace) == true {
        fault("a word of \(what) is empty", at: item)
        continue
      }
      guard let text = text(item) else { continue }
      if found.contains(text) {
        lint("\"\(text)\" is in \(what) already", at: item)
      } else {
        found.append(text)
      }
    }
    return found
  }

  /// The pairs of a map; anything else is a fault.
  mutating func pairs(_ node: Node?, what: String, such example: Hint) -> [Node.Pair] {
    guard let node, !node.isNull else { return [] }
    guard let pairs = node.pairs else {
      fault("\(what) is a map", at: node, hints: [example])
      return []
    }
    return pairs
  }

  mutating func duration(_ node: Node?, atLeast least: Int = 0) -> Int? {
    guard let node, let written = text(node) else { return nil }
    guard let seconds = Dates.Span.parse(written) else {
      fault("\"\(written)\" is not a duration", at: node, hints: ["write it as 10m, 3h, 2d or 1h30m"])
      return nil
    }
    guard seconds >= least else {
      fault("\"\(written)\" is no time at all", at: node, hints: ["write it as 10m, 3h, 2d or 1h30m"])
      return nil
    }
    guard seconds <= PipelineReader.longestDelay else {
      fault("\"\(written)\" is longer than a century", at: node)
      return nil
    }
    return seconds
  }

  /// A duration whose days are those of the calendar.
  mutating func delay(_ node: Node?, atLeast least: Int = 0) -> Delay? {
    guard let node, duration(node, atLeast: least) != nil, let written = node.text else { return nil }
    return Delay(written)
  }

  private static let longestDelay = 36_525 * 86_400

  private mutating func readAnswerWithin() -> Delay? {
    guard let node = document["leads"], !node.isNull else { return nil }
    guard node.pairs != nil else {
      fault("leads is a map of answer_within", at: node, hints: ["such as leads: {answer_within: 15m}"])
      return nil
    }
    checkKeys(node, ["answer_within"], of: "leads")
    return delay(node["answer_within"], atLeast: 1)
  }

  mutating func flag(_ node: Node?) -> Bool {
    guard let node, let written = text(node) else { return false }
    switch written.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      fault("\"\(written)\" is neither true nor false", at: node)
      return false
    }
  }

  /// One of a list of words.
  mutating func word(_ node: Node?, among words: [String], what: String) -> String? {
    guard let node, let written = text(node) else { return nil }
    guard words.contains(written) else {
      fault(
        "\"\(written)\" is not \(what)", at: node,
        hints: .unknown(written, among: words, listing: "one of: "))
      return nil
    }
    return written
  }

  /// The words of a choice field.
  func choices(_ kind: Kind, _ key: String) -> [String] {
    if case .choice(let words)? = schema[kind][key]?.type { words } else { [] }
  }

  mutating func template(_ node: Node?) -> TextTemplate? {
    guard let node, let written = text(node) else { return nil }
    do throws(TextTemplate.Problem) {
      let template = try TextTemplate(written)
      for (path, place) in template.fields {
        do throws(DealPath.Problem) { try path.check(schema) } catch {
          fault(error.message, at: place, of: written, in: node, hints: error.hints)
        }
      }
      lintBraces(of: template, node)
      return template
    } catch {
      fault(error.message, at: error.place, of: written, in: node, hints: ["such as {{contact.name}}"])
      return nil
    }
  }

  /// A fault of a part of a value, which is counted in Unicode scalars.
  private mutating func fault(
    _ message: String, at place: Range<Int>, of text: String, in node: Node, hints: [Hint]
  ) {
    let (start, end) = range(place, of: text, in: node)
    faults.append(document.diagnostic(message, from: start, to: end, hints: hints))
  }

  /// Remarks on what is written out though it looks like a field.
  private mutating func lintBraces(of template: TextTemplate, _ node: Node) {
    for (word, place) in template.literalBraces {
      let isField = DealPath(word).map { (try? $0.check(schema)) != nil } ?? word.isEmpty
      guard isField else { continue }
      let (start, end) = range(place, of: template.source, in: node)
      lints.append(
        document.diagnostic(
          word.isEmpty ? "\"}}\" closes no \"{{\"" : "\"{\(word)}\" is written out as it is", from: start,
          to: end,
          code: .warning, hints: word.isEmpty ? [] : ["a field is filled in between two braces: {{\(word)}}"])
      )
    }
  }

  /// Somebody who is to hear of something; one whom nobody lists hears nothing.
  mutating func listener(_ node: Node?) -> String? {
    guard let node, let name = text(node) else { return nil }
    if !config.owners.isEmpty, config.owner(name) == nil {
      lint(
        "\"\(name)\" is not an owner in crm.yaml, so nobody hears of it", at: node,
        hints: .unknown(name, among: config.owners.map(\.id), listing: "owners: "))
    }
    return name
  }

  private static let taskKeys = ["title", "type", "owner", "within"]

  mutating func task(_ node: Node?, what: String) -> TaskTemplate? {
    guard let node, !node.isNull else { return nil }
    guard node.pairs != nil else {
      fault(
        "\(what) is a map with a title", at: node,
        hints: ["such as {title: Call back, type: call, within: 1d}"])
      return nil
    }
    checkKeys(node, PipelineReader.taskKeys, of: "a task")
    let type = word(node["type"], among: choices(.task, "type"), what: "a type of task")
    let owner = text(node["owner"])
    if let owner, let place = node["owner"], !config.owners.isEmpty, config.owner(owner) == nil {
      lint(
        "owner \"\(owner)\" is not in crm.yaml; the deal's owner gets the task", at: place,
        hints: .unknown(owner, among: config.owners.map(\.id), listing: "owners: "))
    }
    let within = delay(node["within"])
    guard let titled = node["title"], !titled.isNull, titled.text?.allSatisfy(\.isWhitespace) != true else {
      fault("\(what) has no title", at: node["title"] ?? node)
      return nil
    }
    guard let title = template(titled) else { return nil }
    return TaskTemplate(title: title, type: type, owner: owner, within: within)
  }

  // MARK: Mentions of stages

  mutating func mention(_ node: Node?, of owner: String) -> String? {
    guard let node, let id = text(node) else { return nil }
    stageMentions.append((node, owner))
    return id
  }

  private mutating func checkMentions(known ids: [String]) {
    for mention in stageMentions {
      guard let id = mention.node.text, !ids.contains(id) else { continue }
      if mention.of == "transitions" { isGraphWhole = false }
      fault(
        "\(mention.of): stage \"\(id)\" is not in pipeline \"\(self.id)\"", at: mention.node,
        hints: .unknown(id, among: ids, listing: "stages: "))
    }
  }

  private mutating func readTransitions() -> [String: [String]] {
    var transitions: [String: [String]] = [:]
    for pair in pairs(
      document["transitions"], what: "transitions", such: "such as first-contact: [meeting, lost]")
    {
      if stageNodes[pair.key] == nil {
        faults.append(
          document.diagnostic(
            "transitions: stage \"\(pair.key)\" is not in pipeline \"\(id)\"", from: pair.keyStart,
            to: pair.keyEnd,
            hints: .unknown(pair.key, among: Array(stageNodes.keys).sorted(), listing: "stages: ")))
      }
      var targets: [String] = []
      for item in items(pair.value) {
        if let target = mention(item, of: "transitions") { targets.append(target) }
      }
      transitions[pair.key] = targets
    }
    return transitions
  }
}
