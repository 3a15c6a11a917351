extension [Value] {
  /// These values and, behind them, those of another list that are not among them. A value that stands twice in the
  /// other list is taken twice. In time that grows with the lengths, not with their product.
  package func united(with new: [Value]) -> [Value] {
    guard !new.isEmpty else { return self }
    if count <= 16 { return self + new.filter { !contains($0) } }
    let known = Set(self)
    return self + new.filter { !known.contains($0) }
  }
}
