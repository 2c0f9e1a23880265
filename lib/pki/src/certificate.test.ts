import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { DER, derNull, derSequence, derValue, toHex } from '@kazasu/bytes';
import { extensionOf, parseCertificate, publicKeyOf } from './certificate.ts';
import { EXTENDED_KEY_USAGE, KEY_USAGE } from './extension/index.ts';
import { at, changed, type Tree, treeOf } from './testing/der-tree.ts';
import { codeOf } from './testing/faults.ts';
import { createHierarchy, NOW, YEAR } from './testing/hierarchy.ts';

const h = createHierarchy();
const codeWith = (change: (tree: Tree) => void) => codeOf(() => parseCertificate(changed(h.leaf, change)));
const text = (value: string) => new TextEncoder().encode(value);

// Places in TBSCertificate of a v3 certificate.
const SERIAL = 1;
const VALIDITY = 4;
const SPKI = 6;
const EXTENSIONS = [7, 0] as const;

test('a certificate is read as OpenSSL reads it', () => {
  const ours = parseCertificate(h.leaf);
  const theirs = new X509Certificate(h.leaf);
  assert.equal(ours.serial.toUpperCase(), theirs.serialNumber);
  assert.equal(ours.notBefore, Date.parse(theirs.validFrom));
  assert.equal(ours.notAfter, Date.parse(theirs.validTo));
  assert.equal(ours.notAfter, NOW + 4 * YEAR);
  assert.ok(theirs.publicKey.equals(publicKeyOf(ours).keyObject));
  assert.deepEqual(extensionOf(ours, EXTENDED_KEY_USAGE), theirs.keyUsage);
  assert.deepEqual(extensionOf(ours, KEY_USAGE), new Set(['digitalSignature']));
  assert.equal(ours.issuerKeyId, parseCertificate(h.ca).keyId);
  const subject = ours.subject.rdns.map(([attribute]) => attribute?.text);
  assert.deepEqual(subject, ['JP', '997794E9AGCIEG13221003A']);
  assert.equal(toHex(ours.serialBytes), ours.serial);
  assert.equal(ours.utcTimes, true);
});

test('the key of a certificate object is imported once', () => {
  const certificate = parseCertificate(h.leaf);
  assert.equal(publicKeyOf(certificate), publicKeyOf(certificate));
});

test('only v3 is read', () => {
  const v1 = h.leafWith({ name: 'v1', extensions: [] });
  assert.equal(
    codeOf(() => parseCertificate(v1)),
    'pki/version',
  );
  for (const version of [0, 1, 3]) {
    const code = codeWith((certificate) => {
      at(certificate, 0, 0, 0).content = Uint8Array.of(version);
    });
    assert.equal(code, 'pki/version');
  }
});

test('serial numbers are positive and of at most 20 octets', () => {
  const serials = [
    [0],
    [0x80],
    [0xff, 1],
    [0, 1],
    new Array(21).fill(1),
    [0, 0x80, ...new Array(19).fill(0), 1],
  ];
  for (const serial of serials) {
    const code = codeWith((certificate) => {
      at(certificate, 0, SERIAL).content = Uint8Array.from(serial);
    });
    assert.equal(code, 'pki/serial', `${serial}`);
  }
  const largest = changed(h.leaf, (certificate) => {
    at(certificate, 0, SERIAL).content = Uint8Array.from([0, ...new Array(19).fill(0xff)]);
  });
  assert.equal(parseCertificate(largest).serial, 'ff'.repeat(19));
});

test('the algorithm inside and outside is the same, and has no parameters that it does not have', () => {
  const sha384 = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12);
  const different = codeWith((certificate) => {
    at(certificate, 1, 0).content = sha384;
  });
  assert.equal(different, 'pki/algorithm');
  const strange = codeWith((certificate) => {
    for (const algorithm of [at(certificate, 1), at(certificate, 0, 2)]) {
      algorithm.children = [at(algorithm, 0), treeOf(derSequence())];
    }
  });
  assert.equal(strange, 'pki/algorithm');
});

test('validity takes both time forms of RFC 5280 and nothing else, and does not end before it begins', () => {
  const withTimes = (tag: number, from: string, to: string) =>
    changed(h.leaf, (certificate) => {
      at(certificate, 0, VALIDITY).children = [
        { tag, content: text(from) },
        { tag, content: text(to) },
      ];
    });
  const long = parseCertificate(withTimes(DER.generalizedTime, '20490101000000Z', '20510101000000Z'));
  assert.equal(long.notAfter, Date.UTC(2051, 0, 1));
  assert.equal(long.utcTimes, false);
  assert.equal(
    parseCertificate(withTimes(DER.utcTime, '500101000000Z', '491231235959Z')).notBefore,
    Date.UTC(1950),
  );
  const code = (from: string, to: string) => codeOf(() => parseCertificate(withTimes(DER.utcTime, from, to)));
  assert.equal(code('2501010000Z', '260101000000Z'), 'bytes/time');
  assert.equal(code('250101000000Z', '260101000000+0900'), 'bytes/time');
  assert.equal(code('250230000000Z', '260101000000Z'), 'bytes/time');
  assert.equal(code('260101000001Z', '260101000000Z'), 'pki/validity');
});

test('unique identifiers are stood, other fields are not', () => {
  const withField = (tag: number) =>
    changed(h.leaf, (certificate) => {
      at(certificate, 0).children?.splice(7, 0, { tag, content: Uint8Array.of(0, 1) });
    });
  assert.equal(parseCertificate(withField(0x81)).serial, '067c6a21');
  assert.equal(parseCertificate(withField(0x82)).serial, '067c6a21');
  assert.equal(
    codeOf(() => parseCertificate(withField(0x84))),
    'bytes/der',
  );
});

test('an extension that stands twice, an empty list of them, and a written-out FALSE are refused', () => {
  const extensions = (change: (list: Tree) => void) =>
    codeWith((certificate) => change(at(certificate, 0, ...EXTENSIONS)));
  assert.equal(
    extensions((list) => list.children?.push(at(list, 0))),
    'pki/extension',
  );
  assert.equal(
    extensions((list) => Object.assign(list, { children: [] })),
    'pki/extension',
  );
  const notCritical = derValue(DER.boolean, Uint8Array.of(0));
  const spelled = extensions((list) => at(list, 1).children?.splice(1, 0, treeOf(notCritical)));
  assert.equal(spelled, 'pki/extension');
  assert.equal(
    extensions((list) => at(list, 1).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  const many = (list: Tree) => {
    const extra = (i: number) => treeOf(derSequence(derValue(6, Uint8Array.of(0x2a, i)), derValue(4)));
    list.children = Array.from({ length: 65 }, (_, i) => extra(i));
  };
  assert.equal(extensions(many), 'pki/budget');
});

test('a malformed value of a known extension makes the certificate unreadable', () => {
  const code = codeWith((certificate) => {
    at(certificate, 0, ...EXTENSIONS, 0, 2).content = Uint8Array.of(3, 2, 0, 0x80);
  });
  assert.equal(code, 'pki/extension');
});

test('bytes behind the certificate, in it, or missing from it are refused', () => {
  const code = (der: Uint8Array) => codeOf(() => parseCertificate(der));
  assert.equal(code(Uint8Array.of(...h.leaf, 0)), 'bytes/der');
  assert.equal(code(h.leaf.subarray(0, -1)), 'bytes/der');
  assert.equal(code(new Uint8Array()), 'bytes/der');
  assert.equal(
    codeWith((certificate) => certificate.children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeWith((certificate) => at(certificate, 0).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeWith((certificate) => at(certificate, 0, 7).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeWith((certificate) => at(certificate, 0, VALIDITY).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
});

test('BER is refused: indefinite and padded lengths', () => {
  const body = changed(h.leaf, () => undefined).subarray(4);
  assert.equal(
    codeOf(() => parseCertificate(Uint8Array.of(0x30, 0x80, ...body, 0, 0))),
    'bytes/der',
  );
  const padded = Uint8Array.of(0x30, 0x83, 0, body.length >> 8, body.length & 255, ...body);
  assert.equal(
    codeOf(() => parseCertificate(padded)),
    'bytes/der',
  );
});

test('signatures and keys are of whole octets', () => {
  const unused = Uint8Array.of(4, 0xf0);
  const signature = codeWith((certificate) => {
    at(certificate, 2).content = unused;
  });
  assert.equal(signature, 'pki/algorithm');
  const key = codeWith((certificate) => {
    at(certificate, 0, SPKI, 1).content = unused;
  });
  assert.equal(key, 'pki/key');
});

test('a certificate is of bounded size', () => {
  assert.equal(
    codeOf(() => parseCertificate(new Uint8Array(65_537))),
    'pki/budget',
  );
});
