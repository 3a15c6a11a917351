import Diagnostics
import Testing

@testable import Store

@Suite struct TreeScanTests {
  @Test func findsRecordsAtAnyDepthAndNothingElse() throws {
    let fixture = try Fixture()
    for name in [
      "deals/a.yaml", "deals/b.yml", "deals/2026/11/c.yaml", "deals/.hidden.yaml", "deals/.git/x.yaml",
      "deals/d.yaml~",
      "deals/e.txt", "contacts/f.yaml", "other/g.yaml", "deals/.yaml", "deals/#a.yaml#",
    ] { try fixture.write(name, "id: x\n") }
    let listing = TreeScan.list(try fixture.repository().folder, folders: ["contacts", "deals", "tasks"])
    #expect(
      listing.entries.map(\.path).sorted() == [
        "contacts/f.yaml", "deals/2026/11/c.yaml", "deals/a.yaml", "deals/b.yml",
      ])
    #expect(listing.problems == [])
    let entry = try #require(listing.entries.first)
    #expect(entry.size == 6 && entry.modified > 1_600_000_000_000_000_000 && entry.inode > 0)
  }

  @Test func linksAndSpecialFilesAreReported() throws {
    let fixture = try Fixture()
    try fixture.write("deals/a.yaml", "id: a\n")
    try fixture.sh(
      """
      mkdir out; echo x > out/secret.yaml
      ln -s ../out deals/linked; ln -s ../out/secret.yaml deals/b.yaml; ln -s out contacts; mkfifo deals/pipe.yaml
      touch "deals/$(printf 'bad\\377').yaml"; echo file > tasks
      """)
    let listing = TreeScan.list(try fixture.repository().folder, folders: ["deals", "contacts", "tasks"])
    #expect(listing.entries.map(\.path) == ["deals/a.yaml"])
    #expect(listing.problems.count == 6)
    #expect(listing.problems.contains { $0.message.contains("contacts") && $0.code == .io })
  }

  @Test func readingIsBounded() throws {
    let fixture = try Fixture()
    try fixture.write("deals/a.yaml", "id: a\n")
    try fixture.sh(
      """
      truncate -s 1048576 deals/full.yaml; truncate -s 1048577 deals/big.yaml; ln -s a.yaml deals/link.yaml
      ln -s deals linked; mkfifo deals/pipe.yaml
      """)
    let root = try fixture.repository().folder
    #expect(try TreeScan.read("deals/a.yaml", in: root).bytes == bytes("id: a\n"))
    #expect(try TreeScan.read("deals/full.yaml", in: root).bytes.count == 1 << 20)
    for path in [
      "deals/big.yaml", "deals/link.yaml", "linked/a.yaml", "deals/pipe.yaml", "deals", "deals/none.yaml",
      "../x",
      "/etc/passwd", "deals/../crm.yaml",
    ] {
      #expect(throws: Diagnostic.self, "\(path)") { try TreeScan.read(path, in: root) }
    }
    let error = #expect(throws: Diagnostic.self) { try TreeScan.read("deals/big.yaml", in: root) }
    #expect(error?.code == .invalidData)
  }

  @Test func filesThatReportNoSizeAreReadWhole() throws {
    // Such as those of /proc; the loop must not trust the size.
    let root = try System.openFolder("/proc/self")
    #expect(try root.read("status", limit: 1 << 20).map { $0.bytes.count > 100 } == true)
  }
}
