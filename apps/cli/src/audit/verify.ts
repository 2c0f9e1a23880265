import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { importKeySet, OidcError, parseKeySet, parseSignedHead, type VerificationKey } from '@kazasu/oidc';
import { type ChainEnd, chainHash, followChain, NO_HASH } from '@kazasu/server/audit';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import { readBounded, SIZES } from '../verify/file/index.ts';
import { languageOf } from '../verify/tell/language.ts';
import { REMEDIES, VERDICTS } from './words.ts';

export interface AuditVerifyOptions {
  readonly keys?: string;
  readonly head?: readonly string[];
  readonly language?: 'ja' | 'en';
  readonly json?: boolean;
}

export type AuditVerdictName = 'intact' | 'broken' | 'head-missed' | 'head-unsigned' | 'no-head';

export interface AuditCheck {
  readonly verdict: AuditVerdictName;
  /** Where the entries end, as far as they fit together. */
  readonly end: ChainEnd;
  readonly heads: number;
  /** Number of the first entry that is missing or does not fit, or of the head that the entries do not hold. */
  readonly at?: number;
}

/** Longest line of an entry: its members are bounded, see kit/server/audit. */
const LINE_MAX = 10_000;

/** `kazasu audit verify`. Throws a CommandProblem unless everything is intact. */
export async function verifyAuditFile(
  file: string,
  options: AuditVerifyOptions,
  terminal: Terminal,
): Promise<void> {
  const language = languageOf(options.language);
  const check = await checkAudit(file, options);
  const words = VERDICTS[check.verdict][language]
    .replace('{end}', String(check.end.number))
    .replace('{heads}', String(check.heads))
    .replace('{at}', String(check.at ?? ''));
  terminal.out(options.json === true ? JSON.stringify(check) : words);
  if (check.verdict === 'intact') return;
  const code = check.verdict === 'no-head' ? 'undecided' : 'refused';
  throw new CommandProblem(code, words, REMEDIES[check.verdict][language]);
}

async function checkAudit(file: string, options: AuditVerifyOptions): Promise<AuditCheck> {
  const wanted = (options.head ?? []).flatMap(filesOf);
  const keys = options.keys === undefined ? [] : readKeys(options.keys);
  if (wanted.length > 0 && options.keys === undefined) {
    throw new CommandProblem(
      'usage',
      'Heads are verified with the service’s keys.',
      'Give them with --keys FILE.',
    );
  }
  const heads = wanted.map((path) => readHead(path, keys));
  const missing = new Map<number, string>();
  for (const head of heads) {
    if (head === undefined) return { verdict: 'head-unsigned', end: BEGINNING, heads: heads.length };
    // Two signed heads of one number with different hashes: no chain can hold both.
    if ((missing.get(head.number) ?? head.hash) !== head.hash) {
      return { verdict: 'head-missed', end: BEGINNING, heads: heads.length, at: head.number };
    }
    missing.set(head.number, head.hash);
  }
  return follow(file, missing, heads.length);
}

const BEGINNING: ChainEnd = { number: 0, hash: NO_HASH };

async function follow(file: string, missing: Map<number, string>, heads: number): Promise<AuditCheck> {
  let end = BEGINNING;
  for await (const entry of entriesOf(file)) {
    const followed = followChain(end, [entry], (before, { hash: _own, ...body }) => chainHash(before, body));
    if (followed.brokenAt !== undefined) return { verdict: 'broken', end, heads, at: followed.brokenAt };
    end = followed.end;
    const signed = missing.get(end.number);
    if (signed !== undefined && signed !== end.hash) {
      return { verdict: 'head-missed', end, heads, at: end.number };
    }
    missing.delete(end.number);
  }
  if (missing.size > 0) return { verdict: 'head-missed', end, heads, at: Math.min(...missing.keys()) };
  return { verdict: heads === 0 ? 'no-head' : 'intact', end, heads };
}

/** What is no entry becomes one that fits nowhere. */
async function* entriesOf(file: string): AsyncGenerator<ChainEnd> {
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      if (line !== '') yield line.length > LINE_MAX ? { number: -1, hash: '' } : entryIn(line);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CommandProblem('usage', `${file} cannot be read (${code}).`, 'Name the file of the entries.');
  }
}

function entryIn(line: string): ChainEnd {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'number' in value && 'hash' in value) {
      return value as ChainEnd;
    }
  } catch {
    // Not JSON: as any other line that is no entry.
  }
  return { number: -1, hash: '' };
}

function filesOf(path: string): string[] {
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!folder) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith('.jwt'))
    .map((name) => join(path, name));
}

function readKeys(path: string): readonly VerificationKey[] {
  try {
    return importKeySet(parseKeySet(readBounded(path, SIZES.small)));
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    throw new CommandProblem(
      'usage',
      `${path} is no JWK set (${error.code}).`,
      'Give the file keys.json of an export.',
    );
  }
}

/** Undefined for what none of these keys signed as a head. */
function readHead(path: string, keys: readonly VerificationKey[]): ChainEnd | undefined {
  const text = new TextDecoder().decode(readBounded(path, SIZES.small)).trim();
  return parseSignedHead(text, keys);
}
