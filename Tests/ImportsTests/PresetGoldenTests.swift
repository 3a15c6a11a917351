import Dates
import Diagnostics
import Foundation
import Records
import Rules
import Testing
import YAML

@testable import Imports

/// Files as each system writes them, and what they become: `NAME.csv` beside `NAME.yaml` in `Fixtures/Presets`.
///
/// `CRM_RECORD=1` writes the latter anew, and fails.
@Suite struct PresetGoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/Presets")

  static let names: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted() ?? []

  @Test func everyPresetHasAFixture() {
    let read = Set(PresetGoldenTests.names.map { $0.split(separator: "-")[0] })
    let missing = Presets.all.map(\.name).filter { !read.contains(Substring($0)) }
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test(arguments: names) func fileBecomesTheseRecords(_ name: String) throws {
    let bytes = try Self.bytes(name)
    let shown = try Self.shown(bytes, name)
    let place = Self.folder.appending(path: name + ".yaml")
    if ProcessInfo.processInfo.environment["CRM_RECORD"] == "1" {
      try Data(shown.utf8).write(to: place)
      Issue.record("recorded \(name)")
      return
    }
    let wanted = String(decoding: try Data(contentsOf: place), as: UTF8.self)
    #expect(shown == wanted)
  }

  /// The same file in the code page that older programs wrote, and with or without a byte order mark.
  @Test(arguments: names) func encodingMakesNoDifference(_ name: String) throws {
    var bytes = try Self.bytes(name)
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let wanted = try Self.records(bytes, name)
    if bytes.starts(with: mark) { bytes.removeFirst(3) } else { bytes = mark + bytes }
    #expect(try Self.records(bytes, name) == wanted)
    let text = String(decoding: bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes, as: UTF8.self)
    let isCyrillic = text.unicodeScalars.contains { (0x400...0x45f).contains($0.value) }
    guard let page = TextEncoding(name: isCyrillic ? "windows-1251" : "windows-1252"),
      let encoded = page.encode(text)
    else { return }
    #expect(try Self.records(encoded, name) == wanted)
  }

  @Test(arguments: names) func secondImportChangesNothing(_ name: String) throws {
    var bench = Self.bench()
    let bytes = try Self.bytes(name)
    let first = try Self.plan(bytes, name, bench)
    bench.land(first.change)
    let second = try Self.plan(bytes, name, bench)
    #expect(second.change.isEmpty, "\(second.report.outcomes)")
    #expect(second.report.count(.created) + second.report.count(.updated) == 0)
  }

  // MARK: Reading

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name + ".csv")))
  }

  /// The country of the people in a file: its numbers are written as people there do.
  private static func bench(_ name: String = "") -> Workbench {
    let gleb = Owner(
      id: "gleb", name: name.contains("-ru") ? "Глеб Орлов" : "Gleb Orlov", email: nil, manager: nil,
      hours: .standard)
    let foreign = [
      "hubspot", "pipedrive", "salesforce", "zoho", "dynamics", "google", "hermitcrm", "linkedin",
    ]
    let isForeign = foreign.contains { name.hasPrefix($0) } || name.hasSuffix("-en")
    let second = Owner(id: "orlov", name: "Глеб Орлов", email: nil, manager: nil, hours: .standard)
    let owners = gleb.name == second.name ? [gleb] : [gleb, second]
    let country = name.hasPrefix("salesforce") ? "US" : isForeign ? "DE" : "RU"
    return Workbench(owners: owners, country: country)
  }

  private static func plan(_ bytes: [UInt8], _ name: String, _ bench: Workbench) throws -> ImportPlan {
    try bench.plan(bytes: bytes, file: "export.csv") {
      $0.next = Workbench.step
      $0.user = "gleb"
    }
  }

  private static func records(_ bytes: [UInt8], _ name: String) throws -> [String] {
    try creations(try plan(bytes, name, bench(name)))
  }

  private static func creations(_ plan: ImportPlan) throws -> [String] {
    plan.change.creations.filter { $0.kind != .task || plan.report.kind == .task }.map { creation in
      let file = String(
        decoding: RecordWriter.file(of: creation, table: Schema.plain[creation.kind]), as: UTF8.self)
      let indented = file.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
      return "\(creation.kind.rawValue):\n\(indented)\n"
    }
  }

  /// The counts, what is said of rows and cells, and the records.
  private static func shown(_ bytes: [UInt8], _ name: String) throws -> String {
    let plan = try plan(bytes, name, bench(name))
    let report = plan.report
    var lines = ["# \(report.rows) \(report.kind.plural), read as \(report.preset)"]
    for outcome in report.outcomes {
      lines.append("# \(outcome.place.text): \(outcome.result.rawValue) \(outcome.error ?? "")".trimmed)
    }
    lines += report.kept.map { "# \($0.message)" } + report.warnings.map { "# warning: \($0.text)" }
    return lines.joined(separator: "\n") + "\n" + (try creations(plan)).joined()
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
