import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derValue,
  fromHex,
  toHex,
} from '@kazasu/bytes';
import { BasicOCSPResponse, OCSPResponse } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import fc from 'fast-check';
import { openssl } from '../testing/command-line.ts';
import { issueOcspResponse, keyIdentifier, type OcspStatus, ocspError, readOcspRequest } from './index.ts';
import {
  AUTHENTICATION,
  AUTHENTICATION_CA,
  pem,
  RESPONDER,
  RESPONDER_CERTIFICATE,
  SECONDS,
  SIGNATURE,
  SIGNATURE_CA,
  TIME,
} from './testing/hierarchy.ts';

const FILES = { 'ca.pem': AUTHENTICATION_CA.pem, 'leaf.pem': pem(AUTHENTICATION) };

function opensslRequest(...options: readonly string[]): Uint8Array {
  const args = ['ocsp', '-issuer', 'ca.pem', '-cert', 'leaf.pem', ...options, '-reqout', 'request.der'];
  const { written, text } = openssl(FILES, args, 'request.der');
  assert.ok(written, text);
  return written;
}

const REQUEST = opensslRequest();

test('a request of OpenSSL is read: hashes, serial number and nonce', () => {
  const request = readOcspRequest(REQUEST);
  const [id] = request?.certificates ?? [];
  assert.equal(id?.hashAlgorithm, 'sha1');
  assert.deepEqual(id?.issuerKeyHash, AUTHENTICATION_CA.identity.keyId);
  assert.equal(toHex(id?.serial ?? new Uint8Array()), '22334455');
  assert.equal(request?.nonce?.length, 16);
  assert.equal(toHex(id?.encoded ?? new Uint8Array()).slice(0, 2), '30');
});

test('a request with SHA-256 hashes, without nonce and for several certificates is read', () => {
  const request = readOcspRequest(opensslRequest('-no_nonce'));
  assert.equal(request?.nonce, undefined);
  const args = ['ocsp', '-issuer', 'ca.pem', '-sha256', '-serial', '0x11', '-sha256', '-serial', '0x12'];
  const { written } = openssl(FILES, [...args, '-reqout', 'request.der'], 'request.der');
  const several = readOcspRequest(written ?? new Uint8Array());
  assert.deepEqual(
    several?.certificates.map(({ hashAlgorithm, serial }) => [hashAlgorithm, toHex(serial)]),
    [
      ['sha256', '11'],
      ['sha256', '12'],
    ],
  );
});

test('a request that its sender signed is read like any other', () => {
  const signer = RESPONDER.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const args = [
    'ocsp',
    '-issuer',
    'ca.pem',
    '-cert',
    'leaf.pem',
    '-signer',
    'signer.pem',
    '-signkey',
    'key.pem',
  ];
  const files = { ...FILES, 'signer.pem': pem(RESPONDER_CERTIFICATE), 'key.pem': signer };
  const { written } = openssl(files, [...args, '-reqout', 'request.der'], 'request.der');
  assert.equal(readOcspRequest(written ?? new Uint8Array())?.certificates.length, 1);
});

// ---- what is no request -----------------------------------------------------------------------------------

const SHA1 = derSequence(derOid('1.3.14.3.2.26'), derNull());
const HASH = derOctetString(new Uint8Array(20));
const question = (serial: string, ...more: readonly Uint8Array[]) =>
  derSequence(derSequence(SHA1, HASH, HASH, derValue(0x02, fromHex(serial))), ...more);
const requestOf = (...parts: readonly Uint8Array[]) => derSequence(derSequence(...parts));
const ONE = derSequence(question('01'));
const nonce = (length: number) =>
  derSequence(derOid('1.3.6.1.5.5.7.48.1.2'), derOctetString(derOctetString(new Uint8Array(length))));
const unknown = (...critical: readonly Uint8Array[]) =>
  derSequence(derOid('1.2.3.4'), ...critical, derOctetString(derNull()));
const CRITICAL = derValue(0x01, Uint8Array.of(0xff));
const extensions = (...list: readonly Uint8Array[]) => derContext(2, derSequence(...list));

test('what the standard allows in a request is read', () => {
  const good = {
    'version 1 written out': requestOf(derContext(0, derValue(0x02, Uint8Array.of(0))), ONE),
    'a requestor name': requestOf(derContext(1, derContext(4, derSequence())), ONE),
    'sixteen questions': requestOf(derSequence(...Array.from({ length: 16 }, () => question('01')))),
    'a nonce of one octet': requestOf(ONE, extensions(nonce(1))),
    'a nonce of 128 octets': requestOf(ONE, extensions(nonce(128))),
    'an unknown extension': requestOf(ONE, extensions(unknown())),
    'an unknown extension of one question': requestOf(
      derSequence(question('01', derContext(0, derSequence(unknown())))),
    ),
    'no parameters of the hash': requestOf(
      derSequence(
        derSequence(
          derSequence(derSequence(derOid('1.3.14.3.2.26')), HASH, HASH, derValue(0x02, fromHex('01'))),
        ),
      ),
    ),
  };
  for (const [name, request] of Object.entries(good)) assert.ok(readOcspRequest(request), name);
});

test('what the standard does not allow in a request is not read', () => {
  const bad = {
    nothing: new Uint8Array(),
    'no question': requestOf(derSequence()),
    'seventeen questions': requestOf(derSequence(...Array.from({ length: 17 }, () => question('01')))),
    'version 2': requestOf(derContext(0, derValue(0x02, Uint8Array.of(1))), ONE),
    'a serial number of 21 octets': requestOf(derSequence(question('01'.repeat(21)))),
    'a serial number without octets': requestOf(derSequence(question(''))),
    'an empty nonce': requestOf(ONE, extensions(nonce(0))),
    'a nonce of 129 octets': requestOf(ONE, extensions(nonce(129))),
    'two nonces': requestOf(ONE, extensions(nonce(8), nonce(8))),
    'an unknown critical extension': requestOf(ONE, extensions(unknown(CRITICAL))),
    'an unknown critical extension of one question': requestOf(
      derSequence(question('01', derContext(0, derSequence(unknown(CRITICAL))))),
    ),
    'bytes behind the end': new Uint8Array([...REQUEST, 0]),
    'a request cut off': REQUEST.subarray(0, REQUEST.length - 1),
    'more than 8 KiB': requestOf(
      ONE,
      extensions(derSequence(derOid('1.2.3.4'), derOctetString(new Uint8Array(8192)))),
    ),
  };
  for (const [name, request] of Object.entries(bad)) assert.equal(readOcspRequest(request), undefined, name);
});

test('no bytes make the reader throw, however they came about', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      readOcspRequest(bytes);
    }),
  );
  const position = fc.nat(REQUEST.length - 1);
  fc.assert(
    fc.property(position, fc.nat(255), (at, octet) => {
      const damaged = Uint8Array.from(REQUEST);
      damaged[at] = octet;
      readOcspRequest(damaged);
    }),
  );
});

// ---- answers ----------------------------------------------------------------------------------------------

function answer(status: OcspStatus, sign = RESPONDER.sign) {
  const request = readOcspRequest(REQUEST);
  const [id] = request?.certificates ?? [];
  return issueOcspResponse(
    {
      responderKeyId: keyIdentifier(RESPONDER.publicKey),
      responderCertificate: RESPONDER_CERTIFICATE,
      producedAt: TIME,
      nextUpdate: TIME + 900_000,
      nonce: request?.nonce,
      answers: [{ certificateId: id?.encoded ?? new Uint8Array(), status }],
    },
    sign,
  );
}

/**
 * Lets OpenSSL judge an answer to {@link REQUEST}. The period makes it overlook the age of the test's clock;
 * -no_nonce keeps it from adding a second nonce of its own to the request, but it then looks at none.
 */
function judge(response: Uint8Array, ca = AUTHENTICATION_CA.pem) {
  const files = { ...FILES, 'ca.pem': ca, 'request.der': REQUEST, 'response.der': response };
  const args = [
    'ocsp',
    '-reqin',
    'request.der',
    '-respin',
    'response.der',
    '-issuer',
    'ca.pem',
    '-cert',
    'leaf.pem',
  ];
  const time = ['-attime', SECONDS, '-validity_period', '1000000000'];
  return openssl(files, [...args, '-no_nonce', '-resp_text', '-CAfile', 'ca.pem', ...time]);
}

test('OpenSSL verifies the answers good, revoked with its reason, and unknown', () => {
  const good = judge(answer({ kind: 'good' }));
  assert.match(good.text, /Response verify OK/);
  assert.match(
    good.text,
    /leaf\.pem: good\s+This Update: Jun 15 03:04:05 2026 GMT\s+Next Update: Jun 15 03:19:05 2026/,
  );
  const nonce = toHex(readOcspRequest(REQUEST)?.nonce ?? new Uint8Array()).toUpperCase();
  assert.match(good.text, new RegExp(`OCSP Nonce: \n +0410${nonce}`));
  const revoked = judge(answer({ kind: 'revoked', at: TIME - 60_500, reason: 'superseded' }));
  assert.match(revoked.text, /Response verify OK/);
  assert.match(
    revoked.text,
    /leaf\.pem: revoked[\s\S]*Reason: superseded\s+Revocation Time: Jun 15 03:03:04 2026/,
  );
  const silent = judge(answer({ kind: 'revoked', at: TIME, reason: 'unspecified' }));
  assert.match(silent.text, /leaf\.pem: revoked/);
  assert.doesNotMatch(silent.text, /Reason:/);
  assert.match(judge(answer({ kind: 'unknown' })).text, /leaf\.pem: unknown/);
});

test('a schema library reads an answer as it was meant, and writes the same octets again', () => {
  const statuses = [
    { kind: 'good' },
    { kind: 'unknown' },
    { kind: 'revoked', at: TIME - 1000, reason: 'superseded' },
    { kind: 'revoked', at: TIME - 1000, reason: 'unspecified' },
  ] as const;
  for (const status of statuses) {
    const der = answer(status);
    const outer = AsnConvert.parse(der, OCSPResponse);
    assert.deepEqual(new Uint8Array(AsnConvert.serialize(outer)), der);
    const basic = AsnConvert.parse(outer.responseBytes?.response.buffer ?? der, BasicOCSPResponse);
    const { responses, producedAt } = basic.tbsResponseData;
    assert.equal(producedAt.getTime(), TIME);
    const [single] = responses;
    const { good, unknown, revoked } = single?.certStatus ?? {};
    assert.deepEqual(
      [
        good !== undefined,
        unknown !== undefined,
        revoked?.revocationTime.getTime(),
        revoked?.revocationReason?.reason,
      ],
      [
        status.kind === 'good',
        status.kind === 'unknown',
        status.kind === 'revoked' ? status.at : undefined,
        status.kind === 'revoked' && status.reason === 'superseded' ? 4 : undefined,
      ],
    );
  }
});

test('OpenSSL notices another signer and another issuer', () => {
  assert.match(judge(answer({ kind: 'good' }, SIGNATURE_CA.key.sign)).text, /Verify Failure|verify error/i);
  assert.match(
    judge(answer({ kind: 'good' }), SIGNATURE_CA.pem).text,
    /Verify (Failure|error)|No Status found/i,
  );
});

test('an error response holds its status and nothing else', () => {
  const codes = {
    malformedRequest: '30030a0101',
    internalError: '30030a0102',
    tryLater: '30030a0103',
    unauthorized: '30030a0106',
  };
  for (const [status, bytes] of Object.entries(codes)) {
    assert.equal(toHex(ocspError(status as keyof typeof codes)), bytes);
  }
});

test('a request about the other CA names that one', () => {
  const files = { 'ca.pem': SIGNATURE_CA.pem, 'leaf.pem': pem(SIGNATURE) };
  const args = ['ocsp', '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-reqout', 'request.der'];
  const request = readOcspRequest(openssl(files, args, 'request.der').written ?? new Uint8Array());
  assert.deepEqual(request?.certificates[0]?.issuerKeyHash, SIGNATURE_CA.identity.keyId);
});
