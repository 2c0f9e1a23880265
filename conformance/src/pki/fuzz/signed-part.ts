import type { Operation } from '../vectors/read.ts';
import { childrenOf, inner } from './der-place.ts';

/**
 * What must still be in the octets of an input, octet for octet, for a verdict that rests on it to be `valid`: what was signed,
 * and the signature. Undefined for what is trusted as it is given (anchors) or decides nothing by itself. Cheap: whether it
 * stands at the right place is not asked.
 */
export function signedParts(
  operation: Operation,
  name: string,
  good: Uint8Array,
): readonly Uint8Array[] | undefined {
  switch (name) {
    case 'certificate':
    case 'intermediates':
    case 'crls':
      return present(inner(good, 0), inner(good, 2));
    case 'response':
      return present(inner(good, 1, 0, 1, 0, 0), inner(good, 1, 0, 1, 0, 2));
    case 'token':
      return cmsParts(good);
    case 'content':
    case 'data':
    case 'detached':
      return [good];
    case 'document':
      if (operation === 'cms') return cmsParts(good);
      return operation === 'pades' ? pdfParts(good) : [];
    default:
      return undefined;
  }
}

function present(...parts: readonly (Uint8Array | undefined)[]): readonly Uint8Array[] {
  return parts.filter((part) => part !== undefined);
}

const CONTEXT_0 = 0xa0;
const OCTETS = 0x04;

/** The content inside, if it is there, and the first signer's signed attributes and signature. */
function cmsParts(der: Uint8Array): readonly Uint8Array[] {
  const signedData = inner(der, 1, 0);
  const signer = signedData && inner(signedData, -1, 0);
  const values = signer === undefined ? [] : childrenOf(signer);
  const attributes = values.find((value) => value[0] === CONTEXT_0);
  const signature = values.find((value) => value[0] === OCTETS);
  return present(signedData && inner(signedData, 2, 1, 0), attributes, signature);
}

/** Both stretches of the signature that covers least: whoever cuts later revisions off leaves it as it was. */
function pdfParts(pdf: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(pdf).toString('latin1');
  const ranges = [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)].map((match) =>
    match.slice(1).map(Number),
  );
  const [before = 0, after = 0, length = 0] = ranges.sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0))[0] ?? [];
  return [pdf.subarray(0, before), pdf.subarray(after, after + length)];
}

/** Elements whose attributes nobody signs. */
const BARE = /^(?:\w+:)?(?:Signature|SignatureValue|Object|QualifyingProperties)$/;

/** The words of an XML document in an order of their own: what canonical form, comments and unsigned parts leave alone. */
export function xmlWords(xml: Uint8Array): string {
  const text = Buffer.from(xml).toString('utf8').replace(/\r\n?/g, '\n');
  return text
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '')
    .replace(/<((?:\w+:)?(?:KeyInfo|UnsignedProperties))\b[\s\S]*?<\/\1\s*>/g, '')
    .replace(
      /(SignatureValue[^>]*>)([^<]*)/g,
      (_, tag: string, value: string) => tag + value.replace(/\s/g, ''),
    )
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/<([\w:.-]+)([^>]*?)\s*(\/?)>/g, (_, name: string, attributes: string, empty: string) => {
      const given = BARE.test(name) ? [] : attributes.match(/[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g);
      const sorted = (given ?? [])
        .map((one) => one.replace(/\s*=\s*["']/, '="').replace(/'$/, '"'))
        // Exclusive canonical form moves declarations, and leaves out those that an element does not use.
        .filter((one) => !one.startsWith('xmlns'))
        .sort();
      return `<${[name, ...sorted].join(' ')}>${empty && `</${name}>`}`;
    })
    .replace(/<\/([\w:.-]+)\s*>/g, '</$1>')
    .replace(/&#x([0-9a-fA-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/>\s+</g, '><')
    .trim();
}
