import type { Check } from '@kazasu/pki';
import { failed, undetermined } from '@kazasu/pki/rule';
import type { Bundle } from '../bundle/index.ts';
import type { Entry } from '../entry/index.ts';
import { EvidenceError } from '../error.ts';
import { contentOf } from './record.ts';
import { EVIDENCE_CONTENT } from './rules-signature.ts';

/** A part that was read, the code of the error that it is, or undefined if it is not there as committed. */
export type Part<T> = T | { readonly code: string } | undefined;

export function readPart<T>(
  entry: Entry,
  { parts }: Bundle,
  name: string,
  parse: (content: Uint8Array) => T,
): Part<T> {
  const content = contentOf(entry, parts, name);
  if (content === undefined) return undefined;
  try {
    return parse(content);
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code };
    throw error;
  }
}

/** Whether a part is there and of its form. */
export function isRead<T extends object>(part: Part<T>): part is T {
  return part !== undefined && !('code' in part);
}

/** Which parts are not of their form. */
export function checkForms(parts: readonly Part<object>[]): Check[] {
  return parts.flatMap((part) =>
    part !== undefined && 'code' in part
      ? [failed(EVIDENCE_CONTENT, 'malformed', { code: String(part.code) })]
      : [],
  );
}

/** What a verification has, whatever else its entry names. */
const PARTS = ['request', 'signature', 'report'] as const;

/**
 * Whether all parts of the record are here as they were committed to. What a part that is missing says may speak against
 * the signature, so nothing good is said without it, whichever it is and whoever left it out.
 */
export function checkComplete(entry: Entry, { parts }: Bundle): Check[] {
  const names = [...new Set([...PARTS, ...Object.keys(entry.parts)])];
  const missing = names.filter((name) => contentOf(entry, parts, name) === undefined);
  const other = missing.find((name) => Object.hasOwn(parts, name));
  if (other !== undefined) return [undetermined(EVIDENCE_CONTENT, 'other', { part: other })];
  const erased = missing.find((name) => name === 'signature' || name === 'request');
  if (erased !== undefined) return [undetermined(EVIDENCE_CONTENT, 'erased', { part: erased })];
  return missing.map((part) => undetermined(EVIDENCE_CONTENT, 'withheld', { part }));
}
