import Diagnostics

/// A file that holds streams in sectors, as Office wrote them up to 2003 ([MS-CFB] 12.0, 2022).
struct CompoundFile {
  struct Entry {
    let name: String
    let isStream: Bool
    fileprivate let start: Int
    fileprivate let size: Int
  }

  static let signature: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

  /// What the root holds; what is in storages within it is left out.
  private(set) var entries: [Entry] = []

  private let bytes: [UInt8]
  private let shift: Int
  private let miniCutoff: Int
  /// The sectors that say of each sector which one is next.
  private var tableSectors: [Int] = []
  /// The same for the small sectors within the root's own stream.
  private var miniTable: [UInt8] = []
  private var miniStream: [UInt8] = []

  private static let lastSector = 0xffff_fff9
  private static let headerEntries = 109
  private static let entrySize = 128
  private static let miniShift = 6

  init(_ bytes: [UInt8]) throws(Diagnostic) {
    self.bytes = bytes
    guard bytes.starts(with: CompoundFile.signature) else {
      throw CompoundFile.damaged("its first bytes are none of such a file")
    }
    guard bytes.count >= 1024, let shift = bytes.word(at: 30), let mini = bytes.word(at: 32),
      let cutoff = bytes.doubleWord(at: 56)
    else { throw CompoundFile.damaged("it ends within its header") }
    guard shift == 9 || shift == 12, mini == CompoundFile.miniShift else {
      throw CompoundFile.damaged("its sectors are of no known size")
    }
    self.shift = shift
    miniCutoff = cutoff
    tableSectors = try readTableSectors()
    try readDirectory()
  }

  static func damaged(_ reason: String) -> Diagnostic {
    Diagnostic(.invalidData, "the workbook is damaged: \(reason)")
  }

  // MARK: Sectors

  private var sectorSize: Int { 1 << shift }
  /// The last one may be cut off.
  private var sectorCount: Int { max(0, (bytes.count - 1) >> shift) }

  private func position(_ sector: Int) -> Int { (sector + 1) << shift }

  private func readTableSectors() throws(Diagnostic) -> [Int] {
    var sectors: [Int] = []
    for index in 0..<CompoundFile.headerEntries {
      if let sector = bytes.doubleWord(at: 76 + index * 4), sector <= CompoundFile.lastSector {
        sectors.append(sector)
      }
    }
    guard var next = bytes.doubleWord(at: 68) else { throw CompoundFile.damaged("it ends within its header") }
    var steps = 0
    while next <= CompoundFile.lastSector {
      steps += 1
      guard next < sectorCount, steps <= sectorCount else {
        throw CompoundFile.damaged("its list of sector tables goes in circles or out of the file")
      }
      let start = position(next)
      for offset in stride(from: 0, to: sectorSize - 4, by: 4) {
        if let sector = bytes.doubleWord(at: start + offset), sector <= CompoundFile.lastSector {
          sectors.append(sector)
        }
      }
      next = bytes.doubleWord(at: start + sectorSize - 4) ?? CompoundFile.lastSector + 1
    }
    guard sectors.count <= sectorCount else {
      throw CompoundFile.damaged("it has more sector tables than sectors")
    }
    return sectors
  }

  private func next(_ sector: Int) throws(Diagnostic) -> Int {
    let perSector = sectorSize / 4
    guard sector / perSector < tableSectors.count,
      let next = bytes.doubleWord(at: position(tableSectors[sector / perSector]) + sector % perSector * 4)
    else { throw CompoundFile.damaged("a sector is in no sector table; it may be cut off") }
    return next
  }

  /// The bytes of a chain of sectors, `size` of them, or all for nil.
  private func chain(_ start: Int, size: Int?, of what: String) throws(Diagnostic) -> [UInt8] {
    if let size, size > bytes.count { throw cutOff(what) }
    var result: [UInt8] = []
    result.reserveCapacity(size ?? 0)
    var sector = start
    var steps = 0
    while size.map({ result.count < $0 }) ?? (sector <= CompoundFile.lastSector) {
      steps += 1
      guard steps <= sectorCount + 1 else {
        throw CompoundFile.damaged("the sectors of \(what) go in circles")
      }
      guard sector < sectorCount else {
        if sector > CompoundFile.lastSector {
          throw CompoundFile.damaged("\(what) is shorter than it should be")
        }
        throw cutOff(what)
      }
      let begin = position(sector)
      let wanted = min(sectorSize, size.map { $0 - result.count } ?? sectorSize)
      let end = min(begin + wanted, bytes.count)
      result += bytes[begin..<end]
      if end < begin + wanted, size != nil { throw cutOff(what) }
      if let size, result.count >= size { break }
      sector = try next(sector)
    }
    return result
  }

  private func cutOff(_ what: String) -> Diagnostic {
    CompoundFile.damaged("\(what) is not all there; is the file whole?")
  }

  // MARK: Streams

  private mutating func readDirectory() throws(Diagnostic) {
    guard let start = bytes.doubleWord(at: 48), let miniStart = bytes.doubleWord(at: 60) else {
      throw CompoundFile.damaged("it ends within its header")
    }
    let directory = try chain(start, size: nil, of: "the directory")
    guard let root = entry(0, in: directory), let child = directory.doubleWord(at: 76) else {
      throw CompoundFile.damaged("it has no directory")
    }
    if miniStart <= CompoundFile.lastSector {
      miniTable = try chain(miniStart, size: nil, of: "the table of small sectors")
      if root.size > 0 { miniStream = try chain(root.start, size: root.size, of: "the small sectors") }
    }
    var waiting = [child]
    var seen: Set<Int> = []
    while let index = waiting.popLast() {
      guard let entry = entry(index, in: directory), seen.insert(index).inserted else { continue }
      entries.append(entry)
      let base = index * CompoundFile.entrySize
      waiting += [directory.doubleWord(at: base + 68), directory.doubleWord(at: base + 72)].compactMap { $0 }
    }
  }

  private func entry(_ index: Int, in directory: [UInt8]) -> Entry? {
    let base = index * CompoundFile.entrySize
    guard index <= CompoundFile.lastSector, base + CompoundFile.entrySize <= directory.count,
      let length = directory.word(at: base + 64), let start = directory.doubleWord(at: base + 116),
      let size = directory.doubleWord(at: base + 120)
    else { return nil }
    let units = stride(from: 0, to: min(max(length - 2, 0), 62), by: 2).compactMap {
      directory.word(at: base + $0)
    }
    return Entry(
      name: String(decoding: units.map { UInt16($0) }, as: UTF16.self), isStream: directory[base + 66] == 2,
      start: start, size: size)
  }

  /// The stream of this name in any case, whole; nil where there is none.
  func stream(_ name: String) throws(Diagnostic) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.isStream && $0.name.lowercased() == name.lowercased() })
    else {
      return nil
    }
    let what = "the stream \"\(name)\""
    guard entry.size < miniCutoff else { return try chain(entry.start, size: entry.size, of: what) }
    var result: [UInt8] = []
    var sector = entry.start
    var steps = 0
    while result.count < entry.size {
      let begin = sector << CompoundFile.miniShift
      let wanted = min(1 << CompoundFile.miniShift, entry.size - result.count)
      steps += 1
      guard sector <= CompoundFile.lastSector, begin + wanted <= miniStream.count, steps <= miniStream.count
      else { throw cutOff(what) }
      result += miniStream[begin..<(begin + wanted)]
      sector = miniTable.doubleWord(at: sector * 4) ?? CompoundFile.lastSector + 1
    }
    return result
  }
}
