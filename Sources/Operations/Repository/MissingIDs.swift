import Diagnostics
import Records
import Store
import Text
import YAML

/// Gives an id to record files that have none.
struct MissingIDs {
  let workspace: Workspace
  let mint: IDMint

  /// The taken ids are those of records that the same change makes.
  func edits(besides taken: Set<RecordID>) throws -> [Change.FileEdit] {
    var mint = mint
    var taken = taken
    var edits: [Change.FileEdit] = []
    for problem in workspace.snapshot.problems {
      guard let path = problem.location?.file, RecordFiles.kind(ofPath: path) != nil,
        let bytes = try RecordFile.readIfPresent(path, in: workspace.repository),
        let document = try? Document(parsing: bytes, file: path), document["id"] == nil
      else { continue }
      var id = Reference.identifier(endingStem: Path.stem(of: path))
      if let own = id, taken.contains(own) || workspace.snapshot.record(own) != nil { id = nil }
      let chosen = id ?? mint.mint { taken.contains($0) || workspace.snapshot.record($0) != nil }
      taken.insert(chosen)
      let after = try document.spliced(
        [Edit("id", .plain(chosen.description))], order: ["id"] + document.pairs.map(\.key))
      edits.append(Change.FileEdit(path: path, before: bytes, after: after))
    }
    return edits
  }
}
