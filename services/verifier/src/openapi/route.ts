import type * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import type { Caller } from '../key/key-data.ts';
import type { Scope } from '../key/scope.ts';
import type { ProblemCode } from '../problem/catalogue.ts';
import type { Language, Text } from '../text.ts';

/**
 * Who may call: anybody, the operator, or a tenant with a key of this scope. The operator is a named administrator (to change something, a
 * `tenant-admin`); where one administers alone, whoever has the admin token.
 */
export type Access = 'public' | 'operator' | Scope;

/** Who administers. */
export interface Operator {
  /** As the audit log has it. */
  readonly actor: string;
}

/** An object whose members are known, and no others. */
export type Members = v.StrictObjectSchema<v.ObjectEntries, undefined>;
type Output<S> = S extends v.GenericSchema ? v.InferOutput<S> : undefined;

/** A document as it arrives: nothing of it has been read yet. */
export interface ArrivingDocument {
  /** One of the route's, lower case, without parameters. */
  readonly mediaType: string;
  /** The header as it came, with its parameters. */
  readonly contentType: string;
  readonly stream: ReadableStream<Uint8Array> | null;
  /** As the sender declares it. */
  readonly length: number | undefined;
}

export interface RouteRequest<A extends Access, P, Q, H, B> {
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  /** Undefined when a document came in its place. */
  readonly body: B;
  /** The JSON body as it came, for who tells requests apart. */
  readonly octets: Uint8Array | undefined;
  readonly document: ArrivingDocument | undefined;
  readonly caller: A extends Scope ? Caller : undefined;
  readonly operator: A extends 'operator' ? Operator : undefined;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** One of `json`, `text` and `octets`, or none for an empty answer. */
export interface RouteAnswer {
  readonly status: number;
  readonly json?: unknown;
  /** Already JSON: sent as it is. */
  readonly jsonText?: string;
  readonly text?: string;
  readonly octets?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteResponse {
  readonly description: Text;
  /** Of the JSON; absent for an empty answer or another media type. */
  readonly schema?: v.GenericSchema;
  /** Default `application/json` where there is a schema. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, Text>>;
}

export interface RouteDefinition<
  A extends Access,
  P extends Members | undefined,
  Q extends Members | undefined,
  H extends Members | undefined,
  B extends v.GenericSchema | undefined,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it, relative to the base: `/v1/verifications/{id}`. */
  readonly path: string;
  /** `createVerification`; names the operation in generated clients. */
  readonly operationId: string;
  readonly tag: Tag;
  readonly access: A;
  /** Without full stop. */
  readonly summary: Text;
  readonly description?: Text;
  readonly request?: {
    /** Of the path's parameters; must name them all. */
    readonly params?: P;
    /** Texts, as they come; see parameter.ts for numbers. Others than these are refused. */
    readonly query?: Q;
    /** By lower-case name. Others are left alone. */
    readonly headers?: H;
    /** A JSON body. */
    readonly body?: B;
    /** Octets of the JSON body; default 64 KiB. */
    readonly bodyMax?: number;
    /** Media types that may come in the place of the JSON body; the handler reads and bounds them itself. */
    readonly documents?: readonly string[];
    /** Headers that a request must have, and whose absence has a problem of its own: the schema lets it pass to the handler. */
    readonly demandedHeaders?: readonly string[];
  };
  /** By status. */
  readonly responses: Readonly<Record<number, RouteResponse>>;
  /** Beside those that every route has: see commonProblems. */
  readonly problems?: readonly ProblemCode[];
  /** Of the operator's: watched all the time, so that the admin token reads it everywhere. */
  readonly watched?: boolean;
  /** A page for people: its headers allow its own style sheet. */
  readonly page?: boolean;
  readonly handle: (
    request: RouteRequest<A, Output<P>, Output<Q>, Output<H>, Output<B>>,
    deps: VerifierDeps,
  ) => Promise<RouteAnswer> | RouteAnswer;
}

/** A row of the table, whatever its shapes. */
export type Route = RouteDefinition<
  Access,
  Members | undefined,
  Members | undefined,
  Members | undefined,
  v.GenericSchema | undefined
>;

export type Tag =
  | 'verifications'
  | 'evidence'
  | 'status'
  | 'consents'
  | 'webhooks'
  | 'keys'
  | 'usage'
  | 'operator'
  | 'service';

/** Checks the shapes of one row against its handler, and forgets them for the table. */
export function route<
  const A extends Access,
  const P extends Members | undefined = undefined,
  const Q extends Members | undefined = undefined,
  const H extends Members | undefined = undefined,
  const B extends v.GenericSchema | undefined = undefined,
>(definition: RouteDefinition<A, P, Q, H, B>): Route {
  return definition as unknown as Route;
}
