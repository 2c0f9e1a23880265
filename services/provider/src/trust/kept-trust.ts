import { toHex, toUtf8 } from '@kazasu/bytes';
import type { KeptSetting, Settings } from '@kazasu/server/administration';
import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { TrustDocument } from '../api/index.ts';
import { createHash } from '../crypto.ts';
import { trustOf } from '../proof/trust.ts';

/** Of the setting. */
export const NAME = 'trust';

export type TrustErrorCode =
  /** Another version stands than the one that the new one was made from. */
  | 'trust/outdated'
  /** Something in it is no certificate or key, or it has no certification authority. */
  | 'trust/unusable';

export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: TrustErrorCode;

  constructor(code: TrustErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** One spelling for one content. */
export function documentOf(trust: TrustDocument): string {
  return JSON.stringify(v.parse(TrustDocument, trust));
}

export function digestOf(document: string): string {
  return toHex(createHash('sha256').update(toUtf8(document)).digest());
}

export interface ReplacedTrust {
  readonly before: { readonly digest: string };
  readonly after: { readonly version: number; readonly digest: string };
}

/** Throws a TrustError; nothing is then written. */
export async function replaceTrust(
  settings: Settings,
  within: StatementRunner,
  {
    replaces,
    trust,
    now,
  }: { readonly replaces: number; readonly trust: TrustDocument; readonly now: number },
): Promise<ReplacedTrust> {
  const document = requireUsable(trust);
  const stands = await settings.newestWithin(within, NAME);
  if (stands?.version !== replaces) throw outdated();
  const made = await settings.replace(within, NAME, replaces, { document, now });
  if (made === undefined) throw outdated();
  return {
    before: { digest: digestOf(stands.document) },
    after: { version: made.version, digest: digestOf(document) },
  };
}

/** The document, if judging could go by it. Throws a TrustError (`trust/unusable`). */
export function requireUsable(trust: TrustDocument): string {
  try {
    trustOf(trust);
  } catch {
    throw new TrustError(
      'trust/unusable',
      'something in it is no certificate or key, or it has no certification authority for authentication',
    );
  }
  return documentOf(trust);
}

function outdated(): TrustError {
  return new TrustError('trust/outdated', 'another version stands than the one that was to be replaced');
}

export type KeptTrust = KeptSetting;
