import type { Context, MiddlewareHandler } from 'hono';
import { bearerToken, checkDeclared, HttpError, readBounded } from '../http/index.ts';
import { sameText } from '../keys/index.ts';
import type { Administration } from './administration.ts';
import { problem, type Refusal } from './problem.ts';
import { signedCaller } from './signed-caller.ts';
import { ADMINISTRATOR_SCHEME } from './wire.ts';

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
  readonly change: string;
  /** Octets; default 50,000. */
  readonly bodyMax?: number;
}

const CALLER = 'caller';
const READING = ['GET', 'HEAD'];
const SCHEME = new RegExp(`^${ADMINISTRATOR_SCHEME} ([A-Za-z0-9_.-]{1,4096})$`);
const BODY_MAX = 50_000;

/** Behind {@link mayOnly} alone. */
export function callerOf(context: Context): Caller {
  return context.get(CALLER) as Caller;
}

/** Lets in whom {@link whoMay} lets in; the others get an answer in the form of the administration. */
export function mayOnly(deps: Administration, may: May): MiddlewareHandler {
  return async (context, next) => {
    const caller = await whoMay(context, deps, may);
    if (Array.isArray(caller)) return refused(context, caller as unknown as Refused);
    context.set(CALLER, caller);
    return next();
  };
}

/** For what the token opens: see {@link May}. */
export function onlyTheAdministrator(deps: Administration): MiddlewareHandler {
  return mayOnly(deps, { read: 'token', change: 'key-admin' });
}

/** As a refusal, and what is told with it. */
export type Refused = readonly [...Refusal, challenge?: string];

/**
 * Named administrators by their signed requests, and whoever brings the admin token for what it opens: everything where one administers alone
 * (a service on this machine), otherwise reading what says `read: 'token'`. Refusals are told to the audit. What is declared too long is refused
 * first; the body is read here, once, and of nobody before it is known who asks: the request is handed on with what was read.
 */
export async function whoMay(context: Context, deps: Administration, may: May): Promise<Caller | Refused> {
  const [, proof] = SCHEME.exec(context.req.header('Authorization') ?? '') ?? [];
  const lets = await unlessUnreadable(async () => {
    if (!READING.includes(context.req.method)) checkDeclared(context.req.raw, may.bodyMax ?? BODY_MAX);
    return proof === undefined ? byToken(context, deps, may) : bySignature(context, { deps, may, proof });
  });
  if (!('caller' in lets)) return lets;
  const { caller, roles } = lets;
  if (READING.includes(context.req.method) || roles === 'all' || roles.includes(may.change)) return caller;
  return refuse(deps, { status: 403, code: 'admin/role', actor: caller.actor });
}

interface Let {
  readonly caller: Caller;
  readonly roles: 'all' | readonly string[];
}

async function byToken(context: Context, deps: Administration, may: May): Promise<Let | Refused> {
  const { config } = deps;
  if (!sameText(bearerToken(context.req.raw) ?? '', config.adminToken)) {
    const challenge = 'Bearer realm="admin"';
    return refuse(deps, { status: 401, code: 'admin/token', actor: 'unknown', challenge });
  }
  const opens = !config.fourEyes || (may.read === 'token' && READING.includes(context.req.method));
  if (!opens) return refuse(deps, { status: 403, code: 'admin/named', actor: 'admin' });
  const body = await readBody(context, may);
  return { caller: { administratorId: '', actor: 'admin', proof: '', body }, roles: 'all' };
}

async function bySignature(
  context: Context,
  { deps, may, proof }: { deps: Administration; may: May; proof: string },
): Promise<Let | Refused> {
  const { pathname, search } = new URL(context.req.url);
  const path = `${pathname}${search}`;
  const request = { proof, method: context.req.method, path, body: () => readBody(context, may) };
  const signed = await signedCaller(deps, request);
  if (typeof signed === 'string') {
    const challenge = `${ADMINISTRATOR_SCHEME} realm="admin"`;
    return refuse(deps, { status: 401, code: signed, actor: 'unknown', challenge });
  }
  const { body } = signed;
  const { administratorId, roles } = signed.administrator;
  return { caller: { administratorId, actor: `admin:${administratorId}`, proof, body }, roles };
}

/** Throws an HttpError. */
async function readBody(context: Context, { bodyMax = BODY_MAX }: May): Promise<Uint8Array> {
  const { raw, method } = context.req;
  if (raw.body === null || READING.includes(method)) return new Uint8Array();
  const body = await readBounded(raw.body, bodyMax);
  context.req.raw = new Request(raw.url, { method, headers: raw.headers, body });
  return body;
}

async function unlessUnreadable<T>(reading: () => Promise<T>): Promise<T | Refused> {
  try {
    return await reading();
  } catch (error) {
    if (error instanceof HttpError) return [error.status, error.code, error.message];
    throw error;
  }
}

/** What nobody does alone here. */
export function twoNeeded(context: Context, deps: Pick<Administration, 'audit'>, actor: string): Response {
  return refused(context, refuse(deps, { status: 403, code: 'admin/two-needed', actor }));
}

const MESSAGES = {
  'admin/token': 'the admin token is missing or wrong',
  'admin/named': 'the token does not open this: it is for named administrators',
  'admin/two-needed': 'two administrators must agree to this: propose it',
  'admin/role': 'this administrator has no role for it',
  'admin/request': 'the request is not signed by an administrator of this service, or not just now',
  'admin/replayed': 'the signed request came before',
} as const;

function refuse(
  { audit }: Pick<Administration, 'audit'>,
  {
    status,
    code,
    actor,
    challenge,
  }: { status: 401 | 403; code: keyof typeof MESSAGES; actor: string; challenge?: string },
): Refused {
  audit.refused({ actor, action: 'admin.refused', outcome: code });
  return challenge === undefined ? [status, code, MESSAGES[code]] : [status, code, MESSAGES[code], challenge];
}

function refused(context: Context, [status, code, message, challenge]: Refused): Response {
  if (challenge !== undefined) context.header('WWW-Authenticate', challenge);
  return problem(context, status, code, message);
}
