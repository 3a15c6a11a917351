import Testing

@testable import Store

@Suite struct JournalTests {
  static let sample = Journal(
    id: "0123456789abcdef", message: "deal: Website\n\nfor Acme", commitsToGit: true,
    entries: [
      .init(
        kind: .create, path: "deals/a b\n%.yaml", mode: 0o600, before: nil,
        after: SHA256.digest(bytes("new\n")),
        base: nil, content: bytes("new\n")),
      .init(
        kind: .replace, path: "contacts/x.yaml", mode: 0o644, before: SHA256.digest(bytes("")),
        after: SHA256.digest(bytes("sha256 x\n")), base: [], content: bytes("sha256 x\n")),
      .init(
        kind: .delete, path: "tasks/2026-11/t.yaml", mode: 0o600, before: SHA256.digest([0, 10, 255]),
        after: nil,
        base: nil, content: nil),
    ])

  /// The same, with creations that are written in place.
  static let inPlace = Journal(
    id: sample.id, message: sample.message, commitsToGit: true, writesInPlace: true, entries: sample.entries)

  @Test(arguments: [sample, inPlace])
  func roundTrip(journal: Journal) throws {
    #expect(try Journal(decoding: journal.encoded()) == journal)
  }

  @Test func creationsWrittenInPlaceAreCarriedWhateverTheirSize() throws {
    var journal = Self.inPlace
    let big = [UInt8](repeating: 65, count: Journal.contentBudget + 1)
    journal.entries[0].content = big
    journal.entries[0].after = SHA256.digest(big)
    journal.entries[1].base = big
    journal.entries[1].before = SHA256.digest(big)
    let decoded = try Journal(decoding: journal.encoded())
    #expect(decoded.entries[0] == journal.entries[0])
    #expect(decoded.entries[1].base == nil && decoded.entries[1].content == nil)
    var pieces = 0
    journal.write { (_: [UInt8]) in pieces += 1 }
    #expect(pieces > 1)
  }

  @Test func whatACrashLeavesOfAFileIsTold() {
    let entry = Self.sample.entries[0]
    for (left, isTorn) in [
      ("", true), ("n", true), ("new", true), ("ne\0\0", true), ("\0\0\0\0", true), ("\0", true),
      ("no", false),
      ("new\nx", false), ("\0ew", false),
    ] {
      #expect(Self.inPlace.isTorn(bytes(left), entry) == isTorn, "\(left.debugDescription)")
      #expect(!Self.sample.isTorn(bytes(left), entry))
    }
    #expect(!Self.inPlace.isTorn([], Self.sample.entries[1]))
  }

  @Test func largeOnesLeaveTheContentsOut() throws {
    var journal = Self.sample
    let big = [UInt8](repeating: 65, count: Journal.contentBudget + 1)
    journal.entries = [
      .init(
        kind: .create, path: "deals/x.yaml", mode: 0o600, before: nil, after: SHA256.digest(big), base: nil,
        content: big)
    ]
    let encoded = journal.encoded()
    #expect(encoded.count < 1000)
    #expect(try Journal(decoding: encoded).entries[0].content == nil)
  }

  @Test(arguments: [sample, inPlace])
  func everyDamagedByteIsNoticed(journal: Journal) {
    let good = journal.encoded()
    for index in good.indices {
      var bad = good
      bad[index] ^= 1
      #expect(throws: Journal.Fault.self) { try Journal(decoding: bad) }
      #expect(throws: Journal.Fault.self) { try Journal(decoding: Array(good[..<index])) }
    }
    #expect(throws: Journal.Fault.self) { try Journal(decoding: good + [10]) }
  }

  /// The same journal with other text and a sum that fits.
  static func forged(_ old: String, _ new: String) -> [UInt8] {
    let body = String(decoding: sample.encoded().dropLast(72), as: UTF8.self)
    let pieces = body.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    let changed = bytes(pieces.joined(separator: new))
    return changed + bytes("sha256 \(SHA256.digest(changed).hex)\n")
  }

  @Test(arguments: [
    ("contacts/x.yaml", "../x.yaml"), ("contacts/x.yaml", "/etc/passwd"),
    ("contacts/x.yaml", ".git/hooks/post-commit"),
    ("contacts/x.yaml", "tasks/2026-11/t.yaml"), ("contacts/x.yaml", "%2e%2e/x"),
    ("replace 644", "replace 4755"),
    ("0123456789abcdef-1", "../../x"), ("id 0123456789abcdef", "id ../../../x"),
    ("replace 644", "create 644"),
    ("delete 600", "replace 600"), ("files 3", "files 2"), ("files 3", "files 4"), ("files 3", "files -1"),
    ("files 3", "files 99999999999999999999"), ("content 4", "content 400000"), ("content 4", "content -4"),
    ("content 4\nnew", "content 4\nold"), ("crm-journal 1", "crm-journal 2"),
    ("crm-journal 1", "crm-journal 3"), ("git 1\n", ""),
  ])
  func forgeriesAreRefused(old: String, new: String) {
    #expect(Self.forged("deals", "deals") == Self.sample.encoded())
    #expect(throws: Journal.Fault.self) { try Journal(decoding: Self.forged(old, new)) }
  }

  @Test func anotherVersionIsNamedAsSuch() {
    #expect(throws: Journal.Fault.unknownVersion) {
      try Journal(decoding: Self.forged("crm-journal 1", "crm-journal 4"))
    }
  }

  @Test func whatGitIsToAdoptComesBackWhole() throws {
    let name = String(repeating: "a", count: 40)
    let adoption = Adoption(
      branch: "refs/heads/main", from: name, to: String(repeating: "b", count: 40), tree: name, merging: name,
      stages: bytes("100644 x 1\tpath\0"), message: "sync: merge\n\norigin/main")
    for merging in [name, nil] {
      var adoption = adoption
      adoption.merging = merging
      for entries in [Self.sample.entries, []] {
        let journal = Journal(
          id: Self.sample.id, message: "m", commitsToGit: true, adoption: adoption, entries: entries)
        #expect(try Journal(decoding: journal.encoded()) == journal)
      }
    }
    for wrong in ["refs/heads/../x", "main", "refs/tags/x"] {
      var forged = adoption
      forged.branch = wrong
      #expect(Adoption(decoding: forged.encoded) == nil)
    }
  }
}
