/// A regular expression as instructions that are all followed at once, one character after another.
struct PatternProgram: Sendable {
  private enum Step: Sendable {
    case test(PatternTest)
    case place(PatternPlace)
    /// Goes on at both.
    case split(Int, Int)
    case jump(Int)
    case match
  }

  let literals: PatternLiterals
  private var steps: [Step] = []

  /// More than this is what counted repetitions of counted repetitions grow to.
  static let maximumSize = 2_000

  init(
    _ node: PatternNode, literals: PatternLiterals, length: Int
  ) throws(RegexPattern.Fault) {
    self.literals = literals
    guard PatternProgram.size(of: node) < PatternProgram.maximumSize else {
      throw RegexPattern.Fault(
        "the expression counts too far", at: 0..<length, hint: "use smaller numbers in braces")
    }
    emit(node)
    steps.append(.match)
  }

  var size: Int { steps.count }

  /// How many instructions a node becomes; no more than a little over the maximum.
  private static func size(of node: PatternNode) -> Int {
    switch node {
    case .one, .place: 1
    case .sequence(let nodes): nodes.reduce(0) { min($0 + size(of: $1), maximumSize) }
    case .choice(let nodes): nodes.reduce(0) { min($0 + size(of: $1) + 2, maximumSize) }
    case .repeated(let inner, let least, let most):
      min((size(of: inner) + 1) * max(most ?? (least + 1), 1) + 1, maximumSize)
    }
  }

  private mutating func emit(_ node: PatternNode) {
    switch node {
    case .one(let test): steps.append(.test(test))
    case .place(let place): steps.append(.place(place))
    case .sequence(let nodes): for node in nodes { emit(node) }
    case .choice(let nodes): emit(choice: nodes)
    case .repeated(let inner, let least, let most):
      for _ in 0..<least { emit(inner) }
      guard let most else { return emit(anyNumberOf: inner) }
      var exits: [Int] = []
      for _ in least..<max(most, least) {
        exits.append(steps.count)
        steps.append(.split(steps.count + 1, 0))
        emit(inner)
      }
      for place in exits { steps[place] = .split(place + 1, steps.count) }
    }
  }

  private mutating func emit(choice nodes: [PatternNode]) {
    var exits: [Int] = []
    for (number, node) in nodes.enumerated() {
      guard number + 1 < nodes.count else {
        emit(node)
        break
      }
      let split = steps.count
      steps.append(.split(split + 1, 0))
      emit(node)
      exits.append(steps.count)
      steps.append(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    for place in exits { steps[place] = .jump(steps.count) }
  }

  private mutating func emit(anyNumberOf inner: PatternNode) {
    let split = steps.count
    steps.append(.split(split + 1, 0))
    emit(inner)
    steps.append(.jump(split))
    steps[split] = .split(split + 1, steps.count)
  }

  /// Whether the expression matches anywhere; `counter` grows by every instruction that is looked at.
  func matches(_ items: [PatternItem], steps counter: inout Int) -> Bool {
    var present = Threads(room: steps.count)
    var following = Threads(room: steps.count)
    for position in 0...items.count {
      // A match may begin anywhere.
      if follow(0, at: position, of: items, into: &present, &counter) { return true }
      guard position < items.count else { break }
      following.clear()
      for place in present.waiting {
        counter += 1
        guard case .test(let test) = steps[place], test.holds(for: items[position]) else { continue }
        if follow(place + 1, at: position + 1, of: items, into: &following, &counter) { return true }
      }
      swap(&present, &following)
    }
    return false
  }

  /// The instructions that wait for the next character, each once.
  private struct Threads {
    private(set) var waiting: [Int] = []
    private var seen: [Int]
    private var round = 1
    var open: [Int] = []

    init(room: Int) {
      seen = [Int](repeating: 0, count: room)
    }

    mutating func clear() {
      waiting.removeAll(keepingCapacity: true)
      round += 1
    }

    mutating func isNew(_ place: Int) -> Bool {
      guard seen[place] != round else { return false }
      seen[place] = round
      return true
    }

    mutating func wait(at place: Int) { waiting.append(place) }
  }

  /// Goes as far as it can without another character; true where that is a match.
  private func follow(
    _ start: Int, at position: Int, of items: [PatternItem], into threads: inout Threads,
    _ counter: inout Int
  ) -> Bool {
    threads.open.append(start)
    while let place = threads.open.popLast() {
      counter += 1
      guard threads.isNew(place) else { continue }
      switch steps[place] {
      case .match:
        threads.open.removeAll(keepingCapacity: true)
        return true
      case .test: threads.wait(at: place)
      case .jump(let next): threads.open.append(next)
      case .split(let one, let other):
        threads.open.append(other)
        threads.open.append(one)
      case .place(let kind):
        if PatternProgram.isAt(kind, position, of: items) { threads.open.append(place + 1) }
      }
    }
    return false
  }

  private static func isAt(_ place: PatternPlace, _ position: Int, of items: [PatternItem]) -> Bool {
    switch place {
    case .start: return position == 0
    case .end:
      switch items.count - position {
      case 0: return true
      case 1: return items[position].scalar == 0x0A
      case 2: return items[position].scalar == 0x0D && items[position + 1].scalar == 0x0A
      default: return false
      }
    case .wordBoundary: return isBoundary(position, of: items)
    case .noWordBoundary: return !isBoundary(position, of: items)
    }
  }

  private static func isBoundary(_ position: Int, of items: [PatternItem]) -> Bool {
    let before = position > 0 && PatternSet.isWord(items[position - 1].scalar)
    let after = position < items.count && PatternSet.isWord(items[position].scalar)
    return before != after
  }
}
