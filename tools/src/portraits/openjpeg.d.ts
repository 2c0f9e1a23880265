/** As much of the OpenJPEG build as is used here; it brings no types. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  interface J2KEncoder {
    /** The memory that takes the pixels, row by row. */
    getDecodedBuffer(frame: {
      width: number;
      height: number;
      bitsPerSample: number;
      componentCount: number;
      isSigned: boolean;
    }): Uint8Array;
    setQuality(lossless: boolean, quality: number): void;
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    /** Lies in memory that `delete` frees. */
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }
  export default function load(): Promise<{ J2KEncoder: new () => J2KEncoder }>;
}
