import Foundation
import Testing

/// Every file of `Transcripts/` must go exactly as written, and again so where every file is parsed in place of the index.
/// `CRM_RECORD=1` writes them anew and fails the run.
@Suite struct TranscriptTests {
  /// How a transcript is run: what is read, and where the repository is.
  enum Setting: String, CaseIterable, CustomTestStringConvertible {
    case index, files
    /// In a folder whose path has more bytes than characters, with git in it or above it.
    case otherLetters, gitAbove

    /// The environment that makes every command read so.
    var environment: [String: String] { self == .files ? ["CRM_NO_INDEX": "1"] : [:] }
    var folder: String { self == .otherLetters || self == .gitAbove ? "ünï/продажи 2026/日本" : "" }
    var testDescription: String { rawValue }
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    // `CRM_TRANSCRIPTS=init,help` runs these alone.
    let chosen = ProcessInfo.processInfo.environment["CRM_TRANSCRIPTS"]?.split(separator: ",").map {
      String($0) + ".txt"
    }
    return files.filter { $0.hasSuffix(".txt") && chosen?.contains($0) ?? true }.sorted()
  }

  /// What tells of the index itself says something else where there is none.
  private static let aboutTheIndex: Set = ["index.txt", "team-join.txt"]
  /// What shows git's own words with paths, or looks into its folder, goes otherwise where that is further up.
  private static let aboutGitItself: Set = [
    "contacts-edit.txt", "empty-arguments.txt", "events-no-git.txt", "git-amidst.txt", "git-leaves-out.txt",
    "hand-edits.txt", "hook.txt", "index.txt", "init.txt", "invoice-numbers.txt", "no-git.txt",
    "render-eml.txt", "sync.txt",
    "sync-conflicts.txt", "team-join.txt", "undo.txt",
  ]

  /// `CRM_SETTINGS=index` looks at these alone.
  static var settings: [Setting] {
    let chosen = ProcessInfo.processInfo.environment["CRM_SETTINGS"]?.split(separator: ",").map(String.init)
    return Setting.allCases.filter { chosen?.contains($0.rawValue) ?? true }
  }

  /// Each transcript with each setting that says something about it: a folder of other letters holds git only where
  /// git cannot be above it.
  static var runs: [(String, Setting)] {
    names.flatMap { name in
      settings.filter { setting in
        switch setting {
        case .index: true
        case .files: !aboutTheIndex.contains(name)
        case .otherLetters: aboutGitItself.contains(name)
        case .gitAbove: !aboutGitItself.contains(name)
        }
      }.map { (name, $0) }
    }
  }

  @Test(arguments: runs) func goesAsWritten(_ name: String, _ setting: Setting) throws {
    let place = TranscriptTests.folder.appendingPathComponent(name)
    let written = try String(contentsOf: place, encoding: .utf8)
    let runner = try TranscriptRunner(
      environment: setting.environment, inside: setting.folder, gitAbove: setting == .gitAbove)
    let steps = try runner.run(Transcript(written))
    for fault in PublishedAnswers.faults(of: steps) { Issue.record("\(name): \(fault)") }
    let went = steps.text
    if ProcessInfo.processInfo.environment["CRM_RECORD"] == "1" {
      guard setting == .index else { return }
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
      \(name):\(line + 1) differs in the setting "\(setting)"
      written: \(line < a.count ? a[line] : "(end)")
      went:    \(line < b.count ? b[line] : "(end)")
      """)
  }

  @Test func transcriptsExist() { #expect(TranscriptTests.names.count >= 10) }
}
