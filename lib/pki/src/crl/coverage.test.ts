import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { createHierarchy, DAY, LEAF_EXTENSIONS, NOW, replaced, SECTIONS } from '../testing/hierarchy.ts';
import { scoped } from '../testing/revocation.ts';
import { ALL_REASONS, coverageOf } from './coverage.ts';
import { parseCrl } from './crl.ts';

const h = createHierarchy();
const RELATIVE =
  '[rdn]\nCN=Setagaya-ku CRLDP\n[rdn_case]\nCN=SETAGAYA-KU   crldp\n[rdn_two]\nCN=Setagaya-ku CRLDP\n+OU=x\n';
/** The authority's name with one relative name behind it. */
const BELOW = `[below]\nC=JP\nO=JPKI-TEST\n0.OU=JPKI for user authentication
1.OU=Japan Agency for Local Authority Information Systems\nCN=Setagaya-ku CRLDP\n`;
const sections = `${SECTIONS}${RELATIVE}${BELOW}`;

const pointing = (...lines: readonly string[]) =>
  parseCertificate(
    h.leafWith({
      name: 'pointing',
      extensions: replaced(LEAF_EXTENSIONS, 'crlDistributionPoints=dp'),
      sections: `${sections}[dp]\n${lines.join('\n')}\n`,
    }),
  );
const listOf = (...lines: readonly string[]) =>
  parseCrl(
    h.shop.crl({
      issuer: 'ca',
      from: NOW - DAY,
      to: NOW + DAY,
      ...scoped(lines),
      sections: `${sections}[idp]\n${lines.join('\n')}`,
    }),
  );
const isCovered = (list: readonly string[], point: readonly string[]) =>
  coverageOf(listOf(...list), pointing(...point)).reasons === ALL_REASONS;

test('names of every form are compared by the rules of their form', () => {
  const same: [string, string][] = [
    ['URI:http://crl.example/a.crl', 'URI:http://crl.example/a.crl'],
    ['URI:HTTP://CRL.Example/a.crl', 'URI:http://crl.example/a.crl'],
    ['URI:ldap://x/cn=a?b', 'URI:ldap://X/cn=a?b'],
    ['DNS:crl.example', 'DNS:CRL.EXAMPLE'],
    ['email:list@example.jp', 'email:list@EXAMPLE.jp'],
    ['IP:192.0.2.1', 'IP:192.0.2.1'],
    ['RID:1.2.3.4', 'RID:1.2.3.4'],
    ['otherName:1.2.3.4;UTF8:x', 'otherName:1.2.3.4;UTF8:x'],
    ['dirName:point_a', 'dirName:point_a'],
  ];
  for (const [list, point] of same) assert.ok(isCovered([`fullname=${list}`], [`fullname=${point}`]), list);
  const different: [string, string][] = [
    ['URI:http://crl.example/a.crl', 'URI:http://crl.example/A.crl'],
    ['URI:http://crl.example/a.crl', 'URI:https://crl.example/a.crl'],
    ['URI:http://crl.example/a.crl', 'URI:http://crl.example:80/a.crl'],
    ['DNS:crl.example', 'DNS:crl.example.jp'],
    ['DNS:crl.example', 'URI:crl.example'],
    ['email:list@example.jp', 'email:LIST@example.jp'],
    ['IP:192.0.2.1', 'IP:192.0.2.2'],
    ['RID:1.2.3.4', 'RID:1.2.3.5'],
    ['otherName:1.2.3.4;UTF8:x', 'otherName:1.2.3.4;UTF8:y'],
    ['otherName:1.2.3.4;UTF8:x', 'otherName:1.2.3.5;UTF8:x'],
    ['dirName:point_a', 'dirName:point_b'],
  ];
  for (const [list, point] of different) {
    assert.ok(!isCovered([`fullname=${list}`], [`fullname=${point}`]), `${list} ${point}`);
  }
});

test('one name in common is enough, wherever it stands', () => {
  const many = 'fullname=URI:http://a/1,URI:http://a/2,dirName:point_b';
  assert.ok(isCovered([many], ['fullname=URI:http://b/,URI:http://a/2']));
  assert.ok(isCovered([many], ['fullname=dirName:point_b']));
  assert.ok(!isCovered([many], ['fullname=URI:http://b/,URI:http://a/3']));
});

test('a relative name stands for the full name behind the issuer, on either side', () => {
  assert.ok(isCovered(['relativename=rdn'], ['fullname=dirName:below']));
  assert.ok(isCovered(['fullname=dirName:below'], ['relativename=rdn']));
  assert.ok(isCovered(['relativename=rdn'], ['relativename=rdn']));
  assert.ok(isCovered(['relativename=rdn'], ['relativename=rdn_case']), 'RFC 5280 7.1');
  assert.ok(isCovered(['relativename=rdn_case'], ['fullname=dirName:below']));
  assert.ok(isCovered(['fullname=dirName:below'], ['relativename=rdn_case']));
  assert.ok(!isCovered(['relativename=rdn'], ['relativename=rdn_two']));
  assert.ok(!isCovered(['relativename=rdn'], ['fullname=dirName:point_a']));
});

test("a CRL for its issuer's own name covers every certificate of that issuer", () => {
  assert.ok(isCovered(['fullname=dirName:ca_dn'], ['fullname=dirName:point_a']));
});

test('a CRL that names no point covers every point; reasons are those of both sides', () => {
  const reasons = (list: readonly string[], point: readonly string[]) =>
    coverageOf(listOf(...list), pointing(...point)).reasons;
  assert.equal(reasons(['onlyuser=TRUE'], ['fullname=dirName:point_a']), ALL_REASONS);
  const point = 'fullname=dirName:point_a';
  assert.equal(reasons([point], [point, 'reasons=keyCompromise,superseded']), 0x12);
  assert.equal(reasons([point, 'onlysomereasons=keyCompromise,CACompromise'], [point]), 0x06);
  const both = [point, 'reasons=keyCompromise,superseded'];
  assert.equal(reasons([point, 'onlysomereasons=keyCompromise,CACompromise'], both), 0x02);
});
