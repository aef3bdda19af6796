"""Keccak-256, RLP and deterministic secp256k1 signatures, in plain Python.

Fit for test keys only: nothing here runs in constant time.
"""

import hmac

from randomness import MASK64

ROUND_CONSTANTS, ROTATIONS = [], {}


def prepare_keccak():
    lfsr = 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if lfsr & 1:
                constant |= 1 << ((1 << j) - 1)
            lfsr = ((lfsr << 1) ^ (0x171 if lfsr & 0x80 else 0)) & 0xFF
        ROUND_CONSTANTS.append(constant)
    x, y = 1, 0
    for t in range(24):
        ROTATIONS[x, y] = ((t + 1) * (t + 2) // 2) % 64
        x, y = y, (2 * x + 3 * y) % 5
    ROTATIONS[0, 0] = 0


prepare_keccak()
RHO_PI = [(x + 5 * y, y + 5 * ((2 * x + 3 * y) % 5), ROTATIONS[x, y]) for x in range(5) for y in range(5)]


def keccak256(message):
    padded = bytearray(message) + b"\x01" + bytes(-(len(message) + 1) % 136)
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), 136):
        for i in range(17):
            lanes[i] ^= int.from_bytes(padded[start + 8 * i : start + 8 * i + 8], "little")
        for constant in ROUND_CONSTANTS:
            c = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
            d = [c[x - 1] ^ (((c[(x + 1) % 5] << 1) | (c[(x + 1) % 5] >> 63)) & MASK64) for x in range(5)]
            b = [0] * 25
            for source, target, shift in RHO_PI:
                lane = lanes[source] ^ d[source % 5]
                b[target] = ((lane << shift) | (lane >> (64 - shift))) & MASK64
            for row in range(0, 25, 5):
                for x in range(5):
                    lanes[row + x] = b[row + x] ^ (~b[row + (x + 1) % 5] & b[row + (x + 2) % 5])
            lanes[0] ^= constant
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)


def add_points(a, b):
    """The sum of two affine points, None being the point at infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def generator_table():
    """Row i holds 1·16ⁱ·G … 15·16ⁱ·G."""
    table, base = [], G
    for _ in range(64):
        row, point = [], base
        for _ in range(15):
            row.append(point)
            point = add_points(point, base)
        table.append(row)
        base = point
    return table


TABLE = []


def multiply_generator(scalar):
    """scalar·G: a sum of table entries in Jacobian coordinates, one inversion at the end."""
    if not TABLE:
        TABLE.extend(generator_table())
    x = y = z = 0
    for row in TABLE:
        digit = scalar & 15
        scalar >>= 4
        if not digit:
            continue
        u, v = row[digit - 1]
        if not z:
            x, y, z = u, v, 1
            continue
        zz = z * z % P
        h = (u * zz - x) % P
        r = (v * zz * z - y) % P
        hh = h * h % P
        hhh, t = h * hh % P, x * hh % P
        x = (r * r - hhh - 2 * t) % P
        y = (r * (t - x) - y * hhh) % P
        z = z * h % P
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return x * square % P, y * square * inverse % P


def sign(key, digest):
    """An RFC 6979 signature with low s: (yParity, r, s)."""
    secret = key.to_bytes(32, "big") + (int.from_bytes(digest, "big") % N).to_bytes(32, "big")
    v, k = b"\x01" * 32, bytes(32)
    for separator in (b"\x00", b"\x01"):
        k = hmac.digest(k, v + separator + secret, "sha256")
        v = hmac.digest(k, v, "sha256")
    nonce = int.from_bytes(hmac.digest(k, v, "sha256"), "big")
    point = multiply_generator(nonce)
    r = point[0] % N
    s = pow(nonce, -1, N) * (int.from_bytes(digest, "big") + r * key) % N
    parity = point[1] & 1
    return (parity ^ 1, r, N - s) if s > N // 2 else (parity, r, s)


def rlp(value):
    if isinstance(value, list):
        payload, offset = b"".join(map(rlp, value)), 0xC0
    else:
        payload = value if isinstance(value, bytes) else value.to_bytes((value.bit_length() + 7) // 8, "big")
        if len(payload) == 1 and payload[0] < 0x80:
            return payload
        offset = 0x80
    if len(payload) < 56:
        return bytes([offset + len(payload)]) + payload
    length = len(payload).to_bytes((len(payload).bit_length() + 7) // 8, "big")
    return bytes([offset + 55 + len(length)]) + length + payload
