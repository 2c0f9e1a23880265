/**
 * Go templates as far as the chart uses them: `range $key, $value :=`, `if`, `else`, `end`, paths, `quote` and `toJson`, and the two trims of
 * white space. Anything else is an error: the chart stays with what can be read here.
 */
type Scope = Readonly<Record<string, unknown>>;
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly expression: string }
  | { readonly kind: 'if'; readonly expression: string; readonly then: Node[]; readonly otherwise: Node[] }
  | {
      readonly kind: 'range';
      readonly key: string;
      readonly value: string;
      readonly of: string;
      readonly body: Node[];
    };

const ACTION = /\{\{(-?)\s*(.*?)\s*(-?)\}\}/gs;
const RANGE = /^range (\$\w+), (\$\w+) := (\S+)$/;

export function render(template: string, values: unknown): string {
  const scope = { $: { Values: values, Release: { Name: 'main' } } };
  const tokens = tokensOf(template);
  const nodes = parse(tokens, []);
  if (tokens.length > 0) throw new Error(`an end too many: ${tokens[0]?.text}`);
  return printed(nodes, scope);
}

interface Token {
  readonly action: boolean;
  readonly text: string;
}

function tokensOf(template: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  let trim = false;
  for (const match of template.matchAll(ACTION)) {
    const [whole, before, action = '', after] = match;
    let text = template.slice(from, match.index);
    if (trim) text = text.trimStart();
    if (before === '-') text = text.trimEnd();
    tokens.push({ action: false, text }, { action: true, text: action });
    trim = after === '-';
    from = match.index + whole.length;
  }
  const rest = template.slice(from);
  return [...tokens, { action: false, text: trim ? rest.trimStart() : rest }];
}

/** Up to one of these words, which is taken too. */
function parse(tokens: Token[], until: readonly string[]): Node[] {
  const nodes: Node[] = [];
  for (;;) {
    const token = tokens.shift();
    if (token === undefined) {
      if (until.length > 0) throw new Error(`no ${until.join(' or ')}`);
      return nodes;
    }
    if (!token.action) {
      nodes.push({ kind: 'text', text: token.text });
      continue;
    }
    if (until.includes(token.text)) {
      tokens.unshift(token);
      return nodes;
    }
    nodes.push(actionOf(token.text, tokens));
  }
}

function actionOf(text: string, tokens: Token[]): Node {
  const [, key, value, of] = RANGE.exec(text) ?? [];
  if (key !== undefined && value !== undefined && of !== undefined) {
    const body = parse(tokens, ['end']);
    tokens.shift();
    return { kind: 'range', key, value, of, body };
  }
  if (text.startsWith('if ')) {
    const then = parse(tokens, ['else', 'end']);
    const otherwise = tokens.shift()?.text === 'else' ? parse(tokens, ['end']) : [];
    if (otherwise.length > 0) tokens.shift();
    return { kind: 'if', expression: text.slice(3), then, otherwise };
  }
  if (!/^(?:toJson )?[$.][\w$.]*(?: \| quote)?$/.test(text)) throw new Error(`not known here: {{ ${text} }}`);
  return { kind: 'value', expression: text };
}

function printed(nodes: readonly Node[], scope: Scope): string {
  return nodes.map((node) => printedOne(node, scope)).join('');
}

function printedOne(node: Node, scope: Scope): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'value') return textOf(node.expression, scope);
  if (node.kind === 'if')
    return printed(isTrue(at(node.expression, scope)) ? node.then : node.otherwise, scope);
  const { key, value, of, body } = node;
  const all = at(of, scope);
  if (typeof all !== 'object' || all === null) throw new Error(`nothing to go over: ${of}`);
  // As Go does: by key, in order.
  const entries = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, one]) => printed(body, { ...scope, [key]: name, [value]: one })).join('');
}

function textOf(expression: string, scope: Scope): string {
  if (expression.startsWith('toJson ')) return JSON.stringify(at(expression.slice(7), scope));
  const [path = '', quote] = expression.split(' | ');
  const value = at(path, scope);
  if (value === undefined) throw new Error(`there is no ${path}`);
  return quote === 'quote' ? JSON.stringify(String(value)) : String(value);
}

function at(path: string, scope: Scope): unknown {
  const [first = '', ...rest] = path.split('.');
  const from = first === '' || first === '$' ? scope.$ : scope[first];
  return rest.reduce<unknown>((value, name) => (value as Scope | undefined)?.[name], from);
}

function isTrue(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false && value !== 0 && value !== null;
}
