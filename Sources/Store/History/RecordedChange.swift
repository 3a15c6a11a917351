package import Diagnostics

/// One change as the history has it: one that crm made, or a commit that somebody made by hand.
package struct RecordedChange: Sendable {
  /// `c-` and 16 hexadecimal digits; the commit's name for what was done by hand.
  package var id: String
  /// The commit that holds it; nil for a change that is in none yet.
  package var commit: String?
  package var subject: String
  /// RFC 3339: when it was committed, else written.
  package var instant: String?
  package var author: String?
  package var origin: ChangeOrigin
  /// The change that this one took back.
  package var undoes: String?
  /// The records' files, each as it was before and after.
  package var files: [ChangedFile]
  /// Whether a program that was told of this change, and of those before it in the same order, has been told of all that
  /// lies behind it.
  package var isMark = true
}

/// The commits of a history as values, from few processes.
extension Git {
  /// A commit and those that it builds on.
  struct Node: Sendable, Hashable {
    var name: String
    var parents: [String]
    /// Whether all that come before it in the order are behind it in the history too.
    var isMark = false
  }

  /// The commits of the present branch, without those that `start` is or builds on, each after all that it builds on:
  /// of a merge first what was on the branch itself, then what came in.
  func nodes(after start: String?) throws(Diagnostic) -> [Node] {
    let result = try run(["rev-list", "--parents", "HEAD"] + (start.map { ["^" + $0] } ?? []) + ["--"])
    if !result.succeeded {
      if Self.isUnborn(result) { return [] }
      throw Self.failure(result)
    }
    var nodes: [String: Node] = [:]
    var head: String?
    for line in result.outputText.split(separator: "\n") {
      let names = line.split(separator: " ").map(String.init)
      guard let name = names.first else { continue }
      if head == nil { head = name }
      nodes[name] = Node(name: name, parents: Array(names.dropFirst()))
    }
    return head.map { Git.ordered(nodes, from: $0, after: start) } ?? []
  }

  /// A walk in depth, whose stack is its own: histories are longer than a thread's.
  static func ordered(_ nodes: [String: Node], from head: String, after start: String?) -> [Node] {
    var line = Set<String>()
    var next = nodes[head]
    while let node = next {
      line.insert(node.name)
      next = node.parents.first.flatMap { nodes[$0] }
    }
    var order: [Node] = []
    var descendants = Set<String>()
    var seen: Set = [head]
    var stack: [(node: Node, next: Int)] = nodes[head].map { [($0, 0)] } ?? []
    while var (node, place) = stack.popLast() {
      if place < node.parents.count {
        stack.append((node, place + 1))
        if let parent = nodes[node.parents[place]], seen.insert(parent.name).inserted {
          stack.append((parent, 0))
        }
        continue
      }
      let isBehind = start == nil || node.parents.contains { $0 == start || descendants.contains($0) }
      if isBehind { descendants.insert(node.name) }
      node.isMark = isBehind && line.contains(node.name)
      order.append(node)
    }
    return order
  }

  /// These commits with what they changed of records, in the given order; merges have changed nothing by themselves.
  func recorded(_ names: [String]) throws(Diagnostic) -> [RecordedChange] {
    if names.isEmpty { return [] }
    return try recorded(
      ["--no-walk=unsorted", "--stdin"], input: Array((names.joined(separator: "\n") + "\n").utf8))
  }

  /// The commits behind one that touched any of the paths, the newest first.
  func recorded(after commit: String, touching paths: [String]) throws(Diagnostic) -> [RecordedChange] {
    try recorded(["--max-count=200", commit + "..HEAD", "--"] + paths.map(gitPath), input: [])
  }

  private func recorded(_ arguments: [String], input: [UInt8]) throws(Diagnostic) -> [RecordedChange] {
    try filled(
      try rawLog(arguments, input: input).map { row in
        (row.change, row.deltas.filter { recordPath($0.path) != nil })
      }
    )
  }

  /// Commits without their files, and what each changed; merges have changed nothing by themselves. None where there is
  /// no commit yet.
  func rawLog(
    _ arguments: [String], input: [UInt8] = []
  ) throws(Diagnostic) -> [(change: RecordedChange, deltas: [Delta], parents: [String])] {
    let result = try run(
      Self.logOptions + [
        "--raw", "--root", "--no-renames", "--no-abbrev", "--diff-merges=off",
        "--format=%x01%H%x00%an%x00%aI%x00%s%x00%B%x00%P%x00",
      ] + arguments, input: input)
    if !result.succeeded {
      if Self.isUnborn(result) { return [] }
      throw Self.failure(result)
    }
    var commits: [(change: RecordedChange, deltas: [Delta], parents: [String])] = []
    var fields = Self.nulSplit(result.output)[...]
    while let first = fields.popFirst() {
      // A line break may stand before a commit, and before a comparison.
      let name = first.drop { $0 == "\n" }
      if name.isEmpty { continue }
      guard name.utf8.first == 1, fields.count >= 5 else {
        throw Diagnostic(.internal, "git log answered in an unknown form")
      }
      let change = Self.change(String(name.dropFirst()), Array(fields.prefix(4)))
      let parents = fields[fields.startIndex + 4].split(separator: " ").map(String.init)
      fields = fields.dropFirst(5)
      commits.append((change, try Self.deltas(Self.nulJoined(Self.comparison(&fields))), parents))
    }
    return commits
  }

  /// Takes the fields of a comparison, two for each file, from what a log says behind a commit.
  private static func comparison(_ fields: inout ArraySlice<String>) -> [String] {
    var raw: [String] = []
    while let field = fields.first {
      let word = field.drop { $0 == "\n" }
      if word.isEmpty {
        fields = fields.dropFirst()
        continue
      }
      guard word.utf8.first == 0x3A, fields.count >= 2 else { break }
      raw += [String(word), fields[fields.startIndex + 1]]
      fields = fields.dropFirst(2)
    }
    return raw
  }

  private static func change(_ name: String, _ fields: [String]) -> RecordedChange {
    let message = fields[3]
    let id = (trailers(in: message, changeTrailer) + trailers(in: message, formerTrailer)).last
    return RecordedChange(
      id: id ?? name, commit: name, subject: fields[2], instant: fields[1], author: fields[0],
      origin: id == nil ? .byHand : ChangeOrigin(message: message), undoes: parse(message: message).undoes,
      files: [])
  }

  /// The path as this repository knows it, where records lie; nil elsewhere.
  func recordPath(_ path: String) -> String? {
    guard let own = ownPath(path), RelativePath.fault(in: own) == nil, RecordFiles.kind(ofPath: own) != nil
    else { return nil }
    return own
  }

  private func filled(_ commits: [(change: RecordedChange, deltas: [Delta])]) throws(Diagnostic)
    -> [RecordedChange]
  {
    var known: [String: Bool] = [:]
    let names = Set(
      commits.lazy.flatMap(\.deltas).flatMap { [$0.old?.name, $0.new].compactMap { $0 } })
    let blobs = try self.blobs(names.sorted().map { ($0, nil) })
    return commits.map { commit, deltas in
      var change = commit
      change.files = deltas.compactMap { delta in
        guard let path = ownPath(delta.path), isOwn(path, &known) else { return nil }
        let after = delta.new.flatMap { blobs[$0] }
        return ChangedFile(
          path: path, before: delta.old.flatMap { blobs[$0.name] },
          after: after.map { .content($0) } ?? .absent)
      }
      return change
    }
  }

  /// Whether a file belongs to this repository and not to one that lies in it, looked up once for each folder.
  private func isOwn(_ path: String, _ known: inout [String: Bool]) -> Bool {
    let folder = RelativePath.split(path).folder
    if let answer = known[folder] { return answer }
    let answer = repository.owns(path)
    known[folder] = answer
    return answer
  }
}
