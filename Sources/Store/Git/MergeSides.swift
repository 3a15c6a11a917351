package import Diagnostics

/// The record files that the two sides of a merge changed, as their common ancestor and each of them had them.
package struct MergeSides: Sendable {
  /// By path; a file that is not there is left out.
  package private(set) var base: [String: [UInt8]] = [:]
  package private(set) var sides: [[String: [UInt8]]] = [[:], [:]]
  /// The commit that merged them.
  package let merge: String

  fileprivate init(merge: String) { self.merge = merge }

  fileprivate mutating func add(
    _ path: String, base before: [UInt8]?, _ contents: [[UInt8]?]
  ) {
    base[path] = before
    for (index, content) in contents.enumerated() { sides[index][path] = content }
  }
}

extension Git {
  /// A commit that merged two others.
  package struct Merge: Sendable, Hashable {
    package let name: String
    package let parents: [String]
    /// Whether it is the last commit.
    package let isLast: Bool
  }

  /// The last merges on the line of the present branch, the newest first.
  package func lastMerges(_ limit: Int = 5, among commits: Int = 500) throws(Diagnostic) -> [Merge] {
    let result = try run(["rev-list", "--first-parent", "--parents", "--max-count=\(commits)", "HEAD", "--"])
    if !result.succeeded {
      if Self.isUnborn(result) { return [] }
      throw Self.failure(result)
    }
    var merges: [Merge] = []
    for (number, line) in result.outputText.split(separator: "\n").enumerated() {
      let names = line.split(separator: " ").map(String.init)
      guard names.count == 3 else { continue }
      merges.append(Merge(name: names[0], parents: Array(names.dropFirst()), isLast: number == 0))
      if merges.count == limit { break }
    }
    return merges
  }

  /// What the sides of a merge did to records; nil where they have no common ancestor.
  package func sides(of merge: Merge) throws(Diagnostic) -> MergeSides? {
    let found = try run(["merge-base"] + merge.parents)
    guard found.succeeded, let ancestor = found.outputText.split(separator: "\n").first.map(String.init),
      Self.isName(ancestor)
    else { return nil }
    var changed: [[String: Delta]] = []
    for parent in merge.parents {
      let raw = try require(
        ["diff-tree", "--raw", "-r", "-z", "--no-renames", "--no-abbrev", ancestor, parent, "--"])
      let own = try Self.deltas(raw.output).filter { recordPath($0.path) != nil }
      changed.append(Dictionary(own.map { ($0.path, $0) }) { first, _ in first })
    }
    let paths = Set(changed.flatMap(\.keys)).sorted()
    var wanted: [(name: String, path: String?)] = []
    for delta in changed.flatMap(\.values) {
      for name in [delta.old?.name, delta.new].compactMap({ $0 }) { wanted.append((name, delta.path)) }
    }
    let blobs = try self.blobs(wanted)
    var sides = MergeSides(merge: merge.name)
    for path in paths {
      guard let own = ownPath(path), repository.owns(own) else { continue }
      let before = changed.lazy.compactMap { $0[path] }.first?.old?.name
      let contents = changed.map { deltas in
        (deltas[path].map(\.new) ?? before).flatMap { blobs[$0] }
      }
      sides.add(own, base: before.flatMap { blobs[$0] }, contents)
    }
    return sides
  }

  /// The record files of the work tree that no commit has and no rule ignores.
  package func untrackedRecords() throws(Diagnostic) -> [String] {
    let prefix = repository.workTreePrefix
    let result = try require(
      ["ls-files", "--others", "--exclude-standard", "-z", "--"]
        + (prefix.isEmpty ? [] : [String(prefix.dropLast())]))
    return Self.nulSplit(result.output).compactMap { path in
      guard let own = recordPath(path), repository.owns(own), own.hasSuffix(".yaml") || own.hasSuffix(".yml")
      else { return nil }
      return own
    }
  }

  /// A commit with several parents, and the changes that came by it.
  package struct MergeCommit: Sendable {
    package let name: String
    package let subject: String
    /// Those of crm that its first parent did not have, the newest first.
    package let changes: [(id: String, subject: String)]
  }

  /// The merge that a text names, which may be shortened; nil where it names none.
  package func mergeCommit(named text: String) throws(Diagnostic) -> MergeCommit? {
    let digits = text.lowercased()
    guard digits.utf8.count >= 4, digits.utf8.allSatisfy("0123456789abcdef".utf8.contains) else { return nil }
    let parsed = try run(["rev-parse", "--quiet", "--verify", "--end-of-options", digits + "^{commit}"])
    guard parsed.succeeded, let name = parsed.outputText.split(separator: "\n").first.map(String.init),
      Self.isName(name)
    else { return nil }
    let rows = try rawLog(["--no-walk", name, "--"])
    guard let row = rows.first, row.parents.count > 1, let first = row.parents.first else { return nil }
    let came = try rawLog(["--max-count=200", "--no-merges", name, "^" + first, "--"]).compactMap { row in
      row.change.id.hasPrefix("c-") ? (id: row.change.id, subject: row.change.subject) : nil
    }
    return MergeCommit(name: name, subject: row.change.subject, changes: came)
  }
}
