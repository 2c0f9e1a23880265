import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derContext, derOid, derSequence, derValue } from '@kazasu/bytes';
import { fingerprintOf, parseCertificate } from '../certificate.ts';
import { at, changedAndSigned, treeOf } from '../testing/der-tree.ts';
import { CA_NAME, DAY, LEAF_EXTENSIONS, NOW, replaced, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { AKI, createBench, deltaTo, scoped } from '../testing/revocation.ts';

const { h, certificate, issuer, crl, listed, judge, faultsOf } = createBench();
const NO_EVIDENCE = 'revocation.status no-evidence';
const REVOKED = 'revocation.status revoked';

// ---- another key of the authority's name -----------------------------------------------------------------

h.shop.key('list-key');
/** A certificate of the authority's own name for another key, which signs its lists. */
const listSigner = (order = {}) =>
  parseCertificate(
    h.caWith({
      name: 'list-key',
      issuer: 'ca',
      serial: '77',
      extensions: ['keyUsage=critical,cRLSign', 'subjectKeyIdentifier=hash', AKI],
      ...order,
    }),
  );
const signer = listSigner();
const byOther = crl(3, { issuer: 'list-key' });

test('a CRL signed by another key of the authority counts if the path of that key is valid', () => {
  const { status, evidence } = judge({ crls: [byOther], pool: [signer] });
  assert.deepEqual(status, { kind: 'good' });
  assert.deepEqual(
    evidence.map((one) => (one.kind === 'certificate' ? `${one.role} ${one.sha256}` : one.kind)),
    ['crl', `crl-issuer ${fingerprintOf(signer)}`],
  );
  const revoked = crl(3, { issuer: 'list-key', ...listed('superseded') });
  assert.deepEqual(faultsOf({ crls: [revoked], pool: [signer] }), [REVOKED]);
});

test('it does not count if its signer is not known, not trusted, run out, or not for CRLs', () => {
  assert.deepEqual(faultsOf({ crls: [byOther] }), ['revocation.crl.signature wrong-key', NO_EVIDENCE]);
  const path = ['revocation.crl.issuer path', NO_EVIDENCE];
  const foreign = parseCertificate(h.ca2);
  assert.deepEqual(faultsOf({ crls: [crl(3, { issuer: 'ca2' })], pool: [foreign] }), path);
  const expired = listSigner({ from: NOW - YEAR, to: NOW - 1000 });
  assert.deepEqual(faultsOf({ crls: [byOther], pool: [expired] }), path);
  const keyUsage = listSigner({ extensions: ['keyUsage=critical,digitalSignature', AKI] });
  const mute = ['revocation.crl.issuer key-usage', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [byOther], pool: [keyUsage] }), mute);
  assert.deepEqual(
    faultsOf({ crls: [byOther], pool: [keyUsage, expired, signer] }),
    [],
    'the good one is found',
  );
  listSigner();
});

test('a current CRL needs a signer that is trusted now, an old one a signer that was when it spoke', () => {
  const until = NOW - 2 * DAY;
  const expired = listSigner({ from: NOW - YEAR, to: until });
  const old = { from: until - 2 * DAY, to: until - DAY };
  const revoked = { ...listed('superseded'), issuer: 'list-key' };
  const oldList = crl(3, { ...revoked, ...old });
  assert.deepEqual(faultsOf({ crls: [oldList], pool: [expired] }), [
    'revocation.crl.currency expired',
    REVOKED,
  ]);
  const backdated = crl(3, { issuer: 'list-key', from: old.from });
  assert.deepEqual(faultsOf({ crls: [backdated], pool: [expired] }), [
    'revocation.crl.issuer path',
    NO_EVIDENCE,
  ]);
  listSigner();
});

test('numbers count by key: two keys of one authority may use the same', () => {
  const crls = [crl(3, { revoked: [{ serial: '05', at: NOW - DAY }] }), byOther];
  assert.deepEqual(faultsOf({ crls, pool: [signer] }), []);
});

test('no more signers are tried than the budget allows', () => {
  const strangers = [listSigner({ key: 'ca2', serial: '78' }), listSigner({ key: 'leaf', serial: '79' })];
  listSigner();
  const named = strangers.map((one) => ({ ...one, keyId: undefined }));
  const crls = [crl(3, { issuer: 'list-key', extensions: [] })];
  const pool = [...named, signer];
  assert.deepEqual(faultsOf({ crls, pool, budget: { signers: 3 } }), []);
  const short = ['revocation.crl.signature budget', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls, pool, budget: { signers: 1 } }), short);
});

test('a delta CRL of another key than its base is not put together with it', () => {
  const base = crl(3, { from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  const delta = crl(5, { issuer: 'list-key', extensions: [AKI, deltaTo(3)] });
  assert.deepEqual(faultsOf({ crls: [base, delta], pool: [signer] }).at(-1), NO_EVIDENCE);
});

test('a certificate does not vouch for itself by a CRL of its own', () => {
  const own = crl(3, { issuer: 'list-key' });
  const found = ['revocation.crl.signature wrong-key', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ certificate: signer, crls: [own], pool: [signer] }), found);
  const pointed = listSigner({ extensions: ['keyUsage=critical,cRLSign', 'crlDistributionPoints=dp_ca'] });
  assert.deepEqual(faultsOf({ certificate: pointed, crls: [own], pool: [pointed] }), found);
  listSigner();
});

// ---- indirect CRLs ---------------------------------------------------------------------------------------

const LISTER = '/C=JP/O=JPKI-TEST/CN=CRL issuer';
const LISTER_SECTION = `[lister]\nC=JP\nO=JPKI-TEST\nCN=CRL issuer\n`;
h.shop.key('lister');
const listerWith = (order = {}) =>
  parseCertificate(
    h.shop.certificate({
      name: 'lister',
      key: 'lister',
      subject: LISTER,
      issuer: 'ca',
      serial: '55',
      from: NOW - YEAR,
      to: NOW + YEAR,
      extensions: ['keyUsage=critical,cRLSign', 'subjectKeyIdentifier=hash', AKI],
      sections: `${SECTIONS}${LISTER_SECTION}`,
      ...order,
    }),
  );
const lister = listerWith();
const pointing = (...lines: readonly string[]) =>
  parseCertificate(
    h.leafWith({
      name: 'pointing',
      extensions: replaced(LEAF_EXTENSIONS, 'crlDistributionPoints=dp'),
      sections: `${SECTIONS}${LISTER_SECTION}[dp]\n${lines.join('\n')}\n`,
    }),
  );
const outside = pointing('CRLissuer=dirName:lister');
const indirect = (number: number, order = {}, ...lines: string[]) =>
  crl(number, { ...scoped(['indirectCRL=TRUE', ...lines]), issuer: 'lister', ...order });
const judged = (crlBytes: Uint8Array, subject = outside) =>
  faultsOf({ certificate: subject, crls: [crlBytes], pool: [lister] });

/** The entry at a place gets a certificateIssuer extension. */
function namingIssuer(list: Uint8Array, index: number, name: Uint8Array, critical = true): Uint8Array {
  const names = derSequence(derContext(4, name));
  const flag = critical ? [derValue(1, Uint8Array.of(0xff))] : [];
  const extension = derSequence(derOid('2.5.29.29'), ...flag, derValue(4, names));
  return changedAndSigned(list, h.shop.privateKey('lister'), (body) => {
    const entry = at(body, 5, index);
    const [serial, when, extensions] = entry.children ?? [];
    if (serial === undefined || when === undefined) throw new Error('no entry');
    const all = [...(extensions?.children ?? []), treeOf(extension)];
    entry.children = [serial, when, { tag: 0x30, children: all }];
  });
}

test('an indirect CRL counts for a certificate whose distribution point names its issuer', () => {
  assert.deepEqual(judged(indirect(3)), []);
  const foreign = indirect(3, listed());
  assert.deepEqual(judged(foreign), [], 'an entry without an issuer is about the CRL issuer');
  assert.deepEqual(judged(namingIssuer(foreign, 0, issuer.subject.encoded)), [REVOKED]);
  assert.deepEqual(judged(namingIssuer(foreign, 0, lister.subject.encoded)), []);
});

test('the issuer that an entry names stays for the entries after it, until another is named', () => {
  const two = {
    revoked: [
      { serial: '0101', at: NOW - DAY },
      { serial: '067c6a21', at: NOW - DAY },
    ],
  };
  const list = indirect(3, two);
  assert.deepEqual(judged(namingIssuer(list, 0, issuer.subject.encoded)), [REVOKED]);
  const both = namingIssuer(namingIssuer(list, 0, issuer.subject.encoded), 1, lister.subject.encoded);
  assert.deepEqual(judged(both), []);
  assert.deepEqual(judged(namingIssuer(list, 1, issuer.subject.encoded)), [REVOKED]);
});

test('one serial number of two issuers may stand twice in an indirect CRL, and only there', () => {
  const two = { revoked: [{ serial: '0101', at: NOW - DAY }, ...listed().revoked] };
  const twice = (list: Uint8Array, key: string) =>
    changedAndSigned(list, h.shop.privateKey(key), (body) => {
      at(body, 5, 0, 0).content = certificate.serialBytes;
    });
  const direct = twice(crl(3, two), 'ca');
  assert.deepEqual(faultsOf({ crls: [direct] }), ['revocation.crl.form malformed', NO_EVIDENCE]);
  const list = twice(indirect(3, two), 'lister');
  assert.deepEqual(judged(namingIssuer(list, 1, issuer.subject.encoded)), [REVOKED]);
  assert.deepEqual(judged(list), []);
});

test('names of issuers in entries compare as names do, not as octets', () => {
  const upper = h.shop.certificate({
    name: 'upper',
    key: 'ca2',
    subject: CA_NAME.toUpperCase(),
    from: NOW - DAY,
    to: NOW + DAY,
    extensions: ['keyUsage=keyCertSign'],
  });
  const spelled = parseCertificate(upper).subject.encoded;
  assert.notDeepEqual(spelled, issuer.subject.encoded);
  assert.deepEqual(judged(namingIssuer(indirect(3, listed()), 0, spelled)), [REVOKED]);
});

test('an entry that names an issuer in a CRL that is not indirect makes it useless, critical or not', () => {
  for (const critical of [true, false]) {
    const list = namingIssuer(indirect(3, listed()), 0, issuer.subject.encoded, critical);
    assert.deepEqual(judged(list), [REVOKED], 'a rule of the encoding, not of the reader');
    const plain = crl(3, { issuer: 'lister', ...listed() });
    const named = namingIssuer(plain, 0, issuer.subject.encoded, critical);
    const own = parseCertificate(h.leafWith({ name: 'own', issuer: 'lister', serial: '05' }));
    const found = faultsOf({ certificate: own, issuer: lister, crls: [named] });
    assert.deepEqual(found, ['revocation.crl.extensions entries', NO_EVIDENCE]);
  }
});

test('a CRL of another issuer does not count unless the point names it and the CRL says it is indirect', () => {
  const other = ['revocation.crl.issuer other-name', 'revocation.crl.signature wrong-key', NO_EVIDENCE];
  assert.deepEqual(judged(indirect(3), certificate), other, 'the point names nobody');
  const notIndirect = crl(3, { issuer: 'lister' });
  assert.deepEqual(judged(notIndirect), other, 'the CRL is not indirect');
  const elsewhere = pointing('CRLissuer=dirName:service');
  assert.deepEqual(judged(indirect(3), elsewhere), other, 'the point names somebody else');
});

test('an indirect CRL with a point of its own counts for the certificates of that point', () => {
  const named = indirect(3, {}, 'fullname=dirName:point_a');
  const wrong = ['revocation.crl.scope other-point', NO_EVIDENCE];
  assert.deepEqual(judged(named, pointing('fullname=dirName:point_a', 'CRLissuer=dirName:lister')), []);
  assert.deepEqual(judged(named, pointing('fullname=dirName:point_b', 'CRLissuer=dirName:lister')), wrong);
  assert.deepEqual(judged(named), wrong, 'a point of no name is that of its CRL issuer');
  const section = {
    sections: `${SECTIONS}${LISTER_SECTION}[idp]\nindirectCRL=TRUE\nfullname=dirName:lister`,
  };
  assert.deepEqual(judged(indirect(3, section)), []);
});

test('an issuer of indirect CRLs whose path is not valid, or whose key is not for CRLs, is not believed', () => {
  const pool = [listerWith({ from: NOW - YEAR, to: NOW - DAY })];
  const path = ['revocation.crl.issuer path', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ certificate: outside, crls: [indirect(3)], pool }), path);
  const mute = listerWith({ extensions: ['keyUsage=critical,digitalSignature'] });
  assert.deepEqual(faultsOf({ certificate: outside, crls: [indirect(3)], pool: [mute] }), [
    'revocation.crl.issuer key-usage',
    NO_EVIDENCE,
  ]);
  listerWith();
});

test('a CRL issuer is on its own list only if its authority says so in its certificate', () => {
  const own = indirect(3);
  const pool = [lister];
  assert.deepEqual(faultsOf({ certificate: lister, crls: [own], pool }).at(-1), NO_EVIDENCE);
  const told = listerWith({
    extensions: ['keyUsage=critical,cRLSign', 'crlDistributionPoints=dp'],
    sections: `${SECTIONS}${LISTER_SECTION}[dp]\nCRLissuer=dirName:lister\n`,
  });
  assert.deepEqual(faultsOf({ certificate: told, crls: [own], pool: [told] }), []);
  listerWith();
});
