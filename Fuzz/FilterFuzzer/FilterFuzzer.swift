import Dates
import Diagnostics
import Facts
import Filters
import Records

/// One run of the fuzzer: any bytes as a filter of every kind; parsing either throws a diagnostic inside the text or
/// gives a filter that can be evaluated.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFilter(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let sample = FilterSample.shared
  for kind in Kind.allCases {
    do throws(Diagnostic) {
      _ = try Filter.parse([text], kind: kind, context: sample.context).select()
    } catch {
      if let excerpt = error.excerpt { precondition(excerpt.column >= 1 && excerpt.length >= 0) }
    }
  }
  return 0
}

/// A few records for filters to look at.
private struct FilterSample {
  static let shared = FilterSample()
  let context: FilterContext

  init() {
    let schema = Schema.plain
    var change = Change()
    var mint = IDMint(seed: 1)
    let day = CivilDate(dayNumber: 20_000)
    let company = change.create(
      .company, values: ["name": .text("Acme GmbH"), "city": .text("Berlin")], id: mint.mint(), on: day)
    let contact = change.create(
      .contact,
      values: [
        "name": .text("Анна Иванова"), "company": .reference(company),
        "emails": .list([.text("anna@acme.example")]),
        "phones": .list([.text("+4930123456")]), "tags": .list([.text("vip")]),
      ], id: mint.mint(), on: day)
    change.create(
      .deal,
      values: [
        "title": .text("Website"), "pipeline": .text("sales"), "stage": .text("proposal"),
        "contact": .reference(contact), "company": .reference(company), "amount": .number(Decimal(12_000)),
        "currency": .text("EUR"), "created": .instant(Instant(seconds: 1_700_000_000)),
      ], id: mint.mint(), on: day)
    let empty = Snapshot(config: Config(), schema: schema, source: LoadedRecords([]))
    context = FilterContext(
      snapshot: empty.applying(change), now: Instant(seconds: 1_764_000_000), user: "gleb",
      stages: StageIndex([]), viewNames: ["hot"], view: { $0 == "hot" ? "amount>10k or @hot" : nil })
  }
}
