import CSystem

/// A value that one thread at a time may look at, and for whose change others can wait.
final class Monitor<State: Sendable>: @unchecked Sendable {
  private let monitor: UnsafeMutablePointer<crm_monitor>
  /// Only touched while the monitor's lock is held.
  private var state: State

  init(_ state: State) {
    self.state = state
    monitor = .allocate(capacity: 1)
    crm_monitor_make(monitor)
  }

  deinit {
    crm_monitor_destroy(monitor)
    monitor.deallocate()
  }

  func locked<Result>(_ body: (inout State) -> Result) -> Result {
    crm_monitor_lock(monitor)
    defer { crm_monitor_unlock(monitor) }
    return body(&state)
  }

  /// Changes the value and wakes those who wait for it.
  func change<Result>(_ body: (inout State) -> Result) -> Result {
    crm_monitor_lock(monitor)
    defer {
      crm_monitor_wake(monitor)
      crm_monitor_unlock(monitor)
    }
    return body(&state)
  }

  /// Asks again after each change until there is an answer.
  func wait<Result>(for answer: (inout State) -> Result?) -> Result {
    crm_monitor_lock(monitor)
    defer { crm_monitor_unlock(monitor) }
    while true {
      if let result = answer(&state) { return result }
      crm_monitor_wait(monitor)
    }
  }
}

/// Threads that help where there are cores for them. Nothing may depend on one: the system may have none left to give.
final class ThreadPool: Sendable {
  typealias Work = @Sendable () -> Void
  /// Runs the work on a new thread; false where there is none to be had.
  typealias Starter = @Sendable (@escaping Work) -> Bool

  private struct State: Sendable {
    var waiting: [Work] = []
    /// Threads that wait for work, those among them that have been woken for it.
    var idle = 0
    var count = 0
    var isRefused = false
  }

  /// The threads of this process.
  static let shared = ThreadPool(helpers: Int(crm_usable_cores()) - 1)

  /// How many threads can be of use to one piece of work, beside the one that waits for it.
  let helpers: Int
  private let start: Starter
  private let state = Monitor(State())

  init(helpers: Int, start: @escaping Starter = ThreadPool.systemThread) {
    self.helpers = helpers
    self.start = start
  }

  /// Has the work done on another thread, soon; false where no thread is free, and then nothing happens.
  func run(_ work: @escaping Work) -> Bool {
    guard helpers > 0 else { return false }
    return state.change { state in
      if state.idle > state.waiting.count {
        state.waiting.append(work)
        return true
      }
      // Those that wait for the disk use no core, so there may be twice as many.
      guard state.count < 2 * helpers, !state.isRefused else { return false }
      state.count += 1
      state.waiting.append(work)
      guard start({ self.serve() }) else {
        state.count -= 1
        state.waiting.removeLast()
        state.isRefused = true
        return false
      }
      return true
    }
  }

  private func serve() {
    state.locked { $0.idle += 1 }
    while true {
      let work = state.wait { state -> Work? in
        guard !state.waiting.isEmpty else { return nil }
        state.idle -= 1
        return state.waiting.removeFirst()
      }
      work()
      state.locked { $0.idle += 1 }
    }
  }

  /// A thread of the system, apart from which there is no other kind.
  static let systemThread: Starter = { work in
    let context = Unmanaged.passRetained(Box(work))
    let failure = crm_start_thread(
      { context in
        guard let context else { return }
        Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work()
      }, context.toOpaque())
    if failure != 0 { context.release() }
    return failure == 0
  }

  private final class Box: Sendable {
    let work: Work

    init(_ work: @escaping Work) { self.work = work }
  }
}
