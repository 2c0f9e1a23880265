import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { openssl } from '../testing/command-line.ts';
import { readKeyRequest } from './index.ts';

/** What OpenSSL asks for with a new key. */
function requestOf(curve: string, digest: string): Uint8Array {
  const key = ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-nodes', '-keyout', 'key.pem'];
  const args = ['req', '-new', '-subj', '/CN=anybody', ...key, `-${digest}`, '-outform', 'DER'];
  const { written, text } = openssl({}, [...args, '-out', 'request.der'], 'request.der');
  assert.ok(written, text);
  return written;
}

const REQUEST = requestOf('P-384', 'sha384');

test('of a request of OpenSSL the key, and what it has signed, are read', () => {
  const read = readKeyRequest(REQUEST);
  assert.ok(read);
  const { text } = openssl({ 'request.der': REQUEST }, [
    ...['req', '-inform', 'DER', '-in', 'request.der', '-noout', '-pubkey'],
  ]);
  const key = createPublicKey({ key: Buffer.from(read.publicKey), format: 'der', type: 'spki' });
  assert.equal(key.export({ format: 'pem', type: 'spki' }), text);
  assert.ok(verify('sha384', read.signed, key, read.signature));
});

test('a request with another digest, a cut one, one with something behind it, and garbage are not read', () => {
  assert.equal(readKeyRequest(requestOf('P-384', 'sha256')), undefined);
  assert.equal(readKeyRequest(REQUEST.subarray(0, -1)), undefined);
  assert.equal(readKeyRequest(Uint8Array.of(...REQUEST, 0)), undefined);
  assert.equal(readKeyRequest(new Uint8Array(3)), undefined);
  const version = Uint8Array.from(REQUEST);
  const at = version.findIndex((octet, i) => octet === 2 && version[i + 1] === 1);
  version[at + 2] = 1;
  assert.equal(readKeyRequest(version), undefined, 'a version that RFC 2986 does not know');
});
