import type { Field, Shown } from '../mask/index.ts';
import type { ExchangeEvent } from '../record/event.ts';

/** Headers that matter to the answer and are not the browser's or curl's own. */
const SENT: ReadonlySet<string> = new Set(['accept', 'content-type', 'origin']);

/**
 * The request as a command for a POSIX shell. What was shown is quoted as it was; what was masked or shortened is a variable of that name,
 * in double quotes, for the reader to set.
 */
export function curlOf(event: ExchangeEvent, origin: string): string {
  const words = ['curl -sS -i'];
  const form = event.request.form === 'form' ? event.request.fields : undefined;
  const json = event.request.form === 'json' ? event.request.fields : undefined;
  if (event.method !== (form === undefined && json === undefined ? 'GET' : 'POST'))
    words.push(`-X ${event.method}`);
  words.push(quoted(origin + event.path));
  for (const { name, value } of event.requestHeaders) {
    if (name === 'authorization') words.push(`-H "Authorization: Bearer $ACCESS_TOKEN"`);
    if (name === 'cookie') words.push(`-H "Cookie: $COOKIE"`);
    if (SENT.has(name) && value.kind === 'text' && !isImplied(name, form))
      words.push(`-H ${quoted(`${name}: ${value.text}`)}`);
  }
  if (event.query.length > 0) words.push('-G', ...event.query.map(encoded));
  for (const field of form ?? []) words.push(encoded(field));
  if (json !== undefined) words.push(`--data-raw ${jsonText(json)}`);
  return words.join(' \\\n  ');
}

function isImplied(name: string, form: unknown): boolean {
  return name === 'content-type' && form !== undefined;
}

function encoded({ name, value }: Field): string {
  const text = textOf(value);
  if (text !== undefined) return `--data-urlencode ${quoted(`${name}=${text}`)}`;
  return `--data-urlencode "${name.replaceAll(/[^A-Za-z_-]/g, '')}=$${variable(name)}"`;
}

/** Undefined for what is not there as a whole. */
function textOf(value: Shown): string | undefined {
  if (value.kind === 'text') return value.text;
  return value.kind === 'address' && value.query.length === 0 && !value.address.includes('…')
    ? value.address
    : undefined;
}

function variable(name: string): string {
  const word = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z]+/g, '_')
    .toUpperCase();
  return /^[A-Z]/.test(word) ? word : 'VALUE';
}

/** A place that nothing that is shown can look like, because controls are never shown. */
const HOLE = String.fromCharCode(1);

/** JSON in single quotes, interrupted for variables: `'{"code":"'"$CODE"'"}'`. */
function jsonText(fields: readonly Field[]): string {
  const parts: string[] = [];
  const text = jsonOf({ kind: 'object', fields }, 'body', (name) => {
    parts.push(name);
    return HOLE;
  });
  return quoted(text)
    .split(HOLE)
    .reduce((before, after, index) => `${before}'"$${parts[index - 1] ?? 'VALUE'}"'${after}`);
}

function jsonOf(value: Shown, name: string, hole: (name: string) => string): string {
  if (value.kind === 'object') {
    return `{${value.fields.map((field) => `${JSON.stringify(field.name)}:${jsonOf(field.value, field.name, hole)}`).join(',')}}`;
  }
  if (value.kind === 'list') return `[${value.items.map((item) => jsonOf(item, name, hole)).join(',')}]`;
  const text = textOf(value);
  if (text === undefined) return `"${hole(variable(name))}"`;
  return /^(?:true|false|\d+)$/.test(text) ? text : JSON.stringify(text);
}

/** For a POSIX shell: nothing within single quotes means anything. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
