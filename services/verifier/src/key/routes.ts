import * as v from 'valibot';
import { fingerprintOf } from '../audit/index.ts';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { Instant, type Operator, type Route, route, Slug } from '../openapi/index.ts';
import { findTenant } from '../tenant/index.ts';
import { createKey, isAlive, type MadeKey } from './key.ts';
import type { ApiKey, Caller } from './key-data.ts';
import { endKey, findKey, insertKey, listKeys, replaceKey } from './key-store.ts';
import { SCOPES, type Scope } from './scope.ts';

const HOUR = 3_600_000;
const KeyId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const KeyParams = v.strictObject({ keyId: KeyId });
const Scopes = v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(SCOPES.length));

const KeyCreation = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  scopes: Scopes,
  /** After this the key opens nothing. */
  expiresAt: v.optional(Instant),
});

/** A key as its tenant sees it: never the secret. */
export const KeyView = v.strictObject({
  keyId: KeyId,
  name: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  active: v.boolean(),
  createdAt: Instant,
  expiresAt: v.optional(Instant),
  endsAt: v.optional(Instant),
  /** `YYYYMMDD` in Japan. */
  lastUsedDay: v.optional(v.string()),
  replacedBy: v.optional(KeyId),
});

const KeyCreated = v.strictObject({ key: KeyView, token: v.string() });
const CREATED = {
  description: {
    ja: '作成したキー。「token」が示されるのはこの1回だけです。',
    en: 'the key; its "token" is shown this once and never again',
  },
  schema: KeyCreated,
} as const;

const RotationRequest = v.strictObject({
  /** How long the old key still opens, seconds. */
  overlapSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30 * 86_400)), 86_400),
});

export const KEY_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/keys',
    operationId: 'listKeys',
    tag: 'keys',
    access: 'keys',
    summary: { ja: 'APIキーの一覧を取得する', en: 'List the API keys' },
    responses: {
      200: {
        description: { ja: 'APIキーの一覧', en: 'all keys of the tenant, those that ended too' },
        schema: v.strictObject({ keys: v.array(KeyView) }),
      },
    },
    handle: async ({ caller }, { store, clock }) => {
      const keys = await listKeys(store, caller.tenant.tenantId);
      return { status: 200, json: { keys: keys.map((key) => viewOf(key, clock.now())) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/keys',
    operationId: 'createKey',
    tag: 'keys',
    access: 'keys',
    summary: { ja: 'APIキーを作成する', en: 'Make an API key' },
    description: {
      ja: '自分が持つスコープだけを付与できます。',
      en: 'A key gives only scopes that it has itself.',
    },
    request: { body: KeyCreation },
    responses: { 201: CREATED },
    problems: ['scope-exceeded'],
    handle: async ({ caller, body }, deps) => {
      refuseMore(caller, body.scopes);
      return created(deps, await keep(deps, caller.tenant.tenantId, body));
    },
  }),
  route({
    method: 'delete',
    path: '/v1/keys/{keyId}',
    operationId: 'revokeKey',
    tag: 'keys',
    access: 'keys',
    summary: { ja: 'APIキーを失効する', en: 'Revoke an API key' },
    description: {
      ja: 'ただちに、すべてのサーバーで使えなくなります。繰り返しても同じ結果です。',
      en: 'It opens nothing from now on, on any server. Doing it again changes nothing.',
    },
    request: { params: KeyParams },
    responses: { 204: { description: { ja: '失効しました', en: 'it is revoked' } } },
    problems: ['api-key-unknown'],
    handle: async ({ caller, params }, { store, clock, log }) => {
      const { tenantId } = caller.tenant;
      if (!(await endKey(store, tenantId, params.keyId, clock.now()))) {
        throw new VerifierError('api-key-unknown');
      }
      log.info('key.revoked', { clientId: tenantId, keyId: params.keyId });
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/v1/keys/{keyId}/rotation',
    operationId: 'rotateKey',
    tag: 'keys',
    access: 'keys',
    summary: { ja: 'APIキーを交換する', en: 'Rotate an API key' },
    description: {
      ja: '同じ名前とスコープのキーを作成します。元のキーは「overlapSeconds」の間だけ引き続き使えます。交換は1つのキーにつき1回です。',
      en: 'Makes a key of the same name and scopes; the old one opens for "overlapSeconds" longer. Each key is rotated once.',
    },
    request: { params: KeyParams, body: RotationRequest },
    responses: { 201: CREATED },
    problems: ['api-key-unknown', 'api-key-ended', 'scope-exceeded'],
    handle: async ({ caller, params, body }, deps) =>
      created(deps, await rotate(deps, caller, params.keyId, body.overlapSeconds * 1_000)),
  }),
  route({
    method: 'post',
    path: '/admin/tenants/{tenantId}/keys',
    operationId: 'createFirstKey',
    tag: 'operator',
    access: 'operator',
    summary: { ja: 'テナントのAPIキーを作成する', en: 'Make an API key for a tenant' },
    description: {
      ja: 'テナントに最初のキーを渡すための操作です。',
      en: 'This is how a tenant gets its first one.',
    },
    request: { params: v.strictObject({ tenantId: Slug }), body: KeyCreation },
    responses: { 201: CREATED },
    problems: ['tenant-unknown', 'tenant-ended'],
    handle: async ({ params, body, operator }, deps) => {
      const tenant = await findTenant(deps.store, params.tenantId);
      if (tenant === undefined) throw new VerifierError('tenant-unknown');
      if (tenant.endedAt !== undefined) throw new VerifierError('tenant-ended');
      return created(deps, await keep(deps, tenant.tenantId, body, operator));
    },
  }),
];

function refuseMore({ scopes }: Caller, wanted: readonly Scope[]): void {
  if (!wanted.every((scope) => scopes.includes(scope))) throw new VerifierError('scope-exceeded');
}

async function keep(
  { store, clock, log, audit }: VerifierDeps,
  tenantId: string,
  { name, scopes, expiresAt }: v.InferOutput<typeof KeyCreation>,
  operator?: Operator,
): Promise<MadeKey> {
  const made = createKey({ tenantId, name, scopes: [...new Set(scopes)], expiresAt }, clock.now());
  const { keyId } = made.key;
  await store.transaction(async (within) => {
    await insertKey(within, made.key);
    if (operator === undefined) return;
    const detail = { keyId, fingerprint: fingerprintOf([...made.key.scopes]), notAfter: expiresAt };
    const event = { action: 'api-key.added', subject: `tenant:${tenantId}`, detail } as const;
    await audit.append(within, { actor: operator.actor, ...event });
  });
  log.info('key.added', { clientId: tenantId, keyId: made.key.keyId });
  return made;
}

async function rotate(
  deps: VerifierDeps,
  caller: Caller,
  keyId: string,
  overlapMs: number,
): Promise<MadeKey> {
  const { tenantId } = caller.tenant;
  const now = deps.clock.now();
  const old = await findKey(deps.store, tenantId, keyId);
  if (old === undefined) throw new VerifierError('api-key-unknown');
  refuseMore(caller, old.scopes);
  const { name, scopes, createdAt } = old;
  const expiresAt = old.expiresAt && now + Math.max(old.expiresAt - createdAt, HOUR);
  const made = createKey({ tenantId, name, scopes, expiresAt }, now);
  const done = await deps.store.transaction(async (within) => {
    const next = { keyId: made.key.keyId, endsAt: now + overlapMs, now };
    if (!(await replaceKey(within, old, next))) return false;
    await insertKey(within, made.key);
    return true;
  });
  if (!done) throw new VerifierError('api-key-ended');
  deps.log.info('key.rotated', { clientId: tenantId, keyId });
  return made;
}

function created({ clock }: VerifierDeps, { key, token }: MadeKey) {
  return { status: 201, json: { key: viewOf(key, clock.now()), token } };
}

function viewOf(key: ApiKey, now: number): v.InferOutput<typeof KeyView> {
  const { keyId, name, scopes, createdAt, expiresAt, endsAt, lastUsedDay, replacedBy } = key;
  return {
    keyId,
    name,
    scopes: [...scopes],
    active: isAlive(key, now),
    createdAt,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(lastUsedDay !== undefined && { lastUsedDay }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
}
