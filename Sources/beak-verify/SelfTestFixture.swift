/// The fixture of the self-test: one block of Shanghai with one transfer of 256 wei.
enum SelfTestFixture {
  /// A fixture that every client must pass.
  static var right: String { text(balance: "0x400000000000000000") }

  /// The same with one wei more in the genesis state, which its root does not commit to.
  static var wrong: String { text(balance: "0x400000000000000001") }

  /// A bloom filter in which nothing is set.
  private static let bloom = String(repeating: "0", count: 512)

  /// The fixture with that balance of the sender at genesis.
  private static func text(balance: String) -> String {
    """
    {"fuzzer_selftest":{"_info":{"fixture-format":"blockchain_test","filling-tool":"beak","id":"selftest\
    "},"network":"Shanghai","genesisBlockHeader":{"parentHash":"0x00000000000000000000000000000000000000\
    00000000000000000000000000","uncleHash":"0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd4\
    0d49347","coinbase":"0x0000000000000000000000000000000000000000","stateRoot":"0x75dd1416187d039bb8ba\
    c43ebdc64c6e645a40fc6b6c68c8c53f75d4e5e114fe","transactionsTrie":"0x56e81f171bcc55a6ff8345e692c0f86e\
    5b48e01b996cadc001622fb5e363b421","receiptTrie":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc00\
    1622fb5e363b421","bloom":"0x\(bloom)","difficulty":"0x00","number":"0x00","gasLimit":"0x01000000","g\
    asUsed":"0x00","timestamp":"0x03e8","extraData":"0x00","mixHash":"0x00000000000000000000000000000000\
    00000000000000000000000000000000","nonce":"0x0000000000000000","baseFeePerGas":"0x07","withdrawalsRo\
    ot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421","hash":"0x49622971dec01d075\
    3060250ba16b985b8ce2c05aa21d909b65c395e47371305"},"pre":{"0x7e5f4552091a69125d5dfcb7b8c2659029395bdf\
    ":{"nonce":"0x00","balance":"\(balance)","code":"0x","storage":{}}},"postState":{"0x7e5f4552091a6912\
    5d5dfcb7b8c2659029395bdf":{"nonce":"0x01","balance":"0x3ffffffffffffccab0","code":"0x","storage":{}}\
    ,"0x00000000000000000000000000000000deadbeef":{"nonce":"0x00","balance":"0x0100","code":"0x","storag\
    e":{}},"0xc014ba5e00000000000000000000000000000000":{"nonce":"0x00","balance":"0xf618","code":"0x","\
    storage":{}}},"lastblockhash":"0xc4cea48d87fd14e1ea6544f59297c645c2c4af5b0372db26f030fd2c98a72854","\
    config":{"network":"Shanghai","chainid":"0x01"},"genesisRLP":"0xf9021bf90215a00000000000000000000000\
    000000000000000000000000000000000000000000a01dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd\
    40d49347940000000000000000000000000000000000000000a075dd1416187d039bb8bac43ebdc64c6e645a40fc6b6c68c8\
    c53f75d4e5e114fea056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421a056e81f171bcc55a6\
    ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421b901\(bloom)0080808401000000808203e800a0000000000000\
    000000000000000000000000000000000000000000000000000088000000000000000007a056e81f171bcc55a6ff8345e692\
    c0f86e5b48e01b996cadc001622fb5e363b421c0c0c0","blocks":[{"blockHeader":{"parentHash":"0x49622971dec0\
    1d0753060250ba16b985b8ce2c05aa21d909b65c395e47371305","uncleHash":"0x1dcc4de8dec75d7aab85b567b6ccd41\
    ad312451b948a7413f0a142fd40d49347","coinbase":"0xc014ba5e00000000000000000000000000000000","stateRoo\
    t":"0xe744041dbc4843ba6687d5e54cee1f9c9bc4dcb646dfc7b90aa48e363d72865c","transactionsTrie":"0xcc3f41\
    c12e0ab960838e1e45e0d1ffff6c4193829de841be1551e096db5cb8f9","receiptTrie":"0x056b23fbba480696b65fe5a\
    59b8f2148a1299103c4f57df839233af2cf4ca2d2","bloom":"0x\(bloom)","difficulty":"0x00","number":"0x01",\
    "gasLimit":"0x01000000","gasUsed":"0x5208","timestamp":"0x03f4","extraData":"0x","mixHash":"0x000000\
    0000000000000000000000000000000000000000000000000000000000","nonce":"0x0000000000000000","baseFeePer\
    Gas":"0x07","withdrawalsRoot":"0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421","\
    hash":"0xc4cea48d87fd14e1ea6544f59297c645c2c4af5b0372db26f030fd2c98a72854"},"transactions":[{"type":\
    "0x00","chainId":"0x01","nonce":"0x00","gasPrice":"0x0a","gasLimit":"0x030d40","to":"0x0000000000000\
    0000000000000000000deadbeef","value":"0x0100","data":"0x","v":"0x25","r":"0x6306a1380087ef5cb1709fc3\
    196b22c23ada80927c3de69f595d22ad4826379d","s":"0x1fc7f4673ac461e98a6227614e5823526545800b38a585c54b8\
    eab7a56c6d1d0","sender":"0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"}],"uncleHeaders":[],"withdrawal\
    s":[],"rlp":"0xf90282f90217a049622971dec01d0753060250ba16b985b8ce2c05aa21d909b65c395e47371305a01dcc4\
    de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d4934794c014ba5e0000000000000000000000000000000\
    0a0e744041dbc4843ba6687d5e54cee1f9c9bc4dcb646dfc7b90aa48e363d72865ca0cc3f41c12e0ab960838e1e45e0d1fff\
    f6c4193829de841be1551e096db5cb8f9a0056b23fbba480696b65fe5a59b8f2148a1299103c4f57df839233af2cf4ca2d2b\
    901\(bloom)00800184010000008252088203f480a0000000000000000000000000000000000000000000000000000000000\
    000000088000000000000000007a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421f864f86\
    2800a83030d409400000000000000000000000000000000deadbeef8201008025a06306a1380087ef5cb1709fc3196b22c23\
    ada80927c3de69f595d22ad4826379da01fc7f4673ac461e98a6227614e5823526545800b38a585c54b8eab7a56c6d1d0c0c\
    0","blocknumber":"1"}],"sealEngine":"NoProof"}}
    """
  }
}
