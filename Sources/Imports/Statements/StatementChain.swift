import Records

/// What the statements of one file are to each other.
extension StatementFile {
  /// What makes a statement the one that another is, too.
  private struct Identity: Hashable {
    let account: String
    let number: String
    let currency: String?
    let opening: Decimal
    let closing: Decimal
    let lines: [String]

    /// Nil for one without balances.
    init?(_ statement: Statement) {
      guard let opening = statement.opening, let closing = statement.closing else { return nil }
      account = statement.account
      number = statement.number
      currency = statement.currency
      self.opening = opening
      self.closing = closing
      lines = statement.lines.map(LineFingerprint.text)
    }
  }

  /// Takes out each statement that stands in the file before it, with the same account, number, balances and lines, and says so.
  mutating func takeOutRepeats() {
    var seen: Set<Identity> = []
    var kept: [Statement] = []
    for statement in statements {
      if let identity = Identity(statement), !seen.insert(identity).inserted {
        notices.append(
          ImportWarning(
            "\(statement.title) stands in the file once more and is read once", place: statement.place.text))
      } else {
        kept.append(statement)
      }
    }
    statements = kept
  }

  /// Says where the statements of an account do not go on from each other, in whatever order they are: then one is missing, or
  /// days stand in two of them. Lines of the others are marked as counted.
  mutating func followBalances() {
    struct Account: Hashable {
      let number: String
      let currency: String?
    }
    var places: [Account: [Int]] = [:]
    for (place, statement) in statements.enumerated()
    where statement.opening != nil && statement.closing != nil {
      places[Account(number: statement.account, currency: statement.currency), default: []].append(place)
    }
    for places in places.values.sorted(by: { $0[0] < $1[0] }) {
      var closings: [Decimal: Int] = [:]
      for place in places { closings[statements[place].closing ?? .zero, default: 0] += 1 }
      var beginnings: [Int] = []
      for place in places {
        let opening = statements[place].opening ?? .zero
        if let count = closings[opening], count > 0 {
          closings[opening] = count - 1
        } else {
          beginnings.append(place)
        }
      }
      // The first one begins with what was before the file.
      for place in beginnings.dropFirst() {
        let statement = statements[place]
        let opening = Currency.padded(statement.opening ?? .zero, statement.currency)
        notices.append(
          ImportWarning(
            "\(statement.title) begins with \(opening), with which no other statement of the file ends: one is missing, "
              + "or days stand in two of them", place: statement.place.text))
      }
      guard beginnings.count < 2 else { continue }
      for place in places {
        for line in statements[place].lines.indices { statements[place].lines[line].isCounted = true }
      }
    }
  }
}
