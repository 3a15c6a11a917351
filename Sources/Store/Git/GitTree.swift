package import Diagnostics
import Text

/// What git knows of files: in the last commit, and of how the work tree differs from it.
extension Git {
  /// A file of a commit.
  struct TreeFile: Hashable {
    var mode: String
    /// The object's name.
    var name: String
  }

  /// One file of a comparison; an object's name is nil where the file is not there, or where git has not made one.
  struct Delta {
    var path: String
    var old: TreeFile?
    var new: String?
    /// Of the new file; without a meaning where there is none.
    var newMode = "100644"
  }

  /// More paths than this are looked for in a listing of everything.
  private static let fewPaths = 64

  /// Those of the paths, as git knows them, that the last commit has.
  func committed(_ paths: [String], in commit: String = "HEAD") throws(Diagnostic) -> [String: TreeFile] {
    if paths.isEmpty { return [:] }
    let isFew = paths.count <= Self.fewPaths
    // "--full-tree", so that nothing depends on the folder that git is started in.
    let result = try run(
      ["ls-tree", "-z", "--full-tree"] + (isFew ? [commit, "--"] + paths : ["-r", commit]))
    if !result.succeeded {
      if result.errorText.contains("Not a valid object name HEAD") { return [:] }
      throw Self.failure(result)
    }
    let wanted = Set(paths)
    var files: [String: TreeFile] = [:]
    for record in Self.nulSplit(result.output) {
      // "<mode> blob <name>\t<path>"
      guard let tab = record.utf8.firstIndex(of: 0x09) else { continue }
      let path = String(record[record.utf8.index(after: tab)...])
      let parts = record[..<tab].split(separator: " ")
      guard parts.count >= 3, parts[1] == "blob", wanted.contains(path) else { continue }
      files[path] = TreeFile(mode: String(parts[0]), name: String(parts[2]))
    }
    return files
  }

  /// What the last commit has of these files of the repository, by path; those that it has not are left out.
  package func committedContents(_ paths: [String]) throws(Diagnostic) -> [String: [UInt8]] {
    let files = try committed(paths.map(gitPath))
    let blobs = try self.blobs(files.map { ($0.value.name, $0.key) })
    var contents: [String: [UInt8]] = [:]
    for (path, file) in files {
      if let own = ownPath(path) { contents[own] = blobs[file.name] }
    }
    return contents
  }

  /// How the work tree, or with `index` that index, differs from the last commit below these paths.
  func differences(below paths: [String], index: String? = nil) throws(Diagnostic) -> [Delta] {
    let options = ["diff-index", "--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=all"]
    let result = try run(
      options + (index == nil ? [] : ["--cached"]) + ["HEAD", "--"] + paths, index: index)
    if !result.succeeded {
      if result.errorText.contains("bad revision 'HEAD'") { return [] }
      throw Self.failure(result)
    }
    return try Self.deltas(result.output)
  }

  /// The files of this repository that the last commit has and the work tree has not, with the identifiers in them.
  package func deletedFiles() throws(Diagnostic) -> [(path: String, id: String?)] {
    let prefix = repository.workTreePrefix
    let gone = try differences(below: prefix.isEmpty ? [] : [Path.dropping("/", from: prefix)]).filter {
      $0.old != nil && $0.new == nil
    }
    let blobs = try self.blobs(gone.compactMap { delta in delta.old.map { ($0.name, nil) } })
    var files: [(path: String, id: String?)] = []
    for delta in gone {
      guard let path = ownPath(delta.path), RelativePath.fault(in: path) == nil else { continue }
      guard try SupportFiles.large(path, in: repository) == nil else { continue }
      files.append((path, delta.old.flatMap { blobs[$0.name] }.flatMap(RecordFiles.identifier)))
    }
    return files
  }

  static func deltas(_ bytes: [UInt8]) throws(Diagnostic) -> [Delta] {
    let fields = nulSplit(bytes)
    var deltas: [Delta] = []
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      // ":100644 100644 <old> <new> M"
      let parts = fields[index].split(separator: " ")
      guard parts.count == 5 else { throw Diagnostic(.internal, "git diff answered in an unknown form") }
      let name = { (text: Substring) in text.allSatisfy { $0 == "0" } ? nil : String(text) }
      let old = name(parts[2]).map { TreeFile(mode: String(parts[0].dropFirst()), name: $0) }
      deltas.append(
        Delta(path: fields[index + 1], old: old, new: name(parts[3]), newMode: String(parts[1])))
    }
    return deltas
  }

  /// The contents of blobs by object name, from one process. What git does not answer is an error.
  ///
  /// With a path beside a name the content is as a checkout would write it there.
  func blobs(_ names: [(name: String, path: String?)]) throws(Diagnostic) -> [String: [UInt8]] {
    if names.isEmpty { return [:] }
    // A line break in a path would end the request.
    let filters = names.allSatisfy { $0.path.map { !$0.utf8.contains(0x0A) } ?? false }
    let lines = names.map { $0.name + (filters ? " " + ($0.path ?? "") : "") + "\n" }
    let result = try require(
      ["cat-file", "--batch"] + (filters ? ["--filters"] : []), input: Array(lines.joined().utf8))
    var rest = result.output[...]
    var blobs: [String: [UInt8]] = [:]
    for (name, _) in names {
      // "<name> blob <size>\n<bytes>\n"
      guard let end = rest.firstIndex(of: 0x0A) else { throw Self.lost(name) }
      let head = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
      rest = rest[(end + 1)...]
      guard head.count == 3, head[0] == name, head[1] == "blob", let size = Int(head[2]), size >= 0,
        size < rest.count
      else { throw Self.lost(name) }
      blobs[name] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return blobs
  }

  private static func lost(_ name: String) -> Diagnostic {
    Diagnostic(
      .io, "git does not hand over the object \(name); nothing was changed",
      hints: ["check the repository with: git fsck"])
  }

  /// The last commit's name, read without starting git; nil where it cannot be told so.
  package func headCommit() -> String? {
    guard let own = repository.gitDirectory, let common = repository.gitCommonDirectory,
      let head = Self.line(Path.join(own, "HEAD"))
    else { return nil }
    guard head.hasPrefix("ref: ") else { return Self.isName(head) ? head : nil }
    let reference = String(head.dropFirst(5))
    guard reference.hasPrefix("refs/"), !reference.contains("..") else { return nil }
    guard let name = Self.line(Path.join(common, reference)) else { return nil }
    return Self.isName(name) ? name : nil
  }

  private static func line(_ path: String) -> String? {
    guard let bytes = (try? System.read(path, limit: 4096)) ?? nil else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// Whether a text is a full object name; only such are handed to git as revisions.
  static func isName(_ text: String) -> Bool {
    [40, 64].contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
