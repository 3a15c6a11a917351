import Records
import YAML

/// Merges what one key holds, by the form of its value; the same whichever side is ours.
enum ValueMerge {
  /// What a value is made of.
  enum Form {
    case scalar
    /// Text of several lines.
    case text
    /// A list of values without an order that matters.
    case list
    /// A list of maps, each with these keys.
    case entries([EntryField])
    case map
    /// What nobody declared: its values say what it is.
    case open
  }

  static func form(of field: Field?) -> Form {
    guard let field else { return .open }
    return switch field.type {
    case .notes: .text
    case .list: .list
    case .entries(let keys): .entries(keys)
    case .map: .map
    default: .scalar
    }
  }

  static func merge(_ versions: Versions, as form: Form) -> Merged {
    let (base, ours, theirs) = (
      Content(versions.base), Content(versions.ours), Content(versions.theirs)
    )
    if ours == theirs { return .value(YAMLValue.either(versions.ours, versions.theirs)) }
    if ours == base { return .value(versions.theirs) }
    if theirs == base { return .value(versions.ours) }
    switch form {
    case .scalar: return .conflict
    case .text: return text(versions)
    case .list: return list(versions)
    case .entries(let keys): return EntriesMerge.merge(versions, keys: keys)
    case .map: return map(versions, order: [])
    case .open: return open(versions)
    }
  }

  private static func open(_ versions: Versions) -> Merged {
    let present = [versions.base, versions.ours, versions.theirs].compactMap { $0 }
      .filter { Content($0) != .nothing }
    if present.allSatisfy({ if case .map = $0 { true } else { false } }) { return map(versions, order: []) }
    let areLists = present.allSatisfy {
      if case .list(let items) = $0 { items.allSatisfy { $0.scalar != nil } } else { false }
    }
    if areLists { return list(versions) }
    let isText = present.contains { $0.scalar?.utf8.contains(0x0A) ?? false }
    return isText ? text(versions) : .conflict
  }

  // MARK: Text

  private static func text(_ versions: Versions) -> Merged {
    func lines(_ value: YAMLValue?) -> String? {
      Content(value) == .nothing ? "" : value?.scalar
    }
    guard versions.ours != nil, versions.theirs != nil, let base = lines(versions.base),
      let ours = lines(versions.ours), let theirs = lines(versions.theirs)
    else { return .conflict }
    // A last line that lacks its break is the same line all the same.
    let ended = [base, ours, theirs].map { $0.isEmpty || $0.utf8.last == 0x0A ? $0 : $0 + "\n" }
    guard
      let merged = LineMerge.merge(
        base: Array(ended[0].utf8), ours: Array(ended[1].utf8), theirs: Array(ended[2].utf8)),
      !merged.isEmpty
    else { return .conflict }
    let isOpen = ThreeWay.flag(
      base: ended[0] != base, ours: ended[1] != ours, theirs: ended[2] != theirs)
    return .value(.text(String(decoding: isOpen ? merged.dropLast() : merged[...], as: UTF8.self)))
  }

  // MARK: Lists

  /// A value with how often it stood in the list before.
  private struct Item: Hashable {
    let content: Content
    let occurrence: Int
  }

  private static func list(_ versions: Versions) -> Merged {
    guard let base = items(versions.base), let ours = items(versions.ours),
      let theirs = items(versions.theirs)
    else { return .conflict }
    var values: [Item: YAMLValue] = [:]
    func numbered(_ list: [YAMLValue]) -> [Item] {
      var counts: [Content: Int] = [:]
      return list.map { value in
        let content = Content(value)
        let item = Item(content: content, occurrence: counts[content, default: 0])
        counts[content, default: 0] += 1
        values[item] = YAMLValue.either(value, values[item])
        return item
      }
    }
    let (old, mine, other) = (numbered(base), numbered(ours), numbered(theirs))
    let both = Set(mine).intersection(other)
    let keeping = Set(mine).union(other).filter { both.contains($0) || !old.contains($0) }
    let merged = Arrangement.merged(
      base: old, ours: mine, theirs: other, keeping: keeping
    ) { one, other in
      guard let left = values[one], let right = values[other], left != right else {
        return one.occurrence < other.occurrence
      }
      return YAMLValue.precedes(left, right)
    }
    guard let merged else { return .conflict }
    if merged.isEmpty { return .value(versions.ours == nil || versions.theirs == nil ? nil : .list([])) }
    return .value(.list(merged.compactMap { values[$0] }))
  }

  /// The items of a list; one value stands for a list of it, nothing for an empty one.
  static func items(_ value: YAMLValue?) -> [YAMLValue]? {
    switch value {
    case .list(let items)?: items
    case .map?: nil
    case let value?: Content(value) == .nothing ? [] : [value]
    case nil: []
    }
  }

  // MARK: Maps

  /// A map by key; new keys of both sides stand in `order`, others after them by name.
  static func map(_ versions: Versions, order: [String]) -> Merged {
    guard let base = entries(versions.base), let ours = entries(versions.ours),
      let theirs = entries(versions.theirs)
    else { return .conflict }
    var values: [String: YAMLValue] = [:]
    for key in Set((base + ours + theirs).map(\.key)) {
      let merged = merge(
        Versions(
          base.first { $0.key == key }?.value, ours.first { $0.key == key }?.value,
          theirs.first { $0.key == key }?.value), as: .open)
      guard case .value(let value) = merged else { return .conflict }
      values[key] = value
    }
    let keys = Arrangement.merged(
      base: base.map(\.key), ours: ours.map(\.key), theirs: theirs.map(\.key),
      keeping: Set(values.keys)
    ) { KeyOrder.precedes($0, $1, in: order) }
    // The order of the keys of a map says nothing, so orders that differ are no conflict.
    let sorted = keys ?? values.keys.sorted { KeyOrder.precedes($0, $1, in: order) }
    if sorted.isEmpty { return .value(versions.ours == nil || versions.theirs == nil ? nil : .map([])) }
    return .value(
      .map(sorted.compactMap { key in values[key].map { YAMLValue.Entry(key, $0) } }))
  }

  private static func entries(_ value: YAMLValue?) -> [YAMLValue.Entry]? {
    if case .map(let entries)? = value { return entries }
    return Content(value) == .nothing ? [] : nil
  }
}

/// The order of keys that both sides added.
enum KeyOrder {
  /// By their place in `order`, those that it does not have after them by name.
  static func precedes(_ one: String, _ other: String, in order: [String]) -> Bool {
    let (left, right) = (order.firstIndex(of: one), order.firstIndex(of: other))
    switch (left, right) {
    case (let left?, let right?) where left != right: return left < right
    case (_?, nil): return true
    case (nil, _?): return false
    default: return one.utf8.lexicographicallyPrecedes(other.utf8)
    }
  }
}

enum ThreeWay {
  /// A flag that either side may have turned.
  static func flag(base: Bool, ours: Bool, theirs: Bool) -> Bool { ours == base ? theirs : ours }
}
