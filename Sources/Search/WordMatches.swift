/// Where one need was found, by record; the best match of each record and of its name.
final class WordMatches {
  struct Match {
    var score: Int16 = 0
    var nameScore: Int16 = 0
    var reason: MatchReason = .typo
    var nameReason: MatchReason = .typo
    var slot: UInt8 = 0
    /// The slots in which the very word stands, as bits.
    var wholeSlots: UInt64 = 0
  }

  /// The records with a match, each once.
  private(set) var found: [Int] = []
  private let recordCount: Int
  /// Most words stand in few records; a word that stands in many gets a match for every record there is.
  private var few: [Int: Match] = [:]
  private var many: [Match] = []

  init(recordCount: Int) { self.recordCount = recordCount }

  subscript(_ record: Int) -> Match { many.isEmpty ? few[record] ?? Match() : many[record] }

  func add(_ grade: Grade, record: Int, slot: Int, penalty: Int, isNaming: Bool, isWhole: Bool) {
    if many.isEmpty {
      update(&few[record, default: Match()], grade, record, slot, penalty, isNaming, isWhole)
      if found.count > 256, found.count > recordCount / 16 { spread() }
    } else {
      update(&many[record], grade, record, slot, penalty, isNaming, isWhole)
    }
  }

  private func update(
    _ match: inout Match, _ grade: Grade, _ record: Int, _ slot: Int, _ penalty: Int, _ isNaming: Bool,
    _ isWhole: Bool
  ) {
    let score = Int16(clamping: max(1, grade.score - penalty))
    if match.score == 0 { found.append(record) }
    // Words come in no order, so equal scores are told apart.
    let isEqualButFirst = score == match.score && (grade.reason, slot) < (match.reason, Int(match.slot))
    if score > match.score || isEqualButFirst {
      match.score = score
      match.reason = grade.reason
      match.slot = UInt8(clamping: slot)
    }
    if isNaming, score > match.nameScore || (score == match.nameScore && grade.reason < match.nameReason) {
      match.nameScore = score
      match.nameReason = grade.reason
    }
    if isWhole, slot < 64 { match.wholeSlots |= 1 << UInt64(slot) }
  }

  private func spread() {
    many = Array(repeating: Match(), count: recordCount)
    for (record, match) in few { many[record] = match }
    few = [:]
  }
}
