import type { Language } from '../../text/language.ts';

/**
 * The code of one example, cut from the file it stands in: what the function holds, with the texts of one language in place
 * of the choice between two.
 * @throws when the file has no such function
 */
export function codeOf(source: string, name: string, language: Language): string {
  const start = source.indexOf(`function ${name}() {\n`);
  const end = source.indexOf('\n}\n', start);
  if (start < 0 || end < 0) throw new Error(`no example ${name}`);
  const lines = source.slice(source.indexOf('\n', start) + 1, end).split('\n');
  const body = lines.filter((line) => line.trim() !== 'const t = useText();').map((line) => line.slice(2));
  return withoutReturn(inOneLanguage(body.join('\n'), language));
}

const QUOTED = /('(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/.source;
const CHOICE = `t\\(\\s*${QUOTED},\\s*${QUOTED},?\\s*\\)`;

function inOneLanguage(code: string, language: Language): string {
  const pick = (ja: string, en: string) => (language === 'ja' ? ja : en);
  const bare = (text: string) => text.slice(1, -1).replace(/\\(.)/g, '$1');
  return code
    .replace(new RegExp(`={${CHOICE}}`, 'g'), (_, ja, en) => `="${bare(pick(ja, en))}"`)
    .replace(new RegExp(`{${CHOICE}}`, 'g'), (_, ja, en) => bare(pick(ja, en)))
    .replace(new RegExp(`\\b${CHOICE}`, 'g'), (_, ja, en) => pick(ja, en));
}

/** What is shown stands by itself; a fragment that only holds examples together is not part of them. */
function withoutReturn(code: string): string {
  const block = code.replace(/return \(\n([\s\S]*?)\n\);$/, (_, inner) => shifted(inner));
  const line = block.replace(/return (<.*>);$/, '$1');
  return line.replace(/<>\n([\s\S]*?)\n<\/>$/, (_, inner) => shifted(inner));
}

function shifted(text: string): string {
  return text.replace(/^ {2}/gm, '');
}
