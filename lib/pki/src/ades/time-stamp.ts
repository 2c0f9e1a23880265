import type {
  BelievedTimestamp,
  DocumentSession,
  Finding,
  SignatureFacts,
  SignatureOptions,
  TimestampFacts,
} from '../building-block/index.ts';
import type { Check } from '../report.ts';
import { defineRule, failed, passed, skippedFor } from '../rule.ts';
import { judgeTimestamp, type TimestampReport } from '../timestamp/index.ts';

export const ADES_TIMESTAMP = defineRule({
  id: 'ades.timestamp',
  citation: 'ETSI EN 319 102-1 5.4, 5.5.4',
  title: {
    en: 'the time-stamp proves that the signature existed at its time',
    ja: 'タイムスタンプが、その時刻に署名が存在したことを証明すること',
  },
  reasons: {
    'not-valid': {
      en: 'the time-stamp is not valid and proves nothing; `because` and `rule` say why',
      ja: 'タイムスタンプが有効でないため、存在時刻の証明になりません',
    },
  },
});

export const ADES_TIMESTAMP_ORDER = defineRule({
  id: 'ades.timestamp-order',
  citation: 'ETSI EN 319 102-1 5.5.4 (5)',
  title: {
    en: 'what was time-stamped first has the earlier time',
    ja: 'タイムスタンプの時刻の順序が正しいこと',
  },
  reasons: {
    order: {
      en: 'the content was time-stamped after the signature over it',
      ja: '署名対象のタイムスタンプが、署名のタイムスタンプより後になっています',
    },
  },
});

export interface TimeFinding extends Finding {
  /** The present, if no time-stamp is valid. */
  readonly best: number;
  readonly proven: boolean;
  /** The latest time at which a content time-stamp proves that the signature did not exist yet. */
  readonly notBefore?: number;
  /** Of the time-stamps that count; the one that gave the best time first. */
  readonly reports: readonly TimestampReport[];
  /** Over the signature, and valid. */
  readonly believed: readonly BelievedTimestamp[];
}

/**
 * Signatures with time (ETSI EN 319 102-1 5.5): the earliest valid signature time-stamp is the best-signature-time.
 * A time-stamp that is not valid is passed over, as the standard has it: anybody can add one to another's signature.
 */
export function bestSignatureTime(
  facts: SignatureFacts,
  options: SignatureOptions,
  session: DocumentSession,
): TimeFinding {
  if (facts.signatureTimestamps.length === 0 && (facts.contentTimestamps ?? []).length === 0) {
    return {
      checks: [],
      fault: undefined,
      best: options.time,
      proven: false,
      reports: [],
      believed: [],
    };
  }
  const signature = judgeAll(facts.signatureTimestamps, facts, options, session);
  const content = judgeAll(facts.contentTimestamps ?? [], facts, options, session);
  const checks = [
    ...checksOf(signature, 'signature'),
    ...checksOf(content, 'content'),
    ...orderChecks(signature, content),
  ];
  const valid = signature.filter(isProof).toSorted((a, b) => a.genTime - b.genTime);
  const best = valid[0];
  const before = content.filter(isProof).map(({ genTime }) => genTime);
  return {
    checks,
    fault: checks.some(({ status }) => status === 'failed') ? 'TIMESTAMP_ORDER_FAILURE' : undefined,
    best: Math.min(best?.genTime ?? options.time, options.time),
    proven: best !== undefined,
    ...(before.length > 0 && { notBefore: Math.max(...before) }),
    reports: [...valid, ...content.filter(isProof)],
    // At once: what they cover can be had only while the document is open.
    believed: facts.signatureTimestamps.flatMap(({ token, covered }, i) =>
      signature[i]?.verdict === 'valid' ? [{ token, covered: octetsOf(covered) }] : [],
    ),
  };
}

function judgeAll(
  stamps: readonly TimestampFacts[],
  facts: SignatureFacts,
  options: SignatureOptions,
  session: DocumentSession,
): TimestampReport[] {
  const { timestampAnchors: anchors = [], ...rest } = options;
  return stamps.map(({ token, covered }) =>
    judgeTimestamp(
      token,
      { ...rest, anchors, data: octetsOf(covered) },
      { certificates: facts.certificates, crls: facts.crls, ocspResponses: facts.ocspResponses },
      session,
    ),
  );
}

function octetsOf(covered: TimestampFacts['covered']): Uint8Array {
  return typeof covered === 'function' ? covered() : covered;
}

function isProof(report: TimestampReport): report is TimestampReport & { genTime: number } {
  return report.verdict === 'valid' && report.genTime !== undefined;
}

/** Not valid is told as skipped with a reason: it takes nothing from the signature, it only adds nothing. */
function checksOf(reports: readonly TimestampReport[], covers: 'signature' | 'content'): Check[] {
  return reports.map((report) => {
    const { genTime, subIndication, verdict } = report;
    const time = genTime === undefined ? {} : { genTime };
    if (verdict === 'valid') return passed(ADES_TIMESTAMP, { covers, ...time });
    const rule = report.checks.find(({ status }) => status === 'failed' || status === 'undetermined')?.id;
    const facts = {
      covers,
      ...time,
      ...(subIndication && { because: subIndication }),
      ...(rule && { rule }),
    };
    return skippedFor(ADES_TIMESTAMP, 'not-valid', facts);
  });
}

function orderChecks(signature: readonly TimestampReport[], content: readonly TimestampReport[]): Check[] {
  const last = Math.max(...content.filter(isProof).map(({ genTime }) => genTime));
  const first = Math.min(...signature.filter(isProof).map(({ genTime }) => genTime));
  if (!Number.isFinite(last) || !Number.isFinite(first)) return [];
  return [last <= first ? passed(ADES_TIMESTAMP_ORDER) : failed(ADES_TIMESTAMP_ORDER, 'order')];
}
