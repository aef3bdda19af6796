import Primitives

/// One account of an access list with the storage slots to be warm in it.
///
/// Source: EIP-2930.
public struct AccessListEntry: Hashable, Sendable {
  /// The account that is warm.
  public var address: Address
  /// The slots that are warm, in the order given; repetitions count.
  public var storageKeys: [Hash32]

  /// Makes an entry.
  public init(address: Address, storageKeys: [Hash32]) {
    self.address = address
    self.storageKeys = storageKeys
  }

  /// Writes `[[address, [key, …]], …]`.
  static func append(_ list: [AccessListEntry], to buffer: inout ByteBuffer) {
    let mark = buffer.beginRLPList()
    for entry in list {
      let entryMark = buffer.beginRLPList()
      buffer.appendRLP(entry.address)
      let keysMark = buffer.beginRLPList()
      for key in entry.storageKeys { buffer.appendRLP(key) }
      buffer.endRLPList(keysMark)
      buffer.endRLPList(entryMark)
    }
    buffer.endRLPList(mark)
  }

  /// Reads `[[address, [key, …]], …]`.
  static func decode(_ item: RLPItem) throws(InvalidTransaction) -> [AccessListEntry] {
    var list: [AccessListEntry] = []
    var entries = try TransactionFields(item, as: .accessList)
    while !entries.isAtEnd {
      var entry = try TransactionFields(try entries.next(.accessList), as: .accessList)
      let address = try entry.address(.accessListAddress)
      var keys = try TransactionFields(try entry.next(.accessList), as: .accessList)
      var storageKeys: [Hash32] = []
      while !keys.isAtEnd { storageKeys.append(try keys.hash32(.accessListStorageKey)) }
      try entry.finish(.accessList)
      list.append(AccessListEntry(address: address, storageKeys: storageKeys))
    }
    return list
  }
}
