/** What a document may ask of us. Generous for honest ones; the largest known is a filing of some megabytes. */
export interface XmlLimits {
  readonly bytes: number;
  /** Elements and attributes together: each costs the parser some hundred octets, and some hundred nanoseconds. */
  readonly nodes: number;
  /** No more of them than these few, and one for so many octets: with names and values an honest one has fifteen or more. */
  readonly nodesAnyLength: number;
  readonly bytesPerNode: number;
  readonly depth: number;
  /** Units of work (some nanoseconds each) that one canonicalisation may take whatever the length… */
  readonly work: number;
  /** …and for every octet of the document. */
  readonly workPerByte: number;
  /**
   * Units that may be spent on one document altogether, for each reference, property and time-stamp is a pass: whatever
   * the length, and for every octet.
   */
  readonly total: number;
  readonly totalPerByte: number;
  /** Octets of one canonical form, the same: exclusive canonicalisation writes a namespace's name wherever it is used. */
  readonly canonical: number;
  readonly canonicalPerByte: number;
}

export const XML_LIMITS: XmlLimits = {
  bytes: 16 << 20,
  nodes: 250_000,
  nodesAnyLength: 20_000,
  bytesPerNode: 10,
  depth: 100,
  work: 4_000_000,
  workPerByte: 64,
  total: 6_000_000,
  totalPerByte: 64,
  canonical: 2 << 20,
  canonicalPerByte: 8,
};
