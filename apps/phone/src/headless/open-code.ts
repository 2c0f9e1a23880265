import { FRAGMENT_KEY, OpenRequest } from '@kazasu/provider/api';
import * as v from 'valibot';

/** A link with its origin and a code are far shorter. */
const TEXT_MAX = 500;

/**
 * The code in what a link or a QR code holds: `<phone>/#open=<code>`, the fragment alone, or the bare code.
 * Undefined where there is none.
 */
export function openCodeIn(text: string): string | undefined {
  if (text.length > TEXT_MAX) return undefined;
  const trimmed = text.trim();
  const fragment = trimmed.includes('#') ? trimmed.slice(trimmed.indexOf('#') + 1) : undefined;
  const code = fragment === undefined ? trimmed : new URLSearchParams(fragment).get(FRAGMENT_KEY);
  return v.is(OpenRequest, { code }) ? (code ?? undefined) : undefined;
}
