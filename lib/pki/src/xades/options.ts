import { SIGNATURE_KINDS, type SignatureOptions } from '../building-block/index.ts';
import { listOf, OCTETS, type OptionKinds, oneOf, optional, TEXT } from '../option.ts';

/** What an XML signature is judged by, besides what every signature is. */
export interface XadesOptions extends SignatureOptions {
  /**
   * Signed files beside the document, by the URI in their reference, to the letter. Nothing is ever fetched. Every signature
   * must cover every file that is given here, and `content`: give what you are going to read, and nothing else.
   */
  readonly detached?: ReadonlyMap<string, Uint8Array>;
  /**
   * Identifiers of elements that the caller will read, and nothing else of the document: every signature must cover each of
   * them, by a reference of its own or with the whole. Without it a signature must cover the whole document that it stands in.
   */
  readonly parts?: readonly string[];
  /**
   * Default `refused`: signed text may not be divided by a comment or a CDATA section. Canonicalising leaves both out, so
   * that whoever has a signed document may write `<yen>10<!-- -->000</yen>` where `<yen>10000</yen>` was signed, and a reader
   * that takes the first piece of text for all of it reads another amount. Comments among elements divide nothing.
   * `accepted` is for callers that read all the text of an element, and leave comments out.
   */
  readonly dividedText?: 'refused' | 'accepted';
}

export const XADES_KINDS: OptionKinds<XadesOptions> = {
  ...SIGNATURE_KINDS,
  detached: optional({
    must: 'a Map of Uint8Arrays by string',
    fits: (value) =>
      value instanceof Map && [...value].every(([uri, octets]) => TEXT.fits(uri) && OCTETS.fits(octets)),
  }),
  parts: optional(listOf(TEXT)),
  dividedText: optional(oneOf('refused', 'accepted')),
};
