import Records
import YAML

/// Merges what was paid of an invoice and what its status says of that, as one.
struct InvoiceState {
  static let keys = ["status", "payments", "void_reason"]
  /// What the client has on paper, once the invoice is out.
  static let frozen = ["number"] + InvoiceStatus.frozenFields

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
    freeze(&state)
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
    let (further, other) = rank(left) >= rank(right) ? (ours, theirs) : (theirs, ours)
    // A sending that one side took back stands where the other went on with the invoice.
    if isOut(further), !isOut(other), isOut(base) { state.superseded.insert("status") }
    // Without an amount that stands nothing can be said of what is open.
    guard let amount = amount, further["status"] != nil || base["status"] != nil else {
      state.fields["status"] = .value(further["status"])
      return state
    }
    guard isOut(further) else { return state }
    let word = sum(paid) == amount ? InvoiceStatus.paid : .sent
    let known = [ours, theirs].first { status($0) == word }?["status"]
    state.fields["status"] = .value(known ?? .plain(word.rawValue))
    return state
  }

  // MARK: What the client has

  /// What the client has stands against edits of the draft; where both sides sent the same draft and what they sent
  /// differs, a person decides which one the client is to go by.
  private func freeze(_ state: inout MergedState) {
    switch (isOut(ours), isOut(theirs)) {
    case (true, false): stand(ours, against: theirs, &state)
    case (false, true): stand(theirs, against: ours, &state)
    case (true, true) where !isOut(base):
      for key in Self.frozen where !areSame(ours[key], theirs[key]) { state.fields[key] = .conflict }
    default: break
    }
  }

  private func stand(
    _ winner: [String: YAMLValue], against loser: [String: YAMLValue], _ state: inout MergedState
  ) {
    for key in Self.frozen {
      state.fields[key] = .value(winner[key])
      if !areSame(loser[key], winner[key]), !areSame(loser[key], base[key]) { state.superseded.insert(key) }
    }
  }

  /// Whether the client has it as this side has it.
  private func isOut(_ side: [String: YAMLValue]) -> Bool {
    switch status(side) {
    case .sent, .paid: true
    case .void: [.sent, .paid].contains(status(base))
    case .draft, nil: false
    }
  }

  /// Whether two values say the same, numbers however they are written.
  private func areSame(_ one: YAMLValue?, _ other: YAMLValue?) -> Bool {
    if Content(one) == Content(other) { return true }
    guard let left = one?.scalar.flatMap({ Decimal($0) }), let right = other?.scalar.flatMap({ Decimal($0) })
    else { return false }
    return left == right
  }

  private func status(_ side: [String: YAMLValue]) -> InvoiceStatus? {
    guard let value = side["status"], Content(value) != .nothing else { return .draft }
    return value.scalar.flatMap(InvoiceStatus.init)
  }

  private func changed(_ side: [String: YAMLValue]) -> Bool {
    Self.keys.contains { Content(side[$0]) != Content(base[$0]) }
  }

  private func rank(_ status: InvoiceStatus) -> Int { status == .draft ? 0 : status == .sent ? 1 : 2 }

  /// The amount that the client has, else the one in which both sides agree.
  private var amount: Decimal? {
    func read(_ side: [String: YAMLValue]) -> Decimal? { side["amount"]?.scalar.flatMap { Decimal($0) } }
    if isOut(ours) != isOut(theirs) { return read(isOut(ours) ? ours : theirs) }
    guard let one = read(ours), let other = read(theirs), one == other else { return nil }
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
