import Dispatch

/// The one place with threads: a map over many files on all cores.
enum Parallel {
  private static let pieceSize = 256

  /// The results in the order of the elements. Small inputs stay on this thread.
  static func map<Element: Sendable, Result: Sendable>(
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
}
