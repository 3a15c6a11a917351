import Foundation
import Testing

/// Every file of `Transcripts/` must go exactly as written. `CRM_RECORD=1` writes them anew and fails the run.
@Suite struct TranscriptTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }

  @Test(arguments: names) func goesAsWritten(_ name: String) throws {
    let place = TranscriptTests.folder.appendingPathComponent(name)
    let written = try String(contentsOf: place, encoding: .utf8)
    let went = try TranscriptRunner().run(Transcript(written)).text
    if ProcessInfo.processInfo.environment["CRM_RECORD"] == "1" {
      if went != written { try went.write(to: place, atomically: true, encoding: .utf8) }
      Issue.record("recorded \(name); look at the difference and run again without CRM_RECORD")
      return
    }
    guard went != written else { return }
    let (a, b) = (written.components(separatedBy: "\n"), went.components(separatedBy: "\n"))
    let line = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
    Issue.record(
      """
      \(name):\(line + 1) differs
      written: \(line < a.count ? a[line] : "(end)")
      went:    \(line < b.count ? b[line] : "(end)")
      """)
  }

  @Test func transcriptsExist() { #expect(TranscriptTests.names.count >= 10) }
}
