import Records
import Store
import Testing

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct SealTests {
  private static let seal = ".crm/\(IndexSeal.name)"

  /// A repository whose index was found intact, and what it holds.
  private func sealed() throws -> (fixture: Fixture, expected: [String]) {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    _ = try fixture.open()
    try reseal(fixture)
    return (fixture, digest(try fixture.oracle()))
  }

  private func reseal(_ fixture: Fixture) throws {
    settle()
    #expect(try fixture.open().report.use == .fresh)
    try #require(isVouchedFor(fixture))
  }

  private func isVouchedFor(_ fixture: Fixture) -> Bool {
    guard let opened = IndexFile.open(in: fixture.repository) else { return false }
    return IndexSeal.vouches(for: opened.status, in: opened.folder)
  }

  private func indexStatus(_ fixture: Fixture) throws -> FileStatus {
    guard let opened = IndexFile.open(in: fixture.repository) else { throw IOError(.open, "index", ENOENT) }
    return opened.status
  }

  /// Turns bits of a file of the repository over, where it lies.
  private func flip(_ name: String, at offset: Int, _ mask: UInt8 = 0x40) throws {
    let file = Glibc.open(name, O_RDWR)
    guard file >= 0 else { throw IOError(.open, name, errno) }
    defer { close(file) }
    var byte: UInt8 = 0
    guard pread(file, &byte, 1, off_t(offset)) == 1 else { throw IOError(.read, name, errno) }
    byte ^= mask
    guard pwrite(file, &byte, 1, off_t(offset)) == 1 else { throw IOError(.write, name, errno) }
  }

  private func expectNoticed(_ fixture: Fixture, _ expected: [String], _ note: Comment) throws {
    #expect(!isVouchedFor(fixture), note)
    let opened = try fixture.open()
    #expect(opened.report.use == .rebuilt, note)
    #expect(digest(opened.snapshot) == expected, note)
  }

  @Test func flippedBytesAreNoticedWhateverTheTimesSay() throws {
    let (fixture, expected) = try sealed()
    let size = try fixture.index().count
    for offset in Array(stride(from: 0, to: 64, by: 20)) + Array(stride(from: 64, to: size, by: size / 12)) {
      try fixture.keepingTimes(".crm/index") { try flip(fixture.indexPath, at: offset) }
      try expectNoticed(fixture, expected, "byte \(offset)")
      try reseal(fixture)
    }
  }

  @Test func anotherLengthIsNoticed() throws {
    let (fixture, expected) = try sealed()
    let bytes = try fixture.index()
    for count in [0, 64, bytes.count - 1, bytes.count + 8] {
      try fixture.keepingTimes(".crm/index") { truncate(fixture.indexPath, off_t(count)) }
      try expectNoticed(fixture, expected, "\(count) bytes")
      try reseal(fixture)
    }
  }

  @Test func anotherIndexInItsPlaceIsReadWhole() throws {
    let (fixture, expected) = try sealed()
    let other = try Fixture()
    try other.write("contacts/other-b2222222.yaml", "id: b2222222\nname: Other\n")
    settle()
    _ = try other.open()
    for bytes in [try other.index(), try fixture.index()] {
      try fixture.keepingTimes(".crm/index") {
        unlink(fixture.indexPath)
        try fixture.writeIndex(bytes)
      }
      #expect(!isVouchedFor(fixture))
      #expect(digest(try fixture.open().snapshot) == expected)
      settle()
      #expect(digest(try fixture.open().snapshot) == expected)
    }
    // Put aside and brought back, as a restored backup is.
    try reseal(fixture)
    try fixture.move(".crm/index", to: "aside")
    _ = try fixture.open()
    try reseal(fixture)
    try fixture.move("aside", to: ".crm/index")
    #expect(!isVouchedFor(fixture))
    #expect(digest(try fixture.open().snapshot) == expected)
  }

  @Test func onlyThoroughReadingsLookBehindTheNote() throws {
    let (fixture, expected) = try sealed()
    // Of bytes that no answer needs, so that only the checksum can tell.
    try flip(fixture.indexPath, at: 60)
    let status = try indexStatus(fixture)
    let forged = try #require(IndexSeal.content(for: status))
    try Fixture.write(fixture.path + "/" + SealTests.seal, forged)
    #expect(try fixture.open().report.use == .fresh)
    let thorough = try fixture.open(isThorough: true)
    #expect(thorough.report.use == .rebuilt)
    #expect(digest(thorough.snapshot) == expected)
    try reseal(fixture)
    #expect(try fixture.open(isThorough: true).report.use == .fresh)
  }

  @Test func aDamagedNoteVouchesForNothing() throws {
    let (fixture, expected) = try sealed()
    let path = fixture.path + "/" + SealTests.seal
    let status = try indexStatus(fixture)
    let content = try #require(IndexSeal.content(for: status))
    for offset in content.indices {
      try flip(path, at: offset)
      #expect(!isVouchedFor(fixture), "byte \(offset)")
      try flip(path, at: offset)
    }
    #expect(isVouchedFor(fixture))
    for count in [0, 1, content.count - 1] {
      try Fixture.write(path, Array(content[..<count]))
      #expect(!isVouchedFor(fixture), "\(count) bytes")
    }
    try Fixture.write(path, content + [0])
    #expect(!isVouchedFor(fixture))
    for make in [
      { unlink(path) == 0 && symlink("index", path) == 0 }, { unlink(path) == 0 && mkfifo(path, 0o600) == 0 },
      { unlink(path) == 0 && mkdir(path, 0o700) == 0 },
    ] {
      #expect(make())
      #expect(!isVouchedFor(fixture))
      let opened = try fixture.open()
      #expect(opened.report.use == .fresh)
      #expect(digest(opened.snapshot) == expected)
    }
  }

  @Test func anIndexOfTheFutureIsReadWholeEachTime() throws {
    let (fixture, expected) = try sealed()
    var times = [timespec(), timespec()]
    times[1].tv_sec = time(nil) + 3600
    #expect(utimensat(AT_FDCWD, fixture.indexPath, times, 0) == 0)
    for _ in 0..<2 {
      let opened = try fixture.open()
      #expect(opened.report.use == .fresh)
      #expect(digest(opened.snapshot) == expected)
      #expect(!isVouchedFor(fixture))
      settle()
    }
  }

  @Test func theNoteGoesWithTheIndex() throws {
    let (fixture, _) = try sealed()
    let path = fixture.path + "/" + SealTests.seal
    #expect(access(path, F_OK) == 0)
    try IndexedRepository.remove(in: fixture.repository)
    #expect(access(path, F_OK) != 0)
  }

  @Test func whoMayNotWriteLeavesNoNote() throws {
    let (fixture, expected) = try sealed()
    unlink(fixture.path + "/" + SealTests.seal)
    let opened = try Refresh(fixture.repository, overlay: [:], mayWrite: false).run(isRebuild: false)
    #expect(opened.report.use == .fresh)
    #expect(digest(opened.snapshot) == expected)
    #expect(!isVouchedFor(fixture))
  }
}
