import Glibc
import JSON
import Primitives
import Synchronization
import Testing

@testable import Stream

/// What has been delivered, and how the filter was told of the end.
private final class Shelf: Sendable {
  let texts = Mutex<[String]>([])
  let conclusions = Mutex<[Bool]>([])
}

/// Delivers each record's `text`, or refuses or fails it when the turn of the delivery comes.
private struct DeliveringFilter: Filter {
  var stage: String { "echo" }
  var batching: Batching = .byBytes(64 << 10)
  let shelf = Shelf()
  var complaint: String?

  func makeWorker(index: Int) -> Worker { Worker(shelf: shelf) }

  func conclude(hasFailed: Bool) -> String? {
    shelf.conclusions.withLock { $0.append(hasFailed) }
    return complaint
  }

  final class Worker: RecordWorker {
    private let document = JSONDocument()
    private let shelf: Shelf

    init(shelf: Shelf) { self.shelf = shelf }

    func finish() {}

    func process(_ record: InputRecord, into output: inout RecordOutput) {
      do {
        try document.parse(record)
      } catch {
        output.fail(error, id: RecordIdentity(root: nil, line: record.line))
        return
      }
      let id = RecordIdentity(root: document.root, line: record.line)
      output.content.append(utf8: id.text)
      if document.root["bad"] != nil {
        output.fail(CommandedFilter.BadRecord(), id: id)
        return
      }
      let (refuses, fails) = (document.root["refuse"] != nil, document.root["fail"] != nil)
      output.bytes.append(utf8: "{\"line\":\(record.number)}")
      output.endLine()
      output.deliver(for: id) { [shelf] content in
        if refuses { return .refused(CommandedFilter.BadRecord()) }
        if fails { return .failed("the shelf is full") }
        shelf.texts.withLock { $0.append(String(decoding: content, as: UTF8.self)) }
        return .accepted
      }
      output.succeed()
    }
  }
}

@Suite("Deliveries")
struct DeliveryTests {
  private func run(
    _ filter: DeliveringFilter, _ arguments: [String], _ input: String
  ) throws -> Outcome {
    let options = try StandardOptions.parse(arguments)
    let (source, output, errors) = (scratchFile(), scratchFile(), scratchFile())
    var bytes = Bytes(input.utf8)
    let count = bytes.count
    #expect(bytes.withUnsafeMutableBytes { write(source, $0.baseAddress, count) } == count)
    lseek(source, 0, SEEK_SET)
    let status = FilterRunner.run(
      filter, options: options, channels: Channels(input: source, output: output, error: errors))
    close(source)
    return Outcome(output: contents(of: output), errors: contents(of: errors), status: status.code)
  }

  private func records(_ count: Int, except special: [Int: String] = [:]) -> String {
    (1...count).map { "{\"id\":\"r\($0)\"\(special[$0] ?? "")}\n" }.joined()
  }

  @Test("come in the order of the input, with the record's own content", arguments: ["1", "2", "5"])
  func order(jobs: String) throws {
    let filter = DeliveringFilter(batching: .records(3))
    let outcome = try run(filter, ["-j", jobs], records(100, except: [7: ",\"bad\":1"]))
    #expect(filter.shelf.texts.withLock { $0 } == (1...100).filter { $0 != 7 }.map { "r\($0)" })
    #expect(outcome.lines == (1...100).filter { $0 != 7 }.map { "{\"line\":\($0)}" })
    #expect(outcome.trailer == "beak-echo: in=100 ok=99 failed=1")
    #expect(filter.shelf.conclusions.withLock { $0 } == [false])
  }

  @Test("that are refused make error records in the place of their lines", arguments: ["1", "4"])
  func refused(jobs: String) throws {
    let special = [2: ",\"refuse\":1", 3: ",\"bad\":1", 5: ",\"refuse\":1", 6: ",\"refuse\":1"]
    let filter = DeliveringFilter()
    let inBand = try run(filter, ["-j", jobs, "--errors", "stdout"], records(8, except: special))
    #expect(inBand.lines.count == 8)
    for (index, line) in inBand.lines.enumerated() {
      let isBad = special[index + 1] != nil
      #expect(line.hasPrefix(isBad ? "{\"error\":" : "{\"line\":\(index + 1)}"))
      #expect(!isBad || line.contains("\"id\":\"r\(index + 1)\",\"line\":\(index + 1),"))
    }
    #expect(filter.shelf.texts.withLock { $0 } == ["r1", "r4", "r7", "r8"])
    #expect(inBand.status == 3)
    #expect(inBand.trailer == "beak-echo: in=8 ok=4 failed=4")
    let apart = try run(DeliveringFilter(), ["-j", jobs], records(8, except: special))
    #expect(apart.lines == [1, 4, 7, 8].map { "{\"line\":\($0)}" })
    #expect(
      apart.errorLines.dropLast().map { $0.split(separator: "\"id\":\"")[1].prefix(2) } == [
        "r2", "r3", "r5", "r6",
      ])
  }

  @Test("that are refused stop a run that fails fast, and nothing after them stands")
  func failFast() throws {
    let filter = DeliveringFilter()
    let input = records(8, except: [3: ",\"refuse\":1", 6: ",\"bad\":1"])
    let outcome = try run(filter, ["-j", "1", "--fail-fast", "--errors", "stdout"], input)
    #expect(outcome.lines.count == 3)
    #expect(outcome.lines[2].hasPrefix("{\"error\":"))
    #expect(filter.shelf.texts.withLock { $0 } == ["r1", "r2"])
    #expect(outcome.trailer == "beak-echo: in=3 ok=2 failed=1")
    #expect(outcome.status == 3)
  }

  @Test("that fail end the run with status 4, and their line is not written")
  func failed() throws {
    let filter = DeliveringFilter()
    let outcome = try run(filter, ["-j", "1"], records(8, except: [3: ",\"fail\":1"]))
    #expect(outcome.lines == ["{\"line\":1}", "{\"line\":2}"])
    #expect(outcome.errors.contains("beak-echo: the shelf is full\n"))
    #expect(outcome.status == 4)
    #expect(filter.shelf.conclusions.withLock { $0 } == [true])
  }

  @Test("end with a conclusion, which may fail")
  func conclusion() throws {
    let outcome = try run(DeliveringFilter(complaint: "no index"), [], records(1))
    #expect(outcome.errors.contains("beak-echo: no index\n"))
    #expect(outcome.status == 4)
  }
}
