import { applicationOf } from './applications.ts';
import type { Heard } from './heard.ts';
import {
  doubted,
  fileIn,
  fileText,
  POWER_ON,
  type TracedFile,
  type TraceState,
  UNKNOWN,
  UNKNOWN_FILE,
} from './state.ts';

/**
 * Where commands lead. What decides here is not what a card should do but what some card, or a reader between, may do:
 * a selection that was not answered 9000 may have happened, and contents of a file that may not be the current one are
 * not written.
 */

const OF_MASTER_FILE = 0x00;
const IN_APPLICATION = 0x02;
const BY_NAME = 0x04;
/** Of P2: the next, the last or the previous one of that name instead of the one. */
const OCCURRENCE = 0x03;
const MASTER_FILE = 0x3f00;
const SHORT_IDENTIFIER = 0x80;
/** What P1 of READ BINARY has beside a short identifier is of no meaning that we know. */
const IDENTIFIER_BITS = 0x9f;

/** After a SELECT. Where it failed, or in a message, whatever it was for is unknown. */
export function selected(heard: Heard, before: TraceState, succeeded: boolean): TraceState {
  const { p1, p2, data } = heard;
  if (p1 === IN_APPLICATION) {
    const identifier = succeeded && (p2 & OCCURRENCE) === 0 ? identifierIn(data) : undefined;
    if (identifier !== undefined) return { ...before, file: fileIn(before.application, identifier) };
    return { ...before, file: UNKNOWN_FILE };
  }
  if (!succeeded || data === undefined || (p2 & OCCURRENCE) !== 0) return UNKNOWN;
  if (isMasterFile(heard)) return before.application?.stays && data.length === 0 ? before : POWER_ON;
  return p1 === BY_NAME ? { application: applicationOf(data), file: undefined } : UNKNOWN;
}

function isMasterFile({ p1, data }: Heard): boolean {
  if (p1 !== OF_MASTER_FILE || data === undefined) return false;
  return data.length === 0 || identifierIn(data) === MASTER_FILE;
}

function identifierIn(data: Uint8Array | undefined): number | undefined {
  const [high, low] = data ?? [];
  return data?.length === 2 && high !== undefined && low !== undefined ? high * 256 + low : undefined;
}

export function selectText(heard: Heard, before: TraceState): string {
  const { p1, data, secureMessaging } = heard;
  if (secureMessaging) return p1 === BY_NAME ? 'application (enciphered)' : 'EF (enciphered)';
  if (data === undefined) return '****';
  if (isMasterFile(heard)) return 'master file';
  if (p1 === BY_NAME) return `application ${applicationOf(data).name}`;
  const identifier = identifierIn(data);
  return identifier === undefined ? '****' : fileText(fileIn(before.application, identifier));
}

/** Whether P1 of READ BINARY names a file instead of an offset's upper half. */
export function namesFile({ p1 }: Heard): boolean {
  return (p1 & SHORT_IDENTIFIER) !== 0;
}

/** What READ BINARY reads. */
export function fileRead(heard: Heard, before: TraceState): TracedFile | undefined {
  if (!namesFile(heard)) return before.file;
  const file = fileIn(before.application, heard.p1 & 0x1f);
  return (heard.p1 & ~IDENTIFIER_BITS) === 0 ? file : doubted(file);
}

/** What READ RECORD reads. */
export function recordFile({ p2 }: Heard, before: TraceState): TracedFile | undefined {
  return referenced(p2 >> 3, before);
}

/** The file of a reference: 0 is the current one. */
export function referenced(identifier: number, before: TraceState): TracedFile | undefined {
  return identifier === 0 ? before.file : fileIn(before.application, identifier);
}

/** After a READ of this file. A card may make it current before it refuses, or not even where it answers. */
export function afterRead(
  read: TracedFile | undefined,
  { before, succeeded }: { readonly before: TraceState; readonly succeeded: boolean },
): TraceState {
  if (read === before.file || read === undefined) return before;
  const sure = before.file === undefined || before.file.row?.open === true;
  return { ...before, file: !succeeded ? UNKNOWN_FILE : sure ? read : doubted(read) };
}
