/** W3C Trace Context: the one header that is read and written; `tracestate` is another party's free text and is neither. */
export interface TraceParent {
  /** 32 lower-case hexadecimal digits, not all zero. */
  readonly traceId: string;
  /** 16 of them. */
  readonly spanId: string;
  readonly sampled: boolean;
}

/** Of version 00 alone, and nothing behind it (section 3.2.2). */
const FORM = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Undefined for what is not exactly of the form: then a trace of our own begins. */
export function parseTraceParent(header: string | undefined): TraceParent | undefined {
  const [, traceId, spanId, flags] = FORM.exec(header ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Only sampled requests carry one. */
export function formatTraceParent({ traceId, spanId }: Pick<TraceParent, 'traceId' | 'spanId'>): string {
  return `00-${traceId}-${spanId}-01`;
}
