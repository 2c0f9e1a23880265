import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { requirePeer, XMLSEC } from '@kazasu/server/peer';
import { runHere } from '../testing/index.ts';

const { missing } = requirePeer(XMLSEC);

test('an XML file that xmlsec1 signed is valid, and with another sum in it TOTAL-FAILED', {
  skip: missing,
}, async () => {
  const { createSigningBench } = await import('@kazasu/pki/xades/testing');
  const { h, crl, signed, template } = createSigningBench();
  const put = (name: string, content: Uint8Array | string) => {
    writeFileSync(h.shop.path(name), content);
    return h.shop.path(name);
  };
  const document = signed();
  const trust = ['--trust', put('trust.der', h.ca), '--crl', put('list.der', crl), '--language', 'en'];
  const good = await runHere('verify', put('contract.xml', document), ...trust);
  assert.equal(good.code, 0, good.out + good.err);
  assert.match(good.out, /^Signature 1: TOTAL-PASSED \(VALID\)$/m);
  assert.match(good.out, /level +XAdES B$/m);
  const references =
    '<ds:Reference Id="r" URI="the%20file.txt"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue></ds:DigestValue></ds:Reference>' +
    template.references.slice(template.references.lastIndexOf('<ds:Reference '));
  const file = put('the file.txt', 'octets');
  const beside = put(
    'beside.xml',
    signed({ references }, (signature) => signature),
  );
  assert.match((await runHere('verify', beside, ...trust)).out, /SIGNED_DATA_NOT_FOUND/);
  const detached = await runHere('verify', beside, '--content', file, ...trust);
  assert.equal(detached.code, 0, detached.out + detached.err);
  const at = document.indexOf('100');
  assert.ok(at > 0, document);
  const changed = `${document.slice(0, at)}900${document.slice(at + 3)}`;
  const bad = await runHere('verify', put('changed.xml', changed), ...trust);
  assert.equal(bad.code, 1, bad.out + bad.err);
  assert.match(bad.out, /TOTAL-FAILED HASH_FAILURE/);
});
