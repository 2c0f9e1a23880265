import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPem } from '@kazasu/bytes';
import type { Vector } from '../read.ts';

/** How a program is asked about vectors of one operation. */
export interface PeerVerifier {
  readonly operation: Vector['operation'];
  /** Whether the program can be asked at all. */
  readonly asks: (vector: Vector) => boolean;
  /** Files to write, by name, and the words of the command line. */
  readonly call: (vector: Vector) => { readonly files: Files; readonly words: readonly string[] };
  readonly accepts: (status: number, text: string) => boolean;
}

export type Files = { readonly [name: string]: Uint8Array | string };

const AT_ONCE = 2;

/** Identifiers of the vectors that the program accepts. Two run at a time, each in a folder of its own. */
export async function acceptedBy(
  program: string,
  verifiers: readonly PeerVerifier[],
  vectors: readonly Vector[],
): Promise<ReadonlyMap<string, boolean>> {
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-vectors-'));
  const asked = vectors.flatMap((vector) => {
    const verifier = verifiers.find((one) => one.operation === vector.operation && one.asks(vector));
    return verifier === undefined ? [] : [{ vector, verifier }];
  });
  const found = new Map<string, boolean>();
  const waiting = asked.entries();
  const work = async () => {
    for (const [number, { vector, verifier }] of waiting) {
      const place = join(folder, String(number));
      found.set(vector.id, await ask(program, verifier, vector, place));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return found;
}

async function ask(program: string, verifier: PeerVerifier, vector: Vector, cwd: string): Promise<boolean> {
  const { files, words } = verifier.call(vector);
  await mkdir(cwd);
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
  const { status, text } = await run(program, words, cwd);
  return verifier.accepts(status, text);
}

function run(
  program: string,
  words: readonly string[],
  cwd: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const env = { TZ: 'UTC', LC_ALL: 'C', HOME: cwd };
    execFile(program, words, { cwd, env, timeout: 20_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, text: stdout + stderr });
    });
  });
}

/** PEM of any octets, whether or not they are what the label says. */
export function pem(label: string, octets: readonly Uint8Array[]): string {
  return octets.map((one) => toPem(label, one)).join('');
}

export const seconds = ({ options }: Vector) => String(Date.parse(options.time) / 1000);
