import { importJwk, OidcError, thumbprint, type VerificationKey } from '@kazasu/oidc';
import * as v from 'valibot';
import type { StatementRunner } from '../store/index.ts';
import { AdministratorError, FEWEST_KEY_ADMINS } from './administrator-error.ts';
import type { Settings } from './settings.ts';
import { AdministratorView, type AnyRegistration } from './wire.ts';

export type Administrator = AdministratorView;

/** All there are, as one setting: whoever changes it goes on from what stands. */
const NAME = 'administrators';
const Document = v.strictObject({ administrators: v.array(AdministratorView) });
/** Each request reads and verifies the list. */
const MOST = 50;

export interface AdministratorList {
  /** Of the setting; 0 where nobody was ever added. */
  readonly version: number;
  readonly administrators: readonly Administrator[];
}

export async function administratorsOf(
  settings: Settings,
  store: StatementRunner,
): Promise<AdministratorList> {
  return listIn(await settings.newest(store, NAME));
}

export async function administratorsWithin(
  settings: Settings,
  within: StatementRunner,
): Promise<AdministratorList> {
  return listIn(await settings.newestWithin(within, NAME));
}

function listIn(
  kept: { readonly version: number; readonly document: string } | undefined,
): AdministratorList {
  if (kept === undefined) return { version: 0, administrators: [] };
  return { version: kept.version, ...v.parse(Document, JSON.parse(kept.document)) };
}

/** Throws an AdministratorError (`administrator/changed`) where the list is not the one any more that this was made from. */
export async function replaceAdministrators(
  settings: Settings,
  within: StatementRunner,
  { version, administrators }: AdministratorList,
  now: number,
): Promise<void> {
  const document = JSON.stringify({ administrators });
  if ((await settings.replace(within, NAME, version, { document, now })) === undefined) {
    throw new AdministratorError('administrator/changed', 'somebody changed the list at the same time');
  }
}

/** The list with one more. Throws an AdministratorError for an id or a key that is there, and for a key of another kind. */
export function addAdministrator(
  { version, administrators }: AdministratorList,
  registration: AnyRegistration,
  now: number,
): AdministratorList {
  const { administratorId, jwk } = registration;
  const own = thumbprint(keyOf(jwk).key);
  if (administrators.length >= MOST) {
    throw new AdministratorError('administrator/too-many', `there are ${MOST} administrators`);
  }
  for (const other of administrators) {
    // In another case it would look like somebody else's name, or like the same.
    if (other.administratorId.toLowerCase() === administratorId.toLowerCase()) {
      throw new AdministratorError('administrator/exists', 'there is an administrator of this id');
    }
    if (other.thumbprint === own) {
      throw new AdministratorError('administrator/exists', 'another administrator has this key');
    }
  }
  const roles = [...new Set(registration.roles)];
  const added = { administratorId, roles, jwk, thumbprint: own, addedAt: now };
  return { version, administrators: [...administrators, added] };
}

/** The list without one. Throws an AdministratorError where there is none of that id, or too few would be left to agree to anything. */
export function removeAdministrator(
  { version, administrators }: AdministratorList,
  administratorId: string,
  { fewest = FEWEST_KEY_ADMINS } = {},
): AdministratorList {
  const left = administrators.filter((one) => one.administratorId !== administratorId);
  if (left.length === administrators.length) {
    throw new AdministratorError('administrator/unknown', 'there is no such administrator');
  }
  const removed = administrators.find((one) => one.administratorId === administratorId);
  if (removed?.roles.includes('key-admin') && withRole(left, 'key-admin').length < fewest) {
    throw new AdministratorError(
      'administrator/too-few',
      'fewer than two key administrators would be left: add another one first',
    );
  }
  return { version, administrators: left };
}

export function withRole(administrators: readonly Administrator[], role: string): Administrator[] {
  return administrators.filter(({ roles }) => roles.includes(role));
}

/** Throws an AdministratorError (`administrator/key`). */
export function keyOf(jwk: Readonly<Record<string, unknown>>): VerificationKey {
  try {
    const key = importJwk(jwk);
    if (key.algorithm === 'ES256' || key.algorithm === 'EdDSA') return key;
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
  }
  throw new AdministratorError('administrator/key', 'the key must be a public one on P-256 or for Ed25519');
}
