import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthorityClient, CrlStream } from '@kazasu/authority/client';
import { type Certificate, crlSeries, type RevocationIndex } from '@kazasu/pki/login';
import type { Clock } from '@kazasu/server/clock';
import { type FileLock, lockFile, requirePrivateFolder } from '@kazasu/server/file';
import { codeOf, type Log } from '@kazasu/server/log';
import { type MapFile, openSharedFile, type SharedFile } from '@kazasu/server/mapping';
import { indexList } from './index-list.ts';
import { keepTag, tagOf } from './index-tag.ts';
import { openWholeIndex } from './whole-index.ts';

/** The scope of the list of all certificates of a generation. */
export const WHOLE = 'whole';

/** A list that could not be had or was refused is asked for again after this time at the earliest. */
const RETRY_MS = 60_000;
/** Nobody holds a card over a phone for longer. */
const WAIT_MS = 10_000;
/** How often a process that waits for another one looks whether it is done. */
const LOCK_MS = 100;

export interface CrlIndexOptions {
  /** For the index files: ours alone, and the same one for all processes of a provider. */
  readonly folder: string;
  /** How long a list is used before the authority is asked for a newer one. */
  readonly refreshMs: number;
  /** Read whenever an unknown generation is asked for. */
  readonly anchors: readonly Certificate[];
  readonly authority: Pick<AuthorityClient, 'crlStream'>;
  readonly mapFile: MapFile;
  readonly clock: Clock;
  readonly log: Log;
}

/** The whole lists of all trusted generations, as indexes in files that several processes share. */
export interface CrlIndexes {
  /**
   * The newest index of a generation; undefined where none is to be had. Waits for a newer one only if there is none that is
   * current, and not for long. What it gives is judged by its own dates, as every list.
   */
  find(issuerKeyId: string): Promise<RevocationIndex | undefined>;
  /** Breaks off what is under way. Idempotent. */
  close(): Promise<void>;
}

/**
 * Uses the indexes that lie in the folder, and asks for newer ones at once. Throws NotPrivate for a folder that others may
 * enter: what lies in it is believed, since the signature is of the list and not of the index.
 */
export function openCrlIndexes(options: CrlIndexOptions): CrlIndexes {
  requirePrivateFolder(options.folder);
  const end = new AbortController();
  const generations = new Map<string, Generation>();
  // One that was not believed at the start may be by now.
  const generationOf = (keyId: string): Generation | undefined => {
    const known = generations.get(keyId);
    if (known !== undefined || !/^[0-9a-f]+$/.test(keyId)) return known;
    const anchor = options.anchors.find((one) => one.keyId === keyId);
    if (anchor === undefined) return undefined;
    const made = new Generation(options, anchor, keyId, end.signal);
    generations.set(keyId, made);
    return made;
  };
  for (const { keyId } of options.anchors) if (keyId !== undefined) generationOf(keyId);
  return {
    find: async (issuerKeyId) => generationOf(issuerKeyId)?.find(),
    close: async () => {
      end.abort();
      await Promise.all([...generations.values()].map((one) => one.idle()));
    },
  };
}

/** One generation's file, and the bringing of newer ones. */
class Generation {
  readonly #options: CrlIndexOptions;
  readonly #issuer: Certificate;
  readonly #issuerKeyId: string;
  readonly #path: string;
  readonly #file: SharedFile<RevocationIndex>;
  readonly #end: AbortSignal;
  /** The list that was in force when the authority was asked last, by whichever process. */
  #seen: string | undefined;
  #askedAt: number;
  #retryAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(options: CrlIndexOptions, issuer: Certificate, issuerKeyId: string, end: AbortSignal) {
    this.#options = options;
    this.#issuer = issuer;
    this.#issuerKeyId = issuerKeyId;
    this.#path = join(options.folder, `${issuerKeyId}.index`);
    this.#end = end;
    this.#file = openSharedFile({
      path: this.#path,
      mapFile: options.mapFile,
      open: openWholeIndex,
      lookEveryMs: 0,
      onRefused: (error) => options.log.error('crl-index.unreadable', { code: codeOf(error) }),
    });
    this.#seen = this.#file.current()?.crlSha256;
    this.#askedAt = options.clock.now();
    if (issuer.notAfter >= this.#askedAt) void this.#refresh();
  }

  async find(): Promise<RevocationIndex | undefined> {
    const { clock, refreshMs } = this.#options;
    const index = this.#file.current();
    const now = clock.now();
    // What another process brought is as new as what this one brings.
    if (index?.crlSha256 !== this.#seen) {
      this.#seen = index?.crlSha256;
      this.#askedAt = now;
    }
    const age = now - this.#askedAt;
    const current = index !== undefined && now < (index.crl.nextUpdate ?? 0);
    if (current && age < refreshMs) return index;
    const refreshing = this.#refresh();
    // In a quiet night nobody asks; the first one in the morning waits rather than take the list of the evening.
    if (current && age < 2 * refreshMs) return index;
    await atMost(WAIT_MS, refreshing);
    return this.#file.current();
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  /** One at a time, and never rejects: an older list, if there is one, stays in use. */
  #refresh(): Promise<void> {
    if (this.#running !== undefined) return this.#running;
    const { clock, log } = this.#options;
    if (this.#end.aborted || clock.now() < this.#retryAt) return Promise.resolve();
    this.#retryAt = clock.now() + RETRY_MS;
    this.#running = this.#bring()
      .catch((error: unknown) => {
        if (!this.#end.aborted) log.warn('crl-index.unavailable', { code: codeOf(error) });
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #bring(): Promise<void> {
    const { authority, clock } = this.#options;
    const lock = await this.#turn();
    try {
      const before = this.#file.current();
      // Whoever had the lock before may have brought a newer one.
      if (before?.crlSha256 === this.#seen) {
        const tag = before && tagOf(this.#path, before.crlSha256);
        const list = await authority.crlStream(this.#issuerKeyId, WHOLE, { tag, signal: this.#end });
        if (list !== undefined) await this.#put(list, before?.crl);
      }
      this.#seen = this.#file.current()?.crlSha256;
      this.#askedAt = clock.now();
      this.#retryAt = Number.NEGATIVE_INFINITY;
    } finally {
      lock.release();
    }
  }

  async #put({ octets, tag }: CrlStream, before: RevocationIndex['crl'] | undefined): Promise<void> {
    const issuer = this.#issuer;
    const number = before?.number;
    const known =
      before === undefined || number === undefined
        ? undefined
        : { series: crlSeries(before, issuer), number };
    const order = { issuer, path: this.#path, known, signal: this.#end };
    await indexList(octets, order);
    const crlSha256 = this.#file.current()?.crlSha256;
    if (crlSha256 !== undefined && tag !== undefined) keepTag(this.#path, { crlSha256, tag });
  }

  /** Waits until no other process is bringing a list. */
  async #turn(): Promise<FileLock> {
    for (;;) {
      const lock = lockFile(`${this.#path}.lock`);
      if (lock !== undefined) return lock;
      await delay(LOCK_MS, undefined, { signal: this.#end });
    }
  }
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
