"""Random and edge-case inputs of every precompiled contract, with the answers of libraries from PyPI.

Runs in the virtual environment of scripts/install --tests: py-ecc, ckzg, arkworks, cryptography and pycryptodome share no
code with what is tested. A generator yields (name, input, output); the output is None where the contract must fail.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import ckzg
from Crypto.Hash import RIPEMD160
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar
from py_ecc import optimized_bn128 as bn
from py_ecc.secp256k1 import ecdsa_raw_recover, ecdsa_raw_sign
from signatures import N, keccak256

WORD = 2**256
BN_PRIME, BN_ORDER = bn.field_modulus, bn.curve_order
BLS_PRIME = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
BLS_ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
TRUE, FALSE = (1).to_bytes(32, "big"), bytes(32)


def word(value):
    return value.to_bytes(32, "big")


def scalar(rng, order):
    return rng.pick([0, 1, 2, order - 1, order, order + 1, WORD - 1, rng.uint(), int.from_bytes(rng.data(32), "big")])


def padded(data, size):
    return data[:size] + bytes(max(0, size - len(data)))


# Signatures and hashes.


def ecrecover(rng):
    digest = rng.data(32)
    v, r, s = ecdsa_raw_sign(digest, word(rng.pick([1, 2, N - 1, 1 + rng.word()])))
    kind = rng.below(8)
    if kind == 1:
        v = rng.pick([0, 26, 29, 35, 255, WORD - 229])
    elif kind == 2:
        r = rng.pick([0, N, N + 1, WORD - 1, rng.uint()])
    elif kind == 3:
        s = rng.pick([0, N, N + 1, WORD - 1, rng.uint()])
    elif kind == 4:
        v, s = 55 - v, N - s
    elif kind == 5:
        v = 55 - v
    data = digest + word(v) + word(r) + word(s)
    if kind == 6:
        data += rng.data(rng.below(40))
    if kind == 7:
        data = data[: rng.below(129)]
    return f"kind {kind}", data, recovered(padded(data, 128))


def recovered(data):
    v, r, s = (int.from_bytes(data[i : i + 32], "big") for i in (32, 64, 96))
    if v not in (27, 28) or not 0 < r < N or not 0 < s < N:
        return b""
    try:
        key = ecdsa_raw_recover(data[:32], (v, r, s))
    except ValueError:
        return b""
    if not key or not any(key):
        return b""
    return bytes(12) + keccak256(word(key[0]) + word(key[1]))[12:]


def lengths(rng):
    return rng.pick([0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 127, 128, rng.below(600)])


def sha256(rng):
    data = rng.data(lengths(rng))
    return f"{len(data)} bytes", data, hashlib.sha256(data).digest()


def ripemd160(rng):
    data = rng.data(lengths(rng))
    return f"{len(data)} bytes", data, bytes(12) + RIPEMD160.new(data).digest()


def identity(rng):
    data = rng.data(lengths(rng))
    return f"{len(data)} bytes", data, data


def p256(rng):
    key = ec.derive_private_key(rng.pick([1, 2, P256_ORDER - 1, 1 + rng.word()]), ec.SECP256R1())
    digest = rng.data(32)
    r, s = utils.decode_dss_signature(key.sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256()))))
    point = key.public_key().public_numbers()
    x, y = point.x, point.y
    kind = rng.below(8)
    if kind == 1:
        digest = bytes([digest[0] ^ 1]) + digest[1:]
    elif kind == 2:
        r = rng.pick([0, P256_ORDER, r + P256_ORDER if r + P256_ORDER < WORD else 0, rng.uint()])
    elif kind == 3:
        s = rng.pick([0, P256_ORDER, rng.uint()])
    elif kind == 4:
        s = P256_ORDER - s
    elif kind == 5:
        x, y = rng.pick([(x, y ^ 1), (0, 0), (P256_PRIME, y), (x, P256_PRIME - y)])
    data = digest + word(r) + word(s) + word(x) + word(y)
    if kind == 6:
        data = rng.pick([data[:-1], data + b"\x00", b"", data[1:]])
    return f"kind {kind}", data, TRUE if p256_holds(data) else b""


def p256_holds(data):
    if len(data) != 160:
        return False
    r, s, x, y = (int.from_bytes(data[i : i + 32], "big") for i in (32, 64, 96, 128))
    if not 0 < r < P256_ORDER or not 0 < s < P256_ORDER:
        return False
    try:
        key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        key.verify(utils.encode_dss_signature(r, s), data[:32], ec.ECDSA(utils.Prehashed(hashes.SHA256())))
        return True
    except (ValueError, InvalidSignature):
        return False


# Numbers.


def modexp(rng):
    sizes = [rng.pick([0, 1, 2, 7, 8, 9, 31, 32, 33, 64, 65, 128, 256, rng.below(320)]) for _ in range(3)]
    numbers = []
    for size in sizes:
        value = rng.pick([rng.data(size), bytes(size), b"\xff" * size, padded(b"\x01", size), bytes(max(0, size - 1)) +
                          b"\x01"[:size], bytes(size // 2) + rng.data(size - size // 2)])
        numbers.append(value)
    if rng.chance(30):
        sizes[1], numbers[1] = 2, rng.data(2)
    kind = rng.below(6)
    data = b"".join(map(word, sizes)) + b"".join(numbers)
    if kind == 0:
        data = data[: rng.below(len(data) + 1)]
    elif kind == 1:
        data += rng.data(rng.below(40))
    elif kind == 2 and rng.chance(40):
        sizes[rng.below(3)] = rng.pick([1025, 2**32, 2**64, WORD - 1])
        return "too long for Osaka", b"".join(map(word, sizes)) + b"".join(numbers), None
    base, exponent, modulus = modexp_numbers(data)
    result = b"" if not modulus else (0 if not any(modulus) else pow(
        int.from_bytes(base, "big"), int.from_bytes(exponent, "big"), int.from_bytes(modulus, "big")
    )).to_bytes(len(modulus), "big")
    return f"{'/'.join(map(str, sizes))} bytes", data, result


def modexp_before_osaka(rng):
    """As `modexp`, but never too long: what is too long depends on the gas there."""
    while True:
        name, data, result = modexp(rng)
        if result is not None:
            return name, data, result


def modexp_numbers(data):
    sizes = [int.from_bytes(padded(data[i : i + 32], 32), "big") for i in (0, 32, 64)]
    rest, numbers = data[96:], []
    for size in sizes:
        numbers.append(padded(rest, size))
        rest = rest[size:]
    return numbers


SIGMA = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
]
BLAKE_IV = [
    0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1, 0x510E527FADE682D1,
    0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179]
MASK = 2**64 - 1


def compress(rounds, h, m, t0, t1, final):
    """BLAKE2b's compression function, RFC 7693, section 3.2."""
    v = h + BLAKE_IV
    v[12] ^= t0
    v[13] ^= t1
    if final:
        v[14] ^= MASK

    def mix(a, b, c, d, x, y):
        for add, d_shift, b_shift in ((x, 32, 24), (y, 16, 63)):
            v[a] = (v[a] + v[b] + add) & MASK
            v[d] = rotated(v[d] ^ v[a], d_shift)
            v[c] = (v[c] + v[d]) & MASK
            v[b] = rotated(v[b] ^ v[c], b_shift)

    for index in range(rounds):
        s = SIGMA[index % 10]
        for i in range(4):
            mix(i, 4 + i, 8 + i, 12 + i, m[s[2 * i]], m[s[2 * i + 1]])
        for i in range(4):
            mix(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[s[8 + 2 * i]], m[s[9 + 2 * i]])
    return [h[i] ^ v[i] ^ v[i + 8] for i in range(8)]


def rotated(value, bits):
    return (value >> bits | value << (64 - bits)) & MASK


def little(words):
    return b"".join(value.to_bytes(8, "little") for value in words)


def check_compress():
    """The reference itself agrees with hashlib on messages of one block."""
    for message in (b"", b"abc", bytes(range(128))):
        h = [BLAKE_IV[0] ^ 0x01010040] + BLAKE_IV[1:]
        m = [int.from_bytes(padded(message, 128)[i : i + 8], "little") for i in range(0, 128, 8)]
        assert little(compress(12, h, m, len(message), 0, True)) == hashlib.blake2b(message).digest()


check_compress()


def blake2f(rng):
    rounds = rng.pick([0, 1, 9, 10, 11, 12, 13, rng.below(300)])
    h, m = [rng.word() for _ in range(8)], [rng.word() for _ in range(16)]
    t, flag = [rng.word(), rng.pick([0, rng.word()])], rng.below(2)
    result = little(compress(rounds, h, m, *t, flag))
    kind = rng.below(6)
    if kind == 0:
        flag, result = rng.pick([2, 3, 255]), None
    data = rounds.to_bytes(4, "big") + little(h) + little(m) + little(t) + bytes([flag])
    if kind == 1:
        data, result = rng.pick([data[:-1], data + b"\x00", b"", data[1:]]), None
    return f"{rounds} rounds", data, result


# The pairing curve BN254.


def bn_point(rng):
    return bn.multiply(bn.G1, rng.pick([1, 2, BN_ORDER - 1, 1 + rng.word()])) if rng.chance(85) else bn.Z1


def bn_bytes(point):
    if bn.is_inf(point):
        return bytes(64)
    x, y = bn.normalize(point)
    return word(int(x)) + word(int(y))


def bn_broken(rng):
    """The bytes of something that is no point of G1."""
    x, y = (int.from_bytes(bn_bytes(bn.multiply(bn.G1, 2 + rng.word()))[i : i + 32], "big") for i in (0, 32))
    x, y = rng.pick([(x, y ^ 1), (x + BN_PRIME, y), (x, y + BN_PRIME), (BN_PRIME, 0), (0, 1), (x, 0), (WORD - 1, y)])
    return word(x) + word(y)


def bn_add(rng):
    a, b = bn_point(rng), bn_point(rng)
    b = rng.pick([b, b, a, bn.neg(a)])
    if rng.chance(15):
        parts = [bn_bytes(a), bn_broken(rng)]
        return "broken", b"".join(parts if rng.chance(50) else parts[::-1]), None
    data = bn_bytes(a) + bn_bytes(b)
    if rng.chance(20):
        data += rng.data(rng.below(40))
    if rng.chance(20):
        return "first alone", bn_bytes(a), bn_bytes(a)
    return "sum", data, bn_bytes(bn.add(a, b))


def bn_multiply(rng):
    point, factor = bn_point(rng), scalar(rng, BN_ORDER)
    if rng.chance(15):
        return "broken", bn_broken(rng) + word(factor), None
    return "multiple", bn_bytes(point) + word(factor), bn_bytes(bn.multiply(point, factor % BN_ORDER))


def bn_twist_bytes(point):
    if bn.is_inf(point):
        return bytes(128)
    x, y = bn.normalize(point)
    return b"".join(word(int(part)) for part in (x.coeffs[1], x.coeffs[0], y.coeffs[1], y.coeffs[0]))


def square_root(a, prime):
    """A square root in Fp2 = Fp[i], as a pair, for primes that are 3 modulo 4; None when there is none."""
    a0, a1 = a
    norm = pow((a0 * a0 + a1 * a1) % prime, (prime + 1) // 4, prime)
    for sign in (norm, -norm):
        half = (a0 + sign) * pow(2, -1, prime) % prime
        x = pow(half, (prime + 1) // 4, prime)
        if x and x * x % prime == half:
            y = a1 * pow(2 * x, -1, prime) % prime
            if ((x * x - y * y) % prime, 2 * x * y % prime) == (a0 % prime, a1 % prime):
                return x, y
    return None


def off_subgroup(rng, prime, b):
    """Coordinates of a point of y² = x³ + b over Fp2, which hardly ever lies in the subgroup."""
    while True:
        x0, x1 = (int.from_bytes(rng.data(48), "big") % prime for _ in range(2))
        square = ((x0 * x0 - x1 * x1) % prime, 2 * x0 * x1 % prime)
        cube = ((square[0] * x0 - square[1] * x1 + b[0]) % prime, (square[0] * x1 + square[1] * x0 + b[1]) % prime)
        root = square_root(cube, prime)
        if root:
            return (x0, x1), root


def bn_pairing(rng):
    kind = rng.below(8)
    if kind == 0:
        return "nothing", b"", TRUE
    a, b = 1 + rng.word(), 1 + rng.word()
    p, q = bn.multiply(bn.G1, a), bn.multiply(bn.G2, b)
    if kind == 1:
        return "of another length", (bn_bytes(p) + bn_twist_bytes(q))[: rng.pick([1, 64, 191])], None
    if kind == 2:
        return "broken G1", bn_broken(rng) + bn_twist_bytes(q), None
    if kind == 3:
        (x0, x1), (y0, y1) = off_subgroup(rng, BN_PRIME, tuple(int(c) for c in bn.b2.coeffs))
        return "outside the subgroup", bn_bytes(p) + word(x1) + word(x0) + word(y1) + word(y0), None
    if kind == 4:
        data = bn_bytes(bn.Z1) + bn_twist_bytes(q) + bn_bytes(p) + bn_twist_bytes(bn.Z2)
        return "infinity", data, TRUE
    if kind == 5:
        broken = bytearray(bn_twist_bytes(q))
        broken[rng.pick([31, 63, 95, 127])] ^= 1
        return "off the twist", bn_bytes(p) + bytes(broken), None
    # e(aG, bH) · e(−abG, H) is one; with another factor it is not.
    factor = a * b % BN_ORDER if kind == 6 else (a * b + 1) % BN_ORDER
    other = bn.neg(bn.multiply(bn.G1, factor))
    data = bn_bytes(p) + bn_twist_bytes(q) + bn_bytes(other) + bn_twist_bytes(bn.G2)
    holds = bn.pairing(q, p) * bn.pairing(bn.G2, other) == bn.FQ12.one()
    return "product", data, TRUE if holds else FALSE


# The pairing curve BLS12-381.


def wide(data):
    """Coordinates of 48 bytes each, in 64 bytes each."""
    return b"".join(bytes(16) + data[i : i + 48] for i in range(0, len(data), 48))


def bls_g1(rng):
    if rng.chance(12):
        return G1Point.identity()
    return G1Point() * Scalar.from_be_bytes_mod_order(rng.data(32))


def bls_g2(rng):
    if rng.chance(12):
        return G2Point.identity()
    return G2Point() * Scalar.from_be_bytes_mod_order(rng.data(32))


def bls_g1_off_subgroup(rng):
    while True:
        x = int.from_bytes(rng.data(48), "big") % BLS_PRIME
        square = (x**3 + 4) % BLS_PRIME
        y = pow(square, (BLS_PRIME + 1) // 4, BLS_PRIME)
        if y * y % BLS_PRIME == square:
            return G1Point.from_xy_bytes_unchecked_be(x.to_bytes(48, "big") + y.to_bytes(48, "big"))


def bls_g2_off_subgroup(rng):
    x, y = off_subgroup(rng, BLS_PRIME, (4, 4))
    return G2Point.from_xy_bytes_unchecked_be(b"".join(part.to_bytes(48, "big") for part in x + y))


def bls_bytes(point):
    return wide(point.to_xy_bytes_be())


def bls_broken(rng, encoded):
    """An encoding with one fault: padding, a number that is too large, or a point off the curve."""
    broken = bytearray(encoded if any(encoded) else bls_bytes(G1Point() if len(encoded) == 128 else G2Point()))
    kind = rng.below(3)
    if kind == 0:
        broken[64 * rng.below(len(broken) // 64) + rng.below(16)] = 1
    elif kind == 1:
        at = 64 * rng.below(len(broken) // 64)
        value = int.from_bytes(broken[at : at + 64], "big") + BLS_PRIME
        broken[at : at + 64] = value.to_bytes(64, "big")
    else:
        broken[-1] ^= 1
    return bytes(broken)


def other_length(rng, data):
    return rng.pick([data[:-1], data + b"\x00", b"", data[1:]])


def bls_add(make, off):
    def generate(rng):
        a = off(rng) if rng.chance(20) else make(rng)
        b = rng.pick([make(rng), a, -a])
        data = bls_bytes(a) + bls_bytes(b)
        kind = rng.below(8)
        if kind == 0:
            return "broken", bls_broken(rng, bls_bytes(a)) + bls_bytes(b), None
        if kind == 1:
            return "of another length", other_length(rng, data), None
        return "sum", data, bls_bytes(a + b)
    return generate


def bls_multi_scalar(make, off):
    def generate(rng):
        points = [make(rng) for _ in range(rng.pick([1, 1, 2, 3, 5, 17]))]
        factors = [scalar(rng, BLS_ORDER) for _ in points]
        encoded = [bls_bytes(point) + word(factor) for point, factor in zip(points, factors)]
        kind = rng.below(8)
        if kind == 0:
            return "broken", bls_broken(rng, encoded[0][:-32]) + encoded[0][-32:] + b"".join(encoded[1:]), None
        if kind == 1:
            return "of another length", other_length(rng, b"".join(encoded)), None
        if kind == 2:
            return "outside the subgroup", b"".join(encoded) + bls_bytes(off(rng)) + word(factors[0]), None
        total = points[0] - points[0]
        for point, factor in zip(points, factors):
            total = total + point * Scalar.from_be_bytes_mod_order(word(factor))
        return f"{len(points)} points", b"".join(encoded), bls_bytes(total)
    return generate


def bls_pairing(rng):
    a, b = (Scalar.from_be_bytes_mod_order(rng.data(32)) for _ in range(2))
    p, q = G1Point() * a, G2Point() * b
    kind = rng.below(9)
    if kind == 0:
        return "broken G1", bls_broken(rng, bls_bytes(p)) + bls_bytes(q), None
    if kind == 1:
        return "broken G2", bls_bytes(p) + bls_broken(rng, bls_bytes(q)), None
    if kind == 2:
        return "G1 outside the subgroup", bls_bytes(bls_g1_off_subgroup(rng)) + bls_bytes(q), None
    if kind == 3:
        return "G2 outside the subgroup", bls_bytes(p) + bls_bytes(bls_g2_off_subgroup(rng)), None
    if kind == 4:
        return "of another length", other_length(rng, bls_bytes(p) + bls_bytes(q)), None
    pairs = [(p, q), (-(G1Point() * (a * b)), G2Point())]
    if kind == 5:
        pairs = [(G1Point.identity(), q), (p, G2Point.identity())]
    elif kind == 6:
        pairs[1] = (pairs[1][0] + G1Point(), G2Point())
    elif kind == 7:
        pairs = [(bls_g1(rng), bls_g2(rng)) for _ in range(rng.between(1, 4))]
    holds = GT.pairing_check([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    data = b"".join(bls_bytes(left) + bls_bytes(right) for left, right in pairs)
    return "product", data, TRUE if holds else FALSE


def bls_map(dimension, function):
    def generate(rng):
        values = [rng.pick([0, 1, BLS_PRIME - 1, rng.uint(), int.from_bytes(rng.data(48), "big") % BLS_PRIME])
                  for _ in range(dimension)]
        data = b"".join(value.to_bytes(64, "big") for value in values)
        kind = rng.below(8)
        if kind == 0:
            return "of another length", other_length(rng, data), None
        if kind == 1:
            data = data[:-64] + (values[-1] + BLS_PRIME).to_bytes(64, "big")
            return "too large", data, None
        if kind == 2:
            return "padding", b"\x01" + data[1:], None
        return "map", data, bls_bytes(function(b"".join(value.to_bytes(48, "big") for value in values)))
    return generate


# Proofs of the values of blobs.


class Blobs:
    """Some blobs with commitments and proofs; proofs take long, so that they are used again."""

    def __init__(self):
        # Of eth-account only this file is wanted, not the code.
        [folder] = find_spec("eth_account").submodule_search_locations
        [path] = Path(folder).rglob("kzg_trusted_setup.txt")
        self.setup = ckzg.load_trusted_setup(str(path), 0)
        self.proofs = []

    def proof(self, rng):
        if len(self.proofs) < 12:
            blob = bytearray(131_072)
            for index in range(0, 4096, rng.pick([1, 64, 4096])):
                value = int.from_bytes(rng.data(32), "big") % BLS_ORDER
                blob[32 * index : 32 * index + 32] = word(value if rng.chance(90) else 0)
            commitment = ckzg.blob_to_kzg_commitment(bytes(blob), self.setup)
            z = word(rng.pick([0, 1, BLS_ORDER - 1, int.from_bytes(rng.data(32), "big") % BLS_ORDER]))
            proof, y = ckzg.compute_kzg_proof(bytes(blob), z, self.setup)
            self.proofs.append((commitment, z, y, proof))
        return rng.pick(self.proofs)


BLOBS = []


def point_evaluation(rng):
    if not BLOBS:
        BLOBS.append(Blobs())
    commitment, z, y, proof = BLOBS[0].proof(rng)
    kind = rng.below(14)
    infinity = b"\xc0" + bytes(47)
    if kind == 1:
        y = word((int.from_bytes(y, "big") + 1) % BLS_ORDER)
    elif kind == 2:
        z = word(rng.pick([BLS_ORDER, WORD - 1, 5]))
    elif kind == 3:
        y = word(int.from_bytes(y, "big") + BLS_ORDER)
    elif kind == 4:
        proof = rng.pick([infinity, commitment, bytes(48), bytes([proof[0] ^ 0x20]) + proof[1:]])
    elif kind == 5:
        commitment = rng.pick([infinity, proof, bytes([commitment[0] ^ 0x80]) + commitment[1:]])
    elif kind == 6:
        off = bls_g1_off_subgroup(rng).to_compressed_bytes()
        proof, commitment = rng.pick([(off, commitment), (proof, off)])
    versioned = b"\x01" + hashlib.sha256(commitment).digest()[1:]
    if kind == 7:
        versioned = rng.pick([b"\x00" + versioned[1:], bytes(32), versioned[:-1] + bytes([versioned[-1] ^ 1])])
    data = versioned + z + y + commitment + proof
    if kind == 8:
        data = other_length(rng, data)
    try:
        holds = kind not in (7, 8) and ckzg.verify_kzg_proof(commitment, z, y, proof, BLOBS[0].setup)
    except (RuntimeError, ValueError):
        holds = False
    return f"kind {kind}", data, word(4096) + word(BLS_ORDER) if holds else None


# Address, name, first and last network with these rules, share of all vectors, generator.
PRECOMPILES = [
    (0x01, "ECRECOVER", "Byzantium", "BPO2", 8, ecrecover),
    (0x02, "SHA-256", "Byzantium", "BPO2", 4, sha256),
    (0x03, "RIPEMD-160", "Byzantium", "BPO2", 4, ripemd160),
    (0x04, "identity", "Byzantium", "BPO2", 2, identity),
    (0x05, "MODEXP", "Osaka", "BPO2", 10, modexp),
    (0x05, "MODEXP before Osaka", "Byzantium", "Prague", 10, modexp_before_osaka),
    (0x06, "BN254 addition", "Byzantium", "BPO2", 6, bn_add),
    (0x07, "BN254 multiplication", "Byzantium", "BPO2", 6, bn_multiply),
    (0x08, "BN254 pairing", "Byzantium", "BPO2", 3, bn_pairing),
    (0x09, "BLAKE2f", "Istanbul", "BPO2", 6, blake2f),
    (0x0A, "KZG point evaluation", "Cancun", "BPO2", 6, point_evaluation),
    (0x0B, "BLS12-381 G1 addition", "Prague", "BPO2", 6, bls_add(bls_g1, bls_g1_off_subgroup)),
    (0x0C, "BLS12-381 G1 multiples", "Prague", "BPO2", 6, bls_multi_scalar(bls_g1, bls_g1_off_subgroup)),
    (0x0D, "BLS12-381 G2 addition", "Prague", "BPO2", 6, bls_add(bls_g2, bls_g2_off_subgroup)),
    (0x0E, "BLS12-381 G2 multiples", "Prague", "BPO2", 6, bls_multi_scalar(bls_g2, bls_g2_off_subgroup)),
    (0x0F, "BLS12-381 pairing", "Prague", "BPO2", 6, bls_pairing),
    (0x10, "BLS12-381 map to G1", "Prague", "BPO2", 6, bls_map(1, G1Point.map_from_fp_be)),
    (0x11, "BLS12-381 map to G2", "Prague", "BPO2", 6, bls_map(2, G2Point.map_from_fp2_be)),
    (0x100, "P256VERIFY", "Osaka", "BPO2", 8, p256),
]
