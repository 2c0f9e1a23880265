import type { GeneralName } from '../general-name.ts';
import { rdnKeys } from '../name.ts';
import { type NameForm, readyName, subtree } from './form.ts';

/** directoryName: the base is the beginning of the name, relative name by relative name (RFC 5280 section 7.1). */
export const DIRECTORY: NameForm = {
  subtree: (base) => {
    const keys = keysOf(base);
    return subtree((name) => keys.every((key, i) => key === name.keys[i]));
  },
  name: (name) => readyName('directoryName', { keys: keysOf(name) }),
};

function keysOf(name: GeneralName): readonly string[] {
  return name.kind === 'directoryName' ? rdnKeys(name.name) : [];
}
