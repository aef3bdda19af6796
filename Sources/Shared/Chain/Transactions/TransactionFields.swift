import Primitives

/// Reads a transaction's fields one after another and names the field at fault.
struct TransactionFields {
  private var reader: RLPReader

  /// Opens the list `item`, which is the field `field`.
  init(_ item: RLPItem, as field: TransactionField) throws(InvalidTransaction) {
    do { reader = try item.reader() } catch { throw .malformed(field, error) }
  }

  /// Whether every element was read.
  var isAtEnd: Bool { reader.isAtEnd }

  mutating func next(_ field: TransactionField) throws(InvalidTransaction) -> RLPItem {
    do { return try reader.next() } catch { throw .malformed(field, error) }
  }

  mutating func uint64(_ field: TransactionField) throws(InvalidTransaction) -> UInt64 {
    do { return try reader.next().uint64() } catch { throw .malformed(field, error) }
  }

  mutating func uint256(_ field: TransactionField) throws(InvalidTransaction) -> UInt256 {
    do { return try reader.next().uint256() } catch { throw .malformed(field, error) }
  }

  mutating func address(_ field: TransactionField) throws(InvalidTransaction) -> Address {
    do { return try reader.next().address() } catch { throw .malformed(field, error) }
  }

  /// Reads an address or, where it is the empty string, nothing: a creation.
  mutating func recipient(_ field: TransactionField) throws(InvalidTransaction) -> Address? {
    do {
      let item = try reader.next()
      return item.isEmptyString ? nil : try item.address()
    } catch {
      throw .malformed(field, error)
    }
  }

  mutating func hash32(_ field: TransactionField) throws(InvalidTransaction) -> Hash32 {
    do { return try reader.next().hash32() } catch { throw .malformed(field, error) }
  }

  mutating func bytes(_ field: TransactionField) throws(InvalidTransaction) -> Bytes {
    do { return try reader.next().bytes() } catch { throw .malformed(field, error) }
  }

  /// Makes sure that nothing follows the last field.
  mutating func finish(_ field: TransactionField) throws(InvalidTransaction) {
    do { try reader.finish() } catch { throw .malformed(field, error) }
  }
}
