import Diagnostics

extension Workspace {
  /// What is wrong with the files that are neither records nor pipelines: saved views, import presets, pairs
  /// that are known to be two, rates, costs and plans of reports, synonyms.
  var supportProblems: [Diagnostic] {
    let found =
      SavedViews(repository: repository).problems(in: self) + importPresetProblems
      + NotDuplicates.all(in: repository).problems + reportFileProblems
    // Folders are read in no order of their own.
    return found.enumerated().sorted { a, b in
      let (one, other) = (a.element.location?.file ?? "", b.element.location?.file ?? "")
      return one == other ? a.offset < b.offset : one < other
    }.map(\.element) + synonymFile.problems
  }
}
