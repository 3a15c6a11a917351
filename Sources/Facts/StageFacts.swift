/// How a deal that has reached a closing stage ended. The raw values are the words of `outcome:` in pipeline files.
package enum Outcome: String, Sendable, Hashable, CaseIterable {
  case won, lost, archived
}

/// What a pipeline says of one of its stages.
package struct StageFacts: Sendable, Hashable {
  /// The pipeline's id.
  package let pipeline: String
  package let id: String
  /// What people call the stage; the id where the pipeline gives no name.
  package let name: String
  /// The place in the pipeline, counted from 0.
  package let position: Int
  /// Chance in percent.
  package let probability: Int?
  /// Nil for an open stage.
  package let outcome: Outcome?
  /// Seconds without an activity or a change of stage after which a deal rots here.
  package let rotsAfter: Int?
  /// Seconds within which a deal should leave the stage.
  package let within: Int?
  /// Who hears of a deal that has not left in time, beside its owner.
  package let escalateTo: String?

  package init(
    pipeline: String, id: String, name: String? = nil, position: Int, probability: Int? = nil,
    outcome: Outcome? = nil, rotsAfter: Int? = nil, within: Int? = nil, escalateTo: String? = nil
  ) {
    self.pipeline = pipeline
    self.id = id
    self.name = name ?? id
    self.position = position
    self.probability = probability
    self.outcome = outcome
    self.rotsAfter = rotsAfter
    self.within = within
    self.escalateTo = escalateTo
  }
}
