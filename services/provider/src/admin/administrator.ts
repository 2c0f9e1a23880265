import type { Settings } from '@kazasu/server/administration';
import { bearerToken, HttpError, readBounded } from '@kazasu/server/http';
import { sameText } from '@kazasu/server/keys';
import type { Context, MiddlewareHandler } from 'hono';
import { openAdministration, signedCaller } from '../administration/index.ts';
import { ADMINISTRATOR_SCHEME, type AdministratorRole } from '../api/index.ts';
import type { AdminDeps } from './deps.ts';
import { BODY_MAX } from './deps.ts';
import { problem } from './problem.ts';

/** Who asks, once that is known. */
export interface Caller {
  /** Empty for whoever brings the token. */
  readonly administratorId: string;
  /** As the audit log has it. */
  readonly actor: string;
  /** The signed request; empty for the token. */
  readonly proof: string;
  readonly body: Uint8Array;
}

/** Who may read here, and who may change something: the one with that role. Named administrators read everything, whatever their roles. */
export interface May {
  /** `token`: whoever brings the admin token, too. It opens what is watched all the time: metrics, status, the audit log. */
  readonly read: 'token' | 'viewer';
  readonly change: AdministratorRole;
  readonly bodyMax?: number;
}

const CALLER = 'caller';
const READING = ['GET', 'HEAD'];
const SCHEME = new RegExp(`^${ADMINISTRATOR_SCHEME} ([A-Za-z0-9_.-]{1,4096})$`);

export type MayDeps = Pick<AdminDeps, 'config' | 'audit' | 'store' | 'clock' | 'keys'>;

/** Behind {@link mayOnly} alone. */
export function callerOf(context: Context): Caller {
  return context.get(CALLER) as Caller;
}

/**
 * Lets in named administrators by their signed requests, and whoever brings the admin token to what it opens: everything where one
 * administers alone (a provider on this machine), otherwise reading. Refusals are told to the audit.
 */
export function mayOnly(deps: MayDeps, may: May): MiddlewareHandler {
  const settings = openAdministration(deps.keys);
  return async (context, next) => {
    const reads = READING.includes(context.req.method);
    const [, proof] = SCHEME.exec(context.req.header('Authorization') ?? '') ?? [];
    const caller =
      proof === undefined
        ? await byToken(context, deps, may)
        : await bySignature(context, { deps, settings, may, proof });
    if (caller instanceof Response) return caller;
    context.set(CALLER, caller.caller);
    if (reads || caller.roles === 'all' || caller.roles.includes(may.change)) return next();
    return refuse(context, deps, { status: 403, code: 'admin/role', actor: caller.caller.actor });
  };
}

/** For what the token opens: see {@link May}. */
export function onlyTheAdministrator(deps: MayDeps): MiddlewareHandler {
  return mayOnly(deps, { read: 'token', change: 'key-admin' });
}

interface Let {
  readonly caller: Caller;
  readonly roles: 'all' | readonly AdministratorRole[];
}

async function byToken(context: Context, deps: MayDeps, may: May): Promise<Let | Response> {
  const { config } = deps;
  if (!sameText(bearerToken(context.req.raw) ?? '', config.adminToken)) {
    context.header('WWW-Authenticate', 'Bearer realm="admin"');
    return refuse(context, deps, { status: 401, code: 'admin/token', actor: 'unknown' });
  }
  const opens = !config.fourEyes || (may.read === 'token' && READING.includes(context.req.method));
  if (!opens) return refuse(context, deps, { status: 403, code: 'admin/named', actor: 'admin' });
  const body = await bodyOf(context, may);
  if (body instanceof Response) return body;
  return { caller: { administratorId: '', actor: 'admin', proof: '', body }, roles: 'all' };
}

async function bySignature(
  context: Context,
  { deps, settings, may, proof }: { deps: MayDeps; settings: Settings; may: May; proof: string },
): Promise<Let | Response> {
  const body = await bodyOf(context, may);
  if (body instanceof Response) return body;
  const { pathname, search } = new URL(context.req.url);
  const request = { proof, method: context.req.method, path: `${pathname}${search}`, body };
  const signed = await signedCaller({ ...deps, settings, audience: deps.config.baseUrl }, request);
  if (typeof signed === 'string') {
    context.header('WWW-Authenticate', `${ADMINISTRATOR_SCHEME} realm="admin"`);
    return refuse(context, deps, { status: 401, code: signed, actor: 'unknown' });
  }
  const { administratorId, roles } = signed.administrator;
  return { caller: { administratorId, actor: `admin:${administratorId}`, proof, body }, roles };
}

/** Read once, here: the request is handed on with what was read. */
async function bodyOf(context: Context, { bodyMax = BODY_MAX }: May): Promise<Uint8Array | Response> {
  const { raw, method } = context.req;
  if (raw.body === null || READING.includes(method)) return new Uint8Array();
  try {
    const body = await readBounded(raw.body, bodyMax);
    context.req.raw = new Request(raw.url, { method, headers: raw.headers, body });
    return body;
  } catch (error) {
    if (error instanceof HttpError) return problem(context, error.status, error.code, error.message);
    throw error;
  }
}

/** What nobody does alone here. */
export function twoNeeded(context: Context, deps: Pick<MayDeps, 'audit'>, actor: string): Response {
  return refuse(context, deps, { status: 403, code: 'admin/two-needed', actor });
}

const MESSAGES = {
  'admin/token': 'the admin token is missing or wrong',
  'admin/named': 'the token opens this for reading at most: changes are made by named administrators',
  'admin/two-needed': 'two administrators must agree to this: propose it',
  'admin/role': 'this administrator has no role for it',
  'admin/request': 'the request is not signed by an administrator of this provider, or not just now',
  'admin/replayed': 'the signed request came before',
} as const;

function refuse(
  context: Context,
  { audit }: Pick<MayDeps, 'audit'>,
  { status, code, actor }: { status: 401 | 403; code: keyof typeof MESSAGES; actor: string },
): Response {
  audit.sparing.tell({ actor, action: 'admin.refused', outcome: code });
  return problem(context, status, code, MESSAGES[code]);
}
