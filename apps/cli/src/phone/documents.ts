import { toHex } from '@kazasu/bytes';
import { documentsOf, harmlessName, type Transaction } from '@kazasu/phone/headless';
import { table } from '../terminal.ts';

/** One document to be signed, as it is told. */
export interface ToldDocument {
  /** As the relying party calls it. */
  readonly name: string | null;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** What is to be signed; undefined for a login. */
export function documentsIn({ view }: Transaction): readonly ToldDocument[] | undefined {
  if (view.signing === undefined) return undefined;
  return documentsOf(view).map(({ name, digest }) => ({ name: name ?? null, digest: toHex(digest) }));
}

/** What a person reads before the password is asked for: who asks, and for what. */
export function toldRequest({ view }: Transaction, documents: readonly ToldDocument[]): string {
  const { name, origin } = view.relyingParty;
  const items = view.items.length === 0 ? '' : `, and asks for ${view.items.join(', ')}`;
  const rows = documents.map((document, at) => [
    `${at + 1}.`,
    document.digest,
    document.name === null ? '(no name)' : harmlessName(document.name),
  ]);
  return [`${harmlessName(name)} (${origin}) wants these signed${items}:`, table(rows)].join('\n');
}
