import Archive
import Diagnostics
import SeededRandomness
import Testing

/// Archives: written, read back, damaged on purpose.
@Suite struct ZipTests {
  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  static func archive(_ entries: [(String, [UInt8])]) throws -> [UInt8] {
    let writer = try ZipWriter()
    for (name, contents) in entries { try writer.add(name, contents) }
    return try writer.finish()
  }

  private func message(_ body: () throws -> Void) -> String {
    do { try body() } catch let error as Diagnostic { return error.message } catch {}
    return ""
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var random = SeededRandom(seed: 11)
    let noise = (0..<200_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let entries = [
      ("mimetype", Self.bytes("application/x")), ("empty", []), ("шапка/лист 1.xml", Self.bytes("привет")),
      ("zeros", [UInt8](repeating: 0, count: 100_000)), ("noise.bin", noise),
    ]
    let archive = try Self.archive(entries)
    #expect(archive == (try Self.archive(entries)), "the same entries make the same bytes")
    let reader = try ZipReader(archive)
    #expect(reader.entries.map(\.name) == entries.map(\.0))
    for (name, contents) in entries {
      let entry = try #require(reader.entry(named: name))
      #expect(try reader.contents(entry) == contents)
      #expect(entry.size == contents.count)
    }
    #expect(reader.entry(named: "MIMETYPE")?.name == "mimetype")
    #expect(reader.entry(named: "other") == nil)
  }

  @Test func entriesAreWrittenInPieces() throws {
    let writer = try ZipWriter()
    try writer.begin("a", isStored: true)
    try writer.write(Self.bytes("one "))
    try writer.write(Self.bytes("two"))
    try writer.end()
    let reader = try ZipReader(try writer.finish())
    let entry = try #require(reader.entry(named: "a"))
    #expect(entry.method == 0)
    #expect(try reader.contents(entry) == Self.bytes("one two"))
  }

  @Test func streamsOfOneArchiveDoNotDisturbEachOther() throws {
    let reader = try ZipReader(try Self.archive([("a", Self.bytes("aaaa")), ("b", Self.bytes("bbbb"))]))
    let first = try reader.stream(try #require(reader.entry(named: "a")))
    let second = try reader.stream(try #require(reader.entry(named: "b")))
    var seen = ""
    var buffer = [UInt8](repeating: 0, count: 2)
    for _ in 0..<2 {
      for stream in [first, second] {
        _ = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
        seen += String(decoding: buffer, as: UTF8.self)
      }
    }
    #expect(seen == "aabbaabb")
  }

  @Test func namesAreOfOneForm() throws {
    let archive = try Self.archive([("\\xl\\worksheets\\sheet1.xml", [1]), ("/xl/a.xml", [2]), ("f/", [])])
    #expect(try ZipReader(archive).entries.map(\.name) == ["xl/worksheets/sheet1.xml", "xl/a.xml", "f/"])
  }

  @Test func twoEntriesOfOneNameAreRefused() throws {
    let archive = try Self.archive([("a/b", [1]), ("a\\b", [2])])
    #expect(message { _ = try ZipReader(archive) } == "the archive has two entries named \"a/b\"")
  }

  @Test func bombsAreRefused() throws {
    let archive = try Self.archive([("zeros", [UInt8](repeating: 0, count: 40 << 20))])
    #expect(archive.count < 60_000)
    let reader = try ZipReader(archive)
    let entry = try #require(reader.entry(named: "zeros"))
    #expect(message { _ = try reader.contents(entry) }.contains("250 times its size"))
    #expect(message { _ = try reader.contents(entry, limit: 1000) } == "zeros is too large: 40 MiB")
    var limits = ZipLimits()
    limits.total = 1 << 20
    #expect(message { _ = try ZipReader(archive, limits: limits) }.contains("would unpack to more than"))
    limits = ZipLimits()
    limits.entries = 2
    let many = try Self.archive([("a", []), ("b", []), ("c", [])])
    #expect(message { _ = try ZipReader(many, limits: limits) } == "the archive claims to have 3 entries")
  }

  /// The place of the only directory record of an archive of one entry.
  private func directory(_ archive: [UInt8]) throws -> Int {
    try #require((0..<archive.count).last { archive[$0...].starts(with: [0x50, 0x4b, 0x01, 0x02]) })
  }

  @Test func encryptedAndForeignEntriesAreNamed() throws {
    var archive = try Self.archive([("a", Self.bytes("secret"))])
    let place = try directory(archive)
    archive[place + 8] |= 1
    let reader = try ZipReader(archive)
    let entry = try #require(reader.entry(named: "a"))
    #expect(entry.isEncrypted)
    #expect(message { _ = try reader.contents(entry) } == "a is encrypted")
    archive[place + 8] &= 0xfe
    (archive[place + 10], archive[6 + 2]) = (12, 12)
    let packed = try ZipReader(archive)
    #expect(
      message { _ = try packed.contents(try #require(packed.entry(named: "a"))) }
        == "a is packed by a method that is not read (12)")
  }

  @Test func wrongSumsAndSizesAreDamage() throws {
    let whole = try Self.archive([("a", Self.bytes("some text that is long enough"))])
    let place = try directory(whole)
    for (offset, change) in [(16, 1), (24, 1), (24, -1)] {
      var archive = whole
      for start in [place + offset, 14 + (offset == 16 ? 0 : 8)] {
        archive[start] = UInt8(truncatingIfNeeded: Int(archive[start]) + change)
      }
      let text = message {
        let reader = try ZipReader(archive)
        _ = try reader.contents(try #require(reader.entry(named: "a")))
      }
      #expect(text == "a of the archive is damaged or cut off", "\(offset) \(change)")
    }
  }

  @Test func entriesThatOverlapAreRefused() throws {
    var archive = try Self.archive([("a", Self.bytes("one and two and three")), ("b", Self.bytes("two"))])
    let places = (0..<archive.count - 4).filter { archive[$0...].starts(with: [0x50, 0x4b, 0x01, 0x02]) }
    // The second record of the directory points to the first entry, under its own name.
    for offset in Array(10..<28) + Array(42..<46) {
      archive[places[1] + offset] = archive[places[0] + offset]
    }
    #expect(message { _ = try ZipReader(archive) }.contains("overlap"))
  }

  @Test func anArchiveMayFollowOtherBytes() throws {
    let archive = try Self.archive([("a", Self.bytes("text"))])
    let reader = try ZipReader(Self.bytes("#!/bin/sh\n") + archive)
    #expect(try reader.contents(try #require(reader.entry(named: "a"))) == Self.bytes("text"))
  }

  @Test func anyDamageIsAnErrorAndNoCrash() throws {
    let whole = try Self.archive([
      ("a.xml", Self.bytes("<a>text</a>")), ("b", [UInt8](repeating: 7, count: 5000)), ("c", []),
    ])
    for count in 0..<whole.count { _ = try? readAll(Array(whole[..<count])) }
    #expect(throws: Diagnostic.self) { try readAll(Array(whole[..<(whole.count - 10)])) }
    for seed in UInt64(1)...400 {
      var random = SeededRandom(seed: seed)
      var archive = whole
      for _ in 0..<random.number(1...6) {
        archive[random.number(0...(archive.count - 1))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = try? readAll(archive)
    }
  }

  private func readAll(_ archive: [UInt8]) throws {
    let reader = try ZipReader(archive)
    for entry in reader.entries { _ = try reader.contents(entry, limit: 1 << 20) }
  }
}
