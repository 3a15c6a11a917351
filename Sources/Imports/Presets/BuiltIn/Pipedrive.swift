import Records

extension Presets {
  package static let pipedrive: Preset = {
    var preset = Preset(
      name: "pipedrive", doc: "Pipedrive exports of deals, people, organisations and leads.",
      source: "pipedrive", layouts: [pipedriveDeal, pipedriveLead, pipedrivePerson, pipedriveOrganization])
    preset.how = "Tools and apps, then Export data; or in a list: the three dots, then Export"
    return preset
  }()

  private static let pipedriveDeal = Preset.Layout(
    kind: .deal, signatures: [["Deal - Title"]],
    columns: columns(
      """
      Deal - ID = id
      Deal - Title = title
      Deal - Owner = owner
      Deal - Value = amount
      Deal - Currency of Value = currency
      Deal - Probability = probability
      Deal - Organization = company
      Deal - Pipeline = pipeline
      Deal - Contact person = contact
      Deal - Stage = stage
      Deal - Label = tags
      Deal - Status = outcome
      Deal - Deal created = created
      Deal - Won time = closed
      Deal - Lost time = closed
      Deal - Lost reason = lost_reason
      Deal - Expected close date = expected_close
      Deal - Notes = notes
      Person - ID = contact.id
      Person - Name = contact.name
      Person - First name = contact.first_name
      Person - Last name = contact.last_name
      Person - Email|Person - Email - Work|Person - Email - Home|Person - Email - Other = contact.email
      Person - Phone|Person - Phone - Work|Person - Phone - Home|Person - Phone - Mobile|Person - Phone - Other = contact.phone
      Organization - ID = company.id
      Organization - Name = company.name
      Organization - Address = company.address
      Organization - Website = company.link
      """))

  private static let pipedriveLead = Preset.Layout(
    kind: .lead, signatures: [["Lead - Title"]],
    columns: columns(
      """
      Lead - ID = id
      Lead - Title = title
      Lead - Owner = owner
      Lead - Value = amount
      Lead - Currency of Value = currency
      Lead - Label|Lead - Labels = tags
      Lead - Source|Lead - Source channel = source
      Lead - Lead created = created
      Lead - Contact person|Person - Name = name
      Lead - Organization|Organization - Name = company_name
      Person - Email|Person - Email - Work|Person - Email - Home|Person - Email - Other = email
      Person - Phone|Person - Phone - Work|Person - Phone - Home|Person - Phone - Mobile|Person - Phone - Other = phone
      """))

  private static let pipedrivePerson = Preset.Layout(
    kind: .contact, signatures: [["Person - Name"]],
    columns: columns(
      """
      Person - ID = id
      Person - Name = name
      Person - First name = first_name
      Person - Last name = last_name
      Person - Organization = company
      Organization - ID = company.id
      Organization - Name = company.name
      Organization - Address = company.address
      Person - Owner = owner
      Person - Label = tags
      Person - Email|Person - Email - Work|Person - Email - Home|Person - Email - Other = email
      Person - Phone|Person - Phone - Work|Person - Phone - Home|Person - Phone - Mobile|Person - Phone - Other = phone
      Person - Person created = created
      """))

  private static let pipedriveOrganization = Preset.Layout(
    kind: .company, signatures: [["Organization - Name"]],
    columns: columns(
      """
      Organization - ID = id
      Organization - Name = name
      Organization - Owner = owner
      Organization - Website = link
      Organization - Address = address
      Organization - Label = tags
      Organization - Organization created = created
      """))
}
