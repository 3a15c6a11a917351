import Diagnostics
import Merging
import Records
import Rules
import Store
import Text
import YAML

/// A merge, or the like, that git has begun and a person has to finish: its conflicts, read anew from git's index and
/// from the files.
struct OpenMerge {
  let clone: SyncClone
  let config: Config
  let files: [UnmergedFile]
  let contents: [String: [UInt8]]
  /// The commits of the two sides; nil where git does not say.
  let ours: String?
  let theirs: String?

  var git: Git { clone.git }

  init(_ clone: SyncClone) throws {
    self.clone = clone
    let git = clone.git
    files = try git.unmergedFiles()
    contents = try git.contents(
      of: files.flatMap { [$0.base, $0.ours, $0.theirs] }.compactMap { $0 }.filter(\.isFile).map(\.object))
    ours = try git.currentCommit()
    theirs = git.otherHead()
    config = OpenMerge.config(clone, files, contents)
  }

  /// The settings as they are, or while they are in conflict themselves, as this clone had them.
  private static func config(
    _ clone: SyncClone, _ files: [UnmergedFile], _ contents: [String: [UInt8]]
  ) -> Config {
    let ours = files.first { $0.path == clone.repository.workTreePrefix + "crm.yaml" }?.ours
    if let bytes = ours.flatMap({ contents[$0.object] }),
      let document = try? Document(parsing: bytes, file: "crm.yaml")
    {
      return ConfigReader.read(document).config
    }
    return (try? RepositoryLoader.config(in: clone.repository).0) ?? Config()
  }

  /// One file of the merge, with what is left to decide in it.
  struct File {
    let sides: UnmergedFile
    /// Where it lies in the repository; nil outside of it.
    let path: String?
    let id: String?
    let name: String
    /// What is in the work tree.
    let present: [UInt8]?
    /// The file as a merge by field leaves it; nil where one side has none.
    let remade: [UInt8]?
    /// The fields that are left; one without a name for the whole file.
    let open: FileConflict?

    /// The file with marks around fields: as it is, or made anew where the marks are of git's own text merge.
    var marked: ConflictedFile? {
      if let present, let file = ConflictedFile(present), file.isByField || remade == nil { return file }
      return remade.flatMap { ConflictedFile($0) }
    }
  }

  func read() throws -> [File] {
    try files.map { sides in
      let path = git.ownPath(of: sides.path)
      var present: [UInt8]?
      if let path, RelativePath.fault(in: path) == nil {
        present = try SupportFiles.large(path, in: clone.repository)
      } else {
        present = try git.present(outside: sides.path)
      }
      func bytes(_ entry: TreeEntry?) -> [UInt8]? { entry.flatMap { contents[$0.object] } }
      let id = [sides.ours, sides.theirs, sides.base].lazy.compactMap {
        bytes($0).flatMap(RecordFiles.identifier)
      }
      .first
      let isRecord = path.map { Kind(ofPath: $0) != nil } ?? false
      var conflict = FileConflict(
        path: sides.path, id: isRecord ? id : nil, fields: [], base: sides.base, ours: sides.ours,
        theirs: sides.theirs)
      let name = ConflictReader.name(of: conflict, contents, path ?? sides.path)
      guard let ours = bytes(sides.ours), let theirs = bytes(sides.theirs) else {
        return File(
          sides: sides, path: path, id: conflict.id, name: name, present: present, remade: nil, open: conflict
        )
      }
      let outcome = RecordMerge(schema: config.schema).merge(
        MergedVersions(path: path ?? sides.path, base: bytes(sides.base), ours: ours, theirs: theirs))
      let isBinary = [ours, theirs].contains { $0.prefix(8000).contains(0) }
      let remade = isBinary ? nil : outcome.bytes
      var open: FileConflict?
      if isBinary {
        open = conflict
      } else if let present, let marked = ConflictedFile(present) {
        // Marks of git's own may stand around what a merge by field brings together.
        let left = marked.isByField ? Set(marked.fields) : nil
        conflict.fields = outcome.conflicts.filter { left?.contains($0.field) ?? true }
        open = outcome.isConflicted ? conflict : nil
      } else if present == nil {
        open = conflict
      }
      return File(
        sides: sides, path: path, id: conflict.id, name: name, present: present, remade: remade, open: open)
    }
  }

  var reader: ConflictReader { ConflictReader(git: git, config: config, ours: ours, theirs: theirs) }

  func conflicts(_ files: [File]) throws -> [TeamConflict] {
    var found: [TeamConflict] = []
    for file in files {
      if let open = file.open { found += try reader.conflicts(open, contents, name: file.name) }
    }
    return found
  }
}
