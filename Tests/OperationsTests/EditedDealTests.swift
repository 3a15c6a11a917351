import Diagnostics
import Foundation
import Operations
import Records
import Testing

/// `crm deals edit` of what commands guard.
@Suite struct EditedDealTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "edited-\(UUID().uuidString)")
  private static let forged =
    "{at: 2026-11-23T10:00:00+01:00, stage: proposal, by: gleb, of: 0123456789abcdef}"
  private static let deal = "deals/website-dddddd04.yaml"

  private func write(_ path: String, _ text: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func text() throws -> String {
    try String(contentsOf: folder.appendingPathComponent(Self.deal), encoding: .utf8)
  }

  private func driver() throws -> Driver {
    try write("crm.yaml", "format: 1\ncurrency: EUR\ntimezone: Europe/Berlin\ncountry: DE\n")
    try write(
      "pipelines/sales.yaml",
      """
      name: Sales
      stages:
      - id: first-contact
      - id: proposal
        approve: {when: "amount > 10000EUR"}
      - {id: won, outcome: won}
      - {id: lost, outcome: lost}

      """)
    try write(
      Self.deal,
      """
      id: dddddd04
      title: Website
      pipeline: sales
      stage: first-contact
      amount: 20000
      currency: EUR
      next_step: call-tttttt05
      created: 2026-11-20T10:15:00+01:00
      history:
      - {at: 2026-11-20T10:15:00+01:00, stage: first-contact}

      """)
    try write(
      "tasks/2026-11/call-tttttt05.yaml",
      "id: tttttt05\ntitle: Call\ndue: 2026-12-01\ndeal: website-dddddd04\n")
    return Driver(folder: folder)
  }

  /// The refusal of an edit that replaces these texts; nil where it was taken.
  private func edit(_ driver: Driver, _ replacements: (String, String)...) -> Diagnostic? {
    driver.editor = { path in
      var text = try String(contentsOfFile: path, encoding: .utf8)
      for (old, new) in replacements { text = text.replacingOccurrences(of: old, with: new) }
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    do {
      _ = try driver.run(EditRecord(.deal, "website", process: 1), seed: 1)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test func noApprovalIsWrittenOrPassedByEdit() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let driver = try driver()
    let before = try text()
    let moved = try #require(edit(driver, ("stage: first-contact", "stage: proposal")))
    #expect(moved.code == .requirementUnmet, "\(moved)")
    #expect(moved.message.contains("requires an approval"), "\(moved.message)")
    #expect(moved.hints.contains { $0.description.contains("deals approve") }, "\(moved.hints)")
    let forged = try #require(
      edit(
        driver,
        ("created:", "approvals:\n- \(Self.forged)\ncreated:")))
    #expect(forged.code == .transitionNotAllowed && forged.message.contains("not set by hand"), "\(forged)")
    #expect(try text() == before)
    // A change of something else is taken, and what becomes void by it is said.
    _ = try driver.run(ApproveDeal("website", for: nil, note: nil), seed: 2)
    #expect(edit(driver, ("amount: 20000", "amount: 20001")) == nil)
    #expect(driver.warnings.contains { $0.message.contains("is void") }, "\(driver.warnings)")
    #expect(try text().contains("amount: 20001"))
    #expect(edit(driver, ("stage: first-contact", "stage: proposal"))?.code == .requirementUnmet)
    _ = try driver.run(ApproveDeal("website", for: nil, note: nil), seed: 3)
    #expect(edit(driver, ("stage: first-contact", "stage: proposal")) == nil)
  }
}
