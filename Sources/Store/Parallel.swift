import Dispatch

/// The one place with threads: a map over many files on all cores.
package enum Parallel {
  private static let pieceSize = 256

  /// Starts a thread that will soon have work, so that it need not be waited for then.
  package static func warmUp() { DispatchQueue.global(qos: .userInitiated).async {} }

  /// The results in the order of the elements. Small inputs stay on this thread.
  package static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @escaping @Sendable (Element) -> Result
  ) -> [Result] {
    guard elements.count > pieceSize * 2 else { return elements.map(transform) }
    let pieces = (elements.count + pieceSize - 1) / pieceSize
    let slots = UnsafeMutableBufferPointer<[Result]>.allocate(capacity: pieces)
    slots.initialize(repeating: [])
    defer {
      slots.deinitialize()
      slots.deallocate()
    }
    // Each iteration writes its own slot and nothing else, so the threads share no memory that changes.
    nonisolated(unsafe) let own = slots
    DispatchQueue.concurrentPerform(iterations: pieces) { piece in
      let start = piece * pieceSize
      let end = min(start + pieceSize, elements.count)
      own[piece] = elements[start..<end].map(transform)
    }
    return slots.flatMap { $0 }
  }

  /// One result per piece of work, in the order of the pieces.
  package static func pieces<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return (0..<max(count, 0)).map(body) }
    let slots = UnsafeMutableBufferPointer<Result?>.allocate(capacity: count)
    slots.initialize(repeating: nil)
    defer {
      slots.deinitialize()
      slots.deallocate()
    }
    // Each iteration writes its own slot and nothing else, so the threads share no memory that changes.
    nonisolated(unsafe) let own = slots
    DispatchQueue.concurrentPerform(iterations: count) { own[$0] = body($0) }
    return slots.compactMap { $0 }
  }
}
