import Dates
import Records
import YAML

/// The rows of a deal's history from both sides.
struct HistoryMerge {
  struct Row {
    let value: YAMLValue
    let content: Content
    var isOurs: Bool
    var isTheirs: Bool

    var stage: Content { Content(value["stage"]) }
  }

  private(set) var rows: [Row] = []
  /// The rows that each side added.
  let oursAdded: Set<Content>
  let theirsAdded: Set<Content>

  /// Nil where a side holds no list.
  init?(_ versions: Versions) {
    guard let base = ValueMerge.items(versions.base), let ours = ValueMerge.items(versions.ours),
      let theirs = ValueMerge.items(versions.theirs)
    else { return nil }
    let (old, mine, other) = (
      Set(base.map { Content($0) }), Set(ours.map { Content($0) }), Set(theirs.map { Content($0) })
    )
    oursAdded = mine.subtracting(old)
    theirsAdded = other.subtracting(old)
    func kept(_ side: [YAMLValue]) -> [Row] {
      var seen: Set<Content> = []
      return side.compactMap { value in
        let content = Content(value)
        let isCommon = mine.contains(content) && other.contains(content)
        guard isCommon || !old.contains(content), seen.insert(content).inserted else { return nil }
        return Row(
          value: value, content: content, isOurs: mine.contains(content), isTheirs: other.contains(content))
      }
    }
    rows = Self.woven(kept(ours), kept(theirs))
  }

  /// Both sequences in one: rows that both have stand once, those between them by time, stage and user.
  private static func woven(_ ours: [Row], _ theirs: [Row]) -> [Row] {
    let common = { (rows: [Row]) in rows.filter { $0.isOurs && $0.isTheirs }.map(\.content) }
    guard common(ours) == common(theirs) else {
      // A side put rows into another order; only that of time is left.
      var seen: Set<Content> = []
      return (ours + theirs).sorted(by: precedes).filter { seen.insert($0.content).inserted }
    }
    var result: [Row] = []
    var (left, right) = (ours[...], theirs[...])
    while let mine = left.first ?? right.first {
      let other = right.first ?? mine
      if left.isEmpty || right.isEmpty {
        result.append(left.isEmpty ? right.removeFirst() : left.removeFirst())
      } else if mine.content == other.content {
        result.append(
          Row(
            value: YAMLValue.either(mine.value, other.value) ?? mine.value, content: mine.content,
            isOurs: true, isTheirs: true))
        left.removeFirst()
        right.removeFirst()
      } else if mine.isTheirs || (!other.isOurs && precedes(other, mine)) {
        result.append(right.removeFirst())
      } else {
        result.append(left.removeFirst())
      }
    }
    return result
  }

  private static func precedes(_ one: Row, _ other: Row) -> Bool {
    let (left, right) = (moment(one.value["at"]), moment(other.value["at"]))
    if let left, let right, left.seconds != right.seconds { return left.seconds < right.seconds }
    for key in ["at", "stage", "by"] where left == nil || right == nil || key != "at" {
      let (mine, its) = (one.value[key]?.scalar ?? "", other.value[key]?.scalar ?? "")
      if !mine.utf8.elementsEqual(its.utf8) { return mine.utf8.lexicographicallyPrecedes(its.utf8) }
    }
    return YAMLValue.precedes(one.value, other.value)
  }

  static func moment(_ value: YAMLValue?) -> Instant? {
    value?.scalar.flatMap {
      LocalTime.instant($0, zone: .utc, hours: WorkingHours(zone: .utc))
    }
  }

  /// Puts the last row of one side that says the stage behind all others.
  mutating func end(with stage: YAMLValue?, ours: Bool) {
    let wanted = Content(stage)
    guard let place = rows.lastIndex(where: { (ours ? $0.isOurs : $0.isTheirs) && $0.stage == wanted })
    else { return }
    rows.append(rows.remove(at: place))
  }

  var value: YAMLValue? { rows.isEmpty ? nil : .list(rows.map(\.value)) }
}
