import SeededRandomness

/// One way of changing a repository; false where there was nothing to change.
struct Edit: Sendable {
  let name: String
  let perform: @Sendable (EditedRepository) throws -> Bool

  init(_ name: String, _ perform: @escaping @Sendable (EditedRepository) throws -> Bool) {
    self.name = name
    self.perform = perform
  }

  static let fault = "a fault in crm.yaml"
  static let back = "moved back"
  static let all = byHand + ofNames + oddities + bySettings + byTool + byGit
}

extension EditedRepository {
  /// Makes one edit, by hand as often as by the tool; returns its name.
  func edit() throws -> String {
    for _ in 0..<20 {
      // While crm.yaml is at fault there may be nothing to compare but the error.
      if settings.fault != nil, random.chance(70),
        let repair = Edit.bySettings.first(where: { $0.name == Edit.fault })
      {
        if try repair.perform(self) { return repair.name }
      }
      if !attic.isEmpty, random.chance(20), try moveBack() { return Edit.back }
      let draw = random.number(0...99)
      let edits =
        switch draw {
        case ..<34: Edit.byHand
        case ..<46: Edit.ofNames
        case ..<54: Edit.oddities
        case ..<66: Edit.bySettings
        case ..<94: Edit.byTool
        default: Edit.byGit
        }
      let edit = random.pick(usesGit && random.chance(30) ? Edit.byGit : edits)
      let before = log.count
      do {
        guard try edit.perform(self) else { continue }
      } catch let failed as Failed {
        // A link or a file may stand where a folder has to be.
        log.append("\(edit.name) stopped half way: \(failed)")
        continue
      }
      if log.count == before { log.append(edit.name) }
      return edit.name
    }
    throw Failed("nothing can be edited")
  }
}
