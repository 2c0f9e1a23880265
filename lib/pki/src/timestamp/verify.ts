import { INTERNAL_FAULT } from '../complete.ts';
import { requireOctets, requireOptions } from '../option.ts';
import { judgeTimestamp } from './judge.ts';
import { TIMESTAMP_KINDS, type TimestampOptions, type TimestampReport } from './options.ts';

/**
 * Verifies a time-stamp token (DER of the ContentInfo) over given octets or their hash. Throws nothing but a
 * TypeError, for an option that is not of its kind; `genTime` proves something only if the verdict is valid.
 */
export function verifyTimestampToken(der: Uint8Array, options: TimestampOptions): TimestampReport {
  requireOctets(der);
  requireOptions(options, TIMESTAMP_KINDS);
  try {
    return judgeTimestamp(der, options);
  } catch {
    return {
      verdict: 'indeterminate',
      time: options.time,
      checks: [INTERNAL_FAULT],
      indication: 'INDETERMINATE',
      selfContained: false,
    };
  }
}
