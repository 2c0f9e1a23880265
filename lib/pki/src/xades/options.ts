import type { SignatureOptions } from '../ades/index.ts';

/** What an XML signature is judged by, besides what every signature is. */
export interface XadesOptions extends SignatureOptions {
  /** Signed files beside the document, by the URI in their reference, to the letter. Nothing is ever fetched. */
  readonly detached?: ReadonlyMap<string, Uint8Array>;
  /**
   * Identifiers of elements that the caller will read, and nothing else of the document: a signature over one of them is
   * then enough. Without it a signature must cover the whole document that it stands in.
   */
  readonly parts?: readonly string[];
}
