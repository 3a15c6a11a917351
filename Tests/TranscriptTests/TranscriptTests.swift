import Foundation
import Testing

/// Every file of `Transcripts/` must go exactly as written, and again so where every file is parsed in place of the index.
/// `CRM_RECORD=1` writes them anew and fails the run.
@Suite struct TranscriptTests {
  enum Reading: String, CaseIterable, CustomTestStringConvertible {
    case index, files

    /// The environment that makes every command read so.
    var environment: [String: String] { self == .files ? ["CRM_NO_INDEX": "1"] : [:] }
    var testDescription: String { rawValue }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// What tells of the index itself says something else where there is none.
  private static let aboutTheIndex: Set = ["index.txt"]

  @Test(arguments: names, Reading.allCases) func goesAsWritten(_ name: String, _ reading: Reading) throws {
    if reading == .files, TranscriptTests.aboutTheIndex.contains(name) { return }
    let place = TranscriptTests.folder.appendingPathComponent(name)
    let written = try String(contentsOf: place, encoding: .utf8)
    let went = try TranscriptRunner(environment: reading.environment).run(Transcript(written)).text
    if ProcessInfo.processInfo.environment["CRM_RECORD"] == "1" {
      guard reading == .index else { return }
      if went != written { try went.write(to: place, atomically: true, encoding: .utf8) }
      Issue.record("recorded \(name); look at the difference and run again without CRM_RECORD")
      return
    }
    guard !went.utf8.elementsEqual(written.utf8) else { return }
    let (a, b) = (written.components(separatedBy: "\n"), went.components(separatedBy: "\n"))
    let line =
      zip(a, b).enumerated().first { !$0.element.0.utf8.elementsEqual($0.element.1.utf8) }?.offset
      ?? min(a.count, b.count)
    Issue.record(
      """
      \(name):\(line + 1) differs, read from the \(reading)
      written: \(line < a.count ? a[line] : "(end)")
      went:    \(line < b.count ? b[line] : "(end)")
      """)
  }

  @Test func transcriptsExist() { #expect(TranscriptTests.names.count >= 10) }
}
