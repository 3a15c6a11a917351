import Diagnostics
import Filters
import Records
import Rules
import Search
import Store

extension Workspace {
  /// The words of `synonyms.yaml`, and what is wrong with it; no words where there is no such file.
  static func synonymFile(in repository: Repository) -> (synonyms: Synonyms, problems: [Diagnostic]) {
    SupportFiles.read(Synonyms.path, in: repository).map { Synonyms.read($0) } ?? (.none, [])
  }

  var synonymFile: (synonyms: Synonyms, problems: [Diagnostic]) {
    Workspace.synonymFile(in: repository)
  }

  var synonyms: Synonyms { synonymFile.synonyms }

  var search: RecordSearch {
    RecordSearch(
      corpus: SearchCorpus(snapshot), snapshot: snapshot, stages: pipelines.stages, synonyms: synonyms,
      now: now)
  }

  /// What finds a REF that no exact way of naming explains.
  func finder(for use: SmartReference.Use) -> SmartReference {
    let made = Once { search }
    return SmartReference(snapshot, stages: pipelines.stages, for: use, search: made.value)
  }
}
