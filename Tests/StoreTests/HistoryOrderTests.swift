import SeededRandomness
import Testing

@testable import Store

/// The order in which a program is told of a history with branches, on random ones.
@Suite struct HistoryOrderTests {
  /// A history of which the last commit is the present one; each builds on the one before it or on some others.
  private static func history(_ random: inout SeededRandom) -> [Git.Node] {
    var nodes = [Git.Node(name: "0", parents: [])]
    for number in 1...random.number(1...40) {
      var parents = [random.chance(70) ? nodes[number - 1].name : random.pick(nodes).name]
      if random.chance(35) {
        let other = random.pick(nodes).name
        if !parents.contains(other) { parents.append(other) }
      }
      nodes.append(Git.Node(name: String(number), parents: parents))
    }
    return nodes
  }

  private static func ancestors(of name: String, in nodes: [String: Git.Node]) -> Set<String> {
    var found = Set<String>()
    var next = [name]
    while let name = next.popLast() {
      guard found.insert(name).inserted else { continue }
      next += nodes[name]?.parents ?? []
    }
    return found
  }

  @Test func eachCommitComesOnceAndAfterWhatItBuildsOn() throws {
    for seed in UInt64(1)...300 {
      var random = SeededRandom(seed: seed)
      let all = Self.history(&random)
      let nodes = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
      let head = try #require(all.last).name
      let reachable = Self.ancestors(of: head, in: nodes)
      let start = random.chance(50) ? random.pick(reachable.sorted()) : nil
      let behind = start.map { Self.ancestors(of: $0, in: nodes) } ?? []
      let range = nodes.filter { reachable.contains($0.key) && !behind.contains($0.key) }
      let order = Git.ordered(range, from: head, after: start)
      #expect(Set(order.map(\.name)) == Set(range.keys), "seed \(seed)")
      #expect(order.count == range.count, "seed \(seed)")
      var told = behind
      for node in order {
        #expect(Set(node.parents).isSubset(of: told), "seed \(seed), \(node.name)")
        told.insert(node.name)
        // Whoever goes on from a mark is told of just what was not told yet.
        if node.isMark {
          #expect(told == Self.ancestors(of: node.name, in: nodes), "seed \(seed), \(node.name)")
        }
      }
      #expect(order.last.map(\.isMark) ?? true, "seed \(seed)")
    }
  }
}
