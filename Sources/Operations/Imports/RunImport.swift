import Diagnostics
import Imports
import Output
import Records
import Store

/// Plans an import, row by row, and writes nothing.
package struct PreviewImport: Operation {
  package static let answer = AnswerForm.item(ImportReport.schema, of: RowReport.schema)
  package let settings: ImportSettings

  package init(_ settings: ImportSettings) { self.settings = settings }

  package func run(in context: Context) throws -> Answer {
    let source = try ImportSource(settings, context)
    var plan = try source.plan(in: try context.open(), context)
    source.placeRejects(of: &plan)
    return ImportSummary(plan, isPreview: true).answer(context)
  }
}

/// Imports a file: one batch, one transaction, one commit. Rows that fail go to a file of rejects.
package struct RunImport: Operation {
  package static let answer = PreviewImport.answer
  package static let effect = Effect.writes
  package let settings: ImportSettings
  /// Whether nobody has to agree.
  package let isAgreed: Bool

  package init(_ settings: ImportSettings, isAgreed: Bool) {
    self.settings = settings
    self.isAgreed = isAgreed
  }

  package func run(in context: Context) throws -> Answer {
    var source = try ImportSource(settings, context)
    let isDryRun = context.options.isDryRun
    var agreed: [RowResult]?
    if !isAgreed, !isDryRun, context.face.canAsk {
      switch try MappingDialogue.run(&source, in: context) {
      case .agreed(let results): agreed = results
      case .declined: return .nothing
      case .nothingToDo(let answer): return answer
      }
    }
    let plan = try WholeFile.placing { rejects in
      try context.transact(bulk: true) { workspace in
        try workspace.demand(.import)
        var plan = try source.plan(in: workspace, context)
        if let agreed, agreed != plan.report.outcomes.map(\.result) {
          throw Diagnostic(
            .conflict, "the repository was changed since you were asked; nothing was imported",
            hints: ["run the command again to see what it would do now"])
        }
        var change = plan.change
        source.placeRejects(of: &plan)
        if !isDryRun {
          try source.saveMapping(of: plan, into: &change, in: workspace)
          rejects = try source.rejects(of: plan)
        }
        return (change, plan)
      }.result
    }
    return ImportSummary(plan, isPreview: isDryRun).answer(context)
  }
}
