/// A few lines to fill in before something is done.
package struct DeskForm: Sendable, Hashable {
  package struct Field: Sendable, Hashable {
    /// What it is in the request.
    package let key: String
    package let label: String
    package var editor: LineEditor
    /// Words to choose from by their number.
    package var choices: [String] = []
    package var mayBeEmpty = false

    package init(
      _ key: String, _ label: String, _ proposal: String = "", choices: [String] = [],
      mayBeEmpty: Bool = false
    ) {
      self.key = key
      self.label = label
      editor = LineEditor(proposal, isProposal: true)
      self.choices = choices
      self.mayBeEmpty = mayBeEmpty
    }
  }

  /// What the filled form asks for.
  package enum Purpose: Sendable, Hashable {
    case write(DeskRequest)
    case search
  }

  package enum Outcome: Sendable, Hashable {
    case editing, cancelled
    case filled(Purpose)
  }

  package let title: String
  package var purpose: Purpose
  package var fields: [Field]
  package var place = 0
  /// Whether the present next step may be kept.
  package var mayKeepStep = false
  /// What is wrong with what was typed.
  package var remark: String?

  package init(_ title: String, _ purpose: Purpose, _ fields: [Field], mayKeepStep: Bool = false) {
    self.title = title
    self.purpose = purpose
    self.fields = fields
    self.mayKeepStep = mayKeepStep
  }

  package var field: Field? { place < fields.count ? fields[place] : nil }

  package mutating func take(_ key: Key) -> Outcome {
    remark = nil
    switch key {
    case .escape, .control("c"), .control("g"): return .cancelled
    case .control("k") where mayKeepStep: return kept()
    case .enter: return advance()
    case .tab, .down: move(by: 1)
    case .backTab, .up: move(by: -1)
    case .character(let digit) where isChoice(digit): return choose(digit)
    default:
      if place < fields.count { _ = fields[place].editor.take(key) }
    }
    return .editing
  }

  private mutating func move(by step: Int) {
    guard !fields.isEmpty else { return }
    place = min(max(place + step, 0), fields.count - 1)
  }

  private func isChoice(_ digit: Character) -> Bool {
    guard let field, field.editor.text.isEmpty || field.editor.isProposal,
      let number = digit.wholeNumberValue
    else { return false }
    return number >= 1 && number <= field.choices.count
  }

  private mutating func choose(_ digit: Character) -> Outcome {
    guard let number = digit.wholeNumberValue else { return .editing }
    fields[place].editor = LineEditor(fields[place].choices[number - 1])
    return advance()
  }

  /// The next field, and after the last one the whole.
  private mutating func advance() -> Outcome {
    if let field, !field.mayBeEmpty, field.editor.text.allSatisfy(\.isWhitespace) {
      remark = "\(field.label.lowercased()) is empty"
      return .editing
    }
    if place + 1 < fields.count {
      place += 1
      return .editing
    }
    if let empty = fields.firstIndex(where: {
      !$0.mayBeEmpty && $0.editor.text.allSatisfy(\.isWhitespace)
    }) {
      place = empty
      remark = "\(fields[empty].label.lowercased()) is empty"
      return .editing
    }
    return .filled(filled)
  }

  /// The present step stays; what else was typed counts.
  private mutating func kept() -> Outcome {
    guard case .write(var request) = filled else { return .editing }
    request.values["next"] = nil
    request.values["due"] = nil
    request.keepsStep = true
    return .filled(.write(request))
  }

  private var filled: Purpose {
    guard case .write(var request) = purpose else { return purpose }
    for field in fields { request.values[field.key] = field.editor.text }
    // A time without a step is of no use unless the action makes the step.
    if request.value("next") == nil, fields.contains(where: { $0.key == "next" }) {
      request.values["due"] = nil
    }
    return .write(request)
  }
}
