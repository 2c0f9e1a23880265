import { constants, inflateSync } from 'node:zlib';
import { malformed } from './fault.ts';

/** The only place that unfolds anything. At most `limit` octets come out; what would be longer is refused before it is. */
export function inflate(data: Uint8Array, limit: number): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_FINISH });
  } catch (cause) {
    throw malformed(`stream that does not unfold within its limit (${codeOf(cause)})`);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
