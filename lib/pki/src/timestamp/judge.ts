import type { MaterialInput } from '../ades/certificate/material.ts';
import type { SignatureOptions } from '../ades/options.ts';
import type { Indication, SubIndication } from '../ades/report.ts';
import type { Report } from '../report.ts';

export interface TimestampOptions
  extends Pick<
    SignatureOptions,
    'anchors' | 'time' | 'intermediates' | 'crls' | 'ocspResponses' | 'revocation'
  > {
  /** The octets that were time-stamped. */
  readonly data?: Uint8Array;
}

export interface TimestampReport extends Report {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** Milliseconds since 1970. Proves nothing unless the verdict is valid. */
  readonly genTime?: number;
  readonly selfContained: boolean;
}

export function judgeTimestamp(
  _token: Uint8Array,
  options: TimestampOptions,
  _document: MaterialInput = {},
): TimestampReport {
  return {
    verdict: 'indeterminate',
    time: options.time,
    checks: [],
    indication: 'INDETERMINATE',
    selfContained: false,
  };
}
