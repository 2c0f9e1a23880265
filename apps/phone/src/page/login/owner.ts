import type { KeptLogin } from './session.ts';

/** Who has opened the app, as far as a login has to know them. */
export interface Owner {
  /** The session of the account that is open; undefined without an account. */
  readonly session: () => string | undefined;
  /** By what a login that is begun now can be told later to be theirs: no name, no secret, no space. Undefined while the app is locked. */
  readonly mark: () => string | undefined;
  /** Whether they are the ones with this mark. Nobody is while the app is locked. */
  readonly has: (mark: string) => boolean;
  /** The provider does not take this session any more. */
  readonly lapsed: (session: string) => void;
}

/** A login whose beginner is not known is nobody's. */
export function isTheirs(owner: Owner, { mark }: Pick<KeptLogin, 'mark'>): boolean {
  return mark !== undefined && owner.has(mark);
}
