import Desk
import Output
import Records
import Testing
import Text

/// The walk through likely pairs: a key for each.
@Suite struct DuplicateWalkTests {
  private static func card(_ left: String, _ right: String, fields: Int = 1) throws -> DuplicateCard {
    DuplicateCard(
      kind: .contact, left: try #require(RecordID(left)), right: try #require(RecordID(right)), score: 77,
      reasons: ["the same phone +4930555001", "but other emails"],
      rows: (0..<fields).map {
        .init(title: "Field \($0)", left: "Anna Ivanova", right: "Анна Иванова \($0)")
      })
  }

  private static func walk() throws -> DuplicateWalk {
    DuplicateWalk([
      try card("k0000001", "k0000002"), try card("k0000002", "k0000003"), try card("k0000004", "k0000005"),
    ])
  }

  @Test(arguments: ["m", "ь"]) func mergeTakesPairsOfTheOtherAway(key: Character) throws {
    var walk = try DuplicateWalkTests.walk()
    let (keep, other) = (try #require(RecordID("k0000001")), try #require(RecordID("k0000002")))
    let effect = walk.take(.character(key))
    #expect(effect == .merge(.contact, keep: keep, other: other))
    #expect(walk.place == 0)
    walk.receive(effect, said: ["took in"], change: "c-1")
    #expect(walk.place == 2)
    #expect(walk.message == ["took in"])
    let undo = walk.take(.character("u"))
    #expect(undo == .undo("c-1"))
    walk.receive(undo, said: ["undone"], change: "c-2")
    #expect(walk.place == 0)
    #expect(walk.take(.character("u")) == .none)
    #expect(walk.message == ["nothing to take back"])
    #expect(walk.take(.character(" ")) == .none)
    #expect(walk.place == 1)
  }

  @Test func otherKeys() throws {
    var walk = try DuplicateWalkTests.walk()
    let (left, right) = (try #require(RecordID("k0000001")), try #require(RecordID("k0000002")))
    #expect(walk.take(.character("o")) == .merge(.contact, keep: right, other: left))
    #expect(walk.take(.character("n")) == .apart(.contact, left, right))
    #expect(walk.take(.character("x")) == .none)
    #expect(walk.place == 0)
    walk.refuse(["error: somebody else was faster"])
    #expect(walk.place == 0)
    #expect(walk.take(.character("l")) == .none)
    #expect(walk.message.isEmpty)
    #expect(walk.take(.control("l")) == .redraw)
    #expect(walk.take(.escape) == .quit)
    for _ in 0..<2 { _ = walk.take(.character("l")) }
    #expect(walk.card == nil)
    #expect(walk.take(.character("m")) == .quit)
  }

  @Test(arguments: [(80, 24), (40, 8), (20, 5), (200, 50), (1, 1)]) func fits(width: Int, height: Int) throws
  {
    let size = ScreenSize(width: width, height: height)
    var walk = DuplicateWalk([try DuplicateWalkTests.card("k0000001", "k0000002", fields: 30)])
    for _ in 0..<2 {
      let screen = DeskScreen(walk, size)
      #expect(screen.lines.count <= height)
      for line in screen.lines { #expect(DisplayWidth.width(line.text) <= width) }
      _ = walk.take(.character("l"))
    }
  }

  @Test func saysWhatAPersonDecidesBy() throws {
    let walk = try DuplicateWalkTests.walk()
    let text = DeskScreen(walk, ScreenSize(width: 80, height: 24)).lines.map(\.text).joined(separator: "\n")
    for piece in [
      "1 of 3", "score 77", "+ the same phone +4930555001", "- but other emails", "k0000001", "k0000002",
      "Анна Иванова 0", "m merge into the left", "n not the same", "q quit",
    ] { #expect(text.contains(piece), "\(piece) in\n\(text)") }
    #expect(!text.contains("u undo"))
  }
}
