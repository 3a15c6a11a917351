import Foundation
import Testing

/// `examples/repository` is alive: sound, complete, and used by the documentation.
@Suite struct SampleRepositoryTests {
  @Test func isSound() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let checked = try shop.sh("crm -C sales check --json")
    #expect(checked.output == "[]\n")
    #expect(checked.errors == "")
    #expect(checked.status == 0)
    let stages = try shop.sh("crm -C sales stages check")
    #expect(stages.status == 0, "\(stages.output)\(stages.errors)")
  }

  @Test(arguments: ["contacts", "companies", "leads", "deals", "tasks", "activities", "products"])
  func everyFileIsARecord(kind: String) throws {
    let shop = try Workshop()
    let folder = try shop.copy("repository", as: "sales").appendingPathComponent(kind)
    let files =
      FileManager.default.enumerator(atPath: folder.path)?.allObjects.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".yaml") } ?? []
    #expect(!files.isEmpty)
    let listed = try shop.sh("crm -C sales \(kind) list --json")
    #expect(listed.status == 0, "\(listed.errors)")
    let paths = try records(listed.output).compactMap { $0["path"] as? String }
    #expect(Set(paths) == Set(files.map { "\(kind)/\($0)" }))
  }

  @Test func aMoveChangesTheLinesItSpeaksOf() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let name = "sales/deals/website-for-acme-d5m8t2qa.yaml"
    let before = try shop.read(name).split(separator: "\n")
    let moved = try shop.sh("crm -C sales deals move d5m8 invoice --next 'Check payment' --due +7d")
    #expect(moved.status == 0, "\(moved.errors)")
    let after = try shop.read(name).split(separator: "\n")
    let gone = before.filter { !after.contains($0) }
    #expect(gone.count == 2, "the stage and the next step: \(gone)")
    #expect(after.count == before.count + 1, "and one line more of history")
    #expect(after.contains { $0.contains("# she has the proposal since Friday") })
  }

  @Test func theViewFindsTheBigOnes() throws {
    let shop = try Workshop()
    try shop.copy("repository", as: "sales")
    let listed = try shop.sh("crm -C sales deals list @hot --format ids")
    #expect(listed.output == "e7k3v9rn\nd5m8t2qa\nf2x6h4cj\n")
  }
}
