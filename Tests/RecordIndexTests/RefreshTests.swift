import Diagnostics
import Records
import Store
import Testing

@testable import RecordIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct RefreshTests {
  func check(_ fixture: Fixture, _ use: IndexReport.Use, limit: Int = 32, _ note: Comment? = nil) throws {
    let opened = try fixture.open(overlayLimit: limit)
    #expect(opened.report.use == use, note)
    let (found, expected) = (digest(opened.snapshot), digest(try fixture.oracle()))
    for (found, expected) in zip(found, expected) {
      #expect(found == expected, note ?? "\(use), limit \(limit)")
    }
    #expect(found.count == expected.count, note)
  }

  @Test func anIndexIsMadeOnceAndThenUsed() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    try check(fixture, .fresh)
    let report = try fixture.open().report
    #expect(report.entries == sample.count)
    #expect(report.files == sample.count)
    #expect(report.size > 0)
    #expect(report.added + report.changed + report.removed == 0)
  }

  @Test func anEmptyRepositoryHasAnIndexToo() throws {
    let fixture = try Fixture()
    try check(fixture, .rebuilt)
    try check(fixture, .fresh)
    try fixture.fill()
    try check(fixture, .overlaid)
    try check(fixture, .refreshed, limit: 1)
  }

  @Test func changesLieOverTheIndexUntilItIsWorthWriting() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    let path = sample[1].path
    try fixture.overwrite(path, try fixture.read(path).replacingFirst("GmbH", "Ltd."))
    let report = try fixture.open().report
    #expect(report.use == .overlaid)
    #expect(report.changed == 1)
    try check(fixture, .overlaid)
    settle()
    try check(fixture, .refreshed, limit: 1)
    try check(fixture, .fresh, limit: 1)
  }

  @Test func equalSizesAndTimesDoNotHideAnEdit() throws {
    let fixture = try Fixture()
    try fixture.fill()
    // Nothing has settled: the index is made in the same tick of the clock as the files.
    try check(fixture, .rebuilt)
    for name in ["Abba GmbH", "Acca GmbH", "Adda GmbH"] {
      let path = sample[1].path
      try fixture.keepingTimes(path) {
        try fixture.overwrite(path, sample[1].text.replacingFirst("Acme GmbH", name))
      }
      let company = try #require(try fixture.open(overlayLimit: 1).snapshot.records(.company).first)
      #expect(company.name == name)
    }
  }

  @Test func aFileOfTheFutureNeverSettles() throws {
    let fixture = try Fixture()
    try fixture.fill()
    let path = sample[1].path
    let future = [timespec(tv_sec: 4_000_000_000, tv_nsec: 0), timespec(tv_sec: 4_000_000_000, tv_nsec: 0)]
    utimensat(AT_FDCWD, fixture.path + "/" + path, future, 0)
    settle()
    try check(fixture, .rebuilt)
    let bytes = try fixture.index()
    try check(fixture, .fresh, limit: 1)
    #expect(try fixture.index() == bytes, "writing it again would settle nothing")
  }

  @Test func aFolderInARecordsPlaceIsNoRecord() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    let path = sample[1].path
    fixture.remove(path)
    mkdir(fixture.path + "/" + path, 0o755)
    try check(fixture, .overlaid)
    try fixture.write(path + "/inner-q6q6q6q6.yaml", "id: q6q6q6q6\nname: Inner\n")
    try check(fixture, .overlaid)
    try check(fixture, .refreshed, limit: 1)
  }

  @Test func aClashOfKindsNotLookedAtIsKept() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    try fixture.overwrite(sample[0].path, "id: k7f3q2mz\nname: Anna\n")
    settle()
    do {
      let lock = try RepositoryLock.acquire(.shared, in: fixture.repository, command: "test")
      let refreshed = try Refresh(
        fixture.repository, overlay: [:], mayWrite: lock.isHeld, overlayLimit: 1,
        kinds: { _ in KindSet(.contact) }
      ).run(isRebuild: false)
      #expect(refreshed.report.use == .refreshed)
    }
    try check(fixture, .fresh)
    // The deal that counted gone, the lead with its identifier counts.
    fixture.remove(sample[2].path)
    try check(fixture, .overlaid)
  }

  @Test func aTouchedFileIsNotParsedButItsTimesAreTakenOver() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    utimensat(AT_FDCWD, fixture.path + "/" + sample[0].path, nil, 0)
    settle()
    let report = try fixture.open(overlayLimit: 1).report
    #expect(report.use == .refreshed)
    #expect(report.changed == 0)
    try check(fixture, .fresh, limit: 1)
  }

  @Test func aLostClashBringsTheOtherRecordBack() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    fixture.remove("deals/website-for-acme-d5m8t2qa.yaml")
    try check(fixture, .overlaid)
    try check(fixture, .refreshed, limit: 1)
    try fixture.write("activities/new-d5m8t2qa.yaml", "id: d5m8t2qa\ntype: note\nat: 2026-01-01\n")
    try check(fixture, .overlaid)
    try check(fixture, .refreshed, limit: 1)
  }

  @Test func changedSettingsAskForANewIndex() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    try fixture.write(
      "crm.yaml", "format: 1\ncountry: RU\nfields:\n- {kind: contact, key: shoe_size, type: number}\n")
    try check(fixture, .rebuilt)
    let contact = try #require(try fixture.open().snapshot.records(.contact).first)
    #expect(contact["shoe_size"] == .number(Decimal(38)))
  }

  @Test func pendingContentsCountAndAreNeverStored() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    let overlay: [String: [UInt8]?] = [
      sample[1].path: Array("id: c2v9r4te\nname: Pending\n".utf8),
      sample[3].path: nil as [UInt8]?,
      "leads/new-n1n1n1n1.yaml": Array("id: n1n1n1n1\ntitle: New\n".utf8),
    ]
    for limit in [1, 32] {
      let expected = digest(try fixture.oracle(overlay: overlay))
      let without = try fixture.open(overlay: overlay, overlayLimit: limit)
      #expect(digest(without.snapshot) == expected)
      #expect(without.report.use == (limit == 1 ? .unavailable : .overlaid))
      try check(fixture, limit == 1 ? .rebuilt : .fresh)
      #expect(digest(try fixture.open(overlay: overlay, overlayLimit: limit).snapshot) == expected)
    }
  }

  @Test func linksAndOddFilesAreReportedAsWithoutAnIndex() throws {
    let fixture = try Fixture()
    try fixture.fill()
    symlink("/etc/passwd", fixture.path + "/contacts/link-a2a2a2a2.yaml")
    symlink("/etc", fixture.path + "/contacts/folder")
    mkfifo(fixture.path + "/contacts/pipe.yaml", 0o600)
    mkdir(fixture.path + "/contacts/folder.yaml", 0o755)
    try fixture.write("contacts/.hidden.yaml", "id: h1h1h1h1\nname: Hidden\n")
    try fixture.write("contacts/note.txt", "no record")
    try fixture.write("contacts/short.yml", "id: s1s1s1s1\nname: Short\n")
    try fixture.write("contacts/\u{430}\u{301}-v1v1v1v1.yaml", "id: v1v1v1v1\nname: Accent\n")
    let raw = "contacts/bad-".utf8 + [0xff, 0xfe] + ".yaml".utf8
    let name =
      (fixture.path + "/").utf8.map { CChar(bitPattern: $0) } + raw.map { CChar(bitPattern: $0) } + [0]
    close(creat(name, 0o600))
    // A walk meets this link before it looks closer at the name above.
    symlink("/etc", fixture.path + "/deals/folder")
    settle()
    try check(fixture, .rebuilt)
    try check(fixture, .fresh)
    #expect(try fixture.open().snapshot.problems.count > 7)
  }

  /// Two names that are equal as texts, since one has the accent by itself and one has it on the letter.
  @Test(arguments: [true, false], ["id: k7f3q2mz\nname: %\n", "id: [ # %\n"])
  func namesThatLookAlikeAreTwoFiles(isComposedFirst: Bool, text: String) throws {
    let fixture = try Fixture()
    let names = ["contacts/\u{e9}.yaml", "contacts/e\u{301}.yaml"]
    func write(_ name: String, _ word: String) throws {
      try fixture.write(name, String(text.map { $0 == "%" ? word : String($0) }.joined()))
    }
    for name in isComposedFirst ? names : names.reversed() { try write(name, "Eva \(name.utf8.count)") }
    settle()
    try check(fixture, .rebuilt)
    try check(fixture, .fresh)
    for name in names + names.reversed() {
      try write(name, "Anna \(name.utf8.count)")
      try check(fixture, .overlaid)
    }
    for name in names {
      fixture.remove(name)
      try check(fixture, .overlaid)
      try write(name, "Zoe \(name.utf8.count)")
    }
  }

  @Test func foldersThatLookAlikeAreTwoFolders() throws {
    let fixture = try Fixture()
    for folder in ["e\u{301}", "\u{e9}"] {
      for name in ["a", "b", "c"] {
        let id = "k7f3q2" + name + String("efg".dropFirst(folder.utf8.count % 3).prefix(1))
        try fixture.write("contacts/\(folder)/\(name).yaml", "id: \(id)\nname: \(id)\n")
      }
    }
    settle()
    try check(fixture, .rebuilt)
    try check(fixture, .fresh)
    #expect(try fixture.open().snapshot.records(.contact).count == 6)
    for file in try fixture.open().snapshot.records(.contact).map(\.path) {
      try fixture.overwrite(file, fixture.read(file) + "city: Bonn\n")
    }
    try check(fixture, .overlaid)
    try check(fixture, .refreshed, limit: 4)
  }

  @Test func aReadOnlyStateFolderIsNoObstacle() throws {
    // Root may write everywhere, so the state folder is made unusable: a link that no index is read or written through.
    let fixture = try Fixture()
    try fixture.fill()
    symlink("/nonexistent", fixture.path + "/.crm")
    let opened = try Refresh(fixture.repository, overlay: [:], mayWrite: true).run(isRebuild: false)
    #expect(opened.report.use == .unavailable)
    #expect(digest(opened.snapshot) == digest(try fixture.oracle()))
    unlink(fixture.path + "/.crm")
    let unlocked = try Refresh(fixture.repository, overlay: [:], mayWrite: false).run(isRebuild: false)
    #expect(unlocked.report.use == .unavailable)
    #expect(access(fixture.path + "/.crm", F_OK) != 0)
  }

  @Test func aReadOnlyIndexIsUsedButNotWritten() throws {
    let fixture = try Fixture()
    try fixture.fill()
    settle()
    try check(fixture, .rebuilt)
    let bytes = try fixture.index()
    try fixture.replace(sample[1].path, "id: c2v9r4te\nname: Other\n")
    let opened = try Refresh(fixture.repository, overlay: [:], mayWrite: false, overlayLimit: 1).run(
      isRebuild: false)
    #expect(opened.report.use == .overlaid)
    #expect(digest(opened.snapshot) == digest(try fixture.oracle()))
    #expect(try fixture.index() == bytes)
  }

  @Test func noLitterIsLeft() throws {
    let fixture = try Fixture()
    try fixture.fill()
    _ = try fixture.open()
    _ = try fixture.open(overlayLimit: 1)
    #expect(try fixture.repository.existingScratch()?.names() == [])
  }

  @Test func withoutTheIndexNothingIsReadOrWritten() throws {
    let fixture = try Fixture()
    try fixture.fill()
    let lock = try RepositoryLock.acquire(.shared, in: fixture.repository, command: "test")
    let opened = try IndexedRepository.open(fixture.repository, usesIndex: false, lock: lock)
    #expect(opened.report.use == .unused)
    #expect(access(fixture.indexPath, F_OK) != 0)
    _ = try IndexedRepository.open(fixture.repository, lock: lock)
    #expect(access(fixture.indexPath, F_OK) == 0)
    #expect(try IndexedRepository.rebuild(fixture.repository, lock: lock).report.use == .rebuilt)
    try IndexedRepository.remove(in: fixture.repository)
    #expect(access(fixture.indexPath, F_OK) != 0)
  }
}

extension String {
  func replacingFirst(_ old: String, _ new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + self[range.upperBound...]
  }

  private func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
