/** Numbers beyond any honest document. */
export const COUNTS = {
  signatures: 16,
  references: 32,
  objects: 16,
  prefixes: 32,
  certificates: 64,
  revocations: 64,
  timestamps: 16,
  /** Certificates that one property may name. */
  certificateReferences: 16,
  formats: 64,
  /** Elements with divided text anywhere in a document; with more it is not asked what is signed of them. */
  divided: 64,
  /** Characters of a URI that a report repeats. */
  uri: 1024,
} as const;
