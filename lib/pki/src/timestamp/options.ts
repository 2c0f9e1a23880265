import {
  type Indication,
  SIGNATURE_KINDS,
  type SignatureOptions,
  type SubIndication,
  type SupportObject,
} from '../building-block/index.ts';
import type { CmsHash } from '../cms/index.ts';
import { isObject, OCTETS, type OptionKinds, oneOf, optional, TEXT } from '../option.ts';
import type { Report } from '../report.ts';

/** What a token is judged by. Exactly one of `data` and `imprint` says what should have been time-stamped. */
export interface TimestampOptions
  extends Pick<
    SignatureOptions,
    'anchors' | 'time' | 'intermediates' | 'crls' | 'ocspResponses' | 'revocation'
  > {
  /** The octets that were time-stamped. */
  readonly data?: Uint8Array;
  /** Their hash. */
  readonly imprint?: { readonly hash: CmsHash; readonly digest: Uint8Array };
  /** The nonce of the request, if it had one. */
  readonly nonce?: Uint8Array;
  /** The policy asked for, dotted. */
  readonly policy?: string;
}

const HASH = oneOf('sha256', 'sha384', 'sha512');

const { anchors, time, intermediates, crls, ocspResponses, revocation } = SIGNATURE_KINDS;

export const TIMESTAMP_KINDS: OptionKinds<TimestampOptions> = {
  anchors,
  time,
  intermediates,
  crls,
  ocspResponses,
  revocation,
  data: optional(OCTETS),
  imprint: optional({
    must: `an object with hash (${HASH.must}) and digest (${OCTETS.must})`,
    fits: (value) =>
      isObject(value) &&
      'hash' in value &&
      HASH.fits(value.hash) &&
      'digest' in value &&
      OCTETS.fits(value.digest),
  }),
  nonce: optional(OCTETS),
  policy: optional(TEXT),
};

/** The judgement of one token. What it says proves nothing unless the verdict is valid. */
export interface TimestampReport extends Report {
  readonly indication: Indication;
  readonly subIndication?: SubIndication;
  /** Milliseconds since 1970. */
  readonly genTime?: number;
  /** Milliseconds either way, as the unit says. */
  readonly accuracy?: number;
  /** Dotted. */
  readonly policy?: string;
  /** Lower-case hexadecimal. */
  readonly serial?: string;
  /** Token and document hold all certificates and revocation information that it was judged by. */
  readonly selfContained: boolean;
  /** What the judgement rested on beside the anchors, the unit's certificate with it. Not enumerable. */
  readonly support?: () => readonly SupportObject[];
}
