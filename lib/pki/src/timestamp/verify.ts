import { JUDGEMENT_COMPLETE } from '../complete.ts';
import { undetermined } from '../rule.ts';
import { judgeTimestamp } from './judge.ts';
import type { TimestampOptions, TimestampReport } from './options.ts';

/**
 * Verifies a time-stamp token (DER of the ContentInfo) over given octets or their hash. Never throws for what the
 * token contains; `genTime` proves something only if the verdict is valid.
 */
export function verifyTimestampToken(der: Uint8Array, options: TimestampOptions): TimestampReport {
  try {
    return judgeTimestamp(der, options);
  } catch {
    return {
      verdict: 'indeterminate',
      time: options.time,
      checks: [undetermined(JUDGEMENT_COMPLETE, 'internal')],
      indication: 'INDETERMINATE',
      selfContained: false,
    };
  }
}
