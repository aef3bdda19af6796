/// A byte string that owns its storage.
public typealias Bytes = [UInt8]
