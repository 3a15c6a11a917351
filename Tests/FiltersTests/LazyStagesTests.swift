import Filters
import Synchronization
import Testing

@testable import Facts

@Suite struct LazyStagesTests {
  /// Three pipelines that note when they are looked into.
  private func index(noting seen: @escaping @Sendable (String) -> Void) -> StageIndex {
    StageIndex(
      pipelines: ["sales", "care", "hiring"].map { id in
        (
          id,
          {
            seen(id)
            return [
              StageFacts(pipeline: id, id: "won", position: 1, outcome: .won),
              StageFacts(pipeline: id, id: "new", position: 0),
            ]
          }
        )
      })
  }

  @Test func onlyThePipelineThatIsAskedForIsLookedInto() {
    let seen = Mutex<[String]>([])
    let index = index { id in seen.withLock { $0.append(id) } }
    #expect(index.pipelines == ["care", "hiring", "sales"])
    #expect(index.facts(pipeline: "nowhere", stage: "new") == nil)
    #expect(seen.withLock { $0 } == [])
    #expect(index.facts(pipeline: "sales", stage: "won")?.outcome == .won)
    #expect(index.rank(pipeline: "sales", stage: "nowhere") == nil)
    #expect(seen.withLock { $0 } == ["sales"])
  }

  @Test func ranksAreThoseOfTheWholeOrder() {
    let index = index { _ in }
    #expect(
      index.all.map { "\($0.pipeline) \($0.id)" } == [
        "care new", "care won", "hiring new", "hiring won", "sales new", "sales won",
      ])
    let ranks = index.all.compactMap { index.rank(pipeline: $0.pipeline, stage: $0.id) }
    #expect(ranks.count == 6 && ranks == ranks.sorted())
    #expect(!index.isEmpty && StageIndex().isEmpty && StageIndex(pipelines: [("empty", { [] })]).isEmpty)
  }
}
