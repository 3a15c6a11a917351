/// The record of a transaction that is past its commit point.
///
/// The format must not change without a new version number, because an older `crm` may have been killed while
/// applying one: a line each for the fields, behind each its contents, then a SHA-256. In version 1 that is of all
/// that precedes; in version 2, where creations are written in place, of the lines and the message, since the line
/// of a file has its contents' own. Version 3 is the first with what git is to adopt.
struct Journal: Sendable, Hashable {
  enum Kind: String, Sendable {
    case create
    case replace
    case delete
  }

  struct Entry: Sendable, Hashable {
    var kind: Kind
    var path: String
    var mode: UInt16
    /// Of the content that the change replaces or deletes.
    var before: ContentHash?
    /// Of the content that the file is to have.
    var after: ContentHash?
    /// The content before, for merging with a hand edit after a crash, for telling what was written by hand from
    /// what the change wrote, and for `undo`; left out of large journals.
    var base: [UInt8]?
    /// The content after, in case the staged file gets lost; left out of large journals, but always there for a
    /// creation that is written in place.
    var content: [UInt8]?
  }

  static let fileName = "journal.txn"
  static let newFileName = "journal.new"
  /// How many bytes of contents a journal may carry along, for merges after a crash and for `undo`.
  static let contentBudget = 16 << 20
  /// A bound on what is read back; 10,000 files take about 2 MiB.
  static let sizeLimit = 256 << 20

  /// 16 hexadecimal digits.
  var id: String
  var message: String
  /// Whether git is to commit the paths afterwards.
  var commitsToGit: Bool
  /// Whether new files are written straight into their places, from the contents that the journal carries, and so
  /// only after the commit point; else they are staged before it, and renamed.
  var writesInPlace = false
  /// What git is to take over once the files are in place; then nothing is committed.
  var adoption: Adoption?
  var entries: [Entry]

  /// Whether a file has no staged content, because the journal has it.
  func isWrittenInPlace(_ entry: Entry) -> Bool { writesInPlace && entry.kind == .create }

  /// Whether a kill or a power cut left this of a file that was being written in place: its beginning, and zeros
  /// where a file system had the length but not yet the bytes.
  func isTorn(_ bytes: [UInt8], _ entry: Entry) -> Bool {
    guard isWrittenInPlace(entry), let content = entry.content, bytes.count <= content.count else {
      return false
    }
    let kept = zip(bytes, content).prefix { $0 == $1 }.count
    return bytes[kept...].allSatisfy { $0 == 0 }
  }

  /// The name in `.crm/tmp` of an entry's new content, and of its old content once that has been taken out.
  func stagedName(_ index: Int) -> String { "\(id)-\(index)" }

  /// Whether a name in `.crm/tmp` is one that transactions give.
  static func isStagedName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: 0x2D, maxSplits: 1)
    return parts.count == 2 && isIdentifier(parts[0])
  }

  static func isIdentifier(_ text: some Collection<UInt8>) -> Bool {
    text.count == 16 && text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  // MARK: Writing

  /// The whole journal at once.
  func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    write { bytes += $0 }
    return bytes
  }

  /// Hands over the journal in pieces of some MiB at most, but for the contents of version 1, which are small.
  func write<E>(_ sink: ([UInt8]) throws(E) -> Void) throws(E) {
    let small = entries.lazy.filter { !isWrittenInPlace($0) }.reduce(0) {
      $0 + ($1.base?.count ?? 0) + ($1.content?.count ?? 0)
    }
    let carriesSmall = small <= Self.contentBudget
    var bytes: [UInt8] = []
    var lines = SHA256.Stream()
    func line(_ parts: String...) {
      let start = bytes.count
      for part in parts { bytes += part.utf8 }
      bytes.append(0x0A)
      if writesInPlace { lines.add(bytes[start...]) }
    }
    func block(_ label: String, _ content: [UInt8]?) {
      guard let content else { return }
      line("\(label) \(content.count)")
      bytes += content
      bytes.append(0x0A)
    }
    line("crm-journal \(adoption != nil ? 3 : writesInPlace ? 2 : 1)")
    line("id \(id)")
    line("git \(commitsToGit ? 1 : 0)")
    block("message", Array(message.utf8))
    if writesInPlace { lines.add(message.utf8) }
    if let adoption { block("adopt", adoption.encoded) }
    line("files \(entries.count)")
    for (index, entry) in entries.enumerated() {
      line(
        entry.kind.rawValue, " ", String(entry.mode, radix: 8), " ", entry.before?.hex ?? "-", " ",
        entry.after?.hex ?? "-", " ", stagedName(index), " ", RelativePath.escaped(entry.path))
      if carriesSmall || isWrittenInPlace(entry) {
        block("base", entry.base)
        block("content", entry.content)
      }
      if writesInPlace, bytes.count >= 1 << 20 {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    let sum = writesInPlace ? lines.digest : SHA256.digest(bytes)
    line("sha256 \(sum.hex)")
    try sink(bytes)
  }

  /// The journal as `ChangeLog` keeps it, in pieces of some MiB at most: version 1 without its sum, and without the
  /// contents that `undo` can do without, which are those of new files, and all of them where git has them.
  func writeLogged<E>(withImages: Bool, _ sink: ([UInt8]) throws(E) -> Void) throws(E) {
    var bytes: [UInt8] = []
    func line(_ parts: String...) {
      for part in parts { bytes += part.utf8 }
      bytes.append(0x0A)
    }
    func block(_ label: String, _ content: [UInt8]?) {
      guard let content else { return }
      line("\(label) \(content.count)")
      bytes += content
      bytes.append(0x0A)
    }
    line(Self.loggedHeader)
    line("id \(id)")
    line("git \(commitsToGit ? 1 : 0)")
    block("message", Array(message.utf8))
    line("files \(entries.count)")
    for (index, entry) in entries.enumerated() {
      // In pieces, since an import has ten thousands of these.
      bytes += entry.kind.rawValue.utf8
      bytes += " \(String(entry.mode, radix: 8)) ".utf8
      if let before = entry.before { bytes += before.hex.utf8 } else { bytes.append(0x2D) }
      bytes.append(0x20)
      if let after = entry.after { bytes += after.hex.utf8 } else { bytes.append(0x2D) }
      bytes.append(0x20)
      line(id, "-", String(index), " ", RelativePath.escaped(entry.path))
      if withImages, entry.kind != .create {
        block("base", entry.base)
        block("content", entry.content)
      }
      if bytes.count >= 1 << 18 {
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    line("end")
    try sink(bytes)
  }

  private static let loggedHeader = "crm-change 1"

  // MARK: Reading

  /// Why a journal is set aside.
  enum Fault: Error, Hashable {
    case damaged
    case unknownVersion
    case forged(String)

    var words: String {
      switch self {
      case .damaged: "is damaged"
      case .unknownVersion: "was written by another version of crm"
      case .forged(let why): "is not one that crm writes (\(why))"
      }
    }
  }

  init(
    id: String, message: String, commitsToGit: Bool, writesInPlace: Bool = false,
    adoption: Adoption? = nil, entries: [Entry]
  ) {
    self.id = id
    self.message = message
    self.commitsToGit = commitsToGit
    self.writesInPlace = writesInPlace
    self.adoption = adoption
    self.entries = entries
  }

  init(decoding bytes: [UInt8]) throws(Fault) {
    var reader = Reader(bytes: bytes)
    let version = try reader.line()
    guard version.hasPrefix("crm-journal ") else { throw .damaged }
    guard ["crm-journal 1", "crm-journal 2", "crm-journal 3"].contains(version) else { throw .unknownVersion }
    writesInPlace = version == "crm-journal 2"
    // "sha256 ", 64 digits and a newline.
    guard bytes.count > 72,
      let sum = ContentHash(hex: Substring(decoding: bytes.suffix(65).dropLast(), as: UTF8.self)),
      writesInPlace || SHA256.digest(Array(bytes.dropLast(72))) == sum
    else { throw .damaged }
    (id, commitsToGit, message) = try Self.head(&reader)
    if version == "crm-journal 3" {
      guard let words = try reader.block("adopt"), let adoption = Adoption(decoding: words) else {
        throw .forged("it does not say what git is to adopt")
      }
      self.adoption = adoption
    }
    entries = try Self.entries(
      &reader, of: id, writesInPlace: writesInPlace, mayBeNone: adoption != nil)
    let covered = reader.lines
    guard try reader.line().hasPrefix("sha256 "), reader.isAtEnd else { throw .damaged }
    if writesInPlace, SHA256.digest(covered) != sum { throw .damaged }
  }

  /// Reads what `ChangeLog` keeps: a journal as it was retired, or its shortened form.
  init(decodingLogged bytes: [UInt8]) throws(Fault) {
    guard bytes.starts(with: Self.loggedHeader.utf8) else {
      self = try Journal(decoding: bytes)
      return
    }
    var reader = Reader(bytes: bytes)
    _ = try reader.line()
    (id, commitsToGit, message) = try Self.head(&reader)
    entries = try Self.entries(&reader, of: id, writesInPlace: false)
    guard try reader.line() == "end", reader.isAtEnd else { throw .damaged }
  }

  private static func head(
    _ reader: inout Reader
  ) throws(Fault) -> (id: String, commitsToGit: Bool, message: String) {
    let id = try reader.value("id")
    guard isIdentifier(id.utf8) else { throw .forged("its name is malformed") }
    let commitsToGit = try reader.value("git") == "1"
    guard let words = try reader.block("message") else { throw .damaged }
    reader.lines += words
    return (id, commitsToGit, String(decoding: words, as: UTF8.self))
  }

  private static func entries(
    _ reader: inout Reader, of id: String, writesInPlace: Bool, mayBeNone: Bool = false
  ) throws(Fault) -> [Entry] {
    guard let count = Int(try reader.value("files")), count > 0 || mayBeNone,
      count >= 0, count <= reader.bytes.count / 100
    else { throw .damaged }
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    var seen = Set<String>()
    for index in 0..<count {
      var entry = try Self.entry(try reader.line(), staged: "\(id)-\(index)")
      entry.base = try reader.block("base")
      entry.content = try reader.block("content")
      if let base = entry.base, SHA256.digest(base) != entry.before {
        throw .forged("a content does not fit")
      }
      if let content = entry.content, SHA256.digest(content) != entry.after {
        throw .forged("a content does not fit")
      }
      if writesInPlace, entry.kind == .create, entry.content == nil { throw .damaged }
      guard seen.insert(entry.path).inserted else { throw .forged("it names a file twice") }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(_ line: String, staged: String) throws(Fault) -> Entry {
    let parts = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, let kind = Kind(rawValue: String(parts[0])),
      let mode = UInt16(parts[1], radix: 8),
      let path = RelativePath.unescaped(parts[5])
    else { throw .damaged }
    if let fault = RelativePath.fault(in: path) { throw .forged("a path \(fault)") }
    guard parts[4] == staged, mode <= 0o777 else { throw .forged("a staged name or mode is malformed") }
    let before = ContentHash(hex: parts[2])
    let after = ContentHash(hex: parts[3])
    guard (before == nil) == (kind == .create), (after == nil) == (kind == .delete), before != after else {
      throw .forged("its hashes do not fit its kinds")
    }
    return Entry(kind: kind, path: path, mode: mode, before: before, after: after)
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0
    /// All lines read so far, and what else the sum of version 2 covers.
    var lines: [UInt8] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func line() throws(Fault) -> String {
      guard let end = bytes[place...].firstIndex(of: 0x0A),
        let text = String(validating: bytes[place..<end], as: UTF8.self)
      else { throw .damaged }
      lines += bytes[place...end]
      place = end + 1
      return text
    }

    mutating func value(_ label: String) throws(Fault) -> String {
      let text = try line()
      guard text.hasPrefix(label + " ") else { throw .damaged }
      return String(text.dropFirst(label.utf8.count + 1))
    }

    /// Nil, with nothing read, unless the next line is such a block's.
    mutating func block(_ label: String) throws(Fault) -> [UInt8]? {
      let start = place
      guard bytes[place...].starts(with: (label + " ").utf8) else { return nil }
      guard let count = Int(try value(label)), count >= 0, count < bytes.count - place else {
        place = start
        throw .damaged
      }
      let content = Array(bytes[place..<place + count])
      place += count
      guard bytes[place] == 0x0A else { throw .damaged }
      place += 1
      return content
    }
  }
}
