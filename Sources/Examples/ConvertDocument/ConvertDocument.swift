import BeakFixtures

/// Converts one document, lets the embedded client verify the fixture, and saves it if a path is given.
///
/// usage: convert-document [PATH]
@main
struct ConvertDocument {
  static let document = """
    {
      "version": "2.0",
      "id": "example",
      "fork": "Prague",
      "accounts": {
        "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf": {
          "balance": "0x1000000000000000000",
          "privateKey": "0x0000000000000000000000000000000000000000000000000000000000000001"
        }
      },
      "transactions": [
        {
          "from": "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
          "to": "0x00000000000000000000000000000000deadbeef",
          "value": "0x1", "gas": "0x5208", "gasPrice": "0x7", "nonce": "0x0"
        }
      ],
      "env": {}
    }
    """

  static func main() throws {
    var options = ConverterOptions()
    options.blockCount = 2
    let fixture = try FixtureConverter(options: options).convert(document)
    try fixture.verify()
    print("\(fixture.name): \(fixture.bytes.count) bytes, verified")
    if CommandLine.arguments.count > 1 { try fixture.save(to: CommandLine.arguments[1]) }

    // The same chain with a last block that every client must refuse.
    options.negative = "state-root"
    let negative = try FixtureConverter(options: options).convert(document)
    try negative.verify()
    print("\(negative.name): its last block must be refused, verified")

    // An error says what is wrong, where, and what can be done.
    let broken = document.replacing("\"nonce\": \"0x0\"", with: "\"nonce\": \"0x5\"")
    do {
      _ = try FixtureConverter(options: options).convert(broken)
    } catch {
      print("\(error.code): \(error)")
    }
  }
}
