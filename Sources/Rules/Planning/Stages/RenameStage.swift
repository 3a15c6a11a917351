package import Diagnostics
package import Records

extension ChangePlanner {
  /// The deals in a stage, ordered by identifier. Throws `invalid_data` where a deal cannot be read.
  package func deals(in stage: String, of pipeline: String) throws(Diagnostic) -> [Record] {
    try snapshot.demandReadable(.deal, "stage \"\(stage)\": a deal that may be in it")
    return snapshot.records(.deal).filter {
      $0.text("stage") == stage && ($0.text("pipeline") ?? "") == pipeline
    }
  }

  /// Gives a stage another id in every deal and its history, and returns how many deals are in it; the pipeline's file is
  /// the caller's to edit. Throws `invalid_value` for an id that is none, or is taken.
  @discardableResult
  package mutating func renameStage(_ id: String, to name: String, of pipeline: String) throws(Diagnostic)
    -> Int
  {
    guard PipelineReader.isIdentifier(name) else {
      throw Diagnostic(.invalidValue, "a stage's id is one word of letters, digits and -, not \"\(name)\"")
    }
    if pipelines[pipeline]?.stage(name) != nil {
      throw Diagnostic(.invalidValue, "pipeline \"\(pipeline)\" has a stage \"\(name)\" already")
    }
    try snapshot.demandReadable(.deal, "stage \"\(id)\": a deal that may be in it")
    let deals = snapshot.records(.deal).filter { $0.text("pipeline") == pipeline }
    return try together { planner throws(Diagnostic) in
      var count = 0
      for deal in deals {
        if deal.text("stage") == id {
          planner.set(deal, "stage", .text(name))
          count += 1
        }
        guard let history = deal["history"]?.list else { continue }
        let renamed = history.map { entry -> Value in
          guard entry["stage"]?.text == id, let pairs = entry.map else { return entry }
          return .map(pairs.map { $0.key == "stage" ? MapEntry("stage", .text(name)) : $0 })
        }
        if renamed != history { planner.set(deal, "history", .list(renamed)) }
      }
      planner.message = "pipeline: \(pipeline): stage \(id) renamed \(name)"
      return count
    }
  }
}
