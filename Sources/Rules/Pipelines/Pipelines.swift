package import Diagnostics
package import Facts
package import Records
import Text
import Threads
import YAML

/// All pipelines of a repository; each is compiled when it is first asked for.
package struct Pipelines: Sendable {
  private struct Entry: Sendable {
    let id: String
    let compiled: Once<Pipeline>
  }

  /// A type of its own: what is kept of it is made without knowing how strings are hashed.
  private struct Table: Sendable {
    let pipelines: [String: Once<Pipeline>]
  }

  /// By path.
  private let entries: [Entry]
  /// Made when somebody asks for a pipeline by its id.
  private let byID: Once<Table>
  package let stages: StageIndex

  /// The pipelines of every file of `pipelines/`; a broken one gives a pipeline with its faults and what could be read.
  package static func compile(_ snapshot: Snapshot) -> Pipelines {
    Pipelines(
      snapshot.pipelineFiles.sorted { $0.path < $1.path }.map { file in
        Entry(id: PipelineReader.id(of: file), compiled: Once { PipelineReader.read(file, in: snapshot) })
      })
  }

  private init(_ entries: [Entry]) {
    self.entries = entries
    byID = Once {
      Table(
        pipelines: Dictionary(
          entries.map { ($0.id, $0.compiled) }, uniquingKeysWith: { first, _ in first }))
    }
    stages = StageIndex(
      pipelines: entries.map { entry in (entry.id, { Pipelines.facts(of: entry.compiled.value) }) },
      answerWithin: { entries.lazy.compactMap { $0.compiled.value.answerWithin }.first })
  }

  /// By path; compiles them all.
  package var all: [Pipeline] { entries.map(\.compiled.value) }

  /// The ids of all, by path.
  package var ids: [String] { entries.map(\.id) }

  /// Everything wrong or questionable in the files, by file and line; what is questionable has the code `warning`.
  package var problems: [Diagnostic] {
    all.flatMap { pipeline in
      (pipeline.faults + pipeline.lints).sorted { a, b in
        (a.location?.line ?? 0, a.location?.column ?? 0) < (b.location?.line ?? 0, b.location?.column ?? 0)
      }
    }
  }

  package subscript(id: String) -> Pipeline? { byID.value.pipelines[id]?.value }

  /// The pipeline of a deal, ready to be written by; throws where it is unknown or does not compile.
  package func pipeline(of deal: Record) throws(Diagnostic) -> Pipeline {
    let id = deal.text("pipeline") ?? ""
    guard let pipeline = self[id] else {
      throw Diagnostic(
        .invalidData, "pipeline \"\(id)\" of deal \"\(deal.name)\" does not exist",
        at: SourceLocation(file: deal.path),
        hints: .unknown(id, among: ids, listing: "pipelines: "))
    }
    try Pipelines.demandCompiled(pipeline)
    return pipeline
  }

  /// The pipeline of that id, or the one for new deals: the only one, else `sales`.
  ///
  /// Throws `invalid_value` where there is none, and why it cannot be used.
  package func pipeline(named id: String?) throws(Diagnostic) -> Pipeline {
    let found: Pipeline
    if let id {
      let folded = Folding.fold(id)
      let meant = self[id] ?? ids.first { Folding.fold($0) == folded }.flatMap { self[$0] }
      let match = meant ?? all.first { Folding.fold($0.name) == folded }
      guard let match else {
        throw Diagnostic(
          .invalidValue, "pipeline \"\(id)\" does not exist",
          hints: .unknown(id, among: ids, listing: "pipelines: "))
      }
      found = match
    } else if let only = entries.first, entries.count == 1 {
      found = only.compiled.value
    } else if let sales = self["sales"] {
      found = sales
    } else if entries.isEmpty {
      throw Diagnostic(
        .invalidData, "the repository has no pipeline", at: SourceLocation(file: "pipelines"),
        hints: [
          "write pipelines/sales.yaml; a new repository has one to copy: \(CommandLine("init", .blank("DIR")))"
        ])
    } else {
      throw Diagnostic(
        .usage, "there are several pipelines: say which",
        hints: ["--pipeline takes one of \(ids)"])
    }
    try Pipelines.demandCompiled(found)
    return found
  }

  private static func demandCompiled(_ pipeline: Pipeline) throws(Diagnostic) {
    guard let first = pipeline.faults.first else { return }
    throw Diagnostic(
      .invalidData, "pipeline \"\(pipeline.id)\" does not compile: " + first.message, at: first.location,
      excerpt: first.excerpt,
      hints: first.hints + ["everything that is wrong with it: \(CommandLine("stages check"))"],
      related: Array(pipeline.faults.dropFirst()))
  }

  private static func facts(of pipeline: Pipeline) -> [StageFacts] {
    pipeline.stages.map { stage in
      StageFacts(
        pipeline: pipeline.id, id: stage.id, name: stage.name, position: stage.position,
        probability: stage.probability, outcome: stage.outcome, rotsAfter: stage.rotsAfter,
        within: stage.within, escalateTo: stage.escalateTo)
    }
  }
}
