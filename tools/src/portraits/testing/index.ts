/**
 * What the tests of the pictures share: other programs that read the files, OpenJPEG's own and netpbm's, and how far
 * two images are apart. Refuses to read with anything that wrote the files.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM, type PeerProgram, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Page } from 'playwright-core';
import type { Image } from '../jp2.ts';

const OPENJPEG: PeerProgram = {
  name: 'opj_decompress',
  commands: ['opj_decompress'],
  remedy: 'apt-get install libopenjp2-tools',
};
const TIFFTOPNM: PeerProgram = {
  name: 'netpbm',
  commands: ['tifftopnm'],
  remedy: 'apt-get install netpbm',
};
const browserPeer = requirePeer(CHROMIUM);
const openjpeg = requirePeer(OPENJPEG);
const tifftopnm = requirePeer(TIFFTOPNM);

/** Of a test that draws and decodes. */
export const options = { skip: browserPeer.missing || openjpeg.missing || tifftopnm.missing };

/** A page that draws, and a folder for what is in between; to be closed after the tests of a file. */
export interface Desk {
  readonly page: Page;
  readonly folder: string;
  close(): Promise<void>;
}

/** Undefined where the programs are missing and the tests are skipped. */
export async function openDesk(): Promise<Desk | undefined> {
  if (options.skip) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-portraits-'));
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  };
  return { page: await browser.newPage(), folder, close };
}

/** What OpenJPEG finds in the file at a path. `form`: `pgm` of a grey one, `ppm` of one in colour. */
export function decodeJp2(desk: Desk, jp2: string, form: 'pgm' | 'ppm' = 'pgm'): Image {
  const out = join(desk.folder, `decoded.${form}`);
  execFileSync(openjpeg.path, ['-i', jp2, '-o', out], { stdio: 'ignore' });
  return readPnm(readFileSync(out));
}

/** A portable pixmap (P5, P6) of eight bits. */
function readPnm(file: Buffer): Image {
  const head = /^P([56])\s+(?:#.*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1')) ?? [];
  const [components, width, height] = [head[1] === '6' ? 3 : 1, Number(head[2]), Number(head[3])] as const;
  const pixels = new Uint8Array(file.subarray(file.length - width * height * components));
  return { width, height, components, pixels };
}

/** What libtiff finds in the file at a path, as a portable bitmap (P4). */
export function decodeTiff(tiff: string): Uint8Array {
  return new Uint8Array(execFileSync(tifftopnm.path, [tiff], { stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** The mean of squared differences, in grey levels. */
export function difference(one: Image, other: Image): number {
  assert.deepEqual([one.width, one.height, one.components], [other.width, other.height, other.components]);
  return (
    one.pixels.reduce((sum, level, at) => sum + (level - (other.pixels[at] ?? 0)) ** 2, 0) / one.pixels.length
  );
}
