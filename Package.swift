// swift-tools-version: 6.3
import PackageDescription

/// Where a module of the shared house lives.
func shared(_ name: String) -> String { "Sources/Shared/\(name)" }

let package = Package(
  name: "beak",
  products: [
    .executable(name: "beak-resolve", targets: ["beak-resolve"]),
    .executable(name: "beak-convert", targets: ["beak-convert"]),
    .executable(name: "beak-patch", targets: ["beak-patch"]),
    .executable(name: "beak-verify", targets: ["beak-verify"]),
    .library(name: "BeakFixtures", targets: ["BeakFixtures"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // System libraries and the one C kernel.
    .systemLibrary(
      name: "CSecp256k1", path: shared("CSecp256k1"), pkgConfig: "libsecp256k1",
      providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(
      name: "CNettle", path: shared("CNettle"), pkgConfig: "nettle",
      providers: [.apt(["nettle-dev"])]),
    .systemLibrary(
      name: "CGMP", path: shared("CGMP"), pkgConfig: "gmp",
      providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CLinux", path: shared("CLinux")),
    .target(name: "CKeccak", path: shared("CKeccak")),

    // The shared house, lowest floor first.
    .target(name: "Primitives", dependencies: ["CKeccak"], path: shared("Primitives")),
    .target(name: "JSON", dependencies: ["Primitives"], path: shared("JSON")),
    .target(
      name: "Crypto", dependencies: ["Primitives", "CSecp256k1", "CNettle", "CGMP"],
      path: shared("Crypto")),
    .target(name: "Trie", dependencies: ["Primitives"], path: shared("Trie")),
    .target(name: "State", dependencies: ["Primitives"], path: shared("State")),
    .target(
      name: "EVM", dependencies: ["Primitives", "Crypto", "State"], path: shared("EVM")),
    .target(
      name: "Chain", dependencies: ["Primitives", "Crypto", "State", "Trie", "EVM"],
      path: shared("Chain")),
    .target(
      name: "Fixtures", dependencies: ["Primitives", "JSON", "Crypto", "State", "EVM", "Chain"],
      path: shared("Fixtures")),
    .target(
      name: "Replay", dependencies: ["Primitives", "State", "Trie", "EVM", "Chain", "Fixtures"],
      path: shared("Replay")),
    .target(
      name: "BeakFixtures",
      dependencies: ["Primitives", "JSON", "Crypto", "State", "EVM", "Chain", "Fixtures", "Replay"],
      path: shared("BeakFixtures")),
    .target(
      name: "Stream",
      dependencies: [
        "Primitives", "JSON", "Crypto",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: shared("Stream")),

    .target(name: "Processes", dependencies: ["Primitives"], path: shared("Processes")),
    .target(
      name: "Git", dependencies: ["Primitives", "JSON", "Crypto", "Processes", "CLinux"],
      path: shared("Git")),

    // The filters.
    .executableTarget(
      name: "beak-resolve", dependencies: ["Primitives", "JSON", "Processes", "Git", "Stream"],
      resources: [.embedInCode("aliases.json")]),
    .executableTarget(
      name: "beak-convert",
      dependencies: ["Primitives", "JSON", "Crypto", "Fixtures", "BeakFixtures", "Stream"]),
    .executableTarget(
      name: "beak-verify",
      dependencies: [
        "Primitives", "JSON", "Crypto", "State", "EVM", "Chain", "Fixtures", "Replay", "Processes",
        "Stream",
      ]),
    .executableTarget(
      name: "beak-patch", dependencies: ["Primitives", "JSON", "Crypto", "Git", "Stream"],
      exclude: ["PatchSets"], plugins: ["PatchSetPlugin"]),

    // What puts the patch sets into beak-patch while it is built.
    .executableTarget(name: "PatchSetEmbedder", path: shared("PatchSetEmbedder")),
    .plugin(
      name: "PatchSetPlugin", capability: .buildTool(), dependencies: ["PatchSetEmbedder"],
      path: shared("PatchSetPlugin")),

    // Sees of the library what any other package sees.
    .executableTarget(
      name: "convert-document", dependencies: ["BeakFixtures"], path: "Sources/Examples/ConvertDocument",
      packageAccess: false),

    // Tests mirror the sources.
    .target(name: "TestSupport", dependencies: ["Primitives"], path: "Tests/Support"),
    .testTarget(name: "PrimitivesTests", dependencies: ["Primitives", "TestSupport"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto", "TestSupport"]),
    .testTarget(name: "TrieTests", dependencies: ["Trie", "TestSupport"]),
    .testTarget(name: "StateTests", dependencies: ["State", "TestSupport"]),
    .testTarget(name: "EVMTests", dependencies: ["EVM", "TestSupport"]),
    .testTarget(name: "ChainTests", dependencies: ["Chain", "TestSupport"]),
    .testTarget(name: "FixturesTests", dependencies: ["Fixtures", "TestSupport"]),
    .testTarget(name: "StreamTests", dependencies: ["Stream", "TestSupport"]),
    .testTarget(name: "ReplayTests", dependencies: ["Replay", "TestSupport"]),
    .testTarget(name: "BeakFixturesTests", dependencies: ["BeakFixtures", "TestSupport"]),
    .testTarget(name: "GitTests", dependencies: ["Git", "Crypto", "TestSupport"]),
    .testTarget(name: "BeakResolveTests", dependencies: ["beak-resolve", "TestSupport"]),
    .testTarget(name: "BeakVerifyTests", dependencies: ["beak-verify", "TestSupport"]),
    .testTarget(
      name: "BeakPatchTests",
      dependencies: ["beak-patch", "Git", "JSON", "Primitives", "Stream", "TestSupport"]),
    .testTarget(name: "PipelineTests", dependencies: ["Git", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
