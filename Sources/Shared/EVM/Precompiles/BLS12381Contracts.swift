import Crypto
import Primitives

/// The curve BLS12-381, at addresses 0x0b to 0x11. Encodings stand with `BLS12381`. Source: EIP-2537
/// (Prague).
extension Precompile {
  /// The sum of two points of G1, at address 0x0b. Input: 256 bytes. Output: a point. Gas: 375. Source:
  /// EIP-2537.
  static let bls12381G1Add = Precompile(
    name: "BLS12_G1ADD", cost: { _ in 375 }, run: { input in BLS12381.g1Add(input) })

  /// The sum of multiples of points of G1, at address 0x0c.
  ///
  /// Input: pairs of a point and a factor, 160 bytes each. Output: a point. Gas: 12000 a pair, less a
  /// discount. Source: EIP-2537.
  static let bls12381G1MultiScalar = Precompile(
    name: "BLS12_G1MSM",
    cost: { input in
      multiScalarCost(pairs: input.count / 160, gasPerPair: 12000, discounts: MultiScalarDiscount.g1)
    },
    run: { input in BLS12381.g1MultiScalar(input) }
  )

  /// The sum of two points of G2, at address 0x0d. Input: 512 bytes. Output: a point. Gas: 600. Source:
  /// EIP-2537.
  static let bls12381G2Add = Precompile(
    name: "BLS12_G2ADD", cost: { _ in 600 }, run: { input in BLS12381.g2Add(input) })

  /// The sum of multiples of points of G2, at address 0x0e.
  ///
  /// Input: pairs of a point and a factor, 288 bytes each. Output: a point. Gas: 22500 a pair, less a
  /// discount. Source: EIP-2537.
  static let bls12381G2MultiScalar = Precompile(
    name: "BLS12_G2MSM",
    cost: { input in
      multiScalarCost(pairs: input.count / 288, gasPerPair: 22500, discounts: MultiScalarDiscount.g2)
    },
    run: { input in BLS12381.g2MultiScalar(input) }
  )

  /// Whether a product of pairings is one, at address 0x0f.
  ///
  /// Input: pairs of a point of G1 and one of G2, 384 bytes each. Output: 1 or 0 as a word. Gas: 37700 and
  /// 32600 a pair. Source: EIP-2537.
  static let bls12381Pairing = Precompile(
    name: "BLS12_PAIRING_CHECK",
    cost: { input in Gas(regular: 37700 + 32600 * Int64(input.count / 384)) },
    run: { input in BLS12381.pairingCheck(input).map(word) }
  )

  /// The point of G1 of an element of the base field, at address 0x10. Input: 64 bytes. Gas: 5500.
  /// Source: EIP-2537.
  static let bls12381MapToG1 = Precompile(
    name: "BLS12_MAP_FP_TO_G1", cost: { _ in 5500 }, run: { input in BLS12381.mapToG1(input) })

  /// The point of G2 of an element of the quadratic extension, at address 0x11. Input: 128 bytes. Gas: 23800.
  /// Source: EIP-2537.
  static let bls12381MapToG2 = Precompile(
    name: "BLS12_MAP_FP2_TO_G2", cost: { _ in 23800 }, run: { input in BLS12381.mapToG2(input) })

  /// `pairs` · `gasPerPair` · discount / 1000; the last discount holds for all longer inputs.
  private static func multiScalarCost(pairs: Int, gasPerPair: Int64, discounts: [Int64]) -> Gas {
    guard pairs > 0 else { return .zero }
    return Gas(regular: Int64(pairs) * gasPerPair * discounts[min(pairs, discounts.count) - 1] / 1000)
  }
}

/// What multi-scalar multiplications cost for 1, 2, … 128 pairs, in thousandths of the price without
/// discount.
///
/// Source: EIP-2537, section "Gas schedule".
private enum MultiScalarDiscount {
  static let g1: [Int64] = [
    1000, 949, 848, 797, 764, 750, 738, 728, 719, 712, 705, 698, 692, 687, 682, 677, 673, 669, 665, 661, 658,
    654, 651, 648, 645, 642, 640, 637, 635, 632, 630, 627, 625, 623, 621, 619, 617, 615, 613, 611, 609, 608,
    606, 604, 603, 601, 599, 598, 596, 595, 593, 592, 591, 589, 588, 586, 585, 584, 582, 581, 580, 579, 577,
    576, 575, 574, 573, 572, 570, 569, 568, 567, 566, 565, 564, 563, 562, 561, 560, 559, 558, 557, 556, 555,
    554, 553, 552, 551, 550, 549, 548, 547, 547, 546, 545, 544, 543, 542, 541, 540, 540, 539, 538, 537, 536,
    536, 535, 534, 533, 532, 532, 531, 530, 529, 528, 528, 527, 526, 525, 525, 524, 523, 522, 522, 521, 520,
    520, 519,
  ]

  static let g2: [Int64] = [
    1000, 1000, 923, 884, 855, 832, 812, 796, 782, 770, 759, 749, 740, 732, 724, 717, 711, 704, 699, 693, 688,
    683, 679, 674, 670, 666, 663, 659, 655, 652, 649, 646, 643, 640, 637, 634, 632, 629, 627, 624, 622, 620,
    618, 615, 613, 611, 609, 607, 606, 604, 602, 600, 598, 597, 595, 593, 592, 590, 589, 587, 586, 584, 583,
    582, 580, 579, 578, 576, 575, 574, 573, 571, 570, 569, 568, 567, 566, 565, 563, 562, 561, 560, 559, 558,
    557, 556, 555, 554, 553, 552, 552, 551, 550, 549, 548, 547, 546, 545, 545, 544, 543, 542, 541, 541, 540,
    539, 538, 537, 537, 536, 535, 535, 534, 533, 532, 532, 531, 530, 530, 529, 528, 528, 527, 526, 526, 525,
    524, 524,
  ]
}
