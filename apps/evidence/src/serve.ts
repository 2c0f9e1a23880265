/**
 * The page that checks an evidence bundle: one file that anybody may keep, which needs neither server nor network and sends nothing
 * anywhere. Owns where it lies and how it is given away. Refuses to know a tenant, a session or a record: who serves it
 * serves the same octets to everybody.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evidenceFolder } from './pages.ts';

export { evidenceFolder, evidencePages } from './pages.ts';

/** Under this name it is downloaded. */
const EVIDENCE_PAGE_NAME = 'kazasu-evidence.html';

/** The page as it is downloaded, with the headers of the answer. */
export interface EvidencePage {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads the built page; rejects when it has not been built (`npm run pages`). `download` has the browser keep it in place of
 * showing it. The page carries its own policy by hashes; these headers add what a `<meta>` cannot say.
 */
export async function readEvidencePage({ download = false } = {}): Promise<EvidencePage> {
  const body = Uint8Array.from(await readFile(join(evidenceFolder, 'index.html')));
  const disposition = download ? 'attachment' : 'inline';
  return {
    body,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': `${disposition}; filename="${EVIDENCE_PAGE_NAME}"`,
      'Content-Security-Policy': "frame-ancestors 'none'; sandbox allow-scripts allow-downloads allow-modals",
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    },
  };
}
