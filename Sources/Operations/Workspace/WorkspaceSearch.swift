package import Diagnostics
import Facts
import Filters
import Records
import Rules
package import Search
package import Store
import Threads

extension Workspace {
  /// The words of `synonyms.yaml`, and what is wrong with it; no words where there is no such file.
  package static func synonymFile(in repository: Repository) -> (synonyms: Synonyms, problems: [Diagnostic]) {
    SupportFiles.read(Synonyms.path, in: repository).map { Synonyms.read($0) } ?? (.none, [])
  }

  package var synonymFile: (synonyms: Synonyms, problems: [Diagnostic]) {
    Workspace.synonymFile(in: repository)
  }

  package var search: RecordSearch { search(synonymFile.synonyms) }

  /// The same with words that were read already.
  func search(_ synonyms: Synonyms) -> RecordSearch {
    RecordSearch(
      corpus: SearchCorpus(snapshot), snapshot: snapshot, stages: pipelines.stages, synonyms: synonyms,
      now: now)
  }

  /// What finds a REF that no exact way of naming explains.
  package func finder(for use: SmartReference.Use) -> SmartReference {
    let made = Once { search }
    return SmartReference(snapshot, stages: pipelines.stages, for: use, search: made.value)
  }
}
