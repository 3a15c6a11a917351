import Diagnostics
package import Matching
package import Records

extension RecordMatches {
  /// Tells of records that are likely the same one; the change goes on.
  package func warn(of record: Record, changing keys: Set<String>? = nil, _ context: Context) {
    for likely in likely(record, changing: keys).prefix(3) {
      let other = likely.record
      context.warn(
        "\(record.kind.rawValue) \"\(record.name)\" may be \(other.kind.rawValue) \(other.id) \"\(other.name)\": \(likely.reason)",
        hint: "look: \(CommandLine("\(other.kind.plural) show", "\(other.id)"))")
    }
  }
}
