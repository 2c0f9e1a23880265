import { CONSENT_PROBLEMS } from '../consent/problems.ts';
import { DOCUMENT_PROBLEMS } from '../document/problems.ts';
import { ERASURE_PROBLEMS } from '../erasure/problems.ts';
import { EVIDENCE_PROBLEMS } from '../evidence/problems.ts';
import { KEY_PROBLEMS } from '../key/problems.ts';
import { STATUS_PROBLEMS } from '../status/problems.ts';
import { TENANT_PROBLEMS } from '../tenant/problems.ts';
import { VERIFICATION_PROBLEMS } from '../verification/problems.ts';
import { WATCH_PROBLEMS } from '../watch/problems.ts';
import { WEBHOOK_PROBLEMS } from '../webhook/problems.ts';
import type { ProblemRow } from './problem-row.ts';
import { REQUEST_PROBLEMS } from './rows-request.ts';

/** Every problem there is, gathered from the folders that own them. Codes are never given another meaning. */
export const CATALOGUE = {
  ...REQUEST_PROBLEMS,
  ...KEY_PROBLEMS,
  ...TENANT_PROBLEMS,
  ...STATUS_PROBLEMS,
  ...WATCH_PROBLEMS,
  ...CONSENT_PROBLEMS,
  ...ERASURE_PROBLEMS,
  ...WEBHOOK_PROBLEMS,
  ...VERIFICATION_PROBLEMS,
  ...DOCUMENT_PROBLEMS,
  ...EVIDENCE_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof CATALOGUE;

export function problemRow(code: ProblemCode): ProblemRow {
  return CATALOGUE[code];
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(CATALOGUE, text);
}
