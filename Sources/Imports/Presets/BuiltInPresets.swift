import Dates
import Records

extension Presets {
  package static let hubSpot = Preset(
    name: "hubspot", doc: "HubSpot exports of contacts, companies and deals.", source: "hubspot",
    layouts: [
      Preset.Layout(
        kind: .contact, signature: ["Record ID", "First Name", "Last Name"],
        columns: columns(
          """
          Record ID = id
          First Name = first_name
          Last Name = last_name
          Email = email
          Phone Number = phone
          Mobile Phone Number = phone
          Job Title = position
          Company Name = company
          Associated Company = company
          Contact owner = owner
          Lifecycle Stage = extra
          Lead Status = extra
          Create Date = created
          """)),
      Preset.Layout(
        kind: .company, signature: ["Record ID", "Company name"],
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
        kind: .deal, signature: ["Record ID", "Deal Name", "Deal Stage"],
        columns: columns(
          """
          Record ID = id
          Deal Name = title
          Deal Stage = stage
          Pipeline = pipeline
          Amount = amount
          Close Date = expected_close
          Create Date = created
          Deal owner = owner
          Associated Contact = contact
          Associated Company = company
          Closed Lost Reason = lost_reason
          """)),
    ])

  package static let pipedrive = Preset(
    name: "pipedrive", doc: "Pipedrive exports of deals, people and organisations.", source: "pipedrive",
    layouts: [
      Preset.Layout(
        kind: .deal, signature: ["Deal - Title"],
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
          Person - Name = contact.name
          Person - First name = contact.first_name
          Person - Last name = contact.last_name
          Person - Email = contact.email
          Person - Email - Work = contact.email
          Person - Email - Home = contact.email
          Person - Email - Other = contact.email
          Person - Phone = contact.phone
          Person - Phone - Work = contact.phone
          Person - Phone - Home = contact.phone
          Person - Phone - Mobile = contact.phone
          Person - Phone - Other = contact.phone
          Organization - Name = company.name
          Organization - Address = company.address
          Organization - Website = company.link
          """)),
      Preset.Layout(
        kind: .contact, signature: ["Person - Name"],
        columns: columns(
          """
          Person - ID = id
          Person - Name = name
          Person - First name = first_name
          Person - Last name = last_name
          Person - Organization = company
          Organization - Name = company.name
          Organization - Address = company.address
          Person - Email = email
          Person - Phone = phone
          Person - Owner = owner
          Person - Label = tags
          Person - Email - Work = email
          Person - Email - Home = email
          Person - Email - Other = email
          Person - Phone - Work = phone
          Person - Phone - Home = phone
          Person - Phone - Mobile = phone
          Person - Phone - Other = phone
          Person - Person created = created
          """)),
      Preset.Layout(
        kind: .company, signature: ["Organization - Name"],
        columns: columns(
          """
          Organization - ID = id
          Organization - Name = name
          Organization - Owner = owner
          Organization - Website = link
          Organization - Address = address
          Organization - Label = tags
          Organization - Organization created = created
          """)),
    ])

  package static let salesforce: Preset = {
    var preset = Preset(
      name: "salesforce", doc: "Salesforce reports of contacts and opportunities.", source: "salesforce",
      layouts: [
        Preset.Layout(
          kind: .contact, signature: ["First Name", "Last Name", "Account Name", "Mailing Street"],
          columns: columns(
            """
            Contact ID = id
            First Name = first_name
            Last Name = last_name
            Account Name = company
            Account ID = company.id
            Title = position
            Mailing Street = address
            Mailing City = city
            Mailing State = region
            Mailing State/Province = region
            Mailing Zip/Postal Code = postal_code
            Mailing Country = country
            Phone = phone
            Mobile = phone
            Email = email
            Lead Source = source
            Contact Owner = owner
            """)),
        Preset.Layout(
          kind: .deal, signature: ["Opportunity Name", "Stage"],
          columns: columns(
            """
            Opportunity ID = id
            Opportunity Name = title
            Account Name = company
            Account ID = company.id
            Amount = amount
            Close Date = expected_close
            Stage = stage
            Probability (%) = probability
            Lead Source = source
            Opportunity Owner = owner
            Created Date = created
            """)),
      ])
    preset.dates = .monthFirst
    return preset
  }()

  package static let zoho = Preset(
    name: "zoho", doc: "Zoho CRM exports of contacts, accounts and deals.", source: "zoho",
    layouts: [
      Preset.Layout(
        kind: .contact, signature: ["Record Id", "Contact Owner", "Last Name", "Account Name"],
        columns: columns(
          """
          Record Id = id
          Contact Owner = owner
          Lead Source = source
          First Name = first_name
          Last Name = last_name
          Account Name = company
          Email = email
          Secondary Email = email
          Title = position
          Phone = phone
          Mobile = phone
          Other Phone = phone
          Home Phone = phone
          Date of Birth = birthday
          Mailing Street = address
          Mailing City = city
          Mailing State = region
          Mailing Zip = postal_code
          Mailing Country = country
          Description = notes
          Tag = tags
          Created Time = created
          """)),
      Preset.Layout(
        kind: .deal, signature: ["Record Id", "Deal Name", "Closing Date"],
        columns: columns(
          """
          Record Id = id
          Deal Owner = owner
          Deal Name = title
          Amount = amount
          Stage = stage
          Closing Date = expected_close
          Account Name = company
          Contact Name = contact
          Probability (%) = probability
          Lead Source = source
          Pipeline = pipeline
          Reason For Loss = lost_reason
          Description = notes
          Tag = tags
          Created Time = created
          """)),
      Preset.Layout(
        kind: .company, signature: ["Record Id", "Account Owner", "Account Name"],
        columns: columns(
          """
          Record Id = id
          Account Owner = owner
          Account Name = name
          Phone = phone
          Website = link
          Industry = industry
          Employees = employees
          Annual Revenue = revenue
          Billing Street = address
          Billing City = city
          Billing State = region
          Billing Code = postal_code
          Billing Country = country
          Description = notes
          Tag = tags
          Created Time = created
          """)),
    ])

  package static let linkedIn = Preset(
    name: "linkedin", doc: "LinkedIn's Connections.csv, with or without its preamble.", source: "linkedin",
    layouts: [
      Preset.Layout(
        kind: .contact, signature: ["First Name", "Last Name", "Company", "Position", "Connected On"],
        columns: columns(
          """
          First Name = first_name
          Last Name = last_name
          URL = link
          Email Address = email
          Company = company
          Position = position
          Connected On = extra
          """))
    ])
}
