import { sha256 } from '@kazasu/evidence';
import {
  createTimestampRequest,
  parseTimestampResponse,
  type TimestampReport,
  verifyTimestampToken,
} from '@kazasu/pki';
import { readBounded } from '@kazasu/server/http';
import { randomOctets } from '@kazasu/server/random';
import { inSpan, tracedFetch } from '@kazasu/server/trace';
import type { HeadDeps } from './deps.ts';
import type { Stamp } from './head-data.ts';

/** `unreachable`: no answer; `refused`: it answered with a refusal; `invalid`: what it gave proves nothing. */
export type UnitFault = 'unreachable' | 'refused' | 'invalid';

export class UnitError extends Error {
  override readonly name = 'UnitError';
  readonly code: `unit/${UnitFault}`;

  constructor(fault: UnitFault, cause?: unknown) {
    super(fault, { cause });
    this.code = `unit/${fault}`;
  }
}

const TOKEN_MAX = 1 << 20;
const CRL_MAX = 8 << 20;
const NONCE_LENGTH = 16;
/** How far the unit's clock and ours may part; facts of a token beyond that would prove nothing about this log. */
const CLOCKS_APART = 5 * 60_000;

/** Asks the configured unit for a token over a note, and judges it by lists that are fetched after it. Throws a UnitError. */
export async function askUnit(deps: HeadDeps, note: Uint8Array): Promise<Stamp> {
  const { timestamp } = deps.config;
  if (timestamp === undefined) throw new UnitError('unreachable');
  const nonce = randomOctets(NONCE_LENGTH);
  // A positive INTEGER of exactly these octets.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const { policy } = timestamp;
  const body = createTimestampRequest({
    hash: 'sha256',
    digest: sha256(note),
    nonce,
    ...(policy !== undefined && { policy }),
  });
  const headers = { 'Content-Type': 'application/timestamp-query' };
  const init = { method: 'POST', headers, body: Uint8Array.from(body) };
  const answer = await inSpan('timestamp', { 'kazasu.call': 'stamp' }, () =>
    fetched(deps, timestamp.url, init, TOKEN_MAX),
  );
  const token = readToken(answer);
  const crls = await fetchCrls(deps);
  return judged(deps, { token, note, nonce, crls });
}

/** The lists that tokens are judged by, as they are now. Throws a UnitError. */
export async function fetchCrls(deps: HeadDeps): Promise<Uint8Array[]> {
  const urls = deps.config.timestamp?.crls ?? [];
  return Promise.all(urls.map((url) => fetched(deps, url, {}, CRL_MAX)));
}

async function fetched(deps: HeadDeps, url: string, init: RequestInit, most: number): Promise<Uint8Array> {
  try {
    const signal = AbortSignal.timeout(deps.config.timestamp?.timeoutMs ?? 0);
    const send = deps.config.timestamp?.traceContext === true ? tracedFetch(deps.fetch) : deps.fetch;
    const response = await send(url, { ...init, redirect: 'error', signal });
    if (response.status !== 200) throw new UnitError('unreachable');
    return await readBounded(response.body, most);
  } catch (error) {
    throw error instanceof UnitError ? error : new UnitError('unreachable', error);
  }
}

function readToken(answer: Uint8Array): Uint8Array {
  try {
    const { token } = parseTimestampResponse(answer);
    if (token !== undefined) return token;
  } catch (error) {
    throw new UnitError('invalid', error);
  }
  throw new UnitError('refused');
}

interface Answer {
  readonly token: Uint8Array;
  readonly note: Uint8Array;
  readonly nonce: Uint8Array;
  readonly crls: readonly Uint8Array[];
}

function judged({ clock, trust, config }: HeadDeps, { token, note, nonce, crls }: Answer): Stamp {
  const now = clock.now();
  const policy = config.timestamp?.policy;
  const report = verifyTimestampToken(token, {
    data: note,
    nonce,
    ...(policy !== undefined && { policy }),
    anchors: trust.timestampAnchors,
    time: now,
    ...(crls.length > 0 && { crls, revocation: 'required' as const }),
  });
  const { genTime } = report;
  const unit = unitOf(report);
  if (report.verdict !== 'valid' || genTime === undefined || unit === undefined)
    throw new UnitError('invalid');
  if (Math.abs(genTime - now) > CLOCKS_APART) throw new UnitError('invalid');
  return { token, time: genTime, crls, unit, validUntil: endOf(report) };
}

function unitOf({ evidence = [] }: TimestampReport): string | undefined {
  const unit = evidence.find((each) => each.kind === 'certificate' && each.role === 'time-stamp-unit');
  return unit?.sha256;
}

/** The end of the certificate of the chain that ends first. */
function endOf({ evidence = [] }: TimestampReport): number {
  const ends = evidence.flatMap((each) =>
    each.kind === 'certificate' && each.notAfter !== undefined ? [each.notAfter] : [],
  );
  return Math.min(...ends);
}
