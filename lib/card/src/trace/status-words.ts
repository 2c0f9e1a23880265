import { STATUS, triesIn } from '../status.ts';

/** A status word in plain words: one row each. */
const MEANINGS: { readonly [name in keyof typeof STATUS]: string } = {
  ok: 'ok',
  failed: 'failed',
  triesLeft: 'no tries left',
  memoryFailure: 'memory failure',
  wrongLength: 'wrong length',
  channelNotSupported: 'no such channel',
  secureMessagingNotSupported: 'no secure messaging here',
  wrongFileType: 'not for this kind of file',
  securityStatus: 'needs a PIN first',
  blocked: 'blocked',
  referenceUnusable: 'blocked',
  conditions: 'conditions not met',
  noCurrentFile: 'no current file',
  secureMessagingData: 'wrong secure messaging data',
  secureMessagingObjectMissing: 'secure messaging object missing',
  secureMessagingLost: 'secure messaging session lost',
  keyDeliveryNotSupported: 'no session key here',
  recordNotFound: 'no such record',
  wrongData: 'wrong data',
  notFound: 'not found',
  wrongParameters: 'wrong P1-P2',
  referenceNotFound: 'no such key or object',
  offsetPastEnd: 'offset past the end',
  instructionNotSupported: 'unknown instruction',
  classNotSupported: 'unknown class',
};

const BY_STATUS: ReadonlyMap<number, string> = new Map(
  Object.entries(STATUS).map(([name, status]) => [status, MEANINGS[name as keyof typeof STATUS]]),
);

/** What a status word says. `tried`: a PIN was sent, so a count of tries means that it was wrong. */
export function meaningOf(status: number, tried: boolean): string {
  const tries = triesIn(status);
  if (tries !== undefined) {
    const left = tries === 0 ? 'no tries left' : tries === 1 ? '1 try left' : `${tries} tries left`;
    return tried ? `wrong, ${left}` : left;
  }
  if (status >> 8 === 0x61) return 'more data to fetch';
  if (status >> 8 === 0x6c) return `right Le is ${status & 0xff || 256}`;
  return BY_STATUS.get(status) ?? 'unknown status';
}

/** Four hexadecimal digits, capitals. */
export function statusText(status: number): string {
  return status.toString(16).padStart(4, '0').toUpperCase();
}
