package import Dates
package import Records
import Threads

/// The stages of all pipelines, found by pipeline and id; a pipeline is only looked into when one of its stages is asked for.
package struct StageIndex: Sendable {
  /// The ids of the pipelines, in order.
  package let pipelines: [String]
  /// Made when somebody asks for a stage.
  private let parts: Once<Parts>
  private let answer: Once<Delay?>

  /// One pipeline and its place among all.
  private struct Part: Sendable {
    let place: Int
    let stages: Once<Stages>
  }

  /// A type of its own: what is kept of it is made without knowing how strings are hashed.
  private struct Parts: Sendable {
    let all: [String: Part]
  }

  /// The stages of one pipeline by position; of those with the same id the first one counts.
  private struct Stages: Sendable {
    let all: [StageFacts]
    let places: [String: Int]

    init(_ stages: [StageFacts]) {
      all = stages.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
      places = Dictionary(all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The stages of each pipeline are made when they are first asked for; of pipelines with the same id the first counts.
  package init(
    pipelines: [(id: String, stages: @Sendable () -> [StageFacts])],
    answerWithin: @escaping @Sendable () -> Delay? = { nil }
  ) {
    answer = Once(answerWithin)
    var ids: [String] = []
    for (id, _) in pipelines.sorted(by: { $0.id < $1.id }) where id != ids.last { ids.append(id) }
    self.pipelines = ids
    parts = Once { [ids] in
      let made = Dictionary(pipelines.map { ($0.id, $0.stages) }, uniquingKeysWith: { first, _ in first })
      return Parts(
        all: Dictionary(
          uniqueKeysWithValues: ids.enumerated().compactMap { place, id in
            made[id].map { make in (id, Part(place: place, stages: Once { Stages(make()) })) }
          }))
    }
  }

  package init(_ stages: [StageFacts] = []) {
    let byPipeline = Dictionary(grouping: stages) { $0.pipeline }
    self.init(pipelines: byPipeline.map { id, stages in (id, { stages }) })
  }

  /// The time within which a new lead is to have its first answer, as the first pipeline file that says it has it; nil
  /// where none does.
  package var answerWithin: Delay? { answer.value }

  /// By pipeline id, then by position.
  package var all: [StageFacts] { pipelines.flatMap { stages(of: $0) } }

  /// True where no pipeline has a stage.
  package var isEmpty: Bool { pipelines.allSatisfy { stages(of: $0).isEmpty } }

  /// The stages of one pipeline in the order in which a deal goes through them.
  package func stages(of pipeline: String) -> [StageFacts] {
    parts.value.all[pipeline]?.stages.value.all ?? []
  }

  package func facts(pipeline: String, stage: String) -> StageFacts? {
    guard let stages = parts.value.all[pipeline]?.stages.value else { return nil }
    return stages.places[stage].map { stages.all[$0] }
  }

  /// The rank of a stage among all stages of all pipelines, for sorting; nil for an unknown one.
  package func rank(pipeline: String, stage: String) -> Int? {
    guard let part = parts.value.all[pipeline], let position = part.stages.value.places[stage] else {
      return nil
    }
    return part.place << 32 + position
  }

  /// The facts of the stage that a deal is in; nil for other kinds, and for a stage or pipeline that nobody declares.
  package func facts(of deal: Record) -> StageFacts? {
    guard deal.kind == .deal, let pipeline = deal.text("pipeline"), let stage = deal.text("stage") else {
      return nil
    }
    return facts(pipeline: pipeline, stage: stage)
  }

  /// True unless the deal's stage has an outcome; a deal in an unknown stage counts as open.
  package func isOpen(_ deal: Record) -> Bool { facts(of: deal)?.outcome == nil }

  /// True for a task that is done or cancelled, a closed deal, a qualified or rejected lead, and an invoice that is
  /// paid or void.
  package func isOver(_ record: Record) -> Bool {
    switch record.kind {
    case .task: !record.isOpenTask
    case .deal: !isOpen(record)
    case .lead: record.leadStatus?.isDecided ?? false
    case .invoice: record.invoiceStatus?.isClosed ?? false
    case .contact, .company, .activity, .product: false
    }
  }
}
