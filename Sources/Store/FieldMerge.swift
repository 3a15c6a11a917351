import YAML

/// Brings together our change and one that somebody else made to the same file meanwhile, key by key.
package enum FieldMerge {
  /// The file with both changes, or nil where both changed the same key to different values.
  @Sendable
  package static func merge(path: String, base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    guard let base = try? Document(parsing: base, file: path),
      let ours = try? Document(parsing: ours, file: path),
      let theirs = try? Document(parsing: theirs, file: path)
    else { return nil }
    var edits: [Edit] = []
    var order: [String] = []
    for key in ours.pairs.map(\.key) {
      order.append(key)
      let wanted = ours[key]?.value
      guard base[key]?.value != wanted else { continue }
      if theirs[key]?.value == wanted { continue }
      guard theirs[key]?.value == base[key]?.value else { return nil }
      edits.append(Edit(key, wanted))
    }
    for key in base.pairs.map(\.key) where ours[key] == nil {
      guard let present = theirs[key] else { continue }
      guard present.value == base[key]?.value else { return nil }
      edits.append(Edit(key, nil))
    }
    return try? theirs.spliced(edits, order: order)
  }
}
