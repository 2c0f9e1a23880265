import { derOid, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import {
  type CrlMakeOrder,
  dns,
  ext,
  keyUsage,
  makeAuthority,
  makeCrl,
  makeLeaf,
  makeRoot,
  NOW,
  setOf,
  uri,
} from '@kazasu/pki/testing/maker';
import { type Case, invalid, valid } from './case.ts';

const DAY = 86_400_000;
const SERIAL = 0x7777;
const root = makeRoot();
const other = makeRoot({ name: 'Other' });
const serial = derUnsignedInteger(SERIAL);
const leaf = makeLeaf(root, { serial });
const here = [{ serial: SERIAL, at: NOW - DAY }];
const elsewhere = [{ serial: 0x1234, at: NOW - DAY }];
const by = (order: CrlMakeOrder, issuer = root) => ({
  anchors: [issuer],
  leaf,
  crls: [makeCrl(issuer, order)],
});
const CRL_NUMBER = '2.5.29.20';
const UNKNOWN = '1.3.6.1.4.1.55738.666.1';

function usage(...bits: readonly number[]) {
  const anchor = makeRoot({ set: setOf(keyUsage(...bits)) });
  return { anchors: [anchor], leaf: makeLeaf(anchor), crls: [makeCrl(anchor)] };
}

function noUsage() {
  const anchor = makeRoot({ set: { '2.5.29.15': undefined } });
  return { anchors: [anchor], leaf: makeLeaf(anchor), crls: [makeCrl(anchor)] };
}

/** `distributionPoint [0] { fullName [0] }` */
const point = (...names: readonly Uint8Array[]) => derValue(0xa0, derValue(0xa0, ...names));
const idp = (...fields: readonly Uint8Array[]) => ext('2.5.29.28', derSequence(...fields), true);
const flag = (number: number) => derValue(0x80 | number, Uint8Array.of(0xff));
const cdp = (...names: readonly Uint8Array[]) => ext('2.5.29.31', derSequence(derSequence(point(...names))));
const [HERE, THERE] = [uri('http://example.com/a.crl'), uri('http://example.com/b.crl')];

function scoped(crl: CrlMakeOrder, ...points: readonly Uint8Array[]) {
  const certificate = makeLeaf(root, points.length > 0 ? { add: [cdp(...points)] } : {});
  return { anchors: [root], leaf: certificate, crls: [makeCrl(root, crl)] };
}

function userOnlyForAuthority() {
  const sub = makeAuthority(root);
  const crls = [makeCrl(root, { add: [idp(flag(1))] }), makeCrl(sub)];
  return { anchors: [root], via: [sub], leaf: makeLeaf(sub), crls };
}

function authorityRevoked() {
  const sub = makeAuthority(root, { serial });
  return {
    anchors: [root],
    via: [sub],
    leaf: makeLeaf(sub),
    crls: [makeCrl(root, { revoked: here }), makeCrl(sub)],
  };
}

export const CRL_CASES: readonly Case[] = [
  invalid('crl/revoked', '6.3.3 (j)', by({ revoked: here })),
  valid('crl/not-listed', '6.3.3', by({ revoked: elsewhere })),
  valid('crl/empty', '5.1.2.6', by({})),
  invalid('crl/authority-revoked', '6.3.3', authorityRevoked()),
  valid('crl/serial-of-another-issuer', '6.3.3', {
    anchors: [root, other],
    leaf,
    crls: [makeCrl(root), makeCrl(other, { revoked: here })],
  }),
  invalid('crl/only-of-another-issuer', '6.3.3', { anchors: [root, other], leaf, crls: [makeCrl(other)] }),
  invalid('crl/number-missing', '5.2.3', by({ set: { [CRL_NUMBER]: undefined } })),
  invalid('crl/number-critical', '5.2.3', by({ set: setOf(ext(CRL_NUMBER, derUnsignedInteger(1), true)) })),
  invalid('crl/issuer-without-crl-sign', '6.3.3 (f)', usage(5)),
  valid('crl/issuer-with-both', '6.3.3 (f)', usage(5, 6)),
  valid('crl/issuer-without-key-usage', '6.3.3 (f)', noUsage()),
  invalid('crl/other-signature', '6.3.3 (g)', by({ signedBy: other.key })),
  invalid('crl/unknown-critical', '5.2', by({ add: [ext(UNKNOWN, derSequence(derOid('1.2.3')), true)] })),
  valid('crl/unknown-not-critical', '5.2', by({ add: [ext(UNKNOWN, derSequence(derOid('1.2.3')))] })),
  invalid('crl/serial-twice', '5.1.2.6', by({ revoked: [...elsewhere, ...elsewhere] })),
  invalid('crl/not-yet', '6.3.3', by({ from: NOW + DAY, to: NOW + 30 * DAY })),
  invalid('crl/out-of-date', '6.3.3', by({ from: NOW - 60 * DAY, to: NOW - 30 * DAY })),
  invalid('crl/no-next-update', '5.1.2.5', by({ to: undefined })),
  invalid('crl/revoked-in-future', '6.3.3', by({ revoked: [{ serial: SERIAL, at: NOW + DAY }] })),
  invalid(
    'crl/revoked-before-issued',
    '6.3.3',
    by({ revoked: [{ serial: SERIAL, at: Date.UTC(2019, 0, 1) }] }),
  ),
  invalid('crl/point-mismatch', '6.3.3 (b)', scoped({ add: [idp(point(THERE))] }, HERE)),
  valid('crl/point-match', '6.3.3 (b)', scoped({ add: [idp(point(HERE))] }, HERE)),
  valid('crl/point-match-second', '6.3.3 (b)', scoped({ add: [idp(point(HERE))] }, dns('example.com'), HERE)),
  invalid('crl/point-and-certificate-without', '6.3.3 (b)', scoped({ add: [idp(point(HERE))] })),
  invalid('crl/users-only-for-authority', '6.3.3 (b)', userOnlyForAuthority()),
  invalid('crl/authorities-only-for-leaf', '6.3.3 (b)', scoped({ add: [idp(flag(2))] })),
  invalid('crl/attribute-certificates-only', '6.3.3 (b)', scoped({ add: [idp(flag(5))] })),
];
