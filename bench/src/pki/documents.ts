import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCertificate, parseCrl, type SignatureOptions } from '@kazasu/pki';

/** Signed documents in a folder, and what to verify them with. */
export interface Documents {
  readonly folder: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970 at which all of them are good. */
  readonly time: number;
  /** Anchor and list parsed once, as those of a day. */
  readonly options: (authority: 'office' | 'paper') => SignatureOptions;
}

/** Has them made, lends them, and removes them. */
export async function withDocuments<Result>(use: (documents: Documents) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-bench-documents-'));
  try {
    const script = fileURLToPath(new URL('./documents-child.ts', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`no documents were made: ${stderr}`);
    return await use(openDocuments(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Those that were made into the folder. */
export function openDocuments(folder: string): Documents {
  const path = (name: string) => join(folder, name);
  const read = (name: string) => new Uint8Array(readFileSync(path(name)));
  const time = Number(readFileSync(path('time'), 'utf8'));
  const options = (authority: string) => ({
    anchors: [parseCertificate(read(`${authority}-ca.der`))],
    crls: [parseCrl(read(`${authority}.crl`))],
    time,
  });
  return { folder, path, read, time, options };
}
