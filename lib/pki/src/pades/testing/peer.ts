import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What pdfsig says of one signature; of certificates it is not asked. */
export interface PdfsigOpinion {
  readonly valid: boolean;
  /** Nothing stands behind the signed octets. */
  readonly whole: boolean;
}

/** `pdfsig` from Poppler on the signed fields of a file. */
export function pdfsig(pdf: Uint8Array): PdfsigOpinion[] {
  const { stdout } = inFolder(pdf, (path) => spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' }));
  return stdout
    .split(/^Signature #\d+:$/m)
    .slice(1)
    .filter((text) => !text.includes('is not signed'))
    .map((text) => ({
      valid: text.includes('Signature is Valid.'),
      whole: /^\s*- Total document signed$/m.test(text),
    }));
}

/** The file as qpdf writes it anew. */
export function rewritten(pdf: Uint8Array, ...flags: readonly string[]): Uint8Array {
  const { stdout, status } = inFolder(pdf, (path) => spawnSync('qpdf', [...flags, path, '-']));
  if (status !== 0 && status !== 3) throw new Error(`qpdf ended with ${status}`);
  return Uint8Array.from(stdout);
}

/** Whether `qpdf --check` finds nothing to complain of. */
export function isSound(pdf: Uint8Array): boolean {
  return inFolder(pdf, (path) => spawnSync('qpdf', ['--check', path])).status === 0;
}

function inFolder<T>(pdf: Uint8Array, run: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-pdf-'));
  try {
    const path = join(folder, 'document.pdf');
    writeFileSync(path, pdf);
    return run(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
