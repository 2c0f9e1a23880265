import { constants, lstatSync, mkdirSync, type Stats } from 'node:fs';

/** Permission bits of group and others. */
const LOOSE = 0o077;

/** Why a file or folder is not ours alone: nothing of the kind (a link is not followed), another's, or open to others. */
export type PrivateFault = 'kind' | 'owner' | 'mode';

/** Others can read it, or put something else there. */
export class NotPrivate extends Error {
  override readonly name = 'NotPrivate';
  readonly code: `file/${PrivateFault}`;

  constructor(path: string, fault: PrivateFault) {
    super(`${path} is not ours alone (${fault}): it must belong to this user and be open to no other`);
    this.code = `file/${fault}`;
  }
}

/** Judges what `lstat` says of a path, or `fstat` of an open file; undefined where it is ours alone. */
export function privateFault({ mode, uid }: Stats, kind: 'file' | 'folder'): PrivateFault | undefined {
  const wanted = kind === 'file' ? constants.S_IFREG : constants.S_IFDIR;
  if ((mode & constants.S_IFMT) !== wanted) return 'kind';
  if (process.geteuid !== undefined && uid !== process.geteuid()) return 'owner';
  return (mode & LOOSE) === 0 ? undefined : 'mode';
}

/** Makes the folder (mode 0700) when absent. Throws {@link NotPrivate} for one that others may enter. */
export function requirePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const fault = privateFault(lstatSync(path), 'folder');
  if (fault !== undefined) throw new NotPrivate(path, fault);
}
