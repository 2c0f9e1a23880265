import type { Dice } from './dice.ts';

/** Writes, in the words of a format, what a reader of it may stumble over: one token replaced, dropped, doubled, moved or added. */
export function mutateText(good: Uint8Array, words: readonly string[], d: Dice): Uint8Array {
  const text = Buffer.from(good.buffer, good.byteOffset, good.length).toString('latin1');
  if (d.onceIn(3)) return Buffer.from(misspelt(text, d), 'latin1');
  const tokens = tokensOf(text, d);
  if (tokens === undefined) return good;
  const [from, to, other] = tokens;
  const by = (part: string) => Buffer.from(text.slice(0, from) + part + text.slice(to), 'latin1');
  switch (d.below(6)) {
    case 0:
      return by('');
    case 1:
      return by(text.slice(from, to) + text.slice(from, to));
    case 2:
      return by(other);
    case 3:
      return by(text.slice(from, to) + d.pick(words));
    case 4:
      return by(sameLength(d.pick(words), to - from));
    default:
      return by(d.pick(words));
  }
}

const PHRASE = /[>"(][^<>"()]{1,60}[<")]/g;

/** Another letter or digit in something short between tags, quotation marks or parentheses: well-formed as before. */
function misspelt(text: string, d: Dice): string {
  const phrases = [...text.matchAll(PHRASE)];
  const phrase = phrases.length > 0 ? d.pick(phrases) : undefined;
  const places = [...(phrase?.[0].matchAll(/[a-z0-9]/gi) ?? [])];
  if (phrase === undefined || places.length === 0) return text;
  const at = phrase.index + d.pick(places).index;
  const old = text[at] ?? '';
  const other = d.pick([...(/\d/.test(old) ? '0123456789' : 'aeioxyzAEIOXYZ')]);
  return text.slice(0, at) + other + text.slice(at + 1);
}

/** Offsets in the file stay true. */
function sameLength(word: string, length: number): string {
  return word.slice(0, length).padEnd(length);
}

const TOKEN = /<<|>>|<\/?[\w:]+|\/?[\w.:#+-]+|[^\s\w]/g;
const WINDOW = 600;

/** A token somewhere in the text, and another from elsewhere. A signature's padding is dull and not looked at. */
function tokensOf(text: string, d: Dice): [number, number, string] | undefined {
  for (let tries = 0; tries < 12; tries++) {
    const [one, other] = [tokenNear(text, d), tokenNear(text, d)];
    if (one !== undefined && other !== undefined && !/^0{60}/.test(one.text)) {
      return [one.at, one.at + one.text.length, other.text.slice(0, 200)];
    }
  }
  return undefined;
}

function tokenNear(text: string, d: Dice): { at: number; text: string } | undefined {
  const start = d.below(text.length);
  const found = [...text.slice(start, start + WINDOW).matchAll(TOKEN)];
  const match = found[1 + d.below(Math.max(1, Math.min(8, found.length - 1)))];
  return match && { at: start + match.index, text: match[0] };
}

export const PDF_WORDS: readonly string[] = [
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  ' 0 R',
  ' 1 0 R ',
  ' 10 0 R ',
  'null',
  'endobj',
  'stream\n',
  'endstream',
  '%%EOF\n',
  'startxref\n',
  'trailer\n',
  '/Kids',
  '/V',
  '/Annots',
  '/Contents',
  '/ByteRange',
  '/DSS',
  '/AcroForm',
  '/Perms',
  '/Length',
  '/Prev 0',
  '/Type /ObjStm',
  '-1',
  '99999999999',
  '%',
  '\0',
];

export const XML_WORDS: readonly string[] = [
  '<a/>',
  '<!-- -->',
  '<?a b?>',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '&#x41;',
  ' Id="a"',
  ' id="a"',
  ' xmlns:ds="urn:x"',
  ' xmlns=""',
  ' URI=""',
  ' URI="#a"',
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  '<ds:Reference>',
  '</ds:Reference>',
  '<ds:Object>',
  '</ds:Object>',
  '=',
  '"',
  '<',
  '>',
];
