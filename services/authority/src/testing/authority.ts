import { fromBase64, toPem } from '@kazasu/bytes';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { type KeyFolder, memoryKeys } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import type { CardImage, CardOptions, CertificateList, ResidentRecord } from '../api.ts';
import { type Authority, type AuthorityOptions, createAuthority } from '../main.ts';
import { keysOfFewPrimes } from './card-keys.ts';
import { plainTypeface } from './typeface.ts';

/** Noon in Japan. */
export const TIME = Date.UTC(2026, 5, 15, 3, 0, 0);
export const YEAR = 365 * 86_400_000;
export const VERIFIER = 'verifier-token-for-tests';
export const ADMIN = 'admin-token-for-tests';

/** Keys are slow to make: all authorities of one test file share them. */
const sharedKeys = memoryKeys();
const makeKey = keysOfFewPrimes();
const typeface = plainTypeface();

export interface TestAuthority extends Authority {
  readonly store: Store;
  readonly keys: KeyFolder;
  readonly clock: SettableClock;
  /** Every line that was logged. */
  readonly lines: string[];
  /** Asks with the token of that side, or none. */
  ask(token: string | undefined, path: string, init?: RequestInit): Promise<Response>;
  post(token: string | undefined, path: string, body: unknown): Promise<Response>;
  certificates(residentId: string): Promise<CertificateList['certificates']>;
}

export async function testAuthority(changes: Partial<AuthorityOptions> = {}): Promise<TestAuthority> {
  const store = changes.store ?? (await openStore({ file: ':memory:' }));
  const clock = settableClock(TIME);
  const lines: string[] = [];
  const log = createLog({ service: 'authority', destination: { write: (line) => void lines.push(line) } });
  const keys = changes.keys ?? sharedKeys;
  const tokens = { verifierToken: VERIFIER, adminToken: ADMIN };
  const authority = await createAuthority({
    store,
    clock,
    log,
    keys,
    makeKey,
    typeface,
    ...tokens,
    ...changes,
  });
  const asked = asking(async (path, init) => authority.app.request(path, init));
  return { ...authority, ...asked, store, keys, clock, lines };
}

/** The questions of tests, over whatever carries them. */
export function asking(
  request: (path: string, init: RequestInit) => Promise<Response>,
): Pick<TestAuthority, 'ask' | 'post' | 'certificates'> {
  const ask: TestAuthority['ask'] = async (token, path, init = {}) => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    return request(path, { ...init, headers });
  };
  const post: TestAuthority['post'] = (token, path, body) => {
    const headers = { 'content-type': 'application/json' };
    return ask(token, path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const certificates: TestAuthority['certificates'] = async (residentId) => {
    const response = await ask(ADMIN, `/admin/residents/${residentId}/certificates`);
    return ((await response.json()) as CertificateList).certificates;
  };
  return { ask, post, certificates };
}

export const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
export const OPTIONS: CardOptions = { pins: PINS };
export const CHILD_OPTIONS: CardOptions = { pins: { authentication: '1234', text: '5678' } };

let people = 0;

/** Somebody who does not exist, with an id nobody else has. */
export function somebody(changes: Partial<ResidentRecord> = {}): ResidentRecord {
  people += 1;
  return {
    residentId: `person-${people}`,
    name: '見本　花子',
    address: '架空県かざす市読取一丁目２番３号',
    birthdate: '19880517',
    gender: '2',
    myNumber: '123456789018',
    municipality: { code: '48101', prefecture: 'Kaku-ken', city: 'Kazasu-shi' },
    ...changes,
  };
}

export function pem(base64: string | undefined): string {
  return toPem('CERTIFICATE', fromBase64(base64 ?? ''));
}

/** The four certificates of a card, as PEM files. */
export function certificateFiles({ jpki }: CardImage): Record<string, string> {
  return {
    'auth.pem': pem(jpki.authenticationCertificate),
    'auth-ca.pem': pem(jpki.authenticationCaCertificate),
    'sign-ca.pem': pem(jpki.signatureCaCertificate),
    ...(jpki.signatureCertificate && { 'sign.pem': pem(jpki.signatureCertificate) }),
  };
}
