import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { loadNativeMapping, type NativeMapping } from './native.ts';

/** A whole file as octets that nobody may write. */
export interface MappedFile {
  readonly octets: Uint8Array;
  /** `mapped`: the system's own copy, shared by all processes. `read`: a copy of this process. */
  readonly kind: 'mapped' | 'read';
  /** Says which file it is: another one in its place, or one that was written again, has another identity. */
  readonly identity: string;
}

export type MapFile = (path: string) => MappedFile;

/** A copy takes its time in the event loop, and a file of gigabytes is no index of ours. */
const OCTETS_MAX = 2 ** 32;

/** Asks once what this system can do; then files are mapped without waiting. A `native` that resolves to nothing forces the copy. */
export async function openMapper(
  native: Promise<NativeMapping | undefined> = loadNativeMapping(),
): Promise<MapFile> {
  const mapping = await native;
  // The memory is given back when nothing refers to the octets any more: sooner, a reader would crash the process.
  const unused = new FinalizationRegistry((unmap: () => void) => unmap());
  return (path) => {
    const descriptor = openSync(path, 'r');
    try {
      const { size, ino, mtimeMs } = fstatSync(descriptor);
      if (size > OCTETS_MAX) throw new RangeError('file too large to be mapped');
      const identity = `${ino}-${size}-${mtimeMs}`;
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
