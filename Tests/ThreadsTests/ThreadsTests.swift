import CSystem
import Synchronization
import Testing

@testable import Threads

@Suite struct ThreadsTests {
  /// Pools of a system that gives all threads, some, or none.
  static let pools: [(name: String, given: Int)] = [("none", 0), ("one", 1), ("three", 3), ("all", .max)]

  static func pool(given: Int) -> ThreadPool {
    let started = Mutex(0)
    return ThreadPool(helpers: 4) { work in
      let isGiven = started.withLock { count in
        count += 1
        return count <= given
      }
      return isGiven && ThreadPool.systemThread(work)
    }
  }

  @Test(arguments: pools.map(\.given)) func allIsDoneWhateverTheSystemGives(given: Int) {
    let pool = Self.pool(given: given)
    for _ in 0..<20 {
      let backlog = Backlog<Int, Int>(pool: pool) { $0 * 2 }
      for number in 0..<500 { backlog.add(number) }
      #expect(backlog.finish() == (0..<500).map { $0 * 2 })
      for number in 0..<50 { backlog.add(number) }
      for number in 0..<50 { #expect(backlog.next() == number * 2) }
      for number in 0..<50 { backlog.add(number) }
      backlog.abandon()
      #expect(backlog.next() == nil)
    }
  }

  @Test func oneCoreStartsNoThread() {
    let pool = ThreadPool(helpers: 0) { _ in
      Issue.record("a thread was started")
      return false
    }
    let backlog = Backlog<Int, Int>(pool: pool) { $0 + 1 }
    backlog.add(1)
    #expect(backlog.finish() == [2])
    #expect(!pool.run {})
  }

  /// A backlog whose work fills another one waits for threads that it holds itself.
  @Test(arguments: [0, 1, 2, Int.max]) func workMayHaveWorkDone(given: Int) {
    let pool = Self.pool(given: given)
    let outer = Backlog<Int, Int>(pool: pool) { number in
      let inner = Backlog<Int, Int>(pool: pool) { $0 }
      for part in 0..<20 { inner.add(number * part) }
      return inner.finish().reduce(0, +)
    }
    for number in 0..<40 { outer.add(number) }
    #expect(outer.finish() == (0..<40).map { $0 * 190 })
  }

  @Test func helpersTakeNoSignals() {
    let isBlocked = Monitor<Bool?>(nil)
    let isRun = ThreadPool(helpers: 1).run {
      let token = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 16)
      defer { token.deallocate() }
      guard crm_block_signals(token) == 0 else { return }
      // The mask before: the bit of INT, which is signal 2.
      let mask = token.load(as: UInt64.self)
      isBlocked.change { $0 = mask & 0b10 != 0 }
    }
    #expect(isRun && isBlocked.wait { $0 })
    #expect(crm_usable_cores() >= 1)
  }
}
