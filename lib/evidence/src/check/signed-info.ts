import { fromUtf8 } from '@kazasu/bytes';
import { ifReadable } from '@kazasu/pki';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XML_SCOPE: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
const DEPTH_MAX = 32;

const START = /<([^\s<>/=&"'!?]+)((?: [^\s<>/=&"']+="(?:[^<"&\t\n\r]|&(?:amp|lt|quot|#x9|#xA|#xD);)*")*)>/y;
const END = /<\/([^\s<>/=&"'!?]+)>/y;
const TEXT = /(?:[^<>&\r]|&(?:amp|lt|gt|#xD);)+/y;
const ATTRIBUTE = / ([^=]+)="([^"]*)"/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** An element that is open: its name as it stands there, and the namespaces in force within it. */
interface Open {
  readonly name: string;
  readonly scope: ReadonlyMap<string, string>;
}

/**
 * Whether octets are a `SignedInfo` of XML Signature in canonical form (C14N 1.0, 1.1 or exclusive; comments and instructions
 * refused): one element of that name and namespace, with canonicalization, signature method and references and nothing else below.
 * Other octets that somebody signed must not be passed off as one.
 */
export function isSignedInfo(octets: Uint8Array): boolean {
  const text = ifReadable(() => fromUtf8(octets));
  if (text === undefined || NO_XML.test(text)) return false;
  const stack: Open[] = [];
  const children: string[] = [];
  let at = 0;
  do {
    const start = matchAt(START, text, at);
    const end = start === undefined ? matchAt(END, text, at) : undefined;
    const found = start ?? end ?? (stack.length > 0 ? matchAt(TEXT, text, at) : undefined);
    if (found === undefined) return false;
    at += found[0].length;
    if (start !== undefined) {
      const element = open(start, stack.at(-1)?.scope ?? XML_SCOPE);
      if (element === undefined || stack.length >= DEPTH_MAX) return false;
      if (stack.length === 0 && expandedName(element) !== `${DSIG} SignedInfo`) return false;
      if (stack.length === 1) children.push(expandedName(element));
      stack.push(element);
    } else if (end !== undefined) {
      if (stack.pop()?.name !== end[1]) return false;
    } else if (stack.length === 1 && found[0].trim() !== '') return false;
  } while (stack.length > 0);
  return at === text.length && hasChildren(children);
}

function hasChildren([canonicalization, method, ...references]: readonly string[]): boolean {
  const names = [canonicalization, method, ...new Set(references)];
  const wanted = ['CanonicalizationMethod', 'SignatureMethod', 'Reference'].map((name) => `${DSIG} ${name}`);
  return names.length === wanted.length && names.every((name, i) => name === wanted[i]);
}

/** An element, if its attributes stand in canonical order, each once, and it declares nothing that is in force already. */
function open(
  [, name = '', attributes = '']: RegExpExecArray,
  outer: ReadonlyMap<string, string>,
): Open | undefined {
  const all = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => ({ key, value }));
  const declared = all.filter(({ key }) => isDeclaration(key));
  const scope = new Map(outer);
  for (const { key, value } of declared) {
    const prefix = key.slice('xmlns:'.length);
    if ((outer.get(prefix) ?? '') === value) return undefined;
    scope.set(prefix, value);
  }
  const others = all.filter(({ key }) => !isDeclaration(key)).map(({ key }) => sortKeyOf(key, scope));
  const declarations = declared.map(({ key }) => key);
  const first = all.slice(0, declared.length).every(({ key }) => isDeclaration(key));
  return first && rises(declarations) && rises(others) ? { name, scope } : undefined;
}

const isDeclaration = (key: string) => key === 'xmlns' || key.startsWith('xmlns:');

/** Attributes are in the order of their namespace, then of their local name; one without a prefix has none. */
function sortKeyOf(key: string, scope: ReadonlyMap<string, string>): string {
  const [prefix, local] = key.includes(':') ? key.split(':', 2) : ['', key];
  return prefix === '' ? `\u0000${local}` : `${scope.get(prefix ?? '') ?? prefix}\u0000${local}`;
}

function rises(keys: readonly string[]): boolean {
  return keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') < key);
}

function expandedName({ name, scope }: Open): string {
  const [prefix, local] = name.includes(':') ? name.split(':', 2) : ['', name];
  return `${scope.get(prefix ?? '') ?? ''} ${local}`;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
