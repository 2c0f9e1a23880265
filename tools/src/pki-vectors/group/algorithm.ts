import { bits, int, join, nul, oid, seq } from '../asn1/index.ts';
import { bad, type Case, good } from '../case.ts';
import { makeLeaf, makeRoot, type Order } from '../make/certificate.ts';
import { type KeyName, keyBits, publicKeyInfo } from '../make/keys.ts';
import { ALGORITHMS, type AlgorithmName } from '../make/sign.ts';
import { path, root } from '../town.ts';

/** Root and leaf; the root's key signs. */
function signedBy(key: KeyName, algorithm?: AlgorithmName, order: Order = {}) {
  const more = algorithm === undefined ? {} : { algorithm };
  const anchor = makeRoot({ key, ...more });
  return path([makeLeaf(anchor, { ...more, ...order }), anchor]);
}
const holder = (key: KeyName) => path([makeLeaf(root, { key }), root]);
const withKey = (spki: Uint8Array) => path([makeLeaf(root, { spki }), root]);
const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const P256 = '1.2.840.10045.3.1.7';
const rsaBits = keyBits(publicKeyInfo('leaf'));
const ecBits = keyBits(publicKeyInfo('p256'));
/** The point compressed: its x, and whether y is odd. */
const compressed = Buffer.concat([Uint8Array.of(2 + ((ecBits[64] ?? 0) & 1)), ecBits.subarray(1, 33)]);
const offCurve = Uint8Array.from(ecBits, (octet, i) => (i === 64 ? octet ^ 1 : octet));
const field = (hex: string) => Buffer.from(hex, 'hex');

const WEAK = 'path.algorithm signature-algorithm';
const KEY = 'path.algorithm key';
const forged = { severity: 'forged' } as const;
const strict = { severity: 'strict' } as const;

/** P-256 with its parameters written out instead of named. */
const explicitCurve = seq(
  int(1),
  seq(
    oid('1.2.840.10045.1.1'),
    int(BigInt('0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff')),
  ),
  seq(
    Buffer.concat([field('0420'), field('ffffffff00000001000000000000000000000000fffffffffffffffffffffffc')]),
    Buffer.concat([field('0420'), field('5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b')]),
  ),
  Buffer.concat([field('0421'), field('036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296')]),
  int(BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')),
  int(1),
);

/** Algorithms and keys: SHA-2 with RSA of 2048 bits and more, PSS, and the three NIST curves. */
// biome-ignore format: a table, one case a row
export const ALGORITHM_CASES: readonly Case[] = [
  good('rsa-sha256', 'RFC 4055 5', 'RSA with SHA-256', signedBy('root')),
  good('rsa-sha384', 'RFC 4055 5', 'RSA with SHA-384', signedBy('root', 'rsaSha384')),
  good('rsa-sha512', 'RFC 4055 5', 'RSA with SHA-512', signedBy('root', 'rsaSha512')),
  good('pss-sha256', 'RFC 4055 3.1', 'RSASSA-PSS with SHA-256 and a salt of 32 octets', signedBy('root', 'pssSha256')),
  good('p256', 'RFC 5758 3.2', 'ECDSA on P-256', signedBy('p256')),
  good('p384', 'RFC 5758 3.2', 'ECDSA on P-384', signedBy('p384')),
  good('p521', 'RFC 5758 3.2', 'ECDSA on P-521', signedBy('p521')),
  good('p256-holder', 'RFC 5480 2.1.1', 'a key on P-256 that RSA certified', holder('p256')),
  good('rsa-holder', 'RFC 3279 2.3.1', 'an RSA key', holder('other')),
  bad('rsa-sha1', 'rsa-sha256', 'RFC 6194 3', WEAK, 'RSA with SHA-1', signedBy('root', 'rsaSha1'), forged),
  bad('rsa-md5', 'rsa-sha256', 'RFC 6151 2', WEAK, 'RSA with MD5', signedBy('root', 'rsaMd5'), forged),
  bad('ecdsa-sha1', 'p256', 'RFC 6194 3', WEAK, 'ECDSA with SHA-1', signedBy('p256', 'ecSha1'), forged),
  bad('ed25519', 'p256', 'RFC 8410 3', 'path.signature wrong-key', 'Ed25519, which no authority here uses', signedBy('ed25519'), strict),
  bad('pss-mgf-sha1', 'pss-sha256', 'RFC 4055 3.1', WEAK, 'RSASSA-PSS whose mask is made with SHA-1', signedBy('root', 'pssOtherMgf'), strict),
  bad('pss-short-salt', 'pss-sha256', 'RFC 4055 3.1', WEAK, 'RSASSA-PSS with a salt of 20 octets', signedBy('root', 'pssShortSalt'), strict),
  bad('pss-called-pkcs1', 'pss-sha256', 'RFC 4055 5', 'path.signature wrong-key', 'a PSS signature that calls itself PKCS #1 v1.5', signedBy('root', 'pssSha256', { innerIdentifier: ALGORITHMS.rsaSha256.identifier, outerIdentifier: ALGORITHMS.rsaSha256.identifier }), forged),
  bad('hash-confused', 'rsa-sha256', 'RFC 8017 8.2.2', 'path.signature wrong-key', 'a signature with SHA-256 that says SHA-384', signedBy('root', 'rsaSha256', { innerIdentifier: ALGORITHMS.rsaSha384.identifier, outerIdentifier: ALGORITHMS.rsaSha384.identifier }), forged),
  bad('rsa-parameters', 'rsa-sha256', 'RFC 4055 5', 'certificate.form malformed', 'sha256WithRSAEncryption with parameters', signedBy('root', 'rsaSha256', { innerIdentifier: seq(oid('1.2.840.113549.1.1.11'), int(1)), outerIdentifier: seq(oid('1.2.840.113549.1.1.11'), int(1)) })),
  bad('ecdsa-parameters', 'p256', 'RFC 5758 3.2', 'certificate.form malformed', 'ecdsa-with-SHA256 with NULL', signedBy('p256', 'ecSha256', { innerIdentifier: seq(oid('1.2.840.10045.4.3.2'), nul()), outerIdentifier: seq(oid('1.2.840.10045.4.3.2'), nul()) })),
  bad('rsa-1024-issuer', 'rsa-sha256', 'CRYPTREC LS-0003', 'path.signature wrong-key', 'an anchor with RSA of 1024 bits', signedBy('small'), forged),
  bad('rsa-1024-holder', 'rsa-holder', 'CRYPTREC LS-0003', KEY, 'a holder with RSA of 1024 bits', holder('small'), forged),
  bad('rsa-exponent-3', 'rsa-holder', 'FIPS 186-5 A.1.1', KEY, 'an RSA key with exponent 3', holder('exponent3'), strict),
  bad('rsa-exponent-1', 'rsa-holder', 'RFC 8017 3.1', KEY, 'an RSA key with exponent 1, for which every text is its own signature', withKey(seq(seq(oid(RSA), nul()), bits(Uint8Array.from(Buffer.concat([rsaBits.subarray(0, -3), Uint8Array.of(0, 0, 1)]))))), forged),
  bad('rsa-even-modulus', 'rsa-holder', 'RFC 8017 3.1', KEY, 'an even modulus', withKey(seq(seq(oid(RSA), nul()), bits(Uint8Array.from(rsaBits, (octet, i) => (i === rsaBits.length - 6 ? octet & 0xfe : octet))))), forged),
  bad('rsa-key-without-null', 'rsa-holder', 'RFC 3279 2.3.1', KEY, 'rsaEncryption without its NULL', withKey(seq(seq(oid(RSA)), bits(rsaBits)))),
  bad('curve-k256', 'p256-holder', 'RFC 5480 2.1.1', KEY, 'a key on secp256k1', holder('k256'), strict),
  bad('curve-p224', 'p256-holder', 'RFC 5480 2.1.1', KEY, 'a key on P-224', holder('p224'), strict),
  bad('curve-explicit', 'p256-holder', 'RFC 5480 2.1.1', KEY, 'P-256 with its parameters written out', withKey(seq(seq(oid(EC), explicitCurve), bits(ecBits))), forged),
  bad('point-compressed', 'p256-holder', 'RFC 5480 2.2', KEY, 'a compressed point', withKey(seq(seq(oid(EC), oid(P256)), bits(compressed))), strict),
  bad('point-off-curve', 'p256-holder', 'RFC 5480 2.2', KEY, 'a point that is not on the curve', withKey(seq(seq(oid(EC), oid(P256)), bits(offCurve))), forged),
  bad('point-infinity', 'p256-holder', 'RFC 5480 2.2', KEY, 'the point at infinity', withKey(seq(seq(oid(EC), oid(P256)), bits(Uint8Array.of(0)))), forged),
  bad('key-of-no-kind', 'rsa-holder', 'RFC 5280 4.1.2.7', KEY, 'a key of a kind that nobody knows', withKey(seq(seq(oid('1.3.6.1.4.1.55738.999.2')), bits(Uint8Array.of(1, 2, 3)))), strict),
  bad('ecdsa-r-padded', 'p256', 'X.690 8.3.2', 'path.signature wrong-key', 'an ECDSA signature whose first number has a superfluous zero', signedBy('p256', 'ecSha256', { signatureBits: (signature) => bits(padded(signature)) })),
  bad('ecdsa-octet-behind', 'p256', 'X.690 8.1', 'path.signature wrong-key', 'an octet behind an ECDSA signature', signedBy('p256', 'ecSha256', { signatureBits: (signature) => bits(join(signature, Uint8Array.of(0))) })),
  bad('ecdsa-r-zero', 'p256', 'FIPS 186-5 6.4.2', 'path.signature wrong-key', 'an ECDSA signature of two zeros', (() => {
    const anchor = makeRoot({ key: 'p256' });
    const made = makeLeaf(anchor);
    const outer = zeroSignature(made.der);
    return path([{ ...made, der: outer }, anchor]);
  })(), forged),
];

/** Short DER: the outer length, and the first number with its length, each one octet longer. */
function padded(signature: Uint8Array): Uint8Array {
  const [sequence = 0, all = 0, integer = 0, first = 0] = signature;
  return join(Uint8Array.of(sequence, all + 1, integer, first + 1, 0), signature.subarray(4));
}

/** The certificate with r and s of its signature zero. */
function zeroSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const first = der[1] ?? 0;
  const start = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const lengthOctets = (der[start + 1] ?? 0) & 0x7f;
  let length = 0;
  for (let i = 0; i < lengthOctets; i++) length = length * 256 + (der[start + 2 + i] ?? 0);
  const tbs = der.subarray(start, start + 2 + lengthOctets + length);
  return seq(tbs, ALGORITHMS.ecSha256.identifier, bits(seq(int(0), int(0))));
}
