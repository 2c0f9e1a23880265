import type { Access } from './layout.ts';
import type { Session } from './session.ts';

/** Whether what was shown in this session is enough. */
export function mayUse(session: Session, access: Access): boolean {
  if (access === 'free') return true;
  if (access === 'never') return false;
  const shown = (name: string) => session.verified.has(name) || session.verifiedInMasterFile.has(name);
  // An empty list of conditions is a mistake in a layout: it opens nothing.
  if ('anyOf' in access) return access.anyOf.some(shown);
  return access.allOf.length > 0 && access.allOf.every(shown);
}
