/// The steps that turn the items of a list into others, with as many items as possible left alone.
enum ListDifference {
  enum Step {
    case keep(Int)
    case replace(Int, YAMLValue)
    case remove(Int)
    case insert(YAMLValue)
  }

  /// Cells of the comparison table that are worth their time; a longer list is compared item by item.
  private static let tableLimit = 250_000

  /// Steps in the order of the result, each old item in exactly one of them.
  static func steps(from old: [Node], to new: [YAMLValue]) -> [Step] {
    var head = 0
    while head < old.count, head < new.count, old[head].matches(new[head]) { head += 1 }
    var tail = 0
    while tail < old.count - head, tail < new.count - head,
      old[old.count - 1 - tail].matches(new[new.count - 1 - tail])
    {
      tail += 1
    }
    var steps = (0..<head).map(Step.keep)
    steps += middle(old, head..<old.count - tail, new, head..<new.count - tail)
    steps += (old.count - tail..<old.count).map(Step.keep)
    return steps
  }

  private static func middle(
    _ old: [Node], _ olds: Range<Int>, _ new: [YAMLValue], _ news: Range<Int>
  ) -> [Step] {
    guard !olds.isEmpty, !news.isEmpty, olds.count * news.count <= tableLimit else {
      return gap(olds, new, news)
    }
    // Lengths of the longest common subsequence of what is left of both lists.
    let width = news.count + 1
    var table = [Int](repeating: 0, count: (olds.count + 1) * width)
    var same = [Bool](repeating: false, count: olds.count * news.count)
    for row in stride(from: olds.count - 1, through: 0, by: -1) {
      for column in stride(from: news.count - 1, through: 0, by: -1) {
        let isSame = old[olds.lowerBound + row].matches(new[news.lowerBound + column])
        same[row * news.count + column] = isSame
        table[row * width + column] =
          isSame
          ? table[(row + 1) * width + column + 1] + 1
          : max(table[(row + 1) * width + column], table[row * width + column + 1])
      }
    }
    var steps: [Step] = []
    var (row, column) = (0, 0)
    var (oldStart, newStart) = (olds.lowerBound, news.lowerBound)
    while row < olds.count, column < news.count {
      if same[row * news.count + column] {
        let (oldPlace, newPlace) = (olds.lowerBound + row, news.lowerBound + column)
        steps += gap(oldStart..<oldPlace, new, newStart..<newPlace)
        steps.append(.keep(oldPlace))
        (oldStart, newStart) = (oldPlace + 1, newPlace + 1)
        row += 1
        column += 1
      } else if table[(row + 1) * width + column] >= table[row * width + column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return steps + gap(oldStart..<olds.upperBound, new, newStart..<news.upperBound)
  }

  /// Items between two that stay: replaced pairwise, the rest removed or inserted.
  private static func gap(_ olds: Range<Int>, _ new: [YAMLValue], _ news: Range<Int>) -> [Step] {
    var steps = zip(olds, news).map { Step.replace($0, new[$1]) }
    steps += olds.dropFirst(news.count).map(Step.remove)
    steps += news.dropFirst(olds.count).map { Step.insert(new[$0]) }
    return steps
  }
}
