import Filters
import Records
import Testing

/// One row: the kind, the filter, and the records that it selects in any order.
struct Case: Sendable, CustomTestStringConvertible {
  let kind: Kind
  let filter: String
  let found: [String]

  init(_ kind: Kind, _ filter: String, _ found: String...) {
    self.kind = kind
    self.filter = filter
    self.found = found
  }

  var testDescription: String { "\(kind.plural) \(filter)" }

  func check(_ context: FilterContext? = nil) throws {
    #expect(try Office.select(filter, kind, context: context).sorted() == found)
  }
}

struct MatchTests {
  @Test(arguments: [
    Case(.contact, "", "c1", "c2", "c3"),
    Case(.contact, "name:iva", "c1"),
    Case(.contact, "name:ИВА", "c2"),
    Case(.contact, "name:петр", "c2"),
    Case(.contact, "name:vanova"),
    Case(.contact, "name:\"anna iv\"", "c1"),
    Case(.contact, "name:\"ivanova anna\""),
    Case(.contact, "name=\"Anna Ivanova\"", "c1"),
    Case(.contact, "name=\"anna ivanova\""),
    Case(.contact, "name=Anna"),
    Case(.contact, "name!=\"Anna Ivanova\"", "c2", "c3"),
    Case(.contact, "name:oneill", "c3"),
    Case(.contact, "name:o'neill", "c3"),
    Case(.contact, "name:neill", "c3"),
    Case(.company, "name:cafe", "k3"),
    Case(.company, "name:zoe", "k3"),
    Case(.company, "name:&", "k3"),
    Case(.company, "country:de", "k1"),
    Case(.company, "country=de"),
    Case(.company, "country==DE", "k1"),
    Case(.company, "country!=DE", "k2", "k3"),
    Case(.company, "not country:de", "k2", "k3"),
    Case(.company, "-country:de", "k2", "k3"),
    Case(.company, "country:", "k3"),
    Case(.company, "country:\"\"", "k3"),
    Case(.company, "country=", "k3"),
    Case(.company, "country:*", "k1", "k2"),
    Case(.company, "country!=", "k1", "k2"),
    Case(.company, "country: gmbh"),
    Case(.contact, "notes:кофе", "c2"),
    Case(.contact, "id:ca000002", "c2"),
    Case(.contact, "id:anna-ca000001", "c1"),
    Case(.contact, "id=ca000001", "c1"),
    Case(.contact, "id:ca00", "c1", "c2", "c3"),
  ])
  func text(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.contact, "tag:vip", "c1"), Case(.contact, "tags:VIP", "c1"), Case(.company, "tag:eu", "k1"),
    Case(.company, "tag=eu", "k1"), Case(.company, "tag!=eu", "k2", "k3"), Case(.company, "tag:", "k2", "k3"),
    Case(.company, "tags:*", "k1"), Case(.deal, "tag:big", "d1"), Case(.deal, "tag:deal", "d1"),
    Case(.deal, "tag=big-deal"), Case(.deal, "tag=Big-Deal", "d1"),
    Case(.contact, "email:anna", "c1"), Case(.contact, "email:anna@acme", "c1"),
    Case(.contact, "email:@mail.example", "c1"), Case(.contact, "email=BOB@example.com", "c3"),
    Case(.contact, "email=bob@example", ""), Case(.contact, "email:*", "c1", "c3"),
    Case(.contact, "phone:+4930", "c1"), Case(.contact, "phone:9876", "c1"), Case(.contact, "phone:+9876"),
    Case(.contact, "phone:+79161234567", "c2"), Case(.contact, "phone:\"8 916\"", "c2"),
    Case(.contact, "phone:916-123", "c2"), Case(.contact, "phone=+79161234567", "c2"),
    Case(.contact, "phone=89161234567", "c2"), Case(.contact, "phone=8916"),
    Case(.contact, "phone!=89161234567", "c1", "c3"),
  ])
  func lists(_ row: Case) throws {
    if row.found == [""] { #expect(try Office.select(row.filter, row.kind).isEmpty) } else { try row.check() }
  }

  @Test(arguments: [
    Case(.deal, "amount>10000", "d1", "d3"), Case(.deal, "amount>=10k", "d1", "d3"),
    Case(.deal, "amount>0.1m", "d1"), Case(.deal, "amount<900", "d4"), Case(.deal, "amount<=900", "d4", "d5"),
    Case(.deal, "amount:5000.00", "d2"), Case(.deal, "amount=5k", "d2"),
    Case(.deal, "amount!=5k", "d1", "d3", "d4", "d5"), Case(.deal, "amount = 5000", "d2"),
    Case(.deal, "amount > 0", "d1", "d2", "d3", "d4", "d5"), Case(.deal, "amount> 100000", "d1"),
    Case(.deal, "amount>=10000RUB", "d1", "d3"), Case(.deal, "amount>=10krub", "d1", "d3"),
    Case(.deal, "amount>0EUR", "d2", "d4", "d5"), Case(.deal, "amount>=\"70 000 RUB\"", "d1", "d3"),
    Case(.deal, "amount>=10000USD"), Case(.deal, "square_metres>42", "d1"), Case(.deal, "square_metres<42"),
    Case(.deal, "square_metres:", "d2", "d3", "d4", "d5"), Case(.deal, "probability:90%", "d2"),
    Case(.deal, "currency:ru", "d1", "d3"), Case(.deal, "currency=RUB", "d1", "d3"),
    Case(.activity, "duration>=2m", "v1"), Case(.activity, "duration<1m", "v2"),
    Case(.activity, "duration:120s", "v1"), Case(.product, "price<10", "p2"),
    Case(.product, "active:no", "p2"), Case(.product, "active:yes", "p1"), Case(.product, "active:", "p1"),
    Case(.product, "prices.retail>12", "p2"), Case(.product, "prices.dealer<=8", "p2"),
    Case(.deal, "external.amocrm=123", "d1"), Case(.deal, "external.amocrm:12", "d1"),
    Case(.deal, "external.amocrm:", "d2", "d3", "d4", "d5"), Case(.deal, "external:abc", "d1"),
  ])
  func numbers(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.deal, "created:2026-11", "d1", "d2", "d5"), Case(.deal, "created:2026-11-20", "d1"),
    Case(.deal, "created=2026-11-20", "d1"), Case(.deal, "created<2026-04-01", "d3"),
    Case(.deal, "created<=2026-04-01", "d3", "d4"), Case(.deal, "created>2026-04-01", "d1", "d2", "d5"),
    Case(.deal, "created>=2026-04-01", "d1", "d2", "d4", "d5"), Case(.deal, "created<2026-04", "d3"),
    Case(.deal, "created<=2026-04", "d3", "d4"), Case(.deal, "created>2026-11"), Case(.deal, "created:2025"),
    Case(.deal, "created!=2026-11", "d3", "d4"), Case(.deal, "created>=today-7d", "d5"),
    Case(.deal, "created>2026-11-20T10:00:00+03:00", "d1", "d5"),
    Case(.deal, "created>\"2026-11-20 10:15\"", "d5"), Case(.deal, "created:\"2026-11-20 10:15\"", "d1"),
    Case(.deal, "expected_close<today", "d2"), Case(.deal, "expected_close<=eom", "d1", "d2"),
    Case(.deal, "expected_close>eow", "d1"), Case(.deal, "expected_close!=2026-12", "d2", "d3", "d4", "d5"),
    Case(.deal, "expected_close:2026-Q4", "d1", "d2"), Case(.task, "due:today", "t2", "t3"),
    Case(.task, "due:tomorrow", "t1"), Case(.task, "due<now", "t2", "t4"), Case(.task, "due<today", "t4"),
    Case(.task, "due<=today+1d", "t1", "t2", "t3", "t4"), Case(.task, "due>now+2h", "t1", "t3"),
    Case(.task, "due<=\"2026-12-01\"", "t2", "t3", "t4"), Case(.contact, "birthday:1990", "c3"),
    Case(.contact, "birthday<2000", "c3"), Case(.contact, "birthday>2000"),
    Case(.deal, "next_step.due<=today", "d2"), Case(.deal, "history.at:2026-11-22", "d1"),
  ])
  func dates(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.deal, "stage:proposal", "d1"), Case(.deal, "stage:PROP", "d1"), Case(.deal, "stage:bill", "d2"),
    Case(.deal, "stage=invoice", "d2"), Case(.deal, "stage=\"Bill sent\"", "d2"),
    Case(.deal, "stage!=invoice", "d1", "d3", "d4", "d5"), Case(.deal, "pipeline:serv", "d5"),
    Case(.deal, "pipeline=sales", "d1", "d2", "d3", "d4"), Case(.deal, "history.stage:перв", "d1"),
    Case(.deal, "history.stage:first", "d1"), Case(.deal, "history.by:me", "d1"),
    Case(.task, "deal.stage:inv", "t2"), Case(.task, "type:em", "t3"),
    Case(.task, "type:call", "t1", "t2", "t4"),
    Case(.task, "type!=call", "t3"), Case(.task, "status:open", "t1", "t2", "t3"),
    Case(.task, "status:d", "t4"),
    Case(.task, "status:", "t3"), Case(.lead, "status:rej", "e2"), Case(.lead, "status:new", "e1"),
    Case(.activity, "direction:in", "v1"),
    Case(.deal, "owner:me", "d1", "d3"), Case(.deal, "owner=me", "d1", "d3"), Case(.deal, "owner:an", "d2"),
    Case(.deal, "owner:sokol", "d2"), Case(.deal, "owner=anna", "d2"), Case(.deal, "owner:", "d4", "d5"),
    Case(.deal, "owner!=me", "d2", "d4", "d5"),
  ])
  func vocabularies(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.deal, "company:acme", "d1", "d3"), Case(.deal, "company:ka000001", "d1", "d3"),
    Case(.deal, "company:acme-ka000001", "d1", "d3"), Case(.deal, "company:ka000009", "d1", "d3"),
    Case(.deal, "company=\"Acme GmbH\"", "d1", "d3"), Case(.deal, "company=Acme"),
    Case(.deal, "company:\"gmbh ac\"", "d1", "d3"), Case(.deal, "company:", "d4", "d5"),
    Case(.deal, "contact:anna@acme.example", "d1"), Case(.deal, "contact:+79161234567", "d2", "d4"),
    Case(.deal, "contact!=ca000002", "d1", "d3", "d5"), Case(.deal, "company.country:DE", "d1", "d3"),
    Case(.deal, "company.country!=DE", "d2", "d4", "d5"), Case(.deal, "company.country:", "d4", "d5"),
    Case(.deal, "contact.company.city:моск", "d2", "d4"), Case(.deal, "contact.email:*", "d1", "d5"),
    Case(.task, "deal.contact.company.country:DE", "t1", "t4"),
    Case(.task, "deal.amount>=100000", "t1", "t4"),
    Case(.deal, "deal.amount>100000", "d1"), Case(.deal, "participant:bob", "d1"),
    Case(.deal, "participants.role:fit", "d1"),
    Case(.deal, "participants.contact.email=bob@example.com", "d1"),
    Case(.deal, "participants.contact:ca000003", "d1"), Case(.deal, "item:consult", "d1"),
    Case(.deal, "items.product.sku:c-1", "d1"), Case(.deal, "items.price>100", "d1"),
    Case(.deal, "items.price>100RUB", "d1"), Case(.deal, "items.price>100EUR"),
    Case(.deal, "name:shop", "d2"),
    Case(.deal, "contact.is:silent", "d1"), Case(.task, "deal.is:open", "t1", "t2", "t4"),
    Case(.task, "deal.idle>20", "t2"),
  ])
  func references(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.deal, "title~^w", "d1"), Case(.deal, "title~\"site( for|$)\"", "d1", "d3"),
    Case(.deal, "title~(site|shop)", "d1", "d2", "d3"),
    Case(.deal, "(title~(site|shop) or stage:lost) and owner:*", "d1", "d2", "d3"),
    Case(.deal, "title~\"\\(urg\"", "d5"), Case(.deal, "title~ЛЕНД", "d4"),
    Case(.deal, "company~gmbh$", "d1", "d3"),
    Case(.contact, "phone~^\\+49", "c1"), Case(.deal, "tag~^b", "d1"),
    Case(.deal, "amount~00$", "d1", "d2", "d3", "d5"),
    Case(.deal, "not title~site", "d2", "d4", "d5"),
  ])
  func expressions(_ row: Case) throws { try row.check() }

  @Test(arguments: [
    Case(.contact, "iva", "c1", "c2"), Case(.contact, "anna iva", "c1", "c2"),
    Case(.contact, "bob neill", "c3"), Case(.contact, "\"anna iva\"", "c1"),
    Case(.contact, "\"iva anna\""), Case(.contact, "ivanov", "c1", "c2"), Case(.contact, "иван", "c1", "c2"),
    Case(.contact, "bdfyjd", "c2"), Case(.contact, "шмфтщм", "c1"), Case(.contact, "petr", "c2"),
    Case(.contact, "acme", "c1"),
    Case(.contact, "gmbh", "c1"), Case(.contact, "romashka", "c2"), Case(.contact, "vanov"),
    Case(.contact, "+4930", "c1"), Case(.contact, "1234567", "c2"), Case(.contact, "\"8 (916) 123\"", "c2"),
    Case(.contact, "anna@acme.ex", "c1"), Case(.contact, "robert", "c3"), Case(.contact, "inavova"),
    Case(.company, "\"acme gmbh\" or phone:+4930", "k1"), Case(.deal, "acme", "d1", "d3"),
    Case(.deal, "site", "d3"),
    Case(.deal, "not acme", "d2", "d4", "d5"), Case(.company, "cafe", "k3"), Case(.company, "CAFÉ", "k3"),
    Case(.activity, "discount website", "v1"),
  ])
  func words(_ row: Case) throws { try row.check() }

  @Test func synonymsAreWords() throws {
    let context = Office.context(synonyms: { $0 == "invoice" ? ["shop", "лендинг"] : [] })
    try Case(.deal, "invoice", "d2", "d4").check(context)
  }

  @Test(arguments: [
    Case(.deal, "stage:won or stage:lost owner:gleb", "d3"),
    Case(.deal, "owner:gleb stage:won or stage:lost", "d3", "d4"),
    Case(.deal, "not stage:won owner:gleb", "d1"),
    Case(.deal, "not (stage:won or owner:gleb)", "d2", "d4", "d5"),
    Case(.deal, "not not stage:won", "d3"),
    Case(.deal, "-(stage:won or owner:gleb) and -stage:lost", "d2", "d5"),
    Case(.deal, "stage:won OR stage:lost", "d3", "d4"),
    Case(.deal, "(stage:won)or(stage:lost)", "d3", "d4"),
    Case(.deal, "\n stage:won\tor\n stage:lost ", "d3", "d4"),
    Case(.deal, "stage:won and not tag:vip and amount>1", "d3"),
    Case(.deal, "\"or\""),
  ])
  func structure(_ row: Case) throws { try row.check() }

  @Test func argumentsAreOneText() throws {
    let filter = try Filter.parse(
      ["stage:won", "or", "stage:lost", "limit:1"], kind: .deal, context: Office.context())
    #expect(filter.select().map(\.id.description) == ["da000003"])
    #expect(filter.limit == 1)
    #expect(try Filter.parse([], kind: .deal, context: Office.context()).select().count == 5)
    #expect(!filter.matches(Office.record("ca000001")))
  }

  @Test func undeclaredOwnersAreAnyName() throws {
    let context = Office.context(user: "bob", owners: [])
    try Case(.contact, "owner:me", "c3").check(context)
    try Case(.contact, "owner:GL", "c1").check(context)
    try Case(.contact, "owner:nobody").check(context)
    try Case(.deal, "owner:me", "d1", "d3").check(Office.context(user: "Gleb Petrov"))
  }
}
