/**
 * In a process of its own: has a list made, fetches it into a file in the chunks that come, and says how much memory
 * both took.
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openKeyFolder } from '@kazasu/server/keys';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { testAuthority, VERIFIER } from '../../testing/authority.ts';

export interface FetchTask {
  readonly store: StoreOptions;
  readonly keys: string;
  /** Path of the list. */
  readonly list: string;
  readonly file: string;
}

export interface FetchWord {
  readonly headers: Readonly<Record<string, string>>;
  /** By how much the process grew, in mebibytes: never so much before. */
  readonly grown: number;
}

process.once('message', (task: FetchTask) => void work(task));

async function work({ store: options, keys, list, file }: FetchTask): Promise<void> {
  const store = await openStore(options);
  const { ask } = await testAuthority({ store, keys: openKeyFolder(keys) });
  const before = process.resourceUsage().maxRSS;
  const response = await ask(VERIFIER, list);
  if (response.body === null) throw new Error(`no list: ${response.status}`);
  await pipeline(response.body, createWriteStream(file));
  const grown = (process.resourceUsage().maxRSS - before) / 1024;
  const word: FetchWord = { headers: Object.fromEntries(response.headers), grown };
  process.send?.(word, () => process.exit(0));
}
