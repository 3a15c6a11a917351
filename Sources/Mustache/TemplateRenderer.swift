extension Template {
  /// In bytes; more is no document.
  package static let outputLimit = 16 << 20

  /// The text with every tag filled in from the scope. A name that nothing stands behind is empty, and so is a partial.
  ///
  /// Throws for partials that include each other without end, for a text larger than `outputLimit`, and where more tags
  /// and texts than `steps` were filled in.
  package func filled(
    from scope: Scope, escaping: TemplateEscaping, partials: [String: Template] = [:], steps: Int = 1 << 20
  ) throws(TemplateError) -> String {
    var renderer = TemplateRenderer(escaping: escaping, partials: partials, stepLimit: steps)
    try renderer.fill(parts, [.whole(scope)])
    return renderer.text
  }
}

private struct TemplateRenderer {
  enum Frame {
    case whole(Scope)
    /// Inside a section of a plain text: `{{.}}` is it.
    case word(String)
  }

  private static let partialDepth = 16

  let escaping: TemplateEscaping
  let partials: [String: Template]
  let stepLimit: Int
  private(set) var text = ""
  private var depth = 0
  /// How many tags and texts have been filled in.
  private var steps = 0

  init(escaping: TemplateEscaping, partials: [String: Template], stepLimit: Int) {
    self.escaping = escaping
    self.partials = partials
    self.stepLimit = stepLimit
  }

  mutating func fill(_ parts: [Template.Part], _ frames: [Frame]) throws(TemplateError) {
    for part in parts {
      steps += 1
      switch part {
      case .text(let literal): text += literal
      case .variable(let mention, let isRaw):
        let value = word(mention.name, frames)
        text += isRaw && escaping == .html ? value : escaping.escape(value)
        try demandRoom(mention)
      case .section(let mention, let isInverted, let inner):
        try fill(section: mention, isInverted, inner, frames)
      case .partial(let mention): try fill(partial: mention, frames)
      }
    }
  }

  private mutating func fill(
    section mention: Template.Mention, _ isInverted: Bool, _ inner: [Template.Part], _ frames: [Frame]
  ) throws(TemplateError) {
    let filled: [[Frame]]
    switch value(mention.name, frames) {
    case nil: filled = []
    case .text(let word): filled = word.isEmpty ? [] : [frames + [.word(word)]]
    case .flag(let flag): filled = flag ? [frames] : []
    case .list(let scopes, _): filled = scopes.map { frames + [.whole($0)] }
    }
    if isInverted {
      if filled.isEmpty { try fill(inner, frames) }
    } else {
      for frames in filled {
        try demandRoom(mention)
        try fill(inner, frames)
      }
    }
  }

  private mutating func fill(partial mention: Template.Mention, _ frames: [Frame]) throws(TemplateError) {
    guard let partial = partials[mention.name] else { return }
    guard depth < TemplateRenderer.partialDepth else {
      throw refusal("partial \"\(mention.written)\" includes itself without end", mention)
    }
    depth += 1
    try fill(partial.parts, frames)
    depth -= 1
    try demandRoom(mention)
  }

  /// Lists in lists and partials in partials multiply.
  private func demandRoom(_ mention: Template.Mention) throws(TemplateError) {
    guard text.utf8.count > Template.outputLimit || steps > stepLimit else { return }
    throw refusal(
      "the text grows without end: more than \(Template.outputLimit >> 20) MiB or \(stepLimit) tags", mention)
  }

  /// The innermost scope that has the name decides, also where its value is empty.
  private func value(_ name: String, _ frames: [Frame]) -> Scope.Value? {
    for frame in frames.reversed() {
      switch frame {
      case .whole(let scope): if let value = scope[name] { return value }
      case .word(let word): if name == "." { return .text(word) }
      }
    }
    return nil
  }

  private func word(_ name: String, _ frames: [Frame]) -> String {
    switch value(name, frames) {
    case .text(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .list, nil: ""
    }
  }

  private func refusal(_ message: String, _ mention: Template.Mention) -> TemplateError {
    TemplateError(message: message, hint: nil, file: mention.file, place: mention.place)
  }
}
