import Records
import Store
import Threads

extension IndexBuilder {
  /// Longer values are seldom equal, so they are not looked for.
  private static let sharedLength = 64

  /// The sections of words, values, files and mentions, on all cores.
  mutating func addSections() -> Bool {
    var columns: [(kind: Kind, slot: Int)] = []
    for kind in Kind.allCases where !rows[kind.order].isEmpty {
      for slot in 1...schema[kind].fields.count { columns.append((kind, slot)) }
    }
    // What takes longest goes first.
    let jobs: [@Sendable (IndexBuilder) -> [Section]?] = [
      { $0.wordSections() }, { $0.fileSections() }, { $0.mentionSections() }, { $0.phoneSections() },
    ]
    let (builder, work) = (self, columns)
    let parts = Parallel.pieces(jobs.count + work.count) { number -> [Section]? in
      guard number >= jobs.count else { return jobs[number](builder) }
      let column = work[number - jobs.count]
      return builder.column(column.kind, slot: column.slot).map {
        [(IndexFormat.number(.column, kind: column.kind.order, slot: column.slot), $0)]
      }
    }
    for part in parts {
      guard let part else { return false }
      for section in part { add(section.number, section.bytes) }
    }
    return true
  }

  /// Equal short values are stored once. Nil where the values do not fit; empty where no row has one.
  private func column(_ kind: Kind, slot: Int) -> [UInt8]? {
    let count = rows[kind.order].count
    var heap = ByteInterner(headLength: count * 4)
    var cells = [UInt32](repeating: 0, count: count)
    var isEmpty = true
    func place(_ bytes: UnsafeRawBufferPointer, _ record: UInt32) -> Bool {
      let start: Int
      if bytes.count > IndexBuilder.sharedLength {
        start = heap.append(bytes)
      } else if let interned = heap.intern(bytes) {
        start = heap.start(interned.number)
      } else {
        return false
      }
      guard let cell = UInt32(exactly: start - count * 4 + 1) else { return false }
      cells[row(of: record)] = cell
      isEmpty = false
      return true
    }
    if let base {
      var scratch: [UInt8] = []
      for old in 0..<base.rowCount(kind) {
        guard let number = base.record(kind: kind.order, row: old), let record = newNumber(old: number),
          let value = base.stored(kind: kind.order, row: old, slot: slot)
        else { continue }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(varint: value.count)
        scratch.append(contentsOf: value)
        guard scratch.withUnsafeBytes({ place($0, record) }) else { return nil }
      }
    }
    for (number, segment) in segments.enumerated() where segment.kinds.contains(kind) {
      let records = placed[number]
      let fits = segment.forEachValue(kind, slot: slot) { row, bytes in
        records[row] == IndexFormat.none || place(bytes, records[row])
      }
      if !fits { return nil }
    }
    return isEmpty ? [] : heap.text(headedBy: cells)
  }

  /// Mentions by the identifier mentioned, and the aliases of merged records.
  func mentionSections() -> [Section]? {
    var pairs: [(target: UInt64, record: UInt32)] = []
    var aliases: [(id: UInt64, record: UInt32)] = []
    if let base {
      for index in 0..<base.targets.count {
        guard let bits: UInt64 = base.targets[index]?.number(at: 0), let id = RecordID(bits: bits) else {
          continue
        }
        for mention in base.mentions(of: id) {
          if let record = base.mentions[mention], let number = newNumber(old: Int(record)) {
            pairs.append((bits, number))
          }
        }
      }
      for index in 0..<base.aliases.count {
        guard let entry = base.aliases[index] else { continue }
        let record: UInt32 = entry.number(at: 8)
        if let number = newNumber(old: Int(record)) { aliases.append((entry.number(at: 0), number)) }
      }
    }
    for (segment, rows) in zip(segments, placed) {
      for mention in segment.mentions where rows[mention.row] != IndexFormat.none {
        pairs.append((mention.target, rows[mention.row]))
      }
      for alias in segment.aliases where rows[alias.row] != IndexFormat.none {
        aliases.append((alias.id, rows[alias.row]))
      }
    }
    guard pairs.count < Int(UInt32.max) else { return nil }
    pairs.sort { $0.target != $1.target ? $0.target < $1.target : $0.record < $1.record }
    aliases.sort { $0.id != $1.id ? $0.id < $1.id : $0.record < $1.record }
    let aliasIDs = Set(aliases.map(\.id))
    var targets: [UInt8] = []
    var dangling: [UInt32] = []
    var index = 0
    while index < pairs.count {
      let target = pairs[index].target
      var end = index + 1
      while end < pairs.count, pairs[end].target == target { end += 1 }
      targets.append(number: target)
      targets.append(number: UInt32(index))
      targets.append(number: UInt32(end - index))
      if !hasRecord(target), !aliasIDs.contains(target) { dangling += pairs[index..<end].map(\.record) }
      index = end
    }
    var aliasBytes: [UInt8] = []
    for alias in aliases {
      aliasBytes.append(number: alias.id)
      aliasBytes.append(number: alias.record)
      aliasBytes.append(number: UInt32(0))
    }
    dangling.sort()
    var distinct: [UInt32] = []
    for record in dangling where distinct.last != record { distinct.append(record) }
    return [
      (IndexFormat.number(.targets), targets),
      (IndexFormat.number(.mentions), IndexBuilder.bytes(of: pairs.map(\.record))),
      (IndexFormat.number(.aliases), aliasBytes),
      (IndexFormat.number(.dangling), IndexBuilder.bytes(of: distinct)),
    ]
  }

  private func hasRecord(_ id: UInt64) -> Bool {
    var low = 0
    var high = sources.count
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < sources.count && sources[low].id == id
  }

  /// The new number of a record of the old index, if it stays.
  func newNumber(old record: Int) -> UInt32? {
    guard record < moved.count, moved[record] != IndexFormat.none else { return nil }
    return moved[record]
  }
}
