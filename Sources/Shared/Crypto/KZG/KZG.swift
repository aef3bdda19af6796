import Primitives

/// Proofs of evaluations of polynomials committed to by Kate, Zaverucha and Goldberg's scheme.
///
/// Of the trusted setup only τ·G2 is needed, a single point. Source: EIP-4844.
public enum KZG {
  /// Whether the polynomial behind a commitment has the value `y` at `z`.
  ///
  /// - Parameters:
  ///   - commitment: a compressed point of G1, 48 bytes.
  ///   - z: the place, which must be below the groups' order.
  ///   - y: the value, which must be below the groups' order.
  ///   - proof: a compressed point of G1, 48 bytes.
  /// - Returns: false also for an input that is not of this form.
  public static func verifyProof(
    commitment: UnsafeRawBufferPointer, z: UInt256, y: UInt256, proof: UnsafeRawBufferPointer
  ) -> Bool {
    typealias Curve = BLS12381Curve
    guard z < Curve.order, y < Curve.order, let c = Curve.g1(compressed: commitment),
      let p = Curve.g1(compressed: proof)
    else { return false }
    // e(C − y·G1, G2) = e(proof, τ·G2 − z·G2), with z moved over to the side of G1.
    let left = Curve.sum([g1, p], [Curve.order &- y, z]) + c
    return Curve.isProductOne([
      PointPair(p: left.affine, q: g2.negated()), PointPair(p: p, q: tauG2),
    ])
  }

  /// The generator of G1.
  private static let g1 = BLS12381Curve.G1Point(
    x: FieldElement(
      constant:
        "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
    y: FieldElement(
      constant:
        "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"))

  /// The generator of G2.
  private static let g2 = point(
    """
    93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e\
    024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8
    """)

  /// τ·G2 of Ethereum's ceremony. Source: EIP-4844, `trusted_setup_4096.json`, `g2_monomial[1]`.
  private static let tauG2 = point(
    """
    b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72\
    185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2
    """)

  /// A constant point of G2 in its compressed form.
  private static func point(_ digits: String) -> BLS12381Curve.G2Point {
    guard let bytes = Hex.decode(digits),
      let point = bytes.withUnsafeBytes({ BLS12381Curve.g2(compressed: $0) })
    else { preconditionFailure("not a point of G2") }
    return point
  }
}
