import Foundation
import Testing

/// `examples/webhook/lead.cgi` in real HTTP servers, with what visitors and others send.
@Suite struct WebhookTests {
  private static let servers = ["python"] + (BuiltProgram.has("busybox") ? ["busybox"] : [])

  @Test(.enabled(if: BuiltProgram.has("python3"), "python3 is not installed"), arguments: servers)
  func requestsBecomeLeadsOrAreRefused(server: String) throws {
    let shop = try Workshop()
    let check = BuiltProgram.tree.appendingPathComponent("Scripts/check-webhook.py").path
    let ran = try shop.run(["/usr/bin/env", "python3", check, try BuiltProgram.path(), "--server", server])
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
  }
}
