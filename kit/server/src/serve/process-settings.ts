/** What is set for every process of the project, whichever service it runs. */
import * as v from 'valibot';
import type { Entries, Names } from '../config/index.ts';
import { LimitSettings } from '../limit/index.ts';

const count = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const Host = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
const Path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const listenSettings = (port: number) =>
  v.strictObject({
    /** `localhost` is this machine alone, `0.0.0.0` or `::` every address. */
    host: v.optional(Host, 'localhost'),
    port: v.optional(count(0, 65_535), port),
    /** Values of `Host` that are answered; all others get 421. Without it: on loopback its own names and that of the service's public address, elsewhere every one. */
    hosts: v.optional(v.pipe(v.array(Host), v.minLength(1), v.maxLength(64))),
  });

const Management = v.strictObject({
  host: v.optional(Host, 'localhost'),
  port: count(0, 65_535),
});

const Stop = v.strictObject({
  /** Milliseconds that the process goes on answering while `/readyz` already says no, until who balances load has seen it. */
  announceMs: v.optional(count(0, 300_000), 0),
  /** Milliseconds that requests under way have after that. */
  drainMs: v.optional(count(0, 600_000), 10_000),
});

const Logging = v.strictObject({ level: v.optional(v.picklist(['info', 'warn', 'error']), 'info') });

const Database = v.pipe(
  v.strictObject({
    /** `postgres://…` */
    url: v.optional(
      v.pipe(v.string(), v.maxLength(2_000), v.regex(/^postgres(?:ql)?:\/\//), v.metadata({ secret: true })),
    ),
    /** Path of an SQLite file, for one machine. */
    path: v.optional(Path),
    /** Most connections of one process to PostgreSQL: with workers, of each. */
    connections: v.optional(count(1, 1_000), 10),
    /** How long a statement on PostgreSQL may take, in milliseconds; a lock or a connection is waited for half as long. */
    statementTimeoutMs: v.optional(count(100, 600_000), 10_000),
  }),
  v.check(({ url, path }) => (url === undefined) !== (path === undefined), 'needs either url or path'),
);

const Token = v.strictObject({
  /** Path of the PKCS#11 module. */
  module: Path,
  label: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
  /** Files that make the PIN, as those of the passphrase do. */
  pinFile: v.pipe(v.string(), v.minLength(1), v.maxLength(8_192)),
});

const Keys = v.strictObject({
  /** Of mode 0700; the same keys for all nodes. */
  folder: Path,
  /** Files of the custodians' passphrases, in order, with colons between. */
  passphraseFile: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(8_192))),
  /** Where the keys that sign lie, for services that know of tokens. Without passphrases the folder opens beside this token alone. */
  token: v.optional(Token),
});
export type KeySettings = v.InferOutput<typeof Keys>;

/** Those of a service that has pages alone. */
export const processSettings = (port: number) =>
  v.strictObject({
    listen: v.optional(listenSettings(port), {}),
    /** A second port for those who run the service: probes that tell why, and the counters. None without it. */
    management: v.optional(Management),
    /** Processes that share the port; 1: no process but this one. */
    workers: v.optional(count(1, 256), 1),
    stop: v.optional(Stop, {}),
    limits: v.optional(LimitSettings, {}),
    log: v.optional(Logging, {}),
  });

/** Those of a service that keeps something. */
export const storedProcessSettings = (port: number) =>
  v.strictObject({ ...processSettings(port).entries, database: Database, keys: Keys });

export type ProcessConfig = v.InferOutput<ReturnType<typeof processSettings>> &
  Partial<Pick<v.InferOutput<ReturnType<typeof storedProcessSettings>>, 'database' | 'keys'>>;

/** What was called so before there was a rule. */
export const PROCESS_NAMES: Names = {
  'database.url': 'DATABASE_URL',
  'keys.folder': 'KAZASU_KEY_FOLDER',
  'keys.passphraseFile': 'KAZASU_KEY_PASSPHRASE_FILE',
  'keys.token.module': 'KAZASU_TOKEN_MODULE',
  'keys.token.label': 'KAZASU_TOKEN',
  'keys.token.pinFile': 'KAZASU_TOKEN_PIN_FILE',
};

export function processSchema(
  stored: boolean,
  port: number,
): v.GenericSchema & { readonly entries: Entries } {
  return stored ? storedProcessSettings(port) : processSettings(port);
}
