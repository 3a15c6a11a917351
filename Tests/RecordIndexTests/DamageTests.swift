import Diagnostics
import Records
import SeededRandomness
import Store
import Testing

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct DamageTests {
  func made() throws -> (fixture: Fixture, bytes: [UInt8], key: UInt64) {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    _ = try fixture.open()
    let bytes = try fixture.index()
    let key = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 16, as: UInt64.self) }
    return (fixture, bytes, key)
  }

  func isSound(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { SectionTable.checksum($0) == Hashing.checksum(of: $0) }
  }

  @Test func everyFlippedByteIsNoticed() throws {
    var (_, bytes, _) = try made()
    #expect(isSound(bytes))
    for index in bytes.indices {
      for mask: UInt8 in [0x01, 0x80, 0xff] {
        bytes[index] ^= mask
        if isSound(bytes) { Issue.record("byte \(index) ^ \(mask)") }
        bytes[index] ^= mask
      }
    }
    #expect(isSound(bytes))
  }

  @Test func everyTruncationIsNoticed() throws {
    let (_, bytes, key) = try made()
    for count in bytes.indices {
      let reader = IndexReader(IndexImage(Array(bytes[..<count])), schema: .plain, key: key)
      if reader != nil { Issue.record("\(count) of \(bytes.count) bytes") }
    }
    #expect(IndexReader(IndexImage(bytes), schema: .plain, key: key) != nil)
    #expect(IndexReader(IndexImage(bytes + [0]), schema: .plain, key: key) == nil)
  }

  @Test func aDamagedIndexIsReplaced() throws {
    let (fixture, bytes, _) = try made()
    let expected = digest(try fixture.oracle())
    func check(_ damaged: [UInt8], _ note: Comment) throws {
      try fixture.writeIndex(damaged)
      let opened = try fixture.open()
      #expect(opened.report.use == .rebuilt, note)
      #expect(digest(opened.snapshot) == expected, note)
      #expect(try fixture.open().report.use == .fresh, note)
    }
    for index in stride(from: 0, to: bytes.count, by: 191) {
      var damaged = bytes
      damaged[index] ^= 0x40
      try check(damaged, "byte \(index)")
    }
    for count in [0, 1, 63, 64, 65, bytes.count / 2, bytes.count - 1] {
      try check(Array(bytes[..<count]), "\(count) bytes")
    }
    try check(bytes + bytes, "twice as long")
    try check(Array("not an index at all, but long enough to hold a header of sixty-four bytes".utf8), "text")
  }

  /// A repository with one record of each of some kinds, mentions and a broken file, and so an index of a few thousand bytes.
  private func small() throws -> (fixture: Fixture, bytes: [UInt8]) {
    let fixture = try Fixture()
    try fixture.write(
      "contacts/anna-k7f3q2mz.yaml",
      "id: k7f3q2mz\nname: Анна\ncompany: acme-c2v9r4te\nphones: [\"+79161234567\"]\naliases: [old-a1111111]\nodd: 1\n"
    )
    try fixture.write("companies/acme-c2v9r4te.yaml", "id: c2v9r4te\nname: Acme\n")
    try fixture.write("companies/twin.yaml", "id: c2v9r4te\nname: Twin\n")
    try fixture.write("leads/broken.yaml", "id: [\n")
    settle()
    _ = try fixture.open()
    return (fixture, try fixture.index())
  }

  /// Whatever the file of the index holds, the answers are those of the records' files.
  private func checkAnswers(_ fixture: Fixture, _ bytes: [UInt8], _ expected: [String], _ note: String) throws
  {
    try fixture.writeIndex(bytes)
    let lock = try RepositoryLock.acquire(.shared, in: fixture.repository, command: "test")
    let opened = try IndexedRepository.open(fixture.repository, lock: lock)
    if opened.report.use != .rebuilt { Issue.record("\(note): \(opened.report.use)") }
    if digest(opened.snapshot) != expected { Issue.record("\(note): other answers") }
  }

  @Test func everyFlippedByteLeavesTheAnswers() throws {
    let (fixture, bytes) = try small()
    let expected = digest(try fixture.oracle())
    #expect(
      expected.contains { $0.contains("already that of") } && expected.contains { $0.contains("broken.yaml") }
    )
    var damaged = bytes
    for index in bytes.indices {
      damaged[index] ^= [0x01, 0x80, 0xff, 0x10][index % 4]
      try checkAnswers(fixture, damaged, expected, "byte \(index) of \(bytes.count)")
      damaged[index] = bytes[index]
    }
    try fixture.writeIndex(bytes)
    #expect(try fixture.open().report.use == .fresh)
  }

  @Test func everyLengthLeavesTheAnswers() throws {
    let (fixture, bytes) = try small()
    let expected = digest(try fixture.oracle())
    for count in bytes.indices {
      try checkAnswers(fixture, Array(bytes[..<count]), expected, "\(count) of \(bytes.count) bytes")
    }
    for more in [1, 7, 8, 64, bytes.count] {
      try checkAnswers(fixture, bytes + Array(repeating: 0, count: more), expected, "\(more) bytes more")
    }
  }

  @Test(arguments: [(8, 0xff), (0, 0x20), (16, 0x01)] as [(Int, UInt8)])
  func anotherVersionIsReplaced(offset: Int, mask: UInt8) throws {
    let (fixture, bytes, _) = try made()
    var foreign = bytes
    foreign[offset] ^= mask
    foreign.withUnsafeMutableBytes { IndexBuilder.stamp($0, size: $0.count) }
    #expect(isSound(foreign))
    try fixture.writeIndex(foreign)
    #expect(try fixture.open().report.use == .rebuilt)
    #expect(try fixture.open().report.use == .fresh)
  }

  @Test func whatIsNoFileOfThisUserIsNotFollowed() throws {
    let (fixture, bytes, _) = try made()
    let other = fixture.path + "/elsewhere"
    try fixture.writeIndex(bytes)
    rename(fixture.indexPath, other)
    symlink(other, fixture.indexPath)
    #expect(try fixture.open().report.use == .rebuilt)
    #expect(try fixture.open().report.use == .fresh)
    #expect(access(other, F_OK) == 0)
    unlink(fixture.indexPath)
    mkfifo(fixture.indexPath, 0o600)
    #expect(try fixture.open().report.use == .rebuilt)
    #expect(try fixture.open().report.use == .fresh)
    if geteuid() == 0 {
      chown(fixture.indexPath, 12345, 12345)
      #expect(try fixture.open().report.use == .rebuilt)
    }
  }

  /// Damage behind a right checksum: wrong answers are allowed, crashes are not.
  @Test(arguments: [11, 12, 13] as [UInt64])
  func forgedBytesNeverCrash(seed: UInt64) throws {
    let (_, bytes, key) = try made()
    var dice = SeededRandom(seed: seed)
    for _ in 0..<400 {
      var forged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &dice) {
        // The head of the file steers everything else, so it is hit more often.
        let end = Bool.random(using: &dice) ? forged.count : min(forged.count, 2048)
        let index = Int.random(in: 24..<end, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: forged[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &dice)
        case 1: forged[index] = UInt8.random(in: 0...255, using: &dice)
        default: for next in index..<min(index + 4, end) { forged[next] = 0xff }
        }
      }
      forged.withUnsafeMutableBytes { memory in
        memory.storeBytes(of: UInt64(memory.count).littleEndian, toByteOffset: 24, as: UInt64.self)
        IndexBuilder.stamp(memory, size: memory.count)
      }
      guard let reader = IndexReader(IndexImage(forged), schema: .plain, key: key) else { continue }
      IndexExercise.run(reader)
    }
  }
}
