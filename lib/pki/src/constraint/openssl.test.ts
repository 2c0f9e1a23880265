import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { DAY, NOW, YEAR } from '../testing/hierarchy.ts';
import { Workshop } from '../testing/openssl.ts';
import { applyNameConstraints, initialNameConstraints, narrowed } from './index.ts';

const shop = new Workshop();
for (const key of ['root', 'leaf']) shop.key(key, 'p256');
const SECTIONS = '[org]\nO=Kazasu\n[below]\nO=Kazasu\nOU=a\n[apart]\nO=Other\n';

function pair(constraints: string, names: string, subject: string) {
  const common = { from: NOW - DAY, to: NOW + YEAR, sections: SECTIONS };
  const root = shop.certificate({
    ...common,
    name: 'root',
    key: 'root',
    subject: '/CN=root',
    extensions: ['basicConstraints=critical,CA:TRUE', `nameConstraints=critical,${constraints}`],
  });
  const leaf = shop.certificate({
    ...common,
    name: 'leaf',
    key: 'leaf',
    subject,
    issuer: 'root',
    extensions: names === '' ? ['basicConstraints=CA:FALSE'] : [`subjectAltName=${names}`],
  });
  return { root: parseCertificate(root), leaf: parseCertificate(leaf) };
}

/** What each of the two says: `good`, or why not. */
function verdicts(constraints: string, names: string, subject: string) {
  const { root, leaf } = pair(constraints, names, subject);
  const state = narrowed(initialNameConstraints(), root);
  const ours = applyNameConstraints(state, leaf, { final: true }).fault?.reason ?? 'good';
  const theirs = opensslVerdict();
  return { ours, theirs };
}

function opensslVerdict(): string {
  try {
    shop.run('verify', '-CAfile', shop.path('root.pem'), shop.path('leaf.pem'));
    return 'good';
  } catch (error) {
    const text = String((error as { stderr: unknown }).stderr);
    return /error \d+ at \d+ depth lookup: (.*)/.exec(text)?.[1] ?? text;
  }
}

const REASONS: Record<string, string> = {
  'permitted subtree violation': 'not-permitted',
  'excluded subtree violation': 'excluded',
  'unsupported name constraint type': 'unprocessed',
  'unsupported or invalid name constraint syntax': 'malformed-constraint',
  'unsupported or invalid name syntax': 'malformed-name',
};

/** Constraints, alternative names, subject; both sides must agree on the verdict and the reason. */
const AGREED: readonly (readonly [string, string, string])[] = [
  ['permitted;DNS:example.com', 'DNS:www.example.com', '/CN=a b'],
  ['permitted;DNS:example.com', 'DNS:notexample.com', '/CN=a b'],
  ['excluded;DNS:example.com', 'DNS:WWW.EXAMPLE.COM', '/CN=a b'],
  ['permitted;email:example.com', 'email:a@example.com', '/CN=a b'],
  ['permitted;email:example.com', 'email:a@mail.example.com', '/CN=a b'],
  ['permitted;email:.example.com', 'email:a@mail.example.com', '/CN=a b'],
  ['permitted;email:root@example.com', 'email:root@EXAMPLE.COM', '/CN=a b'],
  ['permitted;email:root@example.com', 'email:Root@example.com', '/CN=a b'],
  ['excluded;email:.example.com', 'email:a@x.example.com', '/CN=a b'],
  ['permitted;email:example.com', '', '/CN=a b/emailAddress=a@example.com'],
  ['permitted;email:example.com', '', '/CN=a b/emailAddress=a@example.org'],
  ['permitted;email:example.com', 'DNS:a.example', '/CN=a b/emailAddress=a@example.org'],
  ['permitted;URI:.example.com', 'URI:http://www.example.com/', '/CN=a b'],
  ['permitted;URI:.example.com', 'URI:http://example.com/', '/CN=a b'],
  ['permitted;URI:example.com', 'URI:http://example.com:80/x', '/CN=a b'],
  ['excluded;URI:example.com', 'URI:http://example.com/x', '/CN=a b'],
  ['permitted;URI:example.com', 'URI:urn:isbn:0', '/CN=a b'],
  ['permitted;IP:192.0.2.0/255.255.255.0', 'IP:192.0.2.7', '/CN=a b'],
  ['permitted;IP:192.0.2.0/255.255.255.0', 'IP:192.0.3.7', '/CN=a b'],
  ['permitted;IP:192.0.2.0/255.255.255.0', 'IP:2001:db8::1', '/CN=a b'],
  ['excluded;IP:2001:db8::/ffff:ffff::', 'IP:2001:db8:1::1', '/CN=a b'],
  ['permitted;dirName:org', '', '/O=KAZASU/OU=a'],
  ['permitted;dirName:org', '', '/O=Other'],
  ['permitted;dirName:below', '', '/O=Kazasu'],
  ['excluded;dirName:below', 'dirName:below', '/O=Kazasu'],
  ['permitted;dirName:org', 'dirName:apart', '/O=Kazasu'],
  ['permitted;DNS:example.com,excluded;DNS:bad.example.com', 'DNS:www.bad.example.com', '/CN=a b'],
  ['excluded;RID:1.2.3', 'RID:1.2.3', '/CN=a b'],
  ['permitted;RID:1.2.3', 'DNS:example.com', '/CN=a b'],
  ['permitted;IP:192.0.2.0/255.255.255.0', 'DNS:example.com', '/CN=a b'],
];

test('OpenSSL judges the same names by the same constraints alike', () => {
  for (const [constraints, names, subject] of AGREED) {
    const { ours, theirs } = verdicts(constraints, names, subject);
    assert.equal(REASONS[theirs] ?? theirs, ours, `${constraints} | ${names} | ${subject}`);
  }
});

/** Where this room is stricter, and why; the third of each row is OpenSSL's verdict. */
const STRICTER: readonly (readonly [string, string, string, string])[] = [
  // A leading dot belongs to other forms: RFC 5280 4.2.1.10.
  ['permitted;DNS:.example.com', 'DNS:www.example.com', 'malformed-constraint', 'good'],
  // The wildcard may become the excluded name.
  ['excluded;DNS:bad.example.com', 'DNS:*.example.com', 'excluded', 'good'],
  // A host that is no fully qualified name: RFC 5280 4.2.1.10 says reject.
  ['excluded;URI:example.com', 'URI:http://192.0.2.1/', 'malformed-name', 'good'],
];

test('where OpenSSL accepts and this room does not, the reason is known', () => {
  for (const [constraints, names, ours, theirs] of STRICTER) {
    assert.deepEqual(verdicts(constraints, names, '/CN=a b'), { ours, theirs }, `${constraints} | ${names}`);
  }
});
