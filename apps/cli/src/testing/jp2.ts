import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerProgram } from '@kazasu/server/peer';

const remedy = 'apt-get install libopenjp2-tools';
/** Another encoder and another decoder of JPEG 2000. */
export const OPJ_COMPRESS: PeerProgram = { name: 'opj_compress', commands: ['opj_compress'], remedy };
export const OPJ_DECOMPRESS: PeerProgram = { name: 'opj_decompress', commands: ['opj_decompress'], remedy };

/** A grey picture as a JP2 file. */
export function encodeGrey(compress: string, width: number, height: number): Uint8Array {
  const pixels = Uint8Array.from(
    { length: width * height },
    (_, at) => ((at % width) * 3 + at / width) & 255,
  );
  return inFolder((folder) => {
    const pgm = join(folder, 'in.pgm');
    writeFileSync(pgm, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
    execFileSync(compress, ['-i', pgm, '-o', join(folder, 'out.jp2'), '-r', '8'], { stdio: 'ignore' });
    return readFileSync(join(folder, 'out.jp2'));
  });
}

/** The pixels of a grey JP2 file. */
export function decodeGrey(decompress: string, jp2: Uint8Array, pixels: number): Uint8Array {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'in.jp2'), jp2);
    const pgm = join(folder, 'out.pgm');
    execFileSync(decompress, ['-i', join(folder, 'in.jp2'), '-o', pgm], { stdio: 'ignore' });
    return readFileSync(pgm).subarray(-pixels);
  });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-jp2-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
