import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureScheme } from './algorithm.ts';
import { type Certificate, parseCertificate, publicKeyOf } from './certificate.ts';
import { signedBy } from './signature.ts';
import { openssl } from './testing/command-line.ts';
import { codeOf } from './testing/faults.ts';

/** A self-signed certificate made by OpenSSL, with a key of `keyOptions` and a signature of `options`. */
function selfSigned(keyOptions: readonly string[], options: readonly string[]): Certificate {
  const config = '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=a\n';
  const sigopts = options.flatMap((option) => ['-sigopt', option]);
  const algorithm = keyOptions.length > 0 ? 'rsa-pss' : 'rsa';
  const newKey = [
    '-newkey',
    algorithm,
    ...['rsa_keygen_bits:2048', ...keyOptions].flatMap((o) => ['-pkeyopt', o]),
  ];
  const files = ['-noenc', '-keyout', 'key.pem', '-out', 'a.der', '-outform', 'DER'];
  const args = [
    'req',
    '-x509',
    '-addext',
    'basicConstraints=CA:TRUE',
    '-config',
    'c',
    ...newKey,
    ...sigopts,
    ...files,
  ];
  const made = openssl({ c: config }, args, 'a.der');
  return parseCertificate(made.written ?? new Uint8Array());
}
const PSS = (hash: string, salt: number) => [
  'rsa_padding_mode:pss',
  `rsa_pss_saltlen:${salt}`,
  `rsa_mgf1_md:${hash}`,
];
const verified = (one: Certificate) => signedBy(one, one.signatureAlgorithm, one.tbs, one.signature);

test('certificates that OpenSSL signs with RSA-PSS are verified, whatever kind of RSA key signs', () => {
  const anyKey = selfSigned([], PSS('sha256', 32));
  assert.equal(signatureScheme(anyKey.signatureAlgorithm)?.name, 'rsassa-pss-sha256');
  assert.equal(publicKeyOf(anyKey).family, 'rsa');
  assert.ok(verified(anyKey));
  const bound = selfSigned(
    ['rsa_pss_keygen_md:sha256', 'rsa_pss_keygen_mgf1_md:sha256', 'rsa_pss_keygen_saltlen:32'],
    PSS('sha256', 32),
  );
  assert.equal(publicKeyOf(bound).family, 'rsa-pss');
  assert.equal(publicKeyOf(bound).pssHash, 'sha256');
  assert.ok(verified(bound));
});

test('what OpenSSL signs with another salt or a second hash is not accepted', () => {
  for (const options of [PSS('sha256', 20), PSS('sha384', 32), PSS('sha1', 32)]) {
    const one = selfSigned([], options);
    assert.equal(signatureScheme(one.signatureAlgorithm), undefined);
    assert.ok(!verified(one));
  }
});

test('a key that OpenSSL binds to a second hash is refused', () => {
  const bound = ['rsa_pss_keygen_md:sha256', 'rsa_pss_keygen_mgf1_md:sha1', 'rsa_pss_keygen_saltlen:32'];
  const one = selfSigned(bound, PSS('sha1', 32));
  assert.equal(
    codeOf(() => publicKeyOf(one)),
    'pki/key',
  );
});
