import Diagnostics
import Testing
import YAML

@testable import Operations

@Suite struct PipelineTextTests {
  /// A file with all that an edit must not disturb.
  static let commented = """
    # head
    name: Sales   # as said

    stages:
    # the whole list
    - id: first   # entry
      name: "First"
      # of the first
    - {id: second, name: 'Second, really', probability: 30}

    # about the third
    - id: third
      require: ["amount > 0"]
    - id: won
      outcome: won   # the end
    # after the list
    transitions:
      first: [second, third, won]
      second:   # block
      - third
      - won
      third: [second]
    actions:
    - id: go
      stage: third   # there
      then: won
    """ + "\n"

  static let flow = """
    stages: [{id: first, name: A}, {id: second}, {id: third}, {id: won, outcome: won}]  # one line
    transitions: {first: [second], second: [won, third]}
    """

  static let indented =
    "stages:\r\n  - id: first\r\n    name: A\r\n  -\r\n    id: second\r\n  - id: third\r\n  - id: won\r\n    outcome: won"

  static let all = [commented, flow, indented]

  private func text(_ source: String) throws -> PipelineText {
    try PipelineText(bytes: Array(source.utf8), path: "pipelines/sales.yaml")
  }

  private func string(_ text: PipelineText) -> String { String(decoding: text.bytes, as: UTF8.self) }

  /// The lines of the first text that the second has lost.
  private func lost(_ before: String, _ after: PipelineText) -> [String] {
    var rest = string(after).split(whereSeparator: \.isNewline).map { String($0) }
    return before.split(whereSeparator: \.isNewline).map { String($0) }.filter { line in
      guard let place = rest.firstIndex(of: line) else { return true }
      rest.remove(at: place)
      return false
    }
  }

  @Test(arguments: all)
  func insertingLosesNoLine(source: String) throws {
    for (after, place) in [(nil, 0), ("first", 1), ("second", 2), ("third", 3), ("won", 4)]
      as [(String?, Int)]
    {
      var text = try text(source)
      var wanted = text.stageIDs
      wanted.insert("new", at: place)
      try text.insert([("id", .plain("new")), ("name", .text("a: b, [c]"))], after: after)
      #expect(text.stageIDs == wanted)
      #expect(text.document["stages"]?.items?[place]["name"]?.text == "a: b, [c]")
      if source != Self.flow {
        #expect(lost(source, text).isEmpty, "after \(after ?? "-"):\n\(string(text))")
      }
      #expect(string(text).contains("\r\n") == source.contains("\r\n"))
    }
  }

  @Test(arguments: all)
  func movingLosesNoLineAndKeepsTheOthersInOrder(source: String) throws {
    let ids = try text(source).stageIDs
    for id in ids {
      for other in ids where other != id {
        for before in [true, false] {
          var text = try text(source)
          var wanted = ids.filter { $0 != id }
          let place = try #require(wanted.firstIndex(of: other))
          wanted.insert(id, at: before ? place : place + 1)
          try text.move(id, before: before, other)
          #expect(text.stageIDs == wanted)
          if source != Self.flow {
            #expect(lost(source, text).isEmpty, "\(id) \(before) \(other):\n\(string(text))")
          }
        }
      }
    }
  }

  @Test func movingTakesTheCommentAboveAlong() throws {
    var text = try text(Self.commented)
    try text.move("third", before: true, "second")
    #expect(
      string(text).contains("# about the third\n- id: third\n  require: [\"amount > 0\"]\n- {id: second"))
    #expect(string(text).contains("# the whole list\n- id: first"))
  }

  @Test(arguments: all)
  func removingTakesOnlyTheStage(source: String) throws {
    for id in try text(source).stageIDs {
      var text = try text(source)
      let wanted = text.stageIDs.filter { $0 != id }
      try text.remove(id)
      #expect(text.stageIDs == wanted)
      for comment in [
        "# head", "# as said", "# the whole list", "# about the third", "# after the list", "# one line",
      ]
      where source.contains(comment) {
        #expect(string(text).contains(comment), "\(comment) is lost with \(id)")
      }
    }
  }

  @Test func renamingReachesEveryMention() throws {
    var text = try text(Self.commented)
    try text.rename("third", to: "no")
    #expect(text.stageIDs == ["first", "second", "no", "won"])
    #expect(!string(text).contains(": third"))
    #expect(text.document["transitions"]?["first"]?.items?.map(\.text) == ["second", "no", "won"])
    #expect(text.document["transitions"]?["second"]?.items?.map(\.text) == ["no", "won"])
    #expect(text.document["transitions"]?["no"]?.items?.map(\.text) == ["second"])
    #expect(text.document["actions"]?.items?[0]["stage"]?.text == "no")
    // A word that other readers take for a flag is quoted.
    #expect(
      string(text).contains("stage: \"no\"   # there") || string(text).contains("stage: 'no'   # there"))
  }

  @Test func namingChangesOneLineOrAddsOne() throws {
    var named = try text(Self.commented)
    try named.setName(of: "first", to: "Erster")
    #expect(lost(Self.commented, named).count == 1)
    var unnamed = try text(Self.commented)
    try unnamed.setName(of: "third", to: "Dritter")
    #expect(lost(Self.commented, unnamed).isEmpty)
    #expect(string(unnamed).contains("- id: third\n  name: Dritter\n"))
    var inFlow = try text(Self.flow)
    try inFlow.setName(of: "second", to: "b, c")
    #expect(inFlow.document["stages"]?.items?[1]["name"]?.text == "b, c")
  }

  @Test func forgettingLeavesNoMention() throws {
    for id in ["first", "second", "third"] {
      var text = try text(Self.commented)
      try text.forget(id, leadingTo: "won")
      try text.remove(id)
      let transitions = text.document["transitions"]?.pairs ?? []
      #expect(!transitions.contains { $0.key == id })
      #expect(!transitions.contains { $0.value.items?.contains { $0.text == id } == true })
      #expect(text.actions(leadingTo: id).isEmpty)
    }
    var only = try text(Self.flow)
    try only.forget("second", leadingTo: "won")
    // An empty list allows nothing; no list would allow everything.
    #expect(only.document["transitions"]?["first"]?.items?.isEmpty == true)
    #expect(only.document["transitions"]?["second"] == nil)
  }

  @Test func anUnknownStageIsAnError() throws {
    var text = try text(Self.commented)
    #expect(throws: Diagnostic.self) { try text.remove("fourth") }
    #expect(string(text) == Self.commented)
  }
}
