import Diagnostics
package import Matching
package import Records
import Text

extension RecordMatches {
  /// Tells of records that are likely the same one; the change goes on.
  package func warn(of record: Record, changing keys: Set<String>? = nil, _ context: Context) {
    if keys?.contains("phones") ?? true { doubt(record, context) }
    for likely in likely(record, changing: keys).prefix(3) {
      let other = likely.record
      context.warn(
        "\(record.kind.rawValue) \"\(record.name)\" may be \(other.kind.rawValue) \(other.id) \"\(other.name)\": \(likely.reason)",
        hint: "look: \(CommandLine("\(other.kind.plural) show", "\(other.id)"))")
    }
  }

  /// Tells of numbers that cannot be dialled as they are; they are kept.
  private func doubt(_ record: Record, _ context: Context) {
    for phone in record.texts("phones") {
      guard let doubt = PhoneNumber(phone, defaultRegion: "")?.doubt else { continue }
      context.warn("phone \(phone) \(doubt)")
    }
  }
}
