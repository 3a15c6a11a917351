import Merging

/// One file as a change found it and as it left it.
package struct ChangedFile: Sendable, Hashable {
  /// What a change left of a file.
  package enum After: Sendable, Hashable {
    case absent
    case content([UInt8])
    /// The hash alone, as of new files, whose contents nobody needs to take them back.
    case digest(ContentHash)
  }

  package var path: String
  /// The mode that the file had; nil where that is not known.
  package var mode: UInt16?
  /// Nil where there was no file.
  package var before: [UInt8]?
  package var after: After

  package init(path: String, mode: UInt16? = nil, before: [UInt8]?, after: After) {
    self.path = path
    self.mode = mode
    self.before = before
    self.after = after
  }
}

/// What takes a change of one file back, and nothing that came since with it. Pure.
package enum UndoPlan {
  package enum Outcome: Sendable, Hashable {
    /// Nothing of the change is left in the file.
    case nothing
    case write([UInt8])
    case remove
    case restore([UInt8])
    case refused(Refusal)
  }

  package enum Refusal: Sendable, Hashable {
    /// These keys have got other values since.
    case keysChanged([String])
    /// The change made the file, and somebody wrote these keys into it since; none where it cannot be said which.
    case writtenInto([String])
    /// Somebody changed the same lines since.
    case linesChanged
    case deleted
    /// The change deleted the file, and another stands in its place.
    case placeTaken
  }

  /// Works out what to do with a file that now has the content `present`, nil where it is not there.
  package static func outcome(of file: ChangedFile, present: [UInt8]?) -> Outcome {
    switch (file.before, file.after, present) {
    case (nil, .absent, _): return .nothing
    case (nil, _, nil): return .nothing
    case (nil, let after, let present?): return isLeft(after, in: present) ? .remove : written(after, present)
    case (let before?, .absent, nil): return .restore(before)
    case (let before?, .absent, let present?):
      return LineEnds.areEqual(before, present) ? .nothing : .refused(.placeTaken)
    case (_?, _, nil): return .refused(.deleted)
    case (let before?, .digest(let digest), let present?):
      return isLeft(.digest(digest), in: present) ? .write(before) : .refused(.linesChanged)
    case (let before?, .content(let after), let present?):
      return merged(file.path, before: before, after: after, present: present)
    }
  }

  /// Whether a file is as the change left it, but for the line ends that git may have converted.
  private static func isLeft(_ after: ChangedFile.After, in present: [UInt8]) -> Bool {
    switch after {
    case .absent: return false
    case .content(let bytes): return LineEnds.areEqual(bytes, present)
    case .digest(let digest):
      return SHA256.digest(present) == digest
        || [LineEnds.lf, .crlf].contains { SHA256.digest($0.applied(to: present)) == digest }
    }
  }

  private static func written(_ after: ChangedFile.After, _ present: [UInt8]) -> Outcome {
    guard case .content(let bytes) = after else { return .refused(.writtenInto([])) }
    return .refused(.writtenInto(FieldMerge.changedKeys(bytes, present, path: "") ?? []))
  }

  private static func merged(
    _ path: String, before: [UInt8], after: [UInt8], present: [UInt8]
  ) -> Outcome {
    // Where the file is just as the change left it, its bytes come back as they were.
    if present == after { return .write(before) }
    let before = LineEnds.align(before, with: present)
    let after = LineEnds.align(after, with: present)
    if present == before { return .nothing }
    if present == after { return .write(before) }
    let lines = LineMerge.merge(base: after, ours: before, theirs: present)
    guard RecordFiles.kind(ofPath: path) != nil else {
      return lines.map { written($0, over: present) } ?? .refused(.linesChanged)
    }
    switch FieldMerge.outcome(path: path, base: after, ours: before, theirs: present) {
    case .conflict(let keys): return .refused(.keysChanged(keys))
    case .unreadable: return lines.map { written($0, over: present) } ?? .refused(.linesChanged)
    case .merged(let fields):
      // Line by line, comments and the order of keys come back too, where the values are the same.
      let same = lines.flatMap { FieldMerge.changedKeys(fields, $0, path: path) }?.isEmpty == true
      return written(same ? lines ?? fields : fields, over: present)
    }
  }

  private static func written(_ content: [UInt8], over present: [UInt8]) -> Outcome {
    content == present ? .nothing : .write(content)
  }
}
