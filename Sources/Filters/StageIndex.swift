package import Records

/// The stages of all pipelines, found by pipeline and id.
package struct StageIndex: Sendable {
  /// By pipeline id, then by position.
  package let all: [StageFacts]
  private let places: [String: [String: Int]]

  /// Of stages with the same pipeline and id the first one counts.
  package init(_ stages: [StageFacts] = []) {
    var sorted = stages
    sorted.sort { ($0.pipeline, $0.position, $0.id) < ($1.pipeline, $1.position, $1.id) }
    var places: [String: [String: Int]] = [:]
    for (index, stage) in sorted.enumerated() where places[stage.pipeline]?[stage.id] == nil {
      places[stage.pipeline, default: [:]][stage.id] = index
    }
    all = sorted
    self.places = places
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The ids of the pipelines, in order.
  package var pipelines: [String] { places.keys.sorted() }

  /// The stages of one pipeline in the order in which a deal goes through them.
  package func stages(of pipeline: String) -> [StageFacts] { all.filter { $0.pipeline == pipeline } }

  package func facts(pipeline: String, stage: String) -> StageFacts? {
    places[pipeline]?[stage].map { all[$0] }
  }

  /// The rank of a stage among all stages of all pipelines, for sorting; nil for an unknown one.
  package func rank(pipeline: String, stage: String) -> Int? { places[pipeline]?[stage] }

  /// The facts of the stage that a deal is in; nil for other kinds, and for a stage or pipeline that nobody declares.
  package func facts(of deal: Record) -> StageFacts? {
    guard deal.kind == .deal, let pipeline = deal.text("pipeline"), let stage = deal.text("stage") else {
      return nil
    }
    return facts(pipeline: pipeline, stage: stage)
  }

  /// True unless the deal's stage has an outcome; a deal in an unknown stage counts as open.
  package func isOpen(_ deal: Record) -> Bool { facts(of: deal)?.outcome == nil }

  /// True for a task that is done or cancelled, a closed deal, and a qualified or rejected lead.
  package func isOver(_ record: Record) -> Bool {
    switch record.kind {
    case .task: !record.isOpenTask
    case .deal: !isOpen(record)
    case .lead: ["qualified", "rejected"].contains(record.text("status"))
    case .contact, .company, .activity, .product: false
    }
  }
}
