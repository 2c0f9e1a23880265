/** A decoded picture: 8 bits a sample, rows from the top, the components of a pixel side by side. */
export interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly bits: number;
  readonly pixels: Uint8Array;
}

/** What is used of the package, which brings no types: OpenJPEG compiled to WebAssembly, decoding only. */
interface OpenJpeg {
  J2KDecoder: new () => {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  };
}

type Load = (options: { print(line: string): void; printErr(line: string): void }) => Promise<OpenJpeg>;

/**
 * Decodes a codestream. The decoder is loaded when a portrait is wanted and forgotten after it; it runs inside
 * WebAssembly's own memory, whatever the card hands it. It would tell its progress on standard output, where only
 * the command's answer belongs, so that it is given nobody to talk to.
 */
export async function decodeJpeg2000(codestream: Uint8Array): Promise<Decoded> {
  const { default: load } = (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')) as { default: Load };
  const { J2KDecoder } = await load({ print: () => {}, printErr: () => {} });
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const pixels = Uint8Array.from(decoder.getDecodedBuffer());
    return { width, height, components: componentCount, bits: bitsPerSample, pixels };
  } finally {
    decoder.delete();
  }
}
