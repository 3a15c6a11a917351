package import Records

extension Snapshot {
  /// Who said no to a way of being reached, among those whom a record is about: the person, the company that they stand
  /// for, the lead; nil where nobody did.
  package func refusal(of channel: ContactChannel, about record: Record) -> Record? {
    let deal = record.kind == .deal ? record : linked("deal", from: [record])
    let lead = record.kind == .lead ? record : linked("lead", from: [record])
    let contact = record.kind == .contact ? record : linked("contact", from: [record, deal, lead])
    let company = record.kind == .company ? record : linked("company", from: [record, deal, lead, contact])
    return [contact, company, lead].lazy.compactMap { $0 }.first { $0.refuses(channel) }
  }

  /// Every way that somebody whom a record is about said no to, and who did.
  package func refusals(about record: Record) -> [(channel: ContactChannel, by: Record)] {
    ContactChannel.allCases.compactMap { channel in
      refusal(of: channel, about: record).map { (channel, $0) }
    }
  }
}
