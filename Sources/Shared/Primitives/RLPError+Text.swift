/// What is wrong with an encoding, as a phrase.
extension RLPError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated: "the input ends inside an item"
    case .trailingBytes: "bytes follow the item"
    case .nonCanonicalLength: "a length is longer than it needs to be"
    case .nonCanonicalSingleByte: "a byte below 0x80 has a length before it"
    case .leadingZero: "an integer starts with a zero byte"
    case .expectedList: "a string stands where a list belongs"
    case .expectedString: "a list stands where a string belongs"
    case .wrongLength: "a string of fixed length has another one"
    case .tooLarge: "an integer is too large"
    case .listTooShort: "a list ends too early"
    case .listTooLong: "a list has too many items"
    }
  }
}
