import { toBase64 } from '@kazasu/bytes';
import { verifyTimestampToken } from '@kazasu/pki';
import type { RecordedSignature, SignatureTimestamp } from '../part/index.ts';
import type { Material } from './material.ts';
import type { CheckOptions } from './options.ts';

/**
 * Since when a signature is proved to exist: the earliest of its time-stamps that are valid at the time of the record.
 * Undefined if none is. A token that is not valid takes nothing away: anybody can add one.
 */
export function provenTime(
  signature: RecordedSignature,
  { material, at }: { readonly material: Material; readonly at: number },
  { trust }: CheckOptions,
): number | undefined {
  const { certificates: intermediates, crls, ocspResponses } = material;
  const times = (signature.timestamps ?? []).flatMap((timestamp) => {
    const data = coveredBy(signature, timestamp);
    if (data === undefined) return [];
    const anchors = trust?.timestampAnchors ?? [];
    const given = { anchors, intermediates, crls, ocspResponses, data, time: at };
    const { verdict, genTime } = verifyTimestampToken(timestamp.token, given);
    return verdict === 'valid' && genTime !== undefined ? [genTime] : [];
  });
  return times.length === 0 ? undefined : Math.min(...times, at);
}

/** The octets that a token must be over; undefined for such that do not hold this very signature value. */
function coveredBy(
  { value, signed }: RecordedSignature,
  { over }: SignatureTimestamp,
): Uint8Array | undefined {
  if (over === undefined) return value;
  if (signed.form !== 'signed-info') return undefined;
  const text = String.fromCharCode(...over.subarray(0, OVER_MAX)).replaceAll(/[\t\n\r ]/g, '');
  return text.includes(`>${toBase64(value)}<`) ? over : undefined;
}

/** A SignatureValue of the largest key, with lines and attributes. */
const OVER_MAX = 16_384;
