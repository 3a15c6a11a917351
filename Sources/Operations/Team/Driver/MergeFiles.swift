import Diagnostics
import Merging
import Records
import Store
import Text
import YAML

/// Merges three versions of one file as git hands them to a driver, and puts the result in the place of ours.
///
/// Ours is whole at every moment. What cannot be merged gets marks, and what cannot even be read counts as a conflict, so
/// that no side is ever taken in silence.
package struct MergeFiles: Operation {
  package static let answer = AnswerForm.text
  package static let effect = Effect.writes
  let base: String
  let ours: String
  let theirs: String
  let markerSize: Int
  /// Where the result lies, from the top of the work tree.
  let path: String

  /// The files are relative to the working folder, as git names them.
  package init(base: String, ours: String, theirs: String, markerSize: Int, path: String) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    // A mark of git's has seven characters at least.
    self.markerSize = min(max(markerSize, 7), 100)
    self.path = path
  }

  package struct Outcome: Sendable {
    package var isConflicted: Bool
    /// What git does not say of it, a line each.
    package var remarks: [String] = []
  }

  package func run(in context: Context) throws -> Answer {
    let place = MergePlace(
      folder: context.location.workingDirectory, gitFolder: context.variable("GIT_DIR"), path: path)
    let outcome = merge(in: place)
    for remark in outcome.remarks { context.warn(remark) }
    if outcome.isConflicted {
      throw Diagnostic(
        .conflict, "\(path): both sides changed the same field; its lines stand between marks",
        hints: ["keep one of them, and then: git add -- \(path)"])
    }
    return .nothing
  }

  /// Merges, and tells what came of it; whatever cannot be done is a conflict.
  package func merge(in place: MergePlace) -> Outcome {
    let mine = read(ours, in: place)
    let other = read(theirs, in: place)
    let old = read(base, in: place)
    guard let mine, let other, let old else {
      // git would take what is there for merged, so marks must say that it is not.
      let labels = RecordMerge.Labels(theirs: other == nil ? "theirs, which cannot be read" : "theirs")
      let bytes = ConflictedFile.marking(ours: mine ?? [], theirs: other ?? [], labels, size: markerSize)
      let isWritten = mine == nil || write(bytes, in: place)
      return Outcome(
        isConflicted: true,
        remarks: ["\(path): a version cannot be read\(isWritten ? "" : ", nor can the result be written")"])
    }
    let inside = place.pathInRepository
    let merge = RecordMerge(schema: place.schema, markerSize: markerSize)
    var merged = merge.merge(
      MergedVersions(path: inside, base: old.isEmpty ? nil : old, ours: mine, theirs: other))
    var remarks = merged.superseded.map { conflict in
      "\(path): \(conflict.field) was changed too, which the state of the other side made void"
    }
    if let apart = merged.apart {
      if let kept = place.keep(apart, as: inside) {
        remarks.append("\(path): git took another record for this one; it is kept as \(kept)")
      } else {
        // Neither record may go, and neither has a place of its own here.
        merged.bytes = ConflictedFile.marking(
          ours: mine, theirs: other, RecordMerge.Labels(), size: markerSize)
        merged.textConflicts = 1
      }
    }
    guard write(merged.bytes, in: place) else {
      return Outcome(isConflicted: true, remarks: ["\(path): the merged file cannot be written"])
    }
    return Outcome(isConflicted: merged.isConflicted, remarks: remarks)
  }

  private func read(_ name: String, in place: MergePlace) -> [UInt8]? {
    try? WholeFile.read(Path.absolute(name, in: place.folder), named: name)
  }

  private func write(_ bytes: [UInt8], in place: MergePlace) -> Bool {
    let path = Path.absolute(ours, in: place.folder)
    do {
      try WholeFile.Draft(bytes, for: path, named: ours, in: place.draftFolder).place()
      return true
    } catch {
      return false
    }
  }
}

/// Where git merges: the folder that it starts a driver in, which is the top of the work tree.
package struct MergePlace {
  let folder: String
  let path: String
  private let gitFolder: String?
  /// The folder of the repository that the path lies in, below `folder`; empty or with a slash at its end.
  private let prefix: String
  private let config: Config?

  /// `gitFolder` is what git says of its own folder, relative or absolute, if it says anything.
  package init(folder: String, gitFolder: String?, path: String) {
    self.folder = folder
    self.path = path
    let named = gitFolder.map { Path.absolute($0, in: folder) }
    self.gitFolder = named ?? (try? Repository(root: folder))?.gitDirectory
    var above = Path.components(Path.split(path).folder)
    var found: (prefix: String, config: Config)?
    while found == nil {
      let prefix = above.map { $0 + "/" }.joined()
      if let config = Self.config(Path.join(folder, prefix + "crm.yaml")) { found = (prefix, config) }
      if above.popLast() == nil { break }
    }
    self.prefix = found?.prefix ?? Self.guessedPrefix(path)
    config = found?.config
  }

  /// The settings of a repository, which need not be sound.
  private static func config(_ path: String) -> Config? {
    guard WholeFile.exists(path) else { return nil }
    guard let bytes = try? WholeFile.read(path, named: "crm.yaml"),
      let document = try? Document(parsing: bytes, file: "crm.yaml")
    else { return Config() }
    return ConfigReader.read(document).config
  }

  /// Where no settings are at hand, a repository begins above the folder of a kind.
  private static func guessedPrefix(_ path: String) -> String {
    let names = Path.components(path)
    guard
      let place = names.dropLast().lastIndex(where: { name in Kind.allCases.contains { $0.folder == name } })
    else { return "" }
    return names[..<place].map { $0 + "/" }.joined()
  }

  var schema: Schema { config?.schema ?? Schema.plain }

  var pathInRepository: String { Path.remainder(of: path, after: prefix) ?? path }

  /// Where a draft lies that a kill may leave: where git never looks for files to commit.
  var draftFolder: String? {
    guard let gitFolder, WholeFile.shareDisk(gitFolder, folder) else { return nil }
    return gitFolder
  }

  /// Writes a record that has no file of its own in the result; its path from the top of the work tree, or nil where it
  /// cannot be kept.
  func keep(_ bytes: [UInt8], as path: String) -> String? {
    guard let kind = Kind(ofPath: path), let id = RecordMerge.id(of: bytes, path),
      !WholeFile.exists(Path.join(folder, "HEAD")) || WholeFile.exists(Path.join(folder, ".git")),
      let document = try? Document(parsing: bytes, file: path)
    else { return nil }
    let reader = RecordReader(config: config ?? Config(), schema: schema)
    let name = reader.read(document, kind: kind, path: "").record?.name ?? document[kind.nameKey]?.text ?? ""
    // Not where it lay before: that file git takes away once the driver has ended.
    let file = "/" + RecordPath.stem(name: name, id: id) + ".yaml"
    var own = prefix + kind.folder + "/apart" + file
    var number = 1
    while WholeFile.exists(Path.join(folder, own)) {
      if (try? WholeFile.read(Path.join(folder, own), named: own)) == bytes { return own }
      number += 1
      own = prefix + kind.folder + "/apart-\(number)" + file
    }
    let place = Path.join(folder, own)
    let permissions = (try? Repository(root: folder))?.permissions() ?? .personal
    do {
      try WholeFile.makeFolders(for: place, named: own)
      try WholeFile.Draft(bytes, for: place, named: own, mode: permissions.file, in: draftFolder).place()
      return own
    } catch {
      return nil
    }
  }
}
