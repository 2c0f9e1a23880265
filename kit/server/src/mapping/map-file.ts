import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { NotPrivate, privateFault } from '../file/index.ts';
import { loadNativeMapping, type NativeMapping } from './native.ts';

/** A whole file as octets that nobody may write. */
export interface MappedFile {
  readonly octets: Uint8Array;
  /** `mapped`: the system's own copy, shared by all processes. `read`: a copy of this process. */
  readonly kind: 'mapped' | 'read';
  /** Says which file it is: another one in its place, or one that was written again, has another identity. */
  readonly identity: string;
}

/**
 * Throws NotPrivate for a file that is not ours alone, and `ELOOP` for a link. Who could write in a file that is mapped could
 * also cut it short, which ends the process that reads it (SIGBUS).
 */
export type MapFile = (path: string) => MappedFile;

/** A link is not followed, and a pipe not waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A copy takes its time in the event loop, and a file of gigabytes is no index of ours. */
const OCTETS_MAX = 2 ** 32;

/**
 * Finds out once whether this system can map files; what it gives then needs no waiting. `native` is the way to map, where
 * it is not to be looked for: a promise of undefined makes every file a copy.
 */
export async function openMapper(
  native: Promise<NativeMapping | undefined> = loadNativeMapping(),
): Promise<MapFile> {
  const mapping = await native;
  // The memory is given back when nothing refers to the octets any more: sooner, a reader would crash the process.
  const unused = new FinalizationRegistry((unmap: () => void) => unmap());
  return (path) => {
    const descriptor = openSync(path, FLAGS);
    try {
      const stats = fstatSync(descriptor);
      const fault = privateFault(stats, 'file');
      if (fault !== undefined) throw new NotPrivate(path, fault);
      const { size } = stats;
      if (size > OCTETS_MAX) throw new RangeError('file too large to be mapped');
      const identity = identityOf(stats);
      if (mapping === undefined || size === 0) {
        return { octets: readWhole(descriptor, size), kind: 'read', identity };
      }
      const { buffer, unmap } = mapping.map(descriptor, size);
      unused.register(buffer, unmap);
      return { octets: new Uint8Array(buffer), kind: 'mapped', identity };
    } finally {
      closeSync(descriptor);
    }
  };
}

/** {@link MappedFile.identity} of what the system says of a file. */
export function identityOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}-${size}-${mtimeMs}`;
}

function readWhole(descriptor: number, size: number): Uint8Array {
  const octets = new Uint8Array(size);
  let read = 0;
  while (read < size) {
    const more = readSync(descriptor, octets, read, size - read, read);
    if (more === 0) break;
    read += more;
  }
  return octets.subarray(0, read);
}
