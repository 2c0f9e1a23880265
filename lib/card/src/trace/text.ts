import type { TraceEntry } from './entry.ts';

/** Columns of what was asked; longer texts push the rest aside. */
const WHAT_WIDTH = 64;
/** Hexadecimal digits of one side, enough for the beginning of a file; the rest is three dots. */
const HEX_MAX = 64;
const INDENT = ' '.repeat(26);

/**
 * An entry for people, one or two lines without a line end:
 * ```
 *    7    0.013 s    0.21 ms  READ BINARY offset 0, 256 bytes                    → 256 bytes
 *                             00B00000 00 → [256 bytes] 9000
 * ```
 */
export function traceText(entry: TraceEntry): string {
  const number = String(entry.number).padStart(4);
  const at = entry.at === undefined ? '' : `${(entry.at / 1000).toFixed(3)} s`;
  const duration = entry.duration === undefined ? '' : `${entry.duration.toFixed(2)} ms`;
  const head = `${number}${at.padStart(11)}${duration.padStart(11)}`;
  if (entry.kind !== 'exchange') return `${head}  -- ${entry.what}`;
  const first = `${head}  ${entry.what.padEnd(WHAT_WIDTH)} → ${entry.outcome ?? ''}`;
  const answer = [entry.response, entry.status].filter((part) => part !== undefined).map(shortened);
  return `${first}\n${INDENT}  ${shortened(entry.command ?? '')} → ${answer.join(' ') || '-'}`;
}

function shortened(hex: string): string {
  return hex.length > HEX_MAX ? `${hex.slice(0, HEX_MAX)}…` : hex;
}
