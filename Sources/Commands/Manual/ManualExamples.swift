import ArgumentParser
import Records

/// An example or two for every command, by the words that lead to it; each of them parses.
enum ManualExamples {
  static func lines(for command: String) -> [String] {
    if let lines = own[command] { return lines }
    let words = command.split(separator: " ")
    guard words.count == 2, let kind = Kind(word: String(words[0])) else { return [] }
    return common(String(words[1]), kind)
  }

  /// The words of the commands that have examples of their own.
  static var keys: [String] { own.keys.sorted() }

  /// Why the command line would refuse a line of an example; nil where it would not.
  static func fault(in line: String) -> String? { fault(of: Array(words(of: line).dropFirst())) }

  /// The same for the words behind the program's name.
  static func fault(of words: [String]) -> String? {
    do {
      _ = try CRM.parseAsRoot(ArgumentOrder.normalized(words))
      return nil
    } catch {
      return CRM.message(for: error)
    }
  }

  /// The words of a shell line whose only quotes are single ones.
  private static func words(of line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index.isMultiple(of: 2) {
        var pieces = part.split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
        if let first = pieces.first, let last = words.popLast() { pieces[0] = last + first }
        words += pieces
      } else {
        words.append((words.popLast() ?? "") + part)
      }
    }
    return words.filter { !$0.isEmpty }
  }

  private static let own: [String: [String]] = [
    "init": ["crm init ~/crm --country DE --timezone Europe/Berlin", "crm init --no-git"],
    "contacts add": [
      "crm contacts add 'Anna Ivanova' company=acme emails+=anna@acme.example phones+='8 916 123-45-67'"
    ],
    "companies add": ["crm companies add 'Acme GmbH' city=Berlin emails+=info@acme.example"],
    "leads add": [
      "crm leads add 'Needs a website' name='Anna Ivanova' phones+=+79161234567 source=site-form"
    ],
    "leads qualify": ["crm leads qualify 'needs a website' --next 'Call Anna' --due 'tomorrow 11:00'"],
    "leads reject": ["crm leads reject 'needs a website' --reason spam"],
    "deals add": [
      "crm deals add 'Website for Acme' --contact anna --amount 120000 --next 'Call Anna' --due 'tomorrow 11:00'"
    ],
    "deals move": [
      "crm deals move website proposal --next 'Ask about the offer' --due fri",
      "crm deals move website meeting --keep-next --note 'she wants to see us'",
    ],
    "deals win": ["crm deals win website --note 'paid in full'"],
    "deals lose": ["crm deals lose website --reason price"],
    "deals archive": ["crm deals archive website"],
    "deals reopen": ["crm deals reopen website --next 'Call again' --due 'next mon'"],
    "deals board": ["crm deals board"],
    "deals list": ["crm deals list 'is:open amount>=10000 sort:-amount'", "crm deals list @hot --json"],
    "tasks add": ["crm tasks add 'Send the invoice' --deal website --due 'fri 15:00'"],
    "tasks list": ["crm tasks list is:overdue owner:me", "crm tasks list 'due<=eow' --format csv"],
    "tasks done": ["crm tasks done 'call anna' --result 'she agrees' --next 'Send the contract' --due +2d"],
    "tasks snooze": ["crm tasks snooze 'call anna' 'tomorrow 11:00'"],
    "tasks cancel": ["crm tasks cancel 'send the brochure'"],
    "activities add": [
      "crm activities add 'Asked for a discount' type=note at=2026-11-24T10:00:00+03:00 contact=anna"
    ],
    "activities set": ["crm activities set k7f3q2mz result='will think'"],
    "products add": ["crm products add 'Landing page' sku=LP-1 price=1200 currency=EUR"],
    "stages list": ["crm stages list", "crm stages list --json"],
    "stages show": ["crm stages show proposal"],
    "stages add": ["crm stages add site-visit --name 'Site visit' --probability 40 --after meeting"],
    "stages rename": ["crm stages rename meeting visit", "crm stages rename meeting --name 'First meeting'"],
    "stages move": ["crm stages move invoice --after meeting"],
    "stages remove": ["crm stages remove meeting --move-to proposal --keep-next"],
    "stages check": ["crm stages check"],
    "log": [
      "crm log call anna 'wants a discount' --duration 10m --next 'Send new prices' --due tomorrow",
      "crm log note website 'the logo is theirs'",
    ],
    "search": ["crm search ivanova acme"],
    "imports preview": ["crm imports preview contacts.csv"],
    "imports run": ["crm imports run contacts.csv --yes"],
    "imports undo": ["crm imports undo 2026-11-24-1"],
    "imports list": ["crm imports list"],
    "imports presets": ["crm imports presets"],
    "import": ["crm import contacts.csv --yes"],
    "reports": ["crm reports pipeline", "crm reports funnel --period 2026-Q4 --format html"],
    "reports list": ["crm reports list"],
    "reports run": ["crm reports run pipeline", "crm reports run funnel --period 2026-Q4"],
    "digest": ["crm digest"],
    "views list": ["crm views list"],
    "views add": ["crm views add hot 'is:open amount>=10000' --kind deal"],
    "views remove": ["crm views remove hot"],
    "doctor": ["crm doctor", "crm doctor --json"],
    "check": ["crm check", "crm check --fix"],
    "history": ["crm history website"],
    "undo": ["crm undo", "crm undo --list"],
    "index status": ["crm index status", "crm index status --json"],
    "index rebuild": ["crm index rebuild"],
    "schema": ["crm schema deal", "crm schema deal --format table", "crm schema index status"],
    "completions": ["crm completions fish"],
  ]

  private static func common(_ verb: String, _ kind: Kind) -> [String] {
    let noun = kind.plural
    let ref =
      switch kind {
      case .contact: "anna"
      case .company: "acme"
      case .lead: "'needs a website'"
      case .deal: "website"
      case .task: "'call anna'"
      case .activity: "k7f3q2mz"
      case .product: "'landing page'"
      }
    let field =
      switch kind {
      case .contact, .company, .lead, .deal: "tags+=vip"
      case .task: "type=call"
      case .activity: "result=agreed"
      case .product: "active=no"
      }
    return switch verb {
    case "list": ["crm \(noun) list", "crm \(noun) list 'created:2026-11' --json"]
    case "show": ["crm \(noun) show \(ref)"]
    case "set": ["crm \(noun) set \(ref) \(field)"]
    case "edit": ["crm \(noun) edit \(ref)"]
    case "delete": ["crm \(noun) delete \(ref)"]
    default: []
    }
  }
}
