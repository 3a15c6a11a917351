/// Work that other cores begin while this thread still finds more of it, or does something else. One thread adds and takes
/// the results.
package final class Backlog<Item: Sendable, Result: Sendable>: Sendable {
  private struct State: Sendable {
    var items: [Item?] = []
    var results: [Result?] = []
    /// The first item that nobody has taken.
    var next = 0
    /// The first result that has not been handed over.
    var first = 0
    /// Threads at work beside the one that adds.
    var helpers = 0
  }

  private let state = Monitor(State())
  private let work: @Sendable (Item) -> Result
  private let pool: ThreadPool
  private let helperLimit: Int

  /// Without helpers for what is done sooner than a thread is started.
  package convenience init(helped: Bool = true, _ work: @escaping @Sendable (Item) -> Result) {
    self.init(helped: helped, pool: .shared, work)
  }

  init(helped: Bool = true, pool: ThreadPool, _ work: @escaping @Sendable (Item) -> Result) {
    self.work = work
    self.pool = pool
    helperLimit = helped ? pool.helpers : 0
  }

  /// Adds an item; another core may begin with it at once.
  package func add(_ item: Item) {
    let needsHelper = state.locked { state in
      state.items.append(item)
      state.results.append(nil)
      guard state.helpers < helperLimit else { return false }
      state.helpers += 1
      return true
    }
    guard needsHelper, !pool.run({ self.help() }) else { return }
    state.locked { $0.helpers -= 1 }
  }

  /// The next result in the order of the items, once it is there; this thread helps. Nil once all are handed over.
  package func next() -> Result? {
    while true {
      let (result, isEmpty) = state.locked { state -> (Result?, Bool) in
        guard state.first < state.results.count else {
          state = State(helpers: state.helpers)
          return (nil, true)
        }
        guard let result = state.results[state.first] else { return (nil, false) }
        state.results[state.first] = nil
        state.first += 1
        return (result, false)
      }
      if result != nil || isEmpty { return result }
      if !takeOne() { waitForHelpers { $0.first < $0.results.count && $0.results[$0.first] != nil } }
    }
  }

  /// The results in the order of the items, once all are there; this thread helps.
  package func finish() -> [Result] {
    while takeOne() {}
    waitForHelpers()
    return state.locked { state in
      defer { state = State() }
      var results: [Result] = []
      results.reserveCapacity(state.results.count)
      for case let result? in state.results { results.append(result) }
      return results
    }
  }

  /// Leaves undone what nobody has begun, and waits for the rest.
  package func abandon() {
    state.locked { state in state.items.removeSubrange(state.next...) }
    waitForHelpers()
    state.locked { $0 = State() }
  }

  /// Until no helper is at work, or there is what the caller needs.
  private func waitForHelpers(orUntil isReady: (State) -> Bool = { _ in false }) {
    state.wait { state in state.helpers == 0 || isReady(state) ? () : nil }
  }

  private func help() {
    while let (place, item) = take(asHelper: true) { fill(place, work(item)) }
  }

  /// Does one item on this thread; false when there is none that nobody has taken.
  private func takeOne() -> Bool {
    guard let (place, item) = take(asHelper: false) else { return false }
    fill(place, work(item))
    return true
  }

  private func fill(_ place: Int, _ result: Result) { state.change { $0.results[place] = result } }

  private func take(asHelper: Bool) -> (place: Int, item: Item)? {
    state.change { state in
      guard state.next < state.items.count, let item = state.items[state.next] else {
        if asHelper { state.helpers -= 1 }
        return nil
      }
      state.items[state.next] = nil
      state.next += 1
      return (state.next - 1, item)
    }
  }
}
