import type { GeneralName } from '../general-name.ts';

/** Why a name is refused, or a constraint cannot be applied. */
export type Unreadable = 'malformed-name' | 'malformed-constraint' | 'unprocessed';

/** A constraint, made ready once for all names it will meet. */
export interface Subtree {
  /** Whether the subtree's base could be read; if not, no name of its form can be judged. */
  readonly fault: Unreadable | undefined;
  /** Whether all that the name can stand for lies within. Asked of permitted subtrees. */
  readonly contains: (name: ReadyName) => boolean;
  /** Whether anything that the name can stand for lies within. Asked of excluded subtrees. */
  readonly touches: (name: ReadyName) => boolean;
}

/** A name in the form that its rule compares: a host in lower case, octets, the keys of relative names. */
export interface ReadyName {
  readonly form: string;
  readonly fault: Unreadable | undefined;
  readonly text: string;
  /** Mailboxes only: what stands before the @. */
  readonly local: string;
  readonly octets: Uint8Array;
  readonly keys: readonly string[];
}

/** How one form of name is read and compared. */
export interface NameForm {
  readonly subtree: (base: GeneralName) => Subtree;
  readonly name: (name: GeneralName) => ReadyName;
}

const NOTHING = new Uint8Array();

/** A name of which only some fields count. */
export function readyName(form: string, fields: Partial<ReadyName>): ReadyName {
  return { form, fault: undefined, text: '', local: '', octets: NOTHING, keys: [], ...fields };
}

/** A subtree to which names belong wholly or not at all. */
export function subtree(contains: (name: ReadyName) => boolean): Subtree {
  return { fault: undefined, contains, touches: contains };
}

/** A constraint that cannot be applied: it contains no name and touches all, and says why. */
export function unreadable(fault: Unreadable): Subtree {
  return { fault, contains: () => false, touches: () => true };
}
