import type { CrlEntry } from '../crl/entry.ts';
import { REMOVED } from '../crl/reason.ts';
import { defineRule } from '../rule.ts';
import type { ListStatement } from './crl-statements.ts';

export const CRL_DELTA = defineRule({
  id: 'revocation.crl.delta',
  citation: 'RFC 5280 5.2.4, 6.3.3 (c), (h)-(k)',
  title: {
    en: 'the delta CRL completes the CRL that it is put together with',
    ja: '差分CRLと基となるCRLの組合せが正しいこと',
  },
  reasons: {
    'no-base': {
      en: 'a delta CRL, and no CRL of its issuer, scope and key that it completes',
      ja: '差分CRLの基となるCRL（発行者・適用範囲・鍵が同じもの）がありません',
    },
  },
});

/** A complete CRL, alone or brought up to date by a delta CRL. */
export interface View {
  readonly base: ListStatement;
  readonly delta: ListStatement | undefined;
  readonly entry: CrlEntry | undefined;
  readonly fresh: boolean;
  /** Number and thisUpdate of the newest part. */
  readonly number: bigint;
  readonly thisUpdate: number;
}

/** Every complete CRL that can be believed, with the newest delta CRL that fits it. */
export function viewsOf(statements: readonly ListStatement[]): View[] {
  const isDelta = ({ crl }: ListStatement) => crl.baseNumber !== undefined;
  const deltas = statements.filter((one) => isDelta(one) && one.fresh);
  const bases = statements.filter((one) => !isDelta(one) && one.authentic && !one.conflicting);
  return bases.map((base) => viewOf(base, newest(deltas.filter((delta) => fits(delta, base)))));
}

function viewOf(base: ListStatement, delta: ListStatement | undefined): View {
  const { number = 0n, thisUpdate } = (delta ?? base).crl;
  if (delta === undefined) return { base, delta, entry: base.entry, fresh: base.fresh, number, thisUpdate };
  return { base, delta, entry: combined(base.entry, delta.entry), fresh: true, number, thisUpdate };
}

function newest(deltas: readonly ListStatement[]): ListStatement | undefined {
  return deltas.reduce<ListStatement | undefined>(
    (best, one) => (best === undefined || numberOf(one) > numberOf(best) ? one : best),
    undefined,
  );
}

/** 6.3.3 (c) and 5.2.4: one issuer, key and scope; made from this CRL or an older one; newer than it. */
function fits({ crl: delta, series }: ListStatement, base: ListStatement): boolean {
  const { number, issuerKeyId, thisUpdate } = base.crl;
  if (series === undefined || series !== base.series || delta.issuerKeyId !== issuerKeyId) return false;
  if (number === undefined || delta.baseNumber === undefined || delta.number === undefined) return false;
  return delta.baseNumber <= number && number < delta.number && thisUpdate <= delta.thisUpdate;
}

function numberOf({ crl }: ListStatement): bigint {
  return crl.number ?? 0n;
}

/**
 * 6.3.3 (i)-(k): the delta CRL has the last word. What it removes was a hold (5.3.1): a base that says "revoked"
 * has decided before anybody asks for this.
 */
function combined(base: CrlEntry | undefined, delta: CrlEntry | undefined): CrlEntry | undefined {
  if (delta === undefined) return base;
  return delta.reason === REMOVED ? undefined : delta;
}
