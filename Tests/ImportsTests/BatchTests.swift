import Diagnostics
import Records
import Rules
import Testing
import YAML

@testable import Imports

@Suite struct BatchTests {
  private func reread(_ plan: ImportPlan, in bench: Workbench) throws -> Batch {
    let edit = try #require(plan.change.files.first)
    let bytes = try #require(edit.after)
    let batch = try Batch(
      Document(parsing: bytes, file: edit.path, limits: Batch.limits), snapshot: bench.snapshot)
    #expect(batch.path == edit.path)
    #expect(batch.bytes(schema: bench.snapshot.schema) == bytes)
    return batch
  }

  @Test func undoTakesEverythingBack() throws {
    var bench = Workbench()
    try bench.run("Name,Email,City,Tags\nAnna,a@x.example,Чита,vip\n", file: "contacts.csv")
    let before = bench.named("Anna")
    let plan = try bench.run(
      "Name,Email,City,Tags,Company\nAnna,a@x.example,Омск,new,Ромашка\nBob,b@x.example,,,Ромашка\n",
      file: "contacts.csv")
    #expect(plan.counts == [1, 1, 0, 0, 0, 0])
    let undo = try reread(plan, in: bench).undo(in: bench.snapshot)
    #expect(undo.kept.isEmpty)
    bench.land(undo.change)
    #expect(bench.snapshot.records(.contact).count == 1)
    #expect(bench.snapshot.records(.company).isEmpty)
    let after = bench.named("Anna")
    for field in ContactFieldsProbe.keys { #expect(after?[field] == before?[field], "\(field)") }
  }

  private enum ContactFieldsProbe {
    static let keys = ["name", "emails", "city", "tags", "company", "extra", "external"]
  }

  @Test func undoLeavesWhatWasEditedSince() throws {
    var bench = Workbench()
    try bench.run("Name,Email,City\nEve,e@x.example,Чита\n", file: "contacts.csv")
    let plan = try bench.run(
      "Name,Email,City,Company\nAnna,a@x.example,,Acme\nBob,b@x.example,,\nEve,e@x.example,Омск,\n",
      file: "contacts.csv")
    let anna = try #require(bench.named("Anna"))
    let eve = try #require(bench.named("Eve"))
    var edit = Change()
    edit.set(anna.id, "city", .text("Бонн"))
    edit.set(eve.id, "city", .text("Тверь"))
    bench.land(edit)
    let undo = try reread(plan, in: bench).undo(in: bench.snapshot)
    // Anna's company stays because she does.
    #expect(Set(undo.kept.map { $0.message.split(separator: "\"")[1] }) == ["Anna", "Eve", "Acme"])
    bench.land(undo.change)
    #expect(bench.named("Bob") == nil)
    #expect(bench.named("Anna") != nil)
    #expect(bench.named("Eve")?.text("city") == "Тверь")
  }

  /// What stays is listed with its reason, and its batch stays with it, so that it can be taken back later.
  @Test func theBatchStaysWithWhatIsLeft() throws {
    var bench = Workbench()
    let plan = try bench.run(
      "Name,Email\nAnna,a@x.example\nBob,b@x.example\nEve,e@x.example\n", file: "contacts.csv")
    let batch = try reread(plan, in: bench)
    let (anna, bob) = (try #require(bench.named("Anna")), try #require(bench.named("Bob")))
    var edit = Change()
    edit.set(anna.id, "city", .text("Бонн"))
    bench.land(edit)
    // Bob's file was broken by hand.
    let unread = Diagnostic(.invalidData, "expected a value", at: SourceLocation(file: bob.path))
    let records = Kind.allCases.flatMap { bench.snapshot.records($0) }.filter { $0.id != bob.id }
    bench.snapshot = Snapshot(
      config: bench.snapshot.config, schema: bench.snapshot.schema, source: LoadedRecords(records),
      pipelineFiles: bench.snapshot.pipelineFiles, problems: [unread])
    let undo = batch.undo(in: bench.snapshot)
    #expect(undo.kept.map(\.location?.file).sorted { $0 ?? "" < $1 ?? "" } == [anna.path, bob.path].sorted())
    #expect(undo.kept.contains { $0.message.contains("cannot be read: expected a value") })
    #expect(undo.change.deletions.count == 1)
    let left = try #require(undo.change.files.first?.after)
    let rest = try Batch(
      Document(parsing: left, file: batch.path, limits: Batch.limits), snapshot: bench.snapshot)
    #expect(Set(rest.created.map(\.id)) == [anna.id, bob.id])
    bench.land(undo.change)
    // Nothing of it can be taken back now, so nothing is changed.
    #expect(rest.undo(in: bench.snapshot).change.deletions.isEmpty)
  }

  @Test func undoOfDealsTakesTheirStepsAlong() throws {
    var bench = Workbench()
    let plan = try bench.run("Title,Stage,Contact,Company\nA,proposal,Anna,Acme\nB,won,Anna,Acme\n") {
      $0.next = Workbench.step
    }
    let undo = try reread(plan, in: bench).undo(in: bench.snapshot)
    #expect(undo.kept.isEmpty)
    bench.land(undo.change)
    for kind in Kind.allCases { #expect(bench.snapshot.records(kind).isEmpty, "\(kind)") }
  }

  @Test func aForeignFileIsNoBatch() throws {
    let bench = Workbench()
    let document = try Document(parsing: Array("name: x\n".utf8), file: "imports/batches/x.yaml")
    #expect(throws: Diagnostic.self) { try Batch(document, snapshot: bench.snapshot) }
  }
}
