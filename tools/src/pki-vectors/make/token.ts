import { bool, context, generalText, int, nul, type Octets, octets, oid, seq } from '../asn1/index.ts';
import type { Made } from './certificate.ts';
import { CMS, type CmsOrder, hashOf, makeCms } from './cms.ts';
import type { Ext } from './extension.ts';
import { HASH_OIDS, type Hash } from './sign.ts';

export interface TokenOrder {
  readonly unit: Made;
  readonly data: Uint8Array;
  readonly hash?: Hash;
  readonly digest?: Uint8Array;
  readonly version?: number;
  readonly policy?: string;
  readonly serial?: Uint8Array;
  /** Text of a GeneralizedTime. */
  readonly time?: string;
  /** DER of an Accuracy. */
  readonly accuracy?: Uint8Array;
  /** DER INTEGER. */
  readonly nonce?: Uint8Array;
  readonly ordering?: boolean;
  readonly authority?: Uint8Array;
  readonly add?: readonly Ext[];
  readonly behind?: Uint8Array;
  readonly cms?: Partial<CmsOrder>;
}

/** `TSTInfo` of RFC 3161 section 2.4.2. */
function infoOf(order: TokenOrder): Octets {
  const { hash = 'sha256', add = [] } = order;
  const imprint = seq(seq(oid(HASH_OIDS[hash]), nul()), octets(order.digest ?? hashOf(hash, order.data)));
  return seq(
    int(order.version ?? 1),
    oid(order.policy ?? '1.3.6.1.4.1.55738.999.7'),
    imprint,
    order.serial ?? int(0x1234),
    generalText(order.time ?? '20260531120000Z'),
    order.accuracy ?? new Uint8Array(),
    ...(order.ordering === undefined ? [] : [bool(order.ordering)]),
    order.nonce ?? new Uint8Array(),
    ...(order.authority === undefined ? [] : [context(0, order.authority)]),
    ...(add.length === 0 ? [] : [context(1, ...add.map(({ der }) => der))]),
    order.behind ?? new Uint8Array(),
  );
}

export function makeToken(order: TokenOrder): Octets {
  const info = infoOf(order);
  return makeCms({ signer: order.unit, content: info, contentType: CMS.tstInfo, ...order.cms });
}
