import Records
import YAML

/// Merges what was paid of an invoice and what its status says of that, as one.
struct InvoiceState {
  static let keys = ["status", "payments", "void_reason"]

  private let base: [String: YAMLValue]
  private let ours: [String: YAMLValue]
  private let theirs: [String: YAMLValue]

  init(base: [String: YAMLValue], ours: [String: YAMLValue], theirs: [String: YAMLValue]) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  func merged() -> MergedState {
    var state = MergedState()
    let paid = payments()
    state.fields["payments"] = paid.map { .value($0) } ?? .conflict
    for key in ["status", "void_reason"] {
      state.fields[key] = ValueMerge.merge(Versions(base[key], ours[key], theirs[key]), as: .scalar)
    }
    guard let left = status(ours), let right = status(theirs), let paid else { return state }
    guard left != .void, right != .void else {
      // One side made void what the other sent or booked money on: that is for a person to say.
      if left != right, [left, right].contains(where: { $0 == .sent || $0 == .paid }), status(base) != .void,
        changed(left == .void ? theirs : ours)
      {
        state.fields["status"] = .conflict
        state.fields["void_reason"] = .value(ours["void_reason"] ?? theirs["void_reason"])
      }
      return state
    }
    // Without an amount that both have alike nothing can be said of what is open.
    let further = rank(left) >= rank(right) ? ours : theirs
    guard let amount = amount, further["status"] != nil || base["status"] != nil else {
      state.fields["status"] = .value(further["status"])
      return state
    }
    let isOut = max(rank(left), rank(right)) > 0
    guard isOut else { return state }
    let word = sum(paid) == amount ? InvoiceStatus.paid : .sent
    let known = [ours, theirs].first { status($0) == word }?["status"]
    state.fields["status"] = .value(known ?? .plain(word.rawValue))
    return state
  }

  private func status(_ side: [String: YAMLValue]) -> InvoiceStatus? {
    guard let value = side["status"], Content(value) != .nothing else { return .draft }
    return value.scalar.flatMap(InvoiceStatus.init)
  }

  private func changed(_ side: [String: YAMLValue]) -> Bool {
    Self.keys.contains { Content(side[$0]) != Content(base[$0]) }
  }

  private func rank(_ status: InvoiceStatus) -> Int { status == .draft ? 0 : status == .sent ? 1 : 2 }

  /// The amount, where both sides agree.
  private var amount: Decimal? {
    let (left, right) = (ours["amount"]?.scalar, theirs["amount"]?.scalar)
    guard let one = left.flatMap({ Decimal($0) }), let other = right.flatMap({ Decimal($0) }), one == other
    else {
      return nil
    }
    return one
  }

  // MARK: Payments

  /// What both sides booked, the same payment once: by the bank's line where it has one, else by all that it says. What a
  /// side took back is gone. Nil where a side has no list.
  private func payments() -> YAMLValue?? {
    guard let old = ValueMerge.items(base["payments"]), let mine = ValueMerge.items(ours["payments"]),
      let other = ValueMerge.items(theirs["payments"])
    else { return nil }
    var rows: [(key: Key, value: YAMLValue)] = []
    func count(_ key: Key, in items: [YAMLValue]) -> Int { items.count { Key($0) == key } }
    for item in old + mine + other {
      let key = Key(item)
      let (before, left, right) = (count(key, in: old), count(key, in: mine), count(key, in: other))
      let wanted =
        left == before
        ? right : right == before ? left : min(left, right) < before ? min(left, right) : max(left, right)
      let present = rows.count { $0.key == key }
      if present < wanted { rows.append((key, best(key, in: [mine, other]) ?? item)) }
    }
    if rows.isEmpty { return .some(ours["payments"] == nil || theirs["payments"] == nil ? nil : .list([])) }
    let ordered = rows.enumerated().sorted { one, two in
      let (left, right) = (one.element.value["at"]?.scalar ?? "", two.element.value["at"]?.scalar ?? "")
      if left != right { return left.utf8.lexicographicallyPrecedes(right.utf8) }
      let (a, b) = (
        old.firstIndex { Key($0) == one.element.key }, old.firstIndex { Key($0) == two.element.key }
      )
      if let a, let b, a != b { return a < b }
      if (a == nil) != (b == nil) { return a != nil }
      if one.element.value == two.element.value { return one.offset < two.offset }
      return YAMLValue.precedes(one.element.value, two.element.value)
    }
    return .some(.list(ordered.map(\.element.value)))
  }

  /// The same entry whichever side is ours.
  private func best(_ key: Key, in sides: [[YAMLValue]]) -> YAMLValue? {
    let found = sides.compactMap { side in side.first { Key($0) == key } }
    guard let first = found.first else { return nil }
    return found.dropFirst().reduce(first) { YAMLValue.precedes($1, $0) ? $1 : $0 }
  }

  /// What tells one payment from another.
  private enum Key: Equatable {
    case line(String)
    case content(Content)

    init(_ item: YAMLValue) {
      let line = item["line"]?.scalar
      self = line.map { .line($0) } ?? .content(Content(item))
    }
  }

  private func sum(_ payments: YAMLValue?) -> Decimal? {
    var sum = Decimal.zero
    for item in ValueMerge.items(payments) ?? [] {
      guard let amount = item["amount"]?.scalar.flatMap({ Decimal($0) }) else { return nil }
      sum += amount
    }
    return sum
  }
}
