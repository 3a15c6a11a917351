import Diagnostics
import Records
import Store

/// What has changed since an index was written, in memory.
struct IndexOverlay: Sendable {
  /// Ascending by identifier.
  private(set) var records: [Record] = []
  private(set) var byID: [RecordID: Record] = [:]
  /// Records of the index, by number, that are no more or are in `records`; ascending.
  private(set) var hidden: [Int] = []
  private var mentions: [RecordID: [Record]] = [:]
  /// The records that claim an alias, ascending.
  private var aliases: [RecordID: [Record]] = [:]
  /// Findings about the files read, ordered by path; clashes of identifiers come last.
  private(set) var problems: [(path: String, problems: [Diagnostic])] = []
  private(set) var clashes: [Diagnostic] = []

  var isEmpty: Bool { records.isEmpty && hidden.isEmpty }

  /// `readings` are of all files that may differ from the index; `dropped` are files of the index that no longer count.
  /// Records of other `kinds` than those that were looked at stand in nobody's way.
  init(_ readings: [FileReading], dropped: [Int], over reader: IndexReader, kinds: KindSet = .all) {
    var hiddenSet: Set<Int> = []
    func hide(file: Int) {
      if let row = reader.fileRow(file), row.state == .record, row.record != IndexFormat.none {
        hiddenSet.insert(Int(row.record))
      }
    }
    for file in dropped { hide(file: file) }
    var found: [RecordID: [Record]] = [:]
    for reading in readings {
      switch reading.outcome {
      case .unchanged: continue
      case .gone: break
      case .record(let record): found[record.id, default: []].append(record)
      case .broken(let list): problems.append((reading.path, list))
      }
      if let file = reading.known { hide(file: file) }
    }
    problems.sort { RelativePath.precedes($0.path, $1.path) }
    var losers: [(path: String, problem: Diagnostic)] = []
    for (id, candidates) in found {
      let old = reader.record(id).flatMap { record in
        let isLookedAt = kinds == .all || reader.kind(record).map(kinds.contains) ?? false
        return hiddenSet.contains(record) || !isLookedAt ? nil : record
      }
      let byPath = (candidates + (old.flatMap { reader.view($0) }.map { [$0] } ?? [])).sorted {
        RelativePath.precedes($0.path, $1.path)
      }
      let winner = byPath[0]
      for loser in byPath.dropFirst() {
        losers.append(
          (loser.path, RecordClash.diagnostic(idBits: id.bits, at: loser.path, with: winner.path)))
      }
      if let old {
        // The index's own record stays where it is if it wins.
        if let file = reader.file(ofRecord: old),
          RelativePath.areEqual(reader.text(ofPath: file), winner.path)
        {
          continue
        }
        hiddenSet.insert(old)
      }
      byID[id] = winner
    }
    clashes = losers.sorted { RelativePath.precedes($0.path, $1.path) }.map(\.problem)
    hidden = hiddenSet.sorted()
    records = byID.values.sorted { $0.id < $1.id }
    for record in records {
      for target in record.mentionedIDs { mentions[target, default: []].append(record) }
      for alias in record.texts("aliases") {
        if let id = Reference.identifier(endingStem: alias) { aliases[id, default: []].append(record) }
      }
    }
  }

  func records(_ kind: Kind) -> [Record] { records.filter { $0.kind == kind } }
  func mentions(of id: RecordID) -> [Record] { mentions[id] ?? [] }
  func owner(ofAlias id: RecordID) -> Record? { aliases[id]?.first }

  func isHidden(_ record: Int) -> Bool {
    var low = 0
    var high = hidden.count
    while low < high {
      let middle = (low + high) / 2
      if hidden[middle] < record { low = middle + 1 } else { high = middle }
    }
    return low < hidden.count && hidden[low] == record
  }
}
