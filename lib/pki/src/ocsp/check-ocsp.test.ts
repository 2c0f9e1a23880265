import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derContext, derNull, derOid, derSequence, derValue } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { at, changed, changedAnswer, encodeTree, type Tree, treeOf } from '../testing/der-tree.ts';
import { codeOf, faults } from '../testing/faults.ts';
import {
  CA_EXTENSIONS,
  createHierarchy,
  DAY,
  NOW,
  RESPONDER_EXTENSIONS,
  replaced,
  YEAR,
} from '../testing/hierarchy.ts';
import { type OcspOrder, openSslTime } from '../testing/openssl.ts';
import { createResponder, RESPONDER_NAME } from '../testing/responder.ts';
import { checkOcsp, createOcspRequest, type OcspOptions, parseOcspResponse } from './index.ts';

const h = createHierarchy();
const certificate = parseCertificate(h.leaf);
const issuer = parseCertificate(h.ca);
const { serial } = certificate;
const nonce = new Uint8Array(32).fill(7);
const request = createOcspRequest({ issuer, serial, nonce });

const { responderWith, answerTo } = createResponder(h);

const answerWith = (order: Partial<OcspOrder> = {}) => answerTo(request, { good: [serial], ...order });
const check = (response: Uint8Array | undefined, options: Partial<OcspOptions> = {}) =>
  checkOcsp({ certificate, issuer, response, nonce, time: Date.now(), ...options });
const faultsOf = (response: Uint8Array | undefined, options: Partial<OcspOptions> = {}) =>
  faults(check(response, options));

const good = answerWith();
const key = h.shop.privateKey('responder');
const NO_EVIDENCE = 'revocation.status no-evidence';

test('a good answer of a delegated responder, named by name or by key, is good', () => {
  const report = check(good);
  assert.deepEqual(faults(report), []);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(faultsOf(answerWith({ flags: ['-resp_key_id'] })), []);
});

test('OpenSSL reads the request as it was meant', () => {
  h.shop.ocsp({ authority: 'ca', responder: 'responder', request });
  const text = h.shop.run('ocsp', '-reqin', 'request.der', '-req_text');
  assert.match(text, new RegExp(`Serial Number: ${serial}`, 'i'));
  assert.match(text, /OCSP Nonce:\s+0420(07){32}/);
  assert.match(text, /Hash Algorithm: sha1/);
});

test('a nonce is 16 to 32 octets', () => {
  for (const length of [15, 33]) {
    const make = () => createOcspRequest({ issuer, serial, nonce: new Uint8Array(length) });
    assert.equal(codeOf(make), 'pki/ocsp');
  }
});

test('revoked, on hold and unknown are not good', () => {
  const revoked = (reason: string) => [{ serial, at: NOW - DAY, reason }];
  const report = check(answerWith({ revoked: revoked('superseded'), good: [] }));
  assert.deepEqual(faults(report), ['revocation.status revoked']);
  assert.equal(report.verdict, 'invalid');
  assert.deepEqual(report.checks.at(-1)?.facts, { reason: 'superseded' });
  const hold = answerWith({ revoked: revoked('certificateHold'), good: [] });
  assert.deepEqual(faultsOf(hold), ['revocation.status on-hold']);
  const unknown = check(answerWith({ good: [] }));
  assert.deepEqual(faults(unknown), ['revocation.status unknown']);
  assert.equal(unknown.verdict, 'indeterminate');
});

test('no answer, bytes that are none, and a refusal leave the status open', () => {
  assert.deepEqual(faultsOf(undefined), ['revocation.ocsp.form missing', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(good.subarray(1)), ['revocation.ocsp.form malformed', NO_EVIDENCE]);
  const tryLater = check(Uint8Array.of(0x30, 3, 0x0a, 1, 3));
  assert.deepEqual(faults(tryLater), ['revocation.ocsp.form refused', NO_EVIDENCE]);
  assert.deepEqual(tryLater.checks[0]?.facts, { status: 'tryLater' });
});

test('an answer signed by the authority itself counts if its key is for that', () => {
  const able = h.caWith({
    name: 'ca',
    extensions: replaced(CA_EXTENSIONS, 'keyUsage=critical,digitalSignature,keyCertSign,cRLSign'),
  });
  const response = answerWith({ responder: 'ca' });
  h.caWith({ name: 'ca' });
  assert.deepEqual(faultsOf(response, { issuer: parseCertificate(able) }), []);
  assert.deepEqual(faultsOf(response), ['revocation.ocsp.responder key-usage', NO_EVIDENCE]);
});

test('an answer signed by the certificate that it is about, or by another leaf, is refused', () => {
  const found = ['revocation.ocsp.responder not-delegated', NO_EVIDENCE];
  assert.deepEqual(faultsOf(answerWith({ responder: 'leaf' })), found);
});

test('a responder of another generation, or one that issued itself, is refused', () => {
  responderWith({ issuer: 'ca2' });
  const other = answerWith();
  h.shop.certificate({
    name: 'self',
    key: 'responder',
    subject: RESPONDER_NAME,
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions: replaced(RESPONDER_EXTENSIONS, 'authorityKeyIdentifier=none'),
  });
  const self = answerWith({ responder: 'self' });
  responderWith();
  for (const response of [other, self]) {
    assert.deepEqual(faultsOf(response), ['revocation.ocsp.responder other-issuer', NO_EVIDENCE]);
  }
});

test('a responder whose certificate is not that of a responder is refused, and the report says which row', () => {
  const rows: [string, string][] = [
    ['extendedKeyUsage=-', 'extKeyUsage'],
    ['extendedKeyUsage=clientAuth', 'extKeyUsage'],
    ['extendedKeyUsage=OCSPSigning,clientAuth', 'extKeyUsage'],
    ['keyUsage=-', 'keyUsage'],
    ['keyUsage=critical,nonRepudiation', 'keyUsage'],
    ['noCheck=-', 'ocspNoCheck'],
    ['authorityKeyIdentifier=none', 'authorityKeyIdentifier'],
    ['basicConstraints=CA:TRUE', 'basicConstraints'],
    ['1.2.3.4=critical,ASN1:NULL', 'unknown'],
  ];
  for (const [line, row] of rows) {
    responderWith({ extensions: replaced(RESPONDER_EXTENSIONS, line) });
    const report = check(answerWith());
    assert.deepEqual(faults(report), ['revocation.ocsp.responder not-delegated', NO_EVIDENCE], line);
    assert.equal(report.checks[1]?.facts?.rule, `responder.${row}`, line);
  }
  responderWith();
});

test('a responder whose certificate is not valid when it answers is refused', () => {
  responderWith({ from: NOW - YEAR, to: NOW - DAY });
  assert.deepEqual(faultsOf(answerWith()), ['revocation.ocsp.responder expired', NO_EVIDENCE]);
  responderWith({ from: NOW + DAY });
  assert.deepEqual(faultsOf(answerWith()), ['revocation.ocsp.responder not-yet-valid', NO_EVIDENCE]);
  responderWith();
});

test('a responder that was known before is judged again: its time, and whose delegate it is', () => {
  assert.deepEqual(faultsOf(good), []);
  const late = changedAnswer(good, key, (data) => {
    at(data, 1).content = new TextEncoder().encode(openSslTime(NOW + 2 * YEAR));
  });
  assert.deepEqual(faultsOf(late, { clockTolerance: 3 * YEAR }), [
    'revocation.ocsp.responder expired',
    NO_EVIDENCE,
  ]);
  assert.deepEqual(faultsOf(good, { issuer: parseCertificate(h.ca2) }), [
    'revocation.ocsp.responder other-issuer',
    'revocation.ocsp.single missing',
    NO_EVIDENCE,
  ]);
});

test('an answer without the certificate of its responder is refused', () => {
  const response = answerWith({ flags: ['-resp_no_certs'] });
  assert.deepEqual(faultsOf(response), ['revocation.ocsp.responder no-certificate', NO_EVIDENCE]);
});

test('a changed answer, and one signed by another key than its responder, are refused', () => {
  const found = ['revocation.ocsp.signature wrong', NO_EVIDENCE];
  const changedByte = changed(good, (tree) => {
    const octets = at(tree, 1, 0, 1);
    octets.content = changed(octets.content as Uint8Array, (basic) => {
      const signature = Uint8Array.from(at(basic, 2).content ?? []);
      signature[9] = (signature[9] as number) ^ 1;
      at(basic, 2).content = signature;
    });
  });
  assert.deepEqual(faultsOf(changedByte), found);
  assert.deepEqual(faultsOf(changedAnswer(answerWith(), h.shop.privateKey('leaf'), () => undefined)), found);
});

test('the answer repeats the nonce of the request', () => {
  const other = check(good, { nonce: new Uint8Array(32).fill(8) });
  assert.deepEqual(faults(other), ['revocation.ocsp.nonce mismatch', NO_EVIDENCE]);
  const without = answerWith({ request: createOcspRequest({ issuer, serial }) });
  assert.deepEqual(faultsOf(without), ['revocation.ocsp.nonce missing', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(without, { nonce: undefined }), [], 'a request without nonce');
});

test('exactly one answer is about the certificate', () => {
  const about = (other: string) =>
    answerWith({ request: createOcspRequest({ issuer, serial: other, nonce }), good: [other] });
  assert.deepEqual(faultsOf(about('067c6a22')), ['revocation.ocsp.single missing', NO_EVIDENCE]);
  const otherIssuer = createOcspRequest({ issuer: parseCertificate(h.ca2), serial, nonce });
  const foreign = h.shop.ocsp({
    authority: 'ca2',
    responder: 'responder',
    request: otherIssuer,
    good: [serial],
  });
  assert.deepEqual(faultsOf(foreign), ['revocation.ocsp.single missing', NO_EVIDENCE]);
  for (const hash of [1, 2]) {
    const other = changedAnswer(good, key, (data) => {
      at(data, 2, 0, 0, hash).content = new Uint8Array(20);
    });
    assert.deepEqual(faultsOf(other), ['revocation.ocsp.single missing', NO_EVIDENCE]);
  }
});

test('two answers about the certificate that say the same are one, and two that differ are none', () => {
  const twice = (change: (second: Tree) => void) =>
    changedAnswer(good, key, (data) => {
      const list = at(data, 2);
      const second = treeOf(encodeTree(at(list, 0)));
      change(second);
      list.children?.push(second);
    });
  assert.deepEqual(faultsOf(twice(() => undefined)), []);
  const differ = ['revocation.ocsp.single ambiguous', NO_EVIDENCE];
  const unknown = twice((second) => Object.assign(at(second, 1), { tag: 0x82 }));
  assert.deepEqual(faultsOf(unknown), differ, 'status');
  const later = twice((second) => {
    at(second, 2).content = new TextEncoder().encode(openSslTime(NOW - 1000));
  });
  assert.deepEqual(faultsOf(later), differ, 'time');
  const strange = treeOf(derSequence(derOid('1.2.3.4'), derValue(1, Uint8Array.of(0xff)), derValue(4)));
  const extended = twice((second) =>
    second.children?.push({ tag: 0xa1, children: [{ tag: 0x30, children: [strange] }] }),
  );
  assert.deepEqual(faultsOf(extended), differ, 'extension');
  const noEnd = twice((second) => second.children?.pop());
  assert.deepEqual(faultsOf(noEnd), differ, 'end');
});

test('an answer about more certificates than the one that was asked for is refused', () => {
  const more = changedAnswer(good, key, (data) => {
    const list = at(data, 2);
    const second = treeOf(encodeTree(at(list, 0)));
    at(second, 0, 3).content = Uint8Array.of(7);
    list.children?.push(second);
  });
  assert.deepEqual(faultsOf(more), ['revocation.ocsp.single others', NO_EVIDENCE]);
});

test('a certificate may be named by SHA-2 too, but not by a digest that nobody here knows', () => {
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    const names = ['-issuer', 'ca.pem', '-cert', 'leaf.pem', '-no_nonce', '-reqout', `${hash}.der`];
    h.shop.run('ocsp', `-${hash}`, ...names);
    const response = answerWith({ request: h.shop.read(`${hash}.der`) });
    assert.deepEqual(faultsOf(response, { nonce: undefined }), [], hash);
    const ours = answerWith({ request: createOcspRequest({ issuer, serial, nonce, idHash: hash }) });
    assert.deepEqual(faultsOf(ours), [], `asked by us, ${hash}`);
  }
  h.shop.run('ocsp', '-sha224', '-issuer', 'ca.pem', '-cert', 'leaf.pem', '-no_nonce', '-reqout', 'x.der');
  const sha224 = answerWith({ request: h.shop.read('x.der') });
  assert.deepEqual(faultsOf(sha224, { nonce: undefined }), ['revocation.ocsp.single missing', NO_EVIDENCE]);
});

test('an answer counts from thisUpdate, seconds forgiven, until before nextUpdate', () => {
  const parsed = parseOcspResponse(good);
  assert.ok('answers' in parsed);
  const { thisUpdate, nextUpdate = 0 } = parsed.answers[0] ?? assert.fail();
  assert.equal(nextUpdate - thisUpdate, 5 * 60_000);
  assert.deepEqual(faultsOf(good, { time: thisUpdate - 10_000 }), []);
  const early = ['revocation.ocsp.currency not-yet', NO_EVIDENCE];
  assert.deepEqual(faultsOf(good, { time: thisUpdate - 10_001 }), early);
  assert.deepEqual(faultsOf(good, { time: thisUpdate - 1, clockTolerance: 0 }), early);
  for (const paths of [[[1]], [[1], [2, 0, 2]]]) {
    const ahead = changedAnswer(good, key, (data) => {
      for (const path of paths) {
        at(data, ...path).content = new TextEncoder().encode(openSslTime(thisUpdate + 60_000));
      }
    });
    assert.deepEqual(faultsOf(ahead, { time: thisUpdate + 49_999 }), early, `${paths}`);
    assert.deepEqual(faultsOf(ahead, { time: thisUpdate + 50_000 }), [], `${paths}`);
  }
  assert.deepEqual(faultsOf(good, { time: nextUpdate - 1 }), []);
  assert.deepEqual(faultsOf(good, { time: nextUpdate }), ['revocation.ocsp.currency stale', NO_EVIDENCE]);
});

test('an answer without nextUpdate counts for a quarter of an hour', () => {
  const open = changedAnswer(good, key, (data) => {
    at(data, 2, 0).children?.pop();
  });
  const parsed = parseOcspResponse(open);
  const thisUpdate = 'answers' in parsed ? (parsed.answers[0]?.thisUpdate ?? 0) : 0;
  const kept = (age: number) => faultsOf(open, { time: thisUpdate + age, nonce: undefined });
  assert.deepEqual(kept(15 * 60_000 - 1), []);
  assert.deepEqual(kept(15 * 60_000), ['revocation.ocsp.currency stale', NO_EVIDENCE]);
});

test('whoever repeats a nonce signs after the request: an answer that says it is older is made up', () => {
  const late = changedAnswer(good, key, (data) => {
    at(data, 2, 0).children?.pop();
  });
  const parsed = parseOcspResponse(late);
  const producedAt = 'producedAt' in parsed ? parsed.producedAt : 0;
  assert.deepEqual(faultsOf(late, { time: producedAt + 5 * 60_000 }), []);
  assert.deepEqual(faultsOf(late, { time: producedAt + 5 * 60_000 + 1 }), [
    'revocation.ocsp.currency backdated',
    NO_EVIDENCE,
  ]);
});

const critical = treeOf(
  derSequence(derOid('1.2.3.4'), derValue(1, Uint8Array.of(0xff)), derValue(4, derNull())),
);
const found = ['revocation.ocsp.extensions unknown-critical', NO_EVIDENCE];

test('an unknown critical extension of the answer, or of its part about the certificate, is refused', () => {
  const outer = changedAnswer(good, key, (data) => {
    at(data, 3, 0).children?.push(critical);
  });
  assert.deepEqual(faultsOf(outer), found);
  const inner = changedAnswer(good, key, (data) => {
    at(data, 2, 0).children?.push({ tag: 0xa1, children: [{ tag: 0x30, children: [critical] }] });
  });
  assert.deepEqual(faultsOf(inner), found);
});

// ---- the form --------------------------------------------------------------------------------------------

const dataCode = (change: (data: Tree) => void) =>
  codeOf(() => parseOcspResponse(changedAnswer(good, key, change)));

test('only a basic v1 response of exact DER is read', () => {
  const code = (der: Uint8Array) => codeOf(() => parseOcspResponse(der));
  assert.equal(code(Uint8Array.of(...good, 0)), 'bytes/der');
  assert.equal(code(new Uint8Array(131_073)), 'pki/budget');
  assert.equal(code(Uint8Array.of(0x30, 3, 0x0a, 1, 4)), 'pki/ocsp');
  const form = (change: (tree: Tree) => void) => code(changed(good, change));
  const refusalWithBody = form((tree) => {
    at(tree, 0).content = Uint8Array.of(3);
  });
  assert.equal(refusalWithBody, 'bytes/der');
  assert.equal(
    form((tree) => Object.assign(at(tree, 1, 0, 0), { content: Uint8Array.of(42, 3) })),
    'pki/ocsp',
  );
  assert.equal(
    form((tree) => at(tree, 1, 0).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    form((tree) => tree.children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  const version = treeOf(derContext(0, derValue(2, Uint8Array.of(0))));
  assert.equal(
    dataCode((data) => data.children?.unshift(version)),
    'pki/version',
  );
});

test('times are GeneralizedTime', () => {
  const utc = treeOf(derValue(0x17, new TextEncoder().encode('250101000000Z')));
  assert.equal(
    dataCode((data) => data.children?.splice(1, 1, utc)),
    'pki/ocsp',
  );
  assert.equal(
    dataCode((data) => at(data, 2, 0).children?.splice(2, 1, utc)),
    'pki/ocsp',
  );
});

test('a status is empty, a nonce is an OCTET STRING in an OCTET STRING', () => {
  assert.equal(
    dataCode((data) => Object.assign(at(data, 2, 0, 1), { content: Uint8Array.of(1) })),
    'pki/ocsp',
  );
  const bare = derValue(4, new Uint8Array(16).fill(0x30));
  assert.equal(
    dataCode((data) => Object.assign(at(data, 3, 0, 0, 1), { content: bare.subarray(2) })),
    'bytes/der',
  );
  const long = derValue(4, new Uint8Array(129));
  assert.equal(
    dataCode((data) => Object.assign(at(data, 3, 0, 0, 1), { content: long })),
    'pki/ocsp',
  );
});

test('bundles are bounded', () => {
  const many = (data: Tree) => {
    at(data, 2).children = new Array(65).fill(at(data, 2, 0));
  };
  assert.equal(dataCode(many), 'pki/budget');
});

test('what is not asked says why', () => {
  const skippedOf = (report: ReturnType<typeof check>) =>
    report.checks.filter(({ status }) => status === 'skipped').map(({ id, reason }) => `${id} ${reason}`);
  assert.deepEqual(skippedOf(check(good)), []);
  const without = answerWith({ request: createOcspRequest({ issuer, serial }) });
  assert.deepEqual(skippedOf(check(without, { nonce: undefined })), ['revocation.ocsp.nonce not-asked']);
  assert.deepEqual(skippedOf(check(without, { nonceRequired: false })), ['revocation.ocsp.nonce from-stock']);
  const unknown = answerWith({ good: [] });
  assert.deepEqual(skippedOf(check(unknown)), ['revocation.ocsp.retention not-good']);
});
