/** mmap(2) by foreign functions. The only file that knows the package; POSIX systems of 64 bits alone. */

/** What is used of the C library; all addresses are numbers of 64 bits. */
export interface NativeMapping {
  /** Maps so many octets of an open file for reading. Throws if the system refuses. */
  map(descriptor: number, octets: number): { readonly buffer: ArrayBuffer; readonly unmap: () => void };
}

const PROT_READ = 1;
const MAP_SHARED = 1;
/** Linux: read the pages in at once, instead of one interruption for every sixteen. Elsewhere the bit means other things. */
const MAP_POPULATE = 0x8000;
const FAILED = 0xffff_ffff_ffff_ffffn;

/** Undefined where there is no mmap that we know, or the optional package was not installed. */
export async function loadNativeMapping(): Promise<NativeMapping | undefined> {
  if (process.platform === 'win32' || !['x64', 'arm64'].includes(process.arch)) return undefined;
  try {
    const { default: koffi } = await import('koffi');
    const library = koffi.load(null);
    const mmap = library.func('void *mmap(void *, size_t, int, int, int, int64_t)');
    const munmap = library.func('int munmap(void *, size_t)');
    const flags = MAP_SHARED | (process.platform === 'linux' ? MAP_POPULATE : 0);
    return {
      map: (descriptor, octets) => {
        const address: unknown = mmap(null, octets, PROT_READ, flags, descriptor, 0);
        if (typeof address !== 'bigint' || address === 0n || address === FAILED) {
          throw new Error('the system did not map the file');
        }
        return { buffer: koffi.view(address, octets), unmap: () => void munmap(address, octets) };
      },
    };
  } catch {
    return undefined;
  }
}
