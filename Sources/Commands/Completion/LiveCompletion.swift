import Dates
import Diagnostics
import Facts
import Filters
import Imports
import Operations
import Output
import Records
import Reports
import Rules
import Store
import Text

/// What a shell offers at TAB, read from the repository that the command line would use; nothing where that fails.
///
/// Runs inside the argument parser, which hands nothing on: the world of the request is set around it.
enum LiveCompletion {
  @TaskLocal static var world: World?

  /// More would not be read by anybody.
  private static let limit = 200

  // MARK: Fields

  /// The columns that `--fields` takes for the noun in the words; `a,b,` goes on with each column left.
  static func fields(_ words: [String], _ prefix: String? = nil) -> [String] {
    guard let kind = kind(in: words) else { return [] }
    let table = schema()[kind]
    let keys = ["id", "ref", "path"] + table.order.filter { $0 != "id" } + Computed.allCases.map(\.rawValue)
    let typed = prefix ?? words.last ?? ""
    guard let comma = typed.lastIndex(of: ","), !typed.hasPrefix("-") else {
      return keys.map { candidate($0) }
    }
    let done = typed[...comma]
    let used = done.split(separator: ",").map { String($0) }
    return keys.filter { !used.contains($0) }.map { candidate(done + $0) }
  }

  /// The formats of the command that the words lead to; all of them where they lead to none.
  static func formats(_ words: [String]) -> [String] {
    let command = CommandRoute.command(words.dropFirst())?.type as? any CRMCommand.Type
    return AnswerForm.formats(of: command?.answers ?? [.report, .digest]).map { candidate($0.rawValue) }
  }

  /// `field=` and `list+=`, and behind the sign the values that the field may have.
  static func assignments(_ prefix: String, kind: Kind) -> [String] {
    let table = schema()[kind]
    guard let equals = prefix.firstIndex(of: "=") else {
      let settable = table.fields.filter { $0.writer == .anyone && $0.key != kind.nameKey }
      return settable.flatMap { field in
        (field.type.isList ? ["=", "+="] : ["="]).map { candidate(field.key + $0, field.doc) }
      }
    }
    let start = prefix[...equals]
    var key = prefix[..<equals]
    if key.last == "+" || key.last == "-" { key.removeLast() }
    guard let field = table.field(named: String(key)), let snapshot = snapshot() else { return [] }
    return values(of: field, kind, beginning: String(prefix[prefix.index(after: equals)...]), snapshot)
      .map { candidate(start + $0.value, $0.doc) }
  }

  /// First the record, then its new values.
  static func setArguments(_ words: [String], _ prefix: String, kind: Kind) -> [String] {
    var rest = words[...]
    if let verb = words.lastIndex(of: "set") { rest = words[(verb + 1)...] }
    if rest.last == prefix || prefix.isEmpty && rest.last?.isEmpty == true { rest.removeLast() }
    let isMany = rest.contains { $0 == "--where" || $0.hasPrefix("--where=") }
    let hasRecord = rest.contains { !$0.isEmpty && !$0.hasPrefix("-") }
    return isMany || hasRecord ? assignments(prefix, kind: kind) : records(prefix, kinds: [kind])
  }

  /// `field:`, states, `sort:`, saved views; behind the colon the values that the field may have.
  static func filterTerms(_ words: [String], kind: Kind) -> [String] {
    let whole = words.last.map(unquoted) ?? ""
    // In quotes a filter goes on after a blank.
    let begin = whole.lastIndex(where: \.isWhitespace).map { whole.index(after: $0) } ?? whole.startIndex
    let head = String(whole[..<begin])
    return terms(String(whole[begin...]), kind: kind).map { head + $0 }
  }

  /// The same for the kind that a command line names.
  static func exportTerms(_ words: [String]) -> [String] {
    guard let kind = words.lazy.compactMap({ Kind(word: $0) }).first else { return [] }
    return filterTerms(words, kind: kind)
  }

  private static func terms(_ typed: String, kind: Kind) -> [String] {
    let table = schema()[kind]
    guard let sign = typed.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
      let terms = table.fields.map { candidate(($0.singular ?? $0.key) + ":", $0.doc) }
      let others = ["sort:", "limit:", "and", "or", "not"] + Computed.allCases.map { $0.rawValue + ">" }
      return terms + states(kind, "is:") + others.map { candidate($0) }
        + savedViews().map { candidate("@" + $0) }
    }
    let start = typed[...sign]
    let word = String(typed[..<sign])
    if word == "sort" {
      return (table.order + Computed.allCases.map(\.rawValue)).flatMap {
        [candidate(start + $0), candidate(start + "-" + $0)]
      }
    }
    if word == "is" { return states(kind, String(start)) }
    guard let field = table.field(named: word), let snapshot = snapshot() else { return [] }
    let found = values(of: field, kind, beginning: String(typed[typed.index(after: sign)...]), snapshot)
    return (found + [(value: "*", doc: "any")]).map { candidate(start + $0.value, $0.doc) }
  }

  private static func states(_ kind: Kind, _ start: String) -> [String] {
    RecordState.known(for: kind).map { candidate(start + $0.rawValue, $0.doc(for: kind)) }
  }

  private static func values(
    of field: Field, _ kind: Kind, beginning: String, _ snapshot: Snapshot
  ) -> [(value: String, doc: String?)] {
    switch field.type.element {
    case .choice(let words): return words.map { ($0, nil) }
    case .boolean: return [("true", nil), ("false", nil)]
    case .reference(let target):
      return matching(beginning, kinds: [target], snapshot).map { ($0.ref, $0.name) }
    case .user where !snapshot.config.owners.isEmpty:
      return snapshot.config.owners.map { ($0.id, $0.name) }
    case .date, .birthday, .instant, .deadline: return ["today", "tomorrow", "eow", "eom"].map { ($0, nil) }
    case .recurrence:
      return ["1 day", "1 week", "2 weeks", "1 month", "3 months", "1 year", "first mon", "last fri"].map {
        ($0, nil)
      }
    case .text, .tag, .user, .currency:
      if kind == .deal, field.key == "stage" { return stageFacts(snapshot).map { ($0.id, $0.name) } }
      if kind == .deal, field.key == "pipeline" {
        return Pipelines.compile(snapshot).all.map { ($0.id, $0.name) }
      }
      var seen: Set<String> = []
      for record in snapshot.records(kind) where seen.count < limit {
        for text in record.texts(field.key) where text.hasPrefix(beginning) { seen.insert(text) }
      }
      return seen.sorted().map { ($0, nil) }
    default: return []
    }
  }

  // MARK: Records

  /// Which records can be meant.
  enum Standing { case any, open, closed }

  /// Records by id, by stem and by the beginning of their name.
  ///
  /// Only those for which `fits` is true.
  static func records(
    _ prefix: String, kinds: [Kind], _ standing: Standing = .any,
    fits: (Record, Pipelines) -> Bool = { _, _ in true }
  ) -> [String] {
    guard let snapshot = snapshot() else { return [] }
    let typed = unquoted(prefix)
    return matching(typed, kinds: kinds, snapshot, standing, fits: fits).map { record in
      // A shell shows only what begins as typed, so each record goes by the word that does.
      let id = record.id.description
      if record.ref.hasPrefix(typed) { return candidate(record.ref, record.name) }
      if id.hasPrefix(typed) { return candidate(id, record.name) }
      return candidate(record.name, record.ref)
    }
  }

  private static func matching(
    _ prefix: String, kinds: [Kind], _ snapshot: Snapshot, _ standing: Standing = .any,
    fits: (Record, Pipelines) -> Bool = { _, _ in true }
  ) -> [Record] {
    let pipelines = Pipelines.compile(snapshot)
    let stages = standing != .any && kinds.contains(.deal) ? pipelines.stages : StageIndex([])
    var found: [Record] = []
    for record in kinds.flatMap({ snapshot.records($0) }) where found.count < limit {
      let isNamed = record.name.hasPrefix(prefix) && !record.name.contains(where: \.isNewline)
      guard isNamed || record.ref.hasPrefix(prefix) || record.id.description.hasPrefix(prefix) else {
        continue
      }
      guard standing == .any || stages.isOver(record) == (standing == .closed) else { continue }
      if fits(record, pipelines) { found.append(record) }
    }
    return found
  }

  // MARK: Pipelines

  static func pipelines() -> [String] {
    guard let snapshot = snapshot() else { return [] }
    return Pipelines.compile(snapshot).all.map { candidate($0.id, $0.name) }
  }

  /// The stages of every pipeline, each id once.
  static func stages() -> [String] {
    guard let snapshot = snapshot() else { return [] }
    return stageFacts(snapshot).map { candidate($0.id, $0.name) }
  }

  /// The stages that the deal in the words may enter; all of them where there is none.
  static func stages(deal words: [String]) -> [String] {
    guard let snapshot = snapshot() else { return [] }
    let pipelines = Pipelines.compile(snapshot)
    guard let (deal, pipeline) = deal(in: words, after: ["move", "reopen"], snapshot, pipelines) else {
      return stageFacts(snapshot).map { candidate($0.id, $0.name) }
    }
    return pipeline.successors(of: deal.text("stage") ?? "").map { candidate($0.id, $0.name) }
  }

  /// The first word behind a verb that names a deal, and the deal's pipeline.
  private static func deal(
    in words: [String], after verbs: [String], _ snapshot: Snapshot, _ pipelines: Pipelines
  ) -> (Record, Pipeline)? {
    let verb = words.lastIndex { verbs.contains($0) } ?? words.startIndex
    for word in words[verb...].dropFirst() where !word.isEmpty && !word.hasPrefix("-") {
      guard let deal = try? ReferenceResolver(snapshot: snapshot).resolve(unquoted(word), kinds: [.deal]),
        let pipeline = pipelines[deal.text("pipeline") ?? ""]
      else { continue }
      return (deal, pipeline)
    }
    return nil
  }

  /// The actions on offer for the deal in the words; all of them where there is none.
  static func actions(deal words: [String]) -> [String] {
    guard let snapshot = snapshot() else { return [] }
    return actions(deal: words, snapshot).map { candidate($0.id, $0.name) }
  }

  private static func actions(deal words: [String], _ snapshot: Snapshot) -> [ActionDefinition] {
    let pipelines = Pipelines.compile(snapshot)
    if let (deal, pipeline) = deal(in: words, after: ["act"], snapshot, pipelines),
      let stage = pipeline.stage(deal.text("stage"))
    {
      return pipeline.actions(from: stage)
    }
    var seen: Set<String> = []
    return pipelines.all.flatMap(\.actions).filter { seen.insert($0.id).inserted }
  }

  /// The reasons of the action in the words; those of all where there is none.
  static func reasons(of words: [String]) -> [String] {
    guard let snapshot = snapshot() else { return [] }
    let offered = actions(deal: words, snapshot)
    let named = offered.filter { words.map(unquoted).contains($0.id) }
    var seen: Set<String> = []
    return (named.isEmpty ? offered : named).flatMap(\.reasons).map(\.id).filter { seen.insert($0).inserted }
      .map { candidate($0) }
  }

  private static func stageFacts(_ snapshot: Snapshot) -> [StageFacts] {
    var seen: Set<String> = []
    return Pipelines.compile(snapshot).stages.all.filter { seen.insert($0.id).inserted }
  }

  static func lostReasons() -> [String] {
    guard let snapshot = snapshot() else { return [] }
    var seen: Set<String> = []
    let reasons = Pipelines.compile(snapshot).all.flatMap(\.lostReasons)
    return reasons.filter { seen.insert($0).inserted }.map { candidate($0) }
  }

  // MARK: Others

  static func reports() -> [String] { Reports.all.map { candidate($0.name, $0.title) } }

  static var builtInPresets: [String] { Presets.all.map(\.name) }

  /// Whoever `crm.yaml` lists, else whoever owns a record; `me` besides.
  static func owners() -> [String] {
    guard let snapshot = snapshot() else { return [] }
    let listed = snapshot.config.owners
    guard listed.isEmpty else { return listed.map { candidate($0.id, $0.name) } + [candidate("me")] }
    let names = Set([Kind.deal, .task].flatMap { snapshot.records($0) }.compactMap { $0.text("owner") })
    return names.sorted().map { candidate($0) } + [candidate("me")]
  }

  /// The clocks and hours of whoever asks; nil outside a repository.
  static func clock(of user: String) -> (zone: Zone, hours: WorkingHours)? {
    guard let repository = repository(), let config = try? RepositoryLoader.config(in: repository).0 else {
      return nil
    }
    return (config.zone(of: user), config.hours(of: user))
  }

  /// The templates of the repository and those that crm brings.
  static func templates() -> [String] {
    let repository = repository()
    let config = repository.flatMap { try? RepositoryLoader.config(in: $0).0 }
    return ListTemplates.names(in: repository, language: config?.language ?? "en").map { candidate($0) }
  }

  static func views() -> [String] { savedViews().map { candidate($0) } }

  private static func savedViews() -> [String] {
    repository().map { SavedViews(repository: $0).names } ?? []
  }

  // MARK: The repository

  /// The circumstances of a reader whom nobody hears.
  private static var context: Context? {
    guard let world else { return nil }
    let location = Session.location(world: world, directory: directory(in: world.arguments))
    return Context(
      location: location, options: Context.Options(usesIndex: !world.isSet("CRM_NO_INDEX")), now: world.clock,
      name: "completions", seed: world.seed, environment: [], actor: Context.Actor(given: nil) { "" },
      face: NoFace())
  }

  static func repository() -> Repository? { try? context?.repository() }

  static func snapshot() -> Snapshot? {
    try? context?.open(reportingProblems: false).snapshot
  }

  /// The value of `-C` or `--directory`; the shell passes the whole command line behind the request.
  private static func directory(in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == "-C" || word == "--directory", index + 1 < words.count { return unquoted(words[index + 1]) }
      if let value = Path.remainder(of: word, after: "--directory=") { return unquoted(value) }
      if let value = Path.remainder(of: word, after: "-C"), !value.isEmpty { return unquoted(value) }
    }
    return nil
  }

  private static func schema() -> Schema {
    guard let repository = repository(), let config = try? RepositoryLoader.config(in: repository).0 else {
      return .plain
    }
    return config.schema
  }

  // MARK: Words

  /// The noun of a command line.
  private static func kind(in words: [String]) -> Kind? {
    words.dropFirst().lazy.filter { !$0.hasPrefix("-") }.compactMap { Kind(word: $0) }.first
  }

  /// A word as the shell passes it, without its quotes.
  static func unquoted(_ word: String) -> String {
    if word.first == "~", let home = world?.environment["HOME"] { return home + word.dropFirst() }
    var text = ""
    var rest = word[...]
    while let first = rest.popFirst() {
      if first == "\\", let next = rest.popFirst() {
        text.append(next)
      } else if first != "'", first != "\"" {
        text.append(first)
      }
    }
    return text
  }

  /// A candidate, and behind a tab what it means.
  static func candidate(_ text: some StringProtocol, _ doc: String? = nil) -> String {
    let word = oneLine(String(text))
    let meaning = doc.map(oneLine) ?? ""
    return meaning.isEmpty ? word : word + "\t" + meaning
  }

  private static func oneLine(_ text: String) -> String {
    TerminalEscaping.escape(
      String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }), keepingNewlines: false)
  }
}

/// Nobody, who hears nothing and answers nothing.
private final class NoFace: Face {
  let canAsk = false
  func warn(_ diagnostic: Diagnostic) {}
  func fail(_ diagnostic: Diagnostic) {}
  func confirm(_ question: String, about subjects: [String]) -> Bool { false }
  func confirm(_ question: String, seeing answer: Answer) -> Bool { false }
  func ask(_ question: String, seeing answer: Answer) -> String? { nil }
  func show(_ progress: Progress?) {}
  func input() -> [UInt8] { [] }
  func edit(_ path: String) {}
}
