import Foundation
import Testing

@testable import beak_verify

@Suite("Clients on the command line")
struct ClientSpecificationTests {
  @Test("the embedded client runs when none is named")
  func standard() throws {
    #expect(try ClientSpecification.resolve(options: [], arguments: []) == [.embedded])
  }

  @Test(
    "an option is a name, or a name and a value",
    arguments: [
      ("geth", "geth", nil), ("geth=/opt/evm", "geth", "/opt/evm"), ("a-1.b_c=x=y", "a-1.b_c", "x=y"),
      ("geth=", "geth", ""),
    ] as [(String, String, String?)])
  func option(text: String, name: String, value: String?) throws {
    let option = try #require(ClientOption(text))
    #expect(option.name == name)
    #expect(option.value == value)
  }

  @Test("a name has no spaces, quotes or slashes", arguments: ["", "=x", "a b", "a/b", "\"", "é"])
  func badOption(text: String) { #expect(ClientOption(text) == nil) }

  private func resolve(_ clients: [String], _ arguments: [String] = []) throws -> [ClientSpecification] {
    try ClientSpecification.resolve(
      options: clients.compactMap(ClientOption.init), arguments: arguments.compactMap(ClientOption.init))
  }

  @Test("a client is spoken to by its name, of a known one up to the first hyphen")
  func kinds() throws {
    let clients = try resolve(
      ["embedded", "geth=/bin/true", "geth-next=/bin/false", "mine=/bin/cat"], ["mine=-u", "mine=-v"])
    #expect(clients.map(\.kind) == [.embedded, .geth, .geth, .lineProtocol])
    #expect(clients[1].command == ["/bin/true", "blocktest"])
    #expect(clients[3].command == ["/bin/cat", "-u", "-v"])
  }

  @Test("a client without a program is an error that says how to name one")
  func notFound() {
    #expect {
      _ = try resolve(["nosuchclient"])
    } throws: { error in
      let text = "\(error)"
      return text.contains("beak-nosuchclient") && text.contains("--client nosuchclient=PATH")
    }
    #expect(
      throws: ClientError.notFound(
        client: "no-such-client", searched: "beak-no-such-client on PATH, scripts/clients/no-such-client")
    ) {
      _ = try resolve(["no-such-client"])
    }
    #expect(throws: ClientError.notFound(client: "geth", searched: "/nonexistent/evm")) {
      _ = try resolve(["geth=/nonexistent/evm"])
    }
  }
}
