import {
  DIGEST,
  isObject,
  MEDIA_TYPE,
  OCTETS,
  type OptionKind,
  type OptionKinds,
  optional,
  requireOptions,
  TIME,
} from '../option-kinds.ts';
import type { XmlContent, XmlOrder } from './order.ts';

const URI_MAX = 1024;

/** Of something outside the signature: an empty one, or one with `#` first, would mean something inside. */
const URI: OptionKind = {
  must: `a URI of at most ${URI_MAX} characters, to something outside the document`,
  fits: (value) =>
    typeof value === 'string' &&
    /^[^#\s\p{Cc}\p{Cn}\p{Cs}][^\s\p{Cc}\p{Cn}\p{Cs}]*$/u.test(value) &&
    value.length <= URI_MAX,
};

/** What a document of its own may hold in base64 without being more than the judge reads. */
const CONTENT_BYTES_MAX = 11 << 20;

const CONTENT: OptionKind = {
  must: `a Uint8Array of at most ${CONTENT_BYTES_MAX} octets, and not empty`,
  fits: (value) => value instanceof Uint8Array && value.length > 0 && value.length <= CONTENT_BYTES_MAX,
};

export const ORDER_KINDS: OptionKinds<XmlOrder> = {
  content: { must: 'an object', fits: isObject },
  certificate: optional(OCTETS),
  signingTime: TIME,
};

/** TypeError for a content that is not of its kind. */
export function requireContent(content: XmlContent): void {
  if (content.kind === 'enveloped') requireOptions({ xml: content.xml }, { xml: OCTETS }, 'content.');
  else if (content.kind === 'enveloping') {
    const { content: octets, mediaType } = content;
    requireOptions(
      { content: octets, mediaType },
      { content: CONTENT, mediaType: optional(MEDIA_TYPE) },
      'content.',
    );
  } else if (content.kind === 'detached') {
    const { uri, digest, mediaType } = content;
    const kinds = { uri: URI, digest: DIGEST, mediaType: optional(MEDIA_TYPE) };
    requireOptions({ uri, digest, mediaType }, kinds, 'content.');
  } else throw new TypeError("option content.kind must be 'enveloped', 'enveloping' or 'detached'");
}
