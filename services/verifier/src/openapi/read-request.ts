import { fromUtf8 } from '@kazasu/bytes';
import { readBytes } from '@kazasu/server/http';
import type { Context } from 'hono';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import type { ArrivingDocument, Members, Route } from './route.ts';

export const BODY_MAX = 64 * 1024;

export interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly octets: Uint8Array | undefined;
  readonly document: ArrivingDocument | undefined;
}

/** Everything that the row asks for, checked; throws a VerifierError or an HttpError. The body comes last. */
export async function readRequest(context: Context, { request = {} }: Route): Promise<ReadRequest> {
  const { req } = context;
  const params = parseParams(request.params, req.param());
  const query = parseQuery(request.query, new URL(req.url).searchParams);
  const headers = parseHeaders(request.headers, req.raw.headers);
  const document = request.documents && documentOf(req.raw, request.documents);
  const octets =
    request.body === undefined || document !== undefined
      ? undefined
      : await readBytes(req.raw, 'application/json', request.bodyMax ?? BODY_MAX);
  const body = octets && request.body && check(request.body, parseJson(octets), 'body');
  return { params, query, headers, body, octets, document };
}

/** An id of another form than ours is as unknown as any. */
function parseParams(schema: Members | undefined, given: Record<string, string>): unknown {
  if (schema === undefined) return undefined;
  const result = v.safeParse(schema, given);
  if (!result.success) throw new VerifierError('route-unknown');
  return result.output;
}

function parseQuery(schema: Members | undefined, given: URLSearchParams): unknown {
  const names = [...given.keys()];
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length > 0) throw new VerifierError('request-invalid', { at: ['query'] });
  if (schema !== undefined) return check(schema, Object.fromEntries(given), 'query');
  if (names.length > 0) throw new VerifierError('request-invalid', { at: ['query'] });
  return undefined;
}

function parseHeaders(schema: Members | undefined, given: Headers): unknown {
  if (schema === undefined) return undefined;
  const named = Object.keys(schema.entries).flatMap((name) => {
    const value = given.get(name);
    return value === null ? [] : [[name, value]];
  });
  return check(schema, Object.fromEntries(named), 'header');
}

function documentOf(request: Request, mediaTypes: readonly string[]): ArrivingDocument | undefined {
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const mediaType = mediaTypes.find((known) => known === type.trim());
  if (mediaType === undefined) return undefined;
  const length = request.headers.get('content-length');
  return {
    mediaType,
    contentType: request.headers.get('content-type') ?? '',
    stream: request.body,
    length: length === null ? undefined : Number(length),
  };
}

function parseJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(octets));
  } catch {
    throw new VerifierError('request-malformed');
  }
}

function check<S extends v.GenericSchema>(schema: S, value: unknown, where: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new VerifierError('request-invalid', { at: placesOf(result.issues, where) });
}

const PLACES_MAX = 8;

/** Where, by names of ours alone: a member that is not known is told by the place that it was found in. */
function placesOf(issues: readonly v.BaseIssue<unknown>[], where: string): string[] {
  const places = issues.map(({ type, expected, path = [] }) => {
    const unknown = type === 'strict_object' && expected === 'never';
    const keys = (unknown ? path.slice(0, -1) : path).map(({ key }) => String(key));
    if (where === 'body') return keys.length === 0 ? 'body' : `/${keys.join('/')}`;
    return keys.length === 0 ? where : `${where}:${keys.join('/')}`;
  });
  return [...new Set(places)].slice(0, PLACES_MAX);
}
