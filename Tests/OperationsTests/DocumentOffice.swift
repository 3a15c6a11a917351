import Dates
import Foundation
import Output
import Records
import Store

@testable import Operations

/// A repository with a deal, a person, a company and what is written into it besides, for documents.
final class DocumentOffice {
  let folder: URL
  let driver: Driver
  private var seed: UInt64 = 1

  init(settings: String = "", deal: String = "", _ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    driver = Driver(folder: folder)
    try write(
      "crm.yaml",
      """
      format: 1
      timezone: Europe/Berlin
      currency: EUR
      owners: [{id: gleb, name: Gleb Petrov, email: gleb@example.com}]
      \(settings)

      """)
    try write(
      "contacts/sean-c1234567.yaml",
      "id: c1234567\nname: Sean O'Brien\nemails: [sean@example.com]\n")
    try write("companies/weber-a1234567.yaml", "id: a1234567\nname: Weber & Söhne\ncity: Hamburg\n")
    try write(
      "products/logo-p1234567.yaml", "id: p1234567\nname: 1/2 logo\nprice: 300\ncurrency: EUR\nunit: pc\n")
    try write(
      "deals/fence-d1234567.yaml",
      """
      id: d1234567
      title: 1/2 <fence>
      pipeline: sales
      stage: meeting
      contact: sean-c1234567
      \(deal)
      owner: gleb
      next_step: call-t1234567
      created: 2026-11-20T10:15:00+01:00
      history:
      - {at: 2026-11-20T10:15:00+01:00, stage: meeting, by: gleb}

      """)
    try write(
      "tasks/2026-11/call-t1234567.yaml",
      "id: t1234567\ntitle: Call\nstatus: open\ndue: 2026-12-24T10:00:00+01:00\ndeal: fence-d1234567\n")
    try write(
      "pipelines/sales.yaml",
      "name: Sales\nstages:\n- {id: meeting, name: Meeting}\n- {id: won, name: Won, outcome: won}\n- {id: lost, name: Lost, outcome: lost}\n"
    )
    for (path, text) in files { try write(path, text) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// An invoice of the deal with a state, issued on 1 November 2026.
  func invoice(
    _ rest: String, number: String = "INV-2026-0042", id: String = "n1234567", currency: String = "EUR"
  ) throws {
    try write(
      "invoices/2026-11/\(number.lowercased())-\(id).yaml",
      """
      id: \(id)
      number: \(number)
      deal: fence-d1234567
      contact: sean-c1234567
      currency: \(currency)
      issued: 2026-11-01
      owner: gleb
      created: 2026-11-01T10:00:00+01:00
      \(rest)

      """)
  }

  /// The document; what it is about is a REF of any kind.
  func render(
    _ template: String, _ reference: String = "d1234567", isMessage: Bool = false, isStrict: Bool = true,
    isDryRun: Bool = false, now: Instant = Driver.now
  ) throws -> String {
    seed += 1
    let request = RenderTemplate(
      template, about: nil, reference, isMessage: isMessage, isStrict: isStrict)
    return try driver.run(request, seed: seed, format: .table, isDryRun: isDryRun, now: now)
  }

  /// The names and texts of `templates variables`.
  func variables(_ reference: String = "d1234567") throws -> [String: String] {
    let found = try driver.run(ListTemplateVariables(about: nil, reference), seed: 1, format: .json)
    let rows = try JSONSerialization.jsonObject(with: Data(found.utf8)) as? [[String: String]] ?? []
    return Dictionary(rows.map { ($0["name"] ?? "", $0["value"] ?? "") }) { first, _ in first }
  }

  func place(of path: String) -> String { folder.appendingPathComponent(path).path }

  /// An invoice changed in an editor.
  func edit(_ invoice: String, replacing text: String, with other: String) throws {
    driver.editor = { path in
      let file = URL(fileURLWithPath: path)
      let before = try String(contentsOf: file, encoding: .utf8)
      try before.replacing(text, with: other).write(to: file, atomically: true, encoding: .utf8)
    }
    seed += 1
    _ = try driver.run(EditRecord(.invoice, invoice, process: 1), seed: seed)
  }

  /// What the operations see.
  func workspace() throws -> Workspace {
    let box = Box()
    _ = try driver.run(Look(box: box), seed: 1, format: .table)
    guard let workspace = box.workspace else { throw CocoaError(.fileNoSuchFile) }
    return workspace
  }

  private final class Box: @unchecked Sendable { var workspace: Workspace? }

  private struct Look: Operations.Operation {
    static let answer = AnswerForm.text
    let box: Box

    func run(in context: Context) throws -> Answer {
      box.workspace = try context.open()
      return .text("")
    }
  }

  /// The files of a folder, by name.
  func files(_ path: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: folder.appendingPathComponent(path).path)
    return (found?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }
}
