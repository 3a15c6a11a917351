package import Records

extension Filter {
  /// The kinds of record that a filter looks at beside its own, as far as its text says, and its own. Of a text that is
  /// no filter its own kind alone.
  package static func reads(
    _ arguments: [String], kind: Kind, config: Config, view: @escaping @Sendable (String) -> String?
  ) -> KindSet {
    // Whether owners and stages are known is of no interest here.
    let schema = config.schema
    let vocabulary = FilterVocabulary(
      schema: schema, owners: [], stages: nil, country: config.country, user: { "" })
    var compiler = FilterCompiler(kind: kind, vocabulary: vocabulary, view: view)
    let own = KindSet(kind)
    guard let compiled = try? compiler.compile(FilterSource(words: arguments)) else {
      return own
    }
    return compiled.sort.reduce(own.union(compiled.expression.reads(kind, schema))) {
      $0.union($1.path.reads(from: kind, schema))
    }
  }
}

extension Expression {
  /// The kinds that an answer about a record of this kind may look at beside it.
  fileprivate func reads(_ kind: Kind, _ schema: Schema) -> KindSet {
    switch self {
    case .constant: []
    case .all(let parts), .any(let parts): parts.reduce([]) { $0.union($1.reads(kind, schema)) }
    case .not(let part): part.reads(kind, schema)
    case .test(let path, _): path.reads(from: kind, schema)
    case .state(let path, let state): path.reads(from: kind, schema).union(state.reads(path.kind))
    case .words: WordQuery.reads(kind, schema)
    }
  }
}

extension FieldPath {
  /// The kinds that lie along the path, and those that a value at its end leads to or is worked out from.
  fileprivate func reads(from kind: Kind, _ schema: Schema) -> KindSet {
    var reads: KindSet = []
    var kind = kind
    for hop in hops {
      let slot: Int
      switch hop {
      case .field(let place), .entry(let place, _): slot = place
      }
      guard slot < schema[kind].fields.count else { return reads }
      let type = schema[kind].fields[slot].type
      reads.formUnion(type.reads)
      if case .entry(_, let key) = hop, case .entries(let entries) = type {
        kind = entries.first { $0.key == key }?.type.referencedKind ?? kind
      } else {
        kind = type.referencedKind ?? kind
      }
    }
    switch leaf {
    case .field(let field): reads.formUnion(field.type.reads)
    case .entry(_, let entry): reads.formUnion(entry.type.reads)
    case .computed(let computed): reads.formUnion(computed.reads)
    case .mapKey, .largestDiscount, .state: break
    }
    return reads
  }
}

extension FieldType {
  /// The kinds that values lead to; for what is due those that say by whose clocks.
  package var reads: KindSet {
    switch element {
    case .reference(let kind): KindSet(kind)
    case .entries(let keys): keys.reduce([]) { $0.union($1.type.reads) }
    case .deadline: .clients
    default: []
    }
  }
}

extension Computed {
  /// The kinds that the number is worked out from, beside the record's own.
  package var reads: KindSet {
    switch self {
    case .idle: KindSet([.activity, .task, .deal])
    case .daysLate: .clients
    case .age, .weighted, .paidAmount, .openAmount: []
    }
  }
}

extension RecordState {
  /// The kinds beside its own that tell whether a record of this kind is in the state.
  fileprivate func reads(_ kind: Kind) -> KindSet {
    switch (self, kind) {
    case (.active, .contact), (.active, .company), (.customer, _): KindSet(.deal)
    case (.silent, _), (.rotting, _): KindSet([.activity, .task, .deal])
    case (.overdue, .lead): KindSet([.activity, .task])
    case (.nonext, _): KindSet(.task)
    case (.overdue, .deal), (.due, .deal), (.today, .deal): KindSet.clients.union(KindSet(.task))
    case (.next, _): KindSet(.deal)
    case (.overdue, _), (.due, _), (.today, _), (.upcoming, _), (.waiting, _): .clients
    default: []
    }
  }
}

extension KindSet {
  /// The kinds that a task or an invoice may be about, whose owner is its owner where it names none.
  package static let clients: KindSet = KindSet([.deal, .lead, .contact, .company])
}
