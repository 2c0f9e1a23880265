import { toHex, toUtf8 } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import type { StatementRunner } from '../store/index.ts';
import { AdministratorError } from './administrator-error.ts';
import type { Settings } from './settings.ts';

/** Of the setting. */
export const NAME = 'trust';

/** What a service makes of a document that says whom it believes. */
export interface TrustForm<Parsed> {
  /** Throws for what judging could not go by. */
  readonly parse: (document: unknown) => Parsed;
  /** One spelling for one content. Throws for what has another form. */
  readonly write: (trust: unknown) => string;
}

export function digestOf(document: string): string {
  return toHex(createHash('sha256').update(toUtf8(document)).digest());
}

export interface ReplacedTrust {
  readonly before: { readonly digest: string };
  readonly after: { readonly version: number; readonly digest: string };
}

/** Throws an AdministratorError (`trust/outdated`, `trust/unusable`); nothing is then written. */
export async function replaceTrust<Parsed>(
  { settings, form }: { readonly settings: Settings; readonly form: TrustForm<Parsed> },
  within: StatementRunner,
  { replaces, trust, now }: { readonly replaces: number; readonly trust: unknown; readonly now: number },
): Promise<ReplacedTrust> {
  const document = requireUsable(form, trust);
  const stands = await settings.newestWithin(within, NAME);
  if (stands?.version !== replaces) throw outdated();
  const made = await settings.replace(within, NAME, replaces, { document, now });
  if (made === undefined) throw outdated();
  return {
    before: { digest: digestOf(stands.document) },
    after: { version: made.version, digest: digestOf(document) },
  };
}

function requireUsable<Parsed>({ parse, write }: TrustForm<Parsed>, trust: unknown): string {
  try {
    parse(trust);
    return write(trust);
  } catch {
    throw new AdministratorError(
      'trust/unusable',
      'something in it is no certificate or key, or it has no certification authority of the needed kind',
    );
  }
}

function outdated(): AdministratorError {
  return new AdministratorError(
    'trust/outdated',
    'another version stands than the one that was to be replaced',
  );
}
