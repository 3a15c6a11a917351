package import Diagnostics
package import Filters
package import Records
import Text
import YAML

/// All pipelines of a repository, compiled.
package struct Pipelines: Sendable {
  /// By path.
  package let all: [Pipeline]
  package let stages: StageIndex

  package init(_ pipelines: [Pipeline]) {
    all = pipelines
    stages = StageIndex(pipelines.flatMap { Pipelines.facts(of: $0) })
  }

  /// Compiles every file of `pipelines/`; a broken one gives a pipeline with its faults and what could be read.
  package static func compile(_ snapshot: Snapshot) -> Pipelines {
    Pipelines(
      snapshot.pipelineFiles.sorted { $0.path < $1.path }.map { file in
        PipelineReader.read(file, in: snapshot)
      })
  }

  /// Everything wrong or questionable in the files, by file and line.
  package var problems: [Diagnostic] {
    all.flatMap { pipeline in
      (pipeline.faults + pipeline.lints).sorted { a, b in
        (a.location?.line ?? 0, a.location?.column ?? 0) < (b.location?.line ?? 0, b.location?.column ?? 0)
      }
    }
  }

  package subscript(id: String) -> Pipeline? { all.first { $0.id == id } }

  /// The pipeline of a deal, ready to be written by; throws where it is unknown or does not compile.
  package func pipeline(of deal: Record) throws(Diagnostic) -> Pipeline {
    let id = deal.text("pipeline") ?? ""
    guard let pipeline = self[id] else {
      throw Diagnostic(
        .invalidData, "pipeline \"\(id)\" of deal \"\(deal.name)\" does not exist",
        at: SourceLocation(file: deal.path),
        hints: Nearest.hints(id, among: all.map(\.id), listing: "pipelines"))
    }
    try Pipelines.demandCompiled(pipeline)
    return pipeline
  }

  /// The pipeline of that id, or the one for new deals: the only one, else `sales`.
  package func pipeline(named id: String?) throws(Diagnostic) -> Pipeline {
    let ids = all.map(\.id)
    let found: Pipeline
    if let id {
      let folded = Folding.fold(id)
      let match = self[id] ?? all.first { Folding.fold($0.id) == folded || Folding.fold($0.name) == folded }
      guard let match else {
        throw Diagnostic(
          .invalidValue, "pipeline \"\(id)\" does not exist",
          hints: Nearest.hints(id, among: ids, listing: "pipelines"))
      }
      found = match
    } else if let only = all.first, all.count == 1 {
      found = only
    } else if let sales = self["sales"] {
      found = sales
    } else if all.isEmpty {
      throw Diagnostic(
        .invalidData, "the repository has no pipeline", at: SourceLocation(file: "pipelines"),
        hints: ["write pipelines/sales.yaml; crm init shows one"])
    } else {
      throw Diagnostic(
        .usage, "there are several pipelines: say which",
        hints: ["--pipeline takes one of " + ids.joined(separator: ", ")])
    }
    try Pipelines.demandCompiled(found)
    return found
  }

  private static func demandCompiled(_ pipeline: Pipeline) throws(Diagnostic) {
    guard let first = pipeline.faults.first else { return }
    throw Diagnostic(
      .invalidData, "pipeline \"\(pipeline.id)\" does not compile: " + first.message, at: first.location,
      excerpt: first.excerpt,
      hints: first.hints + ["everything that is wrong with it: crm stages check"],
      related: Array(pipeline.faults.dropFirst()))
  }

  private static func facts(of pipeline: Pipeline) -> [StageFacts] {
    pipeline.stages.map { stage in
      StageFacts(
        pipeline: pipeline.id, id: stage.id, name: stage.name, position: stage.position,
        probability: stage.probability, outcome: stage.outcome, rotsAfter: stage.rotsAfter,
        within: stage.within)
    }
  }
}
