/// Small documents of which each is different and every one converts.
enum Documents {
  /// One transfer into a contract that stores the value.
  static func valid(_ index: Int) -> String {
    let code = "0x345f5500"
    let contract = "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"
    let sender = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"
    let key = "0x" + String(repeating: "0", count: 63) + "1"
    let fork = ["Shanghai", "Cancun", "Prague"][index % 3]
    return """
      {"id":"document-\(index)","version":"2.0","fork":"\(fork)","accounts":{\
      "\(sender)":{"balance":"0x1000000000000000000","privateKey":"\(key)"},\
      "\(contract)":{"balance":"0x0","code":"\(code)"}},\
      "transactions":[{"from":"\(sender)","to":"\(contract)","value":\(index + 1),"gas":"0x186a0","nonce":"0x0",\
      "gasPrice":"0x7"}],"env":{}}
      """
  }

  static func valid(_ range: Range<Int>) -> String {
    range.map { valid($0) + "\n" }.joined()
  }

  /// A document whose transaction skips a nonce.
  static func rejected(_ index: Int) -> String {
    valid(index).replacing("\"nonce\":\"0x0\"", with: "\"nonce\":\"0x5\"")
  }
}
