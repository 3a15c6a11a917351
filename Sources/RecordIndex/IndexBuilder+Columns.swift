import Records
import Store
import Threads

extension IndexBuilder {
  /// Longer values are seldom equal, so they are not looked for.
  private static let sharedLength = 64

  /// The values, column by column on all cores, equal short ones stored once; and meanwhile the words.
  mutating func addColumnsAndWords() -> Bool {
    var byKind: [[Source]] = Array(repeating: [], count: Kind.allCases.count)
    for source in sources { byKind[Int(source.kind)].append(source) }
    var jobs: [(kind: Int, slot: Int)] = []
    for kind in Kind.allCases where !byKind[kind.order].isEmpty {
      for slot in 1...schema[kind].fields.count { jobs.append((kind.order, slot)) }
    }
    let (builder, rows, work) = (self, byKind, jobs)
    let cells = Parallel.pieces(rows.count) { builder.cells(rows[$0], kind: $0) }
    // The words take as long as many columns, so they go first.
    let parts = Parallel.pieces(work.count + 1) { number -> [(section: UInt32, bytes: [UInt8])]? in
      guard number > 0 else { return builder.wordSections() }
      let job = work[number - 1]
      return builder.column(rows[job.kind], cells[job.kind], kind: job.kind, slot: job.slot).map {
        [(IndexFormat.number(.column, kind: job.kind, slot: job.slot), $0)]
      }
    }
    for part in parts {
      guard let part else { return false }
      for section in part { add(section.section, section.bytes) }
    }
    return true
  }

  /// The cells of all rows from segments, slot by slot: each row is looked up once, and not again for each column.
  private func cells(_ rows: [Source], kind: Int) -> [UInt32] {
    let width = schema[Kind.allCases[kind]].fields.count + 1
    var cells = [UInt32](repeating: 0, count: rows.count * width)
    for (row, source) in rows.enumerated() where source.origin > 0 {
      let segment = segments[Int(source.origin) - 1]
      for slot in 1..<width { cells[slot * rows.count + row] = segment.cell(Int(source.cells) + slot) }
    }
    return cells
  }

  /// Nil where the values do not fit; empty where no row has one.
  private func column(_ rows: [Source], _ own: [UInt32], kind: Int, slot: Int) -> [UInt8]? {
    var heap = ByteInterner()
    var cells = [UInt32](repeating: 0, count: rows.count)
    var isEmpty = true
    var scratch: [UInt8] = []
    func place(_ bytes: UnsafeRawBufferPointer) -> UInt32? {
      if bytes.count > IndexBuilder.sharedLength { return UInt32(exactly: heap.append(bytes) + 1) }
      return heap.intern(bytes).flatMap { UInt32(exactly: heap.start($0.number) + 1) }
    }
    for (row, source) in rows.enumerated() {
      let cell: UInt32?
      if source.origin == 0 {
        guard let base, let old = base.row(Int(source.row)),
          let value = base.stored(kind: kind, row: old, slot: slot)
        else { continue }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(varint: value.count)
        scratch.append(contentsOf: value)
        cell = scratch.withUnsafeBytes(place)
      } else {
        let own = own[slot * rows.count + row]
        guard own != 0, let bytes = segments[Int(source.origin) - 1].value(of: own) else { continue }
        cell = place(bytes)
      }
      guard let cell else { return nil }
      cells[row] = cell
      isEmpty = false
    }
    return isEmpty ? [] : IndexBuilder.bytes(of: cells) + heap.text
  }

  /// Mentions by the identifier mentioned, and the aliases of merged records.
  mutating func addMentions() -> Bool {
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
    guard pairs.count < Int(UInt32.max) else { return false }
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
    add(.targets, targets)
    add(.mentions, IndexBuilder.bytes(of: pairs.map(\.record)))
    add(.aliases, aliasBytes)
    add(.dangling, IndexBuilder.bytes(of: distinct))
    return true
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
