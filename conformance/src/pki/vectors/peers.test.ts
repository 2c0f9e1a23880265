import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPENSSL, PDFSIG, type PeerProgram, requirePeer, XMLSEC } from '@kazasu/server/peer';
import { disagreements, readExceptions } from '../exceptions.ts';
import { acceptedBy, OPENSSL_PEERS, PDFSIG_PEERS, type PeerVerifier, XMLSEC_PEERS } from './peer/index.ts';
import { readFiles, vectorsOf } from './read.ts';

const vectors = readFiles().flatMap(vectorsOf);

const PEERS: readonly (readonly [string, PeerProgram, readonly PeerVerifier[], number])[] = [
  ['openssl', OPENSSL, OPENSSL_PEERS, 520],
  ['xmlsec1', XMLSEC, XMLSEC_PEERS, 55],
  ['pdfsig', PDFSIG, PDFSIG_PEERS, 55],
];

for (const [name, program, verifiers, least] of PEERS) {
  const { path, missing } = requirePeer(program);
  test(`${name} says what the vectors say, but where the exceptions tell why not`, {
    skip: missing,
  }, async () => {
    const accepted = await acceptedBy(path, verifiers, vectors);
    assert.ok(accepted.size >= least, `asked ${accepted.size}`);
    const exceptions = readExceptions(`vectors-${name}`);
    assert.ok(exceptions.every(({ reason }) => reason !== ''));
    const found = vectors
      .filter(({ id, expected }) => accepted.has(id) && accepted.get(id) !== (expected === 'valid'))
      .map(({ id, expected }) => `${id} ${expected}`);
    assert.deepEqual(found.sort(), disagreements(exceptions));
  });
}
