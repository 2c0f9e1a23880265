import { openCodeIn } from '../../headless/index.ts';

/** What a QR code turned out to be. Of one that is not ours nothing is kept. */
export type Scanned = { readonly kind: 'ours'; readonly code: string } | { readonly kind: 'foreign' };

/** Ours is `<this app's address>/#open=<code>` and nothing else: no bare code, no other host, path or query. */
export function judgeScanned(text: string, origin: string): Scanned {
  const start = `${origin}/#`;
  if (!text.startsWith(start)) return { kind: 'foreign' };
  const code = openCodeIn(text);
  return code === undefined ? { kind: 'foreign' } : { kind: 'ours', code };
}
