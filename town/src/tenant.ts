import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';

/** The operator's half of the verifier, and the token that opens it. */
export interface VerifierAdministration {
  readonly verifier: string;
  readonly token: string;
}

export interface TenantOrder {
  readonly tenantId: string;
  readonly name: string;
  readonly purposes: readonly string[];
  readonly clientIds: readonly string[];
}

const KeyCreated = v.object({ token: v.pipe(v.string(), v.regex(/^kzv_[0-9a-f]{16}_[\w-]{43}$/)) });
const SCOPES = ['verify', 'read', 'items', 'signature', 'console'] as const;

/**
 * Sees to it that there is this tenant, and answers with an API key of it: the one in the file, as long as it opens, or a new
 * one, which is then in the file. The file is its owner's alone.
 */
export async function enrolTenant(
  at: VerifierAdministration,
  order: TenantOrder,
  keyFile: string,
): Promise<string> {
  const { tenantId, ...change } = order;
  const path = `/admin/tenants/${tenantId}`;
  const changed = await ask(at, 'PUT', path, change);
  if (changed.status === 404) await accepted(await ask(at, 'POST', '/admin/tenants', order));
  else await accepted(changed);
  const kept = existsSync(keyFile) ? readFileSync(keyFile, 'utf8').trim() : undefined;
  if (kept !== undefined && (await opens(at, kept))) return kept;
  const made = await accepted(await ask(at, 'POST', `${path}/keys`, { name: 'town', scopes: SCOPES }));
  const { token } = v.parse(KeyCreated, await made.json());
  mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
  replaceFile(keyFile, `${token}\n`);
  return token;
}

const LinkCreated = v.object({ url: v.string() });

/** An address that lets one browser in at the tenant's console, once. */
export async function consoleLink(at: VerifierAdministration, tenantId: string): Promise<string> {
  const made = await accepted(await ask(at, 'POST', `/admin/tenants/${tenantId}/console-links`, {}));
  return v.parse(LinkCreated, await made.json()).url;
}

/** Another store than the one that the key was made in does not know it. */
async function opens({ verifier }: VerifierAdministration, token: string): Promise<boolean> {
  return (await ask({ verifier, token }, 'GET', '/v1/verifications?limit=1')).ok;
}

function ask(
  { verifier, token }: VerifierAdministration,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${verifier}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`The verifier refused with status ${response.status}: ${await response.text()}`);
}
