import type * as v from 'valibot';
import type { Clock } from '../clock/index.ts';
import type { Entries, Names } from '../config/index.ts';
import type { DirectHandler, Forwarding } from '../http/index.ts';
import type { KeyFolder, TokenKeys } from '../keys/index.ts';
import type { DoorRules } from '../limit/index.ts';
import type { Log } from '../log/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Migration, Store } from '../store/index.ts';
import type { KeySettings } from './process-settings.ts';

/** What a process hands to the service that it runs. */
export interface Ground {
  readonly clock: Clock;
  readonly log: Log;
  /** Where requests come from, as the door before the service believes it. */
  readonly forwarding: Forwarding;
}

export interface StoredGround extends Ground {
  readonly store: Store;
  /** The folder of the process's own keys, opened as its settings say. */
  readonly keys: KeyFolder;
  /** Keys in a token, where the settings name one. */
  readonly tokenKeys?: TokenKeys;
  /** Those settings, for a service that keeps keys elsewhere too. */
  readonly custody: KeySettings;
}

/** A service that answers. `close` ends what it does by itself, and leaves the store open. */
export interface OpenService {
  readonly app: { fetch(request: Request, env?: unknown): Response | Promise<Response> };
  readonly direct?: DirectHandler;
  readonly metrics?: Pick<Metrics, 'text' | 'counter' | 'gauge' | 'total'>;
  /** What it says of requests to the door before it, and how it refuses. */
  readonly door?: Partial<DoorRules>;
  /** Why this node should be given no requests, though its database answers; a code. */
  fault?(): string | undefined;
  close(): Promise<void>;
}

/**
 * What nodes of one cluster must have in common, by part: public identifiers, or commitments that tell nothing. Only their hashes are
 * stored. A part that may change from node to node, such as a log level, has no place here.
 */
export type Identity = Readonly<Record<string, string>>;

/** What is loaded only when the service is really run. */
export interface Program<Settings> {
  open(ground: Ground, settings: Settings): Promise<OpenService>;
}

export interface StoredProgram<Settings> {
  /** The tables that this version needs. */
  readonly migrations: readonly Migration[];
  /** Whether the service changes keys by itself, and so may make some in a token. */
  changesKeys?(settings: Settings): boolean;
  /** Asked before anything is written to the database. */
  identity(ground: StoredGround, settings: Settings): Promise<Identity>;
  open(ground: StoredGround, settings: Settings): Promise<OpenService>;
}

interface Described<Schema extends v.GenericSchema> {
  /** As it is typed behind `kazasu serve`, and as logs and metrics call it. */
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  /** Where it listens when nothing is said. */
  readonly port: number;
  /** A `v.strictObject`, or a `v.pipe` that begins with one. */
  readonly settings: Schema & { readonly entries: Entries };
  /** Whether its keys may lie in a token. */
  readonly tokens?: boolean;
  /** Names in the environment that do not follow the rule. */
  readonly names?: Names;
  /** Where others reach it, if a setting says so: such a `Host` is answered on loopback too. */
  publicUrl?(settings: v.InferOutput<Schema>): string | undefined;
  /** How many reverse proxies stand before it, where that is a setting of its own and was given. */
  trustedProxies?(settings: v.InferInput<Schema>): number | undefined;
}

export type ServiceDefinition<Schema extends v.GenericSchema = v.GenericSchema> = Described<Schema> &
  (
    | { readonly stored: true; load(): Promise<StoredProgram<v.InferInput<Schema>>> }
    | { readonly stored: false; load(): Promise<Program<v.InferInput<Schema>>> }
  );

/** Any service, once its settings have been judged by its own schema. */
export type AnyService = Omit<ServiceDefinition, 'load' | 'publicUrl' | 'trustedProxies' | 'stored'> & {
  publicUrl?(settings: unknown): string | undefined;
  trustedProxies?(settings: unknown): number | undefined;
} & (
    | { readonly stored: true; load(): Promise<StoredProgram<unknown>> }
    | { readonly stored: false; load(): Promise<Program<unknown>> }
  );

/** The settings reach `load` only as the schema let them in: that makes one type of all services. */
export function defineService<const Schema extends v.GenericSchema>(
  definition: ServiceDefinition<Schema>,
): AnyService {
  return definition as unknown as AnyService;
}
