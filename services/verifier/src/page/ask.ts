import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import type { Scope } from '../key/scope.ts';
import type { Route, RouteAnswer, RouteRequest } from '../openapi/index.ts';
import type { ProblemCode } from '../problem/index.ts';
import { ROUTES } from '../routes.ts';
import type { Visit } from './visit.ts';

const BY_ID: ReadonlyMap<string, Route> = new Map(ROUTES.map((row) => [row.operationId, row]));

export interface Question {
  readonly params?: Readonly<Record<string, string>>;
  /** As texts, like an address has them. */
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Does what the API does: the row's scope, its schemas and its handler, on behalf of whoever is signed in. Nothing that a page
 * shows or changes of a tenant goes another way, so that a page can do no more than the key could. Throws a VerifierError.
 */
export async function ask(visit: Visit, operationId: string, question: Question = {}): Promise<RouteAnswer> {
  const row = BY_ID.get(operationId);
  if (row === undefined || row.access === 'public' || row.access === 'operator') {
    throw new Error(`no route of tenants: ${operationId}`);
  }
  requireScope(visit, row.access);
  const { request = {} } = row;
  const asked = {
    params: read(request.params, question.params ?? {}, 'route-unknown'),
    query: read(request.query, question.query ?? {}, 'request-invalid'),
    headers: read(request.headers, {}, 'request-invalid'),
    body: read(request.body, question.body, 'request-invalid'),
    octets: undefined,
    document: undefined,
    caller: visit.session.caller,
    language: visit.lang,
    signal: visit.context.req.raw.signal,
  };
  return row.handle(asked as RouteRequest<never, undefined, undefined, undefined, undefined>, visit.deps);
}

/** The same, and the answer's JSON as this schema has it. */
export async function askFor<S extends v.GenericSchema>(
  visit: Visit,
  operationId: string,
  schema: S,
  question: Question = {},
): Promise<v.InferOutput<S>> {
  const { json } = await ask(visit, operationId, question);
  return v.parse(schema, json);
}

/** Throws `key-scope`. */
export function requireScope(visit: Visit, scope: Scope): void {
  if (!may(visit, scope)) throw new VerifierError('key-scope');
}

export function may({ session }: Visit, scope: Scope): boolean {
  return session.caller.scopes.includes(scope);
}

function read(schema: v.GenericSchema | undefined, value: unknown, code: ProblemCode): unknown {
  if (schema === undefined) return undefined;
  const result = v.safeParse(schema, value);
  if (!result.success) throw new VerifierError(code);
  return result.output;
}
