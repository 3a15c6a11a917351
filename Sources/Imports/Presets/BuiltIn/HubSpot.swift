import Records

extension Presets {
  package static let hubSpot: Preset = {
    var preset = Preset(
      name: "hubspot", doc: "HubSpot exports of contacts, companies and deals.", source: "hubspot",
      layouts: [
        Preset.Layout(
          kind: .contact, signatures: [["Record ID", "First Name", "Last Name"]],
          columns: columns(
            """
            Record ID = id
            First Name = first_name
            Last Name = last_name
            Email = email
            Phone Number = phone
            Mobile Phone Number = phone
            Job Title = position
            Company Name|Associated Company|Associated Company (Primary) = company
            Associated Company IDs|Associated Company IDs (Primary) = company.id
            Contact owner = owner
            Lifecycle Stage = extra
            Lead Status = extra
            Create Date = created
            """)),
        Preset.Layout(
          kind: .company, signatures: [["Record ID", "Company name"]],
          columns: columns(
            """
            Record ID = id
            Company name = name
            Company Domain Name = link
            Company owner = owner
            Phone Number = phone
            Create Date = created
            Industry = industry
            Number of Employees = employees
            Annual Revenue = revenue
            """)),
        Preset.Layout(
          kind: .deal, signatures: [["Record ID", "Deal Name", "Deal Stage"]],
          columns: columns(
            """
            Record ID = id
            Deal Name = title
            Deal Stage = stage
            Pipeline = pipeline
            Amount = amount
            Currency = currency
            Close Date = expected_close
            Create Date = created
            Deal owner = owner
            Associated Contact|Associated Contact (Primary) = contact
            Associated Contact IDs|Associated Contact IDs (Primary) = contact.id
            Associated Company|Associated Company (Primary) = company
            Associated Company IDs|Associated Company IDs (Primary) = company.id
            Closed Lost Reason = lost_reason
            """)),
      ])
    preset.how = "in the list of contacts, companies or deals: Export, file format CSV"
    return preset
  }()
}
