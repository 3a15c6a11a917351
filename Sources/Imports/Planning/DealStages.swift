import Diagnostics
import Facts
import Records
import Rules
import Text

/// Finds the stage that a row's words mean; each pair of words is looked up once.
struct DealStages {
  struct Place {
    let pipeline: Pipeline
    let stage: Stage
    /// The open stage that a closed deal was in before.
    var from: Stage?
    /// Whether the row names a stage that neither is the deal's nor was.
    var hasOtherStage = false
  }

  private struct Words: Hashable {
    let pipeline: String?
    let stage: String?
    let outcome: String?
  }

  private let pipelines: Pipelines
  private var known: [Words: Result<Place, Diagnostic>] = [:]

  init(_ pipelines: Pipelines) { self.pipelines = pipelines }

  mutating func place(pipeline: String?, stage: String?, outcome: String?) throws(Diagnostic) -> Place {
    let words = Words(pipeline: pipeline, stage: stage, outcome: outcome)
    if let found = known[words] { return try found.get() }
    let found: Result<Place, Diagnostic>
    do throws(Diagnostic) {
      found = .success(try find(words))
    } catch {
      found = .failure(error)
    }
    known[words] = found
    return try found.get()
  }

  func isClosed(_ deal: Record) -> Bool {
    pipelines[deal.text("pipeline") ?? ""]?.stage(deal.text("stage"))?.isOpen == false
  }

  private func find(_ words: Words) throws(Diagnostic) -> Place {
    let pipeline = try pipelines.pipeline(named: words.pipeline)
    if let word = words.outcome, DealStages.isClosed(word) { return try closed(pipeline, stage: words.stage) }
    let outcome = try words.outcome.flatMap { word throws(Diagnostic) in try DealStages.outcome(word) }
    if let outcome { return try ended(outcome, pipeline, stage: words.stage) }
    return try stage(named: words.stage, in: pipeline)
  }

  private func stage(named text: String?, in pipeline: Pipeline) throws(Diagnostic) -> Place {
    guard let text else {
      guard let entry = pipeline.entry else {
        throw Diagnostic(.invalidValue, "pipeline \"\(pipeline.id)\" has no open stage")
      }
      return Place(pipeline: pipeline, stage: entry)
    }
    do throws(Diagnostic) {
      return Place(pipeline: pipeline, stage: try pipeline.stage(named: text))
    } catch {
      let key = Folding.joinedWords(text).joined(separator: " ")
      if let outcome = DealStages.finalStages[key], let stage = pipeline.stage(ending: outcome) {
        return Place(pipeline: pipeline, stage: stage)
      }
      throw error
    }
  }

  /// Where a deal is of which the row says that it is closed, not how: the stage must say it.
  private func closed(_ pipeline: Pipeline, stage text: String?) throws(Diagnostic) -> Place {
    guard let text else {
      throw Diagnostic(.invalidValue, "the deal is closed, and no stage says how it ended")
    }
    let place = try stage(named: text, in: pipeline)
    guard place.stage.isOpen else { return place }
    throw Diagnostic(
      .invalidValue, "the deal is closed, and stage \"\(text)\" does not say how it ended",
      hints: ["--map-value gives the stage a meaning: won, lost or archived"])
  }

  private static func isClosed(_ word: String) -> Bool {
    ["closed", "yes", "y", "true", "1", "да", "закрыта", "закрыт"].contains(
      Folding.joinedWords(word).joined(separator: " "))
  }

  /// Where a deal is that ended: the stage named beside is its last one, or the one it ended in.
  private func ended(_ outcome: Outcome, _ pipeline: Pipeline, stage text: String?) throws(Diagnostic)
    -> Place
  {
    let named = text.flatMap { text in try? pipeline.stage(named: text) }
    if let named, named.outcome == outcome { return Place(pipeline: pipeline, stage: named) }
    guard let last = pipeline.stage(ending: outcome) else {
      throw Diagnostic(
        .invalidValue, "pipeline \"\(pipeline.id)\" has no stage for deals that are \(outcome.rawValue)")
    }
    var place = Place(pipeline: pipeline, stage: last)
    if let named, named.isOpen {
      place.from = named
    } else if let text {
      place.hasOtherStage =
        DealStages.finalStages[Folding.joinedWords(text).joined(separator: " ")] != outcome
    }
    return place
  }

  /// Nil for a word that says that the deal is open.
  private static func outcome(_ word: String) throws(Diagnostic) -> Outcome? {
    let key = Folding.joinedWords(word).joined(separator: " ")
    if let outcome = finalStages[key] { return outcome }
    if openWords.contains(key) { return nil }
    throw Diagnostic(
      .invalidValue, "\"\(word)\" says neither that a deal is open nor how it ended",
      hints: ["words are open, won, lost, archived"])
  }

  private static let openWords: Set<String> = [
    "open", "active", "n", "false", "0", "in progress", "new", "открыта", "открыт", "в работе", "новая",
    "активна", "нет", "no",
  ]

  private static let finalStages: [String: Outcome] = [
    "won": .won, "closed won": .won, "closedwon": .won, "win": .won, "успешно реализовано": .won,
    "deal won": .won, "deal lost": .lost, "анализ причины провала": .lost, "analyze failure": .lost,
    "сделка успешна": .won, "успех": .won, "выиграна": .won, "выигран": .won, "продано": .won,
    "lost": .lost, "closed lost": .lost, "closedlost": .lost, "закрыто и не реализовано": .lost,
    "сделка провалена": .lost, "проиграна": .lost, "проигран": .lost, "отказ": .lost, "провал": .lost,
    "archived": .archived, "archive": .archived, "deleted": .archived, "архив": .archived,
    "в архиве": .archived,
  ]
}
