import Store
import Synchronization
import Testing
import Threads

struct BacklogTests {
  @Test(arguments: [0, 1, 2, 7, 1000]) func resultsStandInTheOrderOfTheItems(count: Int) {
    let backlog = Backlog<Int, String> { String($0 * $0) }
    for number in 0..<count { backlog.add(number) }
    #expect(backlog.finish() == (0..<count).map { String($0 * $0) })
    // It can be filled again.
    backlog.add(3)
    #expect(backlog.finish() == ["9"])
    #expect(backlog.finish() == [])
  }

  @Test(arguments: [1, 16, 1000]) func resultsAreHandedOverInOrder(ahead: Int) {
    let backlog = Backlog<Int, Int> { number in (0..<(number % 7) * 1000).reduce(number) { $0 ^ $1 } }
    let expected = (0..<1000).map { number in (0..<(number % 7) * 1000).reduce(number) { $0 ^ $1 } }
    var results: [Int] = []
    var added = 0
    while added < ahead {
      backlog.add(added)
      added += 1
    }
    while let result = backlog.next() {
      results.append(result)
      if added < 1000 {
        backlog.add(added)
        added += 1
      }
    }
    #expect(results == expected)
    #expect(backlog.next() == nil && backlog.finish() == [])
    backlog.add(1)
    #expect(backlog.finish() == [expected[1]])
  }

  @Test(arguments: [true, false]) func whatIsAbandonedIsNotBegun(helped: Bool) {
    let begun = Mutex(0)
    let backlog = Backlog<Int, Int>(helped: helped) { number in
      begun.withLock { $0 += 1 }
      return number
    }
    for number in 0..<1000 { backlog.add(number) }
    backlog.abandon()
    let count = begun.withLock { $0 }
    #expect(helped ? count <= 1000 : count == 0)
    #expect(backlog.next() == nil)
    #expect(begun.withLock { $0 } == count)
    backlog.add(7)
    #expect(backlog.finish() == [7])
  }

  @Test func everyItemIsTakenOnce() {
    let taken = Mutex<[Int: Int]>([:])
    let backlog = Backlog<Int, Bool> { number in
      taken.withLock { $0[number, default: 0] += 1 }
      return true
    }
    for number in 0..<5000 { backlog.add(number) }
    #expect(backlog.finish().count == 5000)
    #expect(taken.withLock { $0.count == 5000 && $0.values.allSatisfy { $0 == 1 } })
  }
}
