package import Records

/// The words of a repository: one source, or the compiled index with what has changed since behind it.
///
/// No record may stand in two of the sources.
package struct SearchCorpus: Sendable {
  let sources: [any TermSource]
  /// The number of each source's first record.
  let offsets: [Int]
  let recordCount: Int

  package init(_ sources: [any TermSource]) {
    self.sources = sources
    var offsets: [Int] = []
    var count = 0
    for source in sources {
      offsets.append(count)
      count += source.recordCount
    }
    self.offsets = offsets
    recordCount = count
  }

  /// The words that the snapshot's index has, else those of every record.
  package init(_ snapshot: Snapshot) {
    let country = snapshot.config.country
    guard let indexed = snapshot.source.terms else {
      self.init([MemoryTerms(Kind.allCases.flatMap { snapshot.records($0) }, country: country)])
      return
    }
    let changed: [any TermSource] =
      indexed.changed.isEmpty ? [] : [MemoryTerms(indexed.changed, country: country)]
    self.init([indexed.source] + changed)
  }

  private func place(_ number: Int) -> (source: any TermSource, number: Int)? {
    for index in sources.indices.reversed() where number >= offsets[index] {
      return (sources[index], number - offsets[index])
    }
    return nil
  }

  func record(_ number: Int) -> Record? { place(number).flatMap { $0.source.record($0.number) } }
  func kind(_ number: Int) -> Kind? { place(number).flatMap { $0.source.kind($0.number) } }

  func number(of id: RecordID) -> Int? {
    for (source, offset) in zip(sources, offsets) {
      if let number = source.number(of: id), source.kind(number) != nil { return offset + number }
    }
    return nil
  }
}
