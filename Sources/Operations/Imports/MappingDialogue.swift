import Diagnostics
import Imports
import Records
import Text

/// What a person changes of a proposed mapping.
enum MappingCorrection: Equatable {
  /// The column of this number, from 1, fills this field; `-` drops it.
  case column(Int, String)
  case kind(Kind)
  /// Keep the mapping under this name.
  case save(String)

  /// Reads `3=phone`, `kind=company` and `save=shop`; nil for what is none of them.
  init?(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { CellText.trimmed(String($0)) }
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch parts[0].lowercased() {
    case "kind":
      guard let kind = Kind(word: parts[1]) else { return nil }
      self = .kind(kind)
    case "save": self = .save(parts[1])
    default:
      guard let number = Int(parts[0]) else { return nil }
      self = .column(number, parts[1])
    }
  }
}

/// Shows a person how a file was understood and takes corrections, line by line, until they agree. Nothing is written.
enum MappingDialogue {
  enum Outcome {
    /// How each row ends, as the person saw it.
    case agreed([RowResult])
    case declined
    /// The file brings nothing new.
    case nothingToDo(Answer)
  }

  static func run(_ source: inout ImportSource, in context: Context) throws -> Outcome {
    var plan = try source.plan(in: try context.open(), context)
    // A known layout was proven by its titles; a mapping that somebody named or wrote is theirs.
    let isOpen = source.isUnsaid && plan.report.preset == Presets.generic.name
    while true {
      source.placeRejects(of: &plan)
      var summary = ImportSummary(plan, isPreview: true)
      guard isOpen else {
        if plan.change.isEmpty { return .nothingToDo(summary.answer(context)) }
        let preview = summary.answer(context, isOutcome: false)
        return try context.face.confirm("Import?", seeing: preview)
          ? .agreed(plan.report.outcomes.map(\.result)) : .declined
      }
      summary.numbersColumns = true
      let preview = summary.answer(context, isOutcome: false)
      guard let typed = try context.face.ask(question, seeing: preview) else { return .declined }
      let answer = CellText.trimmed(typed)
      if Consent.isGiven(answer) {
        if plan.change.isEmpty { return .nothingToDo(summary.answer(context)) }
        return .agreed(plan.report.outcomes.map(\.result))
      }
      switch answer.lowercased() {
      case "", "n", "no", "q", "quit", "н", "нет": return .declined
      default: plan = try corrected(plan, by: answer, &source, context)
      }
    }
  }

  private static let question =
    "Import? y, or a correction such as 3=phone, 3=-, kind=company, save=NAME; q ends:"

  /// The plan with a correction; as it was, with the reason said, where the correction cannot be.
  private static func corrected(
    _ plan: ImportPlan, by answer: String, _ source: inout ImportSource, _ context: Context
  ) throws -> ImportPlan {
    guard let correction = MappingCorrection(answer) else {
      context.warn(
        "\"\(answer)\" is no correction: NUMBER=FIELD, NUMBER=- to drop a column, kind=KIND or save=NAME")
      return plan
    }
    let before = source
    do {
      try source.apply(correction, to: plan)
      return try source.plan(in: try context.open(reportingProblems: false), context)
    } catch let error as Diagnostic {
      source = before
      context.face.warn(error)
      return plan
    }
  }
}
