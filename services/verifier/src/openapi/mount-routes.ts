import { type Administration, whoMay } from '@kazasu/server/administration';
import { bearerToken, pageHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import { administrationOf } from '../administration/index.ts';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { findCaller } from '../key/index.ts';
import type { Caller } from '../key/key-data.ts';
import type { ProblemCode } from '../problem/index.ts';
import { languageOf } from '../text.ts';
import { refusalOf, responseOf } from './answer.ts';
import { BODY_MAX, readRequest } from './read-request.ts';
import type { Operator, Route, RouteRequest } from './route.ts';

/** Builds the router from the table. Two rows for one method and path are a fault of ours, and thrown. */
export function mountRoutes(app: Hono, deps: VerifierDeps, routes: readonly Route[]): void {
  const administration = administrationOf(deps);
  const methods = new Map<string, string[]>();
  for (const row of routes) {
    const known = methods.get(row.path) ?? [];
    if (known.includes(row.method)) throw new Error(`two routes for ${row.method} ${row.path}`);
    methods.set(row.path, [...known, row.method]);
    if (row.page) app.use(address(deps, row.path), pageHeaders());
    app.on(row.method.toUpperCase(), address(deps, row.path), (context) =>
      guarded(context, deps, () => answer(context, { deps, administration }, row)),
    );
  }
  for (const [path, allowed] of methods) {
    app.all(address(deps, path), (context) => notAllowed(context, deps, allowed));
  }
  app.notFound((context) => guarded(context, deps, () => Promise.reject(new VerifierError('route-unknown'))));
  app.onError((error, context) => refusalOf(error, refusalOptions(context, deps)));
}

function address({ config }: VerifierDeps, path: string): string {
  return config.basePath + path.replaceAll(/\{([A-Za-z]+)\}/g, ':$1');
}

interface Answering {
  readonly deps: VerifierDeps;
  readonly administration: Administration;
}

async function answer(context: Context, { deps, administration }: Answering, row: Route): Promise<Response> {
  const operator = row.access === 'operator' ? await operatorOf(context, administration, row) : undefined;
  const caller = await authorize(context, deps, row);
  const read = await readRequest(context, row);
  const request = {
    ...read,
    caller,
    operator,
    language: languageOf(context.req.header('Accept-Language')),
    // Made for those alone who ask for it.
    get signal() {
      return context.req.raw.signal;
    },
  } as RouteRequest<never, undefined, undefined, undefined, undefined>;
  const given = await row.handle(request, deps);
  const declared = row.responses[given.status];
  if (declared === undefined) throw new Error(`${row.operationId} does not declare ${given.status}`);
  return responseOf(context, given, declared.mediaType, row.page ?? false);
}

/** A signature is over the body too, which is read for it, and handed on. */
async function operatorOf(
  context: Context,
  administration: Administration,
  { watched = false }: Route,
): Promise<Operator> {
  const read = watched ? 'token' : 'viewer';
  const found = await whoMay(context, administration, { read, change: 'tenant-admin', bodyMax: BODY_MAX });
  if ('actor' in found) return { actor: found.actor };
  const [status, code] = found;
  if (status === 413) throw new VerifierError('body-too-large');
  throw new VerifierError(REFUSED[code] ?? 'operator-token');
}

const REFUSED: { readonly [code: string]: ProblemCode } = {
  'admin/named': 'operator-named',
  'admin/role': 'operator-role',
};

/** Before anything of the request is read but its headers. */
async function authorize(context: Context, deps: VerifierDeps, row: Route): Promise<Caller | undefined> {
  const { access } = row;
  if (access === 'public' || access === 'operator') return undefined;
  const token = bearerToken(context.req.raw);
  if (token === undefined) throw new VerifierError('key-missing');
  const caller = await findCaller(deps, token);
  if (caller === undefined) throw new VerifierError('key-invalid');
  if (!caller.scopes.includes(access)) throw new VerifierError('key-scope');
  return caller;
}

async function guarded(
  context: Context,
  deps: VerifierDeps,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return refusalOf(error, refusalOptions(context, deps));
  }
}

async function notAllowed(
  context: Context,
  deps: VerifierDeps,
  allowed: readonly string[],
): Promise<Response> {
  const refusal = refusalOf(new VerifierError('method-not-allowed'), refusalOptions(context, deps));
  refusal.headers.set('Allow', allowed.map((method) => method.toUpperCase()).join(', '));
  return refusal;
}

function refusalOptions(context: Context, { config, log }: VerifierDeps) {
  return { baseUrl: config.baseUrl, log, acceptLanguage: context.req.header('Accept-Language') };
}
