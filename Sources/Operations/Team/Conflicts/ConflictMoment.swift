import Dates

/// When a side of a conflict was written; what is not known counts as the oldest.
struct ConflictMoment: Comparable {
  private let seconds: Int64

  init(_ text: String?) { seconds = text.flatMap { Instant(rfc3339: $0) }?.seconds ?? .min }

  static func < (a: ConflictMoment, b: ConflictMoment) -> Bool { a.seconds < b.seconds }
}
