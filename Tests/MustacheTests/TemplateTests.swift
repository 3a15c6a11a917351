import Mustache
import Testing

@Suite struct TemplateTests {
  private func scope(_ words: [String: String] = [:]) -> Scope {
    var scope = Scope()
    for (name, text) in words { scope[name] = .text(text) }
    return scope
  }

  private func fill(
    _ text: String, _ scope: Scope, _ escaping: TemplateEscaping = .none, _ partials: [String: String] = [:]
  ) throws -> String {
    try Template(text, file: "t").filled(
      from: scope, escaping: escaping,
      partials: try partials.mapValues { try Template($0, file: "p") }, steps: 10_000)
  }

  private func error(_ text: String) -> TemplateError? {
    do throws(TemplateError) {
      _ = try Template(text, file: "t")
      return nil
    } catch { return error }
  }

  /// Row by row: a template, and what becomes of it with a = "O'Brien & <b>", e = "", items = [x, y].
  @Test(arguments: [
    ("{{a}}", "O&#39;Brien &amp; &lt;b&gt;"), ("{{{a}}}", "O'Brien & <b>"), ("{{& a }}", "O'Brien & <b>"),
    ("[{{e}}]", "[]"), ("{{#a}}1{{/a}}{{^a}}2{{/a}}", "1"), ("{{#e}}1{{/e}}{{^e}}2{{/e}}", "2"),
    ("{{#items}}{{p}},{{/items}}", "x,,"), ("{{^items}}none{{/items}}", ""),
    ("{{! said\nnowhere }}x", "x"), ("{{ nothing }}", ""), ("1/2 {}", "1/2 {}"),
    ("a\n  {{#a}}  \nb\n{{/a}}\nc", "a\nb\nc"), ("a\r\n{{#a}}\r\nb\r\n{{/a}}\r\n", "a\r\nb\r\n"),
    ("{{#a}}x{{/a}} \n", "x \n"), ("{{#a}}{{.}}{{/a}}", "O&#39;Brien &amp; &lt;b&gt;"),
    ("{{#yes}}{{a}}{{/yes}}{{#no}}n{{/no}}", "O&#39;Brien &amp; &lt;b&gt;"), ("{{! x }}\nb", "b"),
    ("| {{! x }}\nb", "| \nb"),
  ])
  func isFilled(_ template: String, _ expected: String) throws {
    var scope = scope(["a": "O'Brien & <b>", "e": "", "p": "outer"])
    scope["items"] = .list([self.scope(["p": "x"]), self.scope(["p": ""])], like: self.scope(["p": ""]))
    scope["yes"] = .flag(true)
    scope["no"] = .flag(false)
    #expect(try fill(template, scope, .html) == expected)
  }

  @Test(arguments: [
    ("ab\n {{x", 2, 2, "never closed"), ("{{{x}}", 1, 1, "never closed"), ("{{}}", 1, 1, "without a name"),
    ("{{#a}}\n{{/b}}", 2, 1, "of line 1"), ("x{{/b}}", 1, 2, "not open"), ("яя{{#a}}", 1, 3, "never closed"),
    ("{{a.b}}", 1, 1, "no name"), ("{{=<% %>=}}", 1, 1, "delimiters"), ("{{<x}}", 1, 1, "parents"),
    ("{{>*x}}", 1, 1, "fixed name"), ("{{a b}}", 1, 1, "no name"), ("{{#.}}{{/.}}", 1, 1, "no name"),
    ("{{>../x}}", 1, 1, "no name"), ("{{>.x}}", 1, 1, "no name"),
  ])
  func isRefusedWithItsPlace(_ template: String, _ line: Int, _ column: Int, _ words: String) {
    let found = error(template)
    #expect(found?.place.line == line)
    #expect(found?.place.column == column)
    #expect(found?.message.contains(words) == true, "\(found?.message ?? "nothing")")
  }

  @Test func unknownNamesHaveTheirPlacesOnBothSidesOfConditions() throws {
    var scope = scope(["a": ""])
    scope["items"] = .list([], like: self.scope(["p": ""]))
    let template = try Template(
      "{{a}}{{b}}\n{{#a}}{{c}}{{/a}}{{^items}}{{p}}{{/items}}{{#items}}{{p}}{{a}}{{d}}{{/items}}{{>q}}{{>r}}",
      file: "t")
    let partial = try Template("{{z}}{{>q}}", file: "q")
    let unknown = template.unknownNames(in: scope, partials: ["q": partial])
    #expect(unknown.map(\.name) == ["b", "c", "p", "d", "z", "r"])
    #expect(unknown.first?.place.column == 6)
    #expect(unknown.dropFirst().first?.place.line == 2)
    #expect(unknown.filter { $0.file == "q" }.map(\.name) == ["z"])
  }

  @Test func otherLettersGoByTheirAlias() throws {
    let template = try Template("{{площадь}} {{x}}", file: "t") { $0 == "площадь" ? "area" : $0 }
    #expect(try template.filled(from: scope(["area": "40", "x": "1"]), escaping: .none) == "40 1")
    #expect(template.names.contains("area"))
    #expect(template.unknownNames(in: scope(["x": ""])).map(\.written) == ["площадь"])
  }

  @Test func aHeaderIsOneLine() throws {
    let hostile = scope(["a": "x\r\nBcc: all@example.com\u{2028}y\u{85}z"])
    #expect(try fill("S: {{a}} {{{a}}}", hostile, .line).contains { $0.isNewline } == false)
    #expect(try fill("{{a}}", hostile, .line) == "x Bcc: all@example.com y z")
  }

  @Test func partialsSeeTheScopeAndEnd() throws {
    let words = scope(["a": "1"])
    #expect(try fill("<\n  {{>p}}\n>", words, .none, ["p": "{{a}}\n"]) == "<\n  1\n>")
    #expect(throws: TemplateError.self) { try fill("{{>p}}", words, .none, ["p": "{{a}}{{>p}}"]) }
    // Each includes the other twice: a tree that would not fit into any memory.
    #expect(throws: TemplateError.self) {
      try fill("{{>p}}", words, .none, ["p": "{{>q}}{{>q}}{{>q}}", "q": "{{>p}}{{>p}}{{>p}}"])
    }
  }

  /// Twice the text takes twice as long and not four times: names and places are found in one pass.
  @Test func longTextsTakeTimeInProportion() throws {
    func time(_ count: Int) throws -> Duration {
      let text = String(repeating: " {{a}} {{! x }} {", count: count)
      return try ContinuousClock().measure { _ = try Template(text, file: "t") }
    }
    _ = try time(1000)
    let (short, long) = (try time(4000), try time(32000))
    #expect(long < short * 40, "\(short) and \(long)")
  }

  @Test func outputHasALimit() throws {
    var scope = scope(["a": String(repeating: "x", count: 1 << 20)])
    scope["l"] = .list(Array(repeating: Scope(), count: 100), like: Scope())
    #expect(throws: TemplateError.self) { try fill("{{#l}}{{a}}{{/l}}", scope) }
    scope["a"] = .text("")
    let nested = String(repeating: "{{#l}}", count: 30) + String(repeating: "{{/l}}", count: 30)
    #expect(throws: TemplateError.self) { try fill(nested, scope) }
  }
}
