/// The pipeline that a new repository begins with.
package enum DefaultPipeline {
  package static let path = "pipelines/sales.yaml"

  /// The file's text; it compiles without a finding.
  package static let text = """
    # The way of a deal. Stages stand in order; `crm stages check` proves this file.
    name: Sales
    stages:
    - id: first-contact
      name: First contact
      probability: 10
      # on_enter:                    # a next step made where none is given
      #   next: {title: "Call {{contact.name}}", type: call, within: 1h}
    - id: meeting
      name: Meeting
      probability: 30
    - id: proposal
      name: Proposal
      probability: 50
      # require: ["amount > 0", contact.email]   # what a deal must have to enter
      # rots_after: 7d               # idle longer: shown as rotting
    - id: invoice
      name: Invoice
      probability: 80
    - id: won
      name: Won
      outcome: won
    - id: lost
      name: Lost
      outcome: lost
      require: [lost_reason]
    - id: archive
      name: Archive
      outcome: archived
    # transitions:                   # without it any stage may follow any
    #   first-contact: [meeting, proposal, lost, archive]
    lost_reasons: [price, competitor, no-budget, no-answer, other]
    actions:                         # buttons: crm deals act REF ACTION
    - id: no-answer
      name: No answer
      key: n
      synonyms: [missed]
      reasons:
        busy: {retry: [5m, 15m, 1h, 1d]}
        unavailable: {retry: [30m, 3h, 1d]}
        no-pickup: {}                # falls back to the action's own ladder
      log: {type: call, result: no-answer}
      retry: [5m, 30m, 3h, 1d]       # after the first, second, third, fourth miss
      then: archive                  # the fifth
    - id: invoice-sent
      name: Invoice sent
      key: i
      synonyms: [invoice, bill]
      stage: invoice
      ask: [due]                     # --due is required
      next: {title: "Check payment", type: call}
    - id: paid
      name: Paid
      key: p
      stage: won

    """
}
