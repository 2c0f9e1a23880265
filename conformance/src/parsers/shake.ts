import { drawFrom, mutate } from './mutate.ts';
import type { Parser } from './parsers.ts';

/** A rule that an input broke. */
export interface Broken {
  readonly parser: string;
  readonly rule: string;
  readonly input: string;
}

export interface ShakeOptions {
  readonly seed: number;
  /** Of each parser. */
  readonly inputs: number;
}

/** Milliseconds for one input of at most 40,000 characters, on a busy machine. */
const LONGEST_MS = 500;
/** What may not stand before or behind an exact text. */
const JUNK = ['!', '"', '}', '\0', ' ', '\n', '\ufeff'];

/** Valid inputs as they are, with something before and behind, and mutated; the rules that were broken. */
export function shake(parser: Parser, { seed, inputs }: ShakeOptions): Broken[] {
  const broken: Broken[] = [];
  const look = (input: string, rule = judge(parser, input)) => {
    if (rule !== undefined) broken.push({ parser: parser.name, rule, input: input.slice(0, 2000) });
  };
  for (const valid of parser.valid) {
    look(valid, parser.read(valid) ? undefined : 'a valid input is refused');
    for (const junk of parser.exact ? JUNK : [])
      for (const input of [valid + junk, junk + valid])
        look(input, taken(parser, input) ? 'taken with something before or behind' : undefined);
  }
  const draw = drawFrom(seed);
  const others = [...parser.valid, '', '{}', '[]'];
  for (let made = 0; made < inputs; made += 1) {
    const valid = parser.valid[draw(parser.valid.length)] ?? '';
    look(mutate(valid, others, draw));
  }
  return broken;
}

function taken(parser: Parser, input: string): boolean {
  try {
    return parser.read(input);
  } catch {
    return false;
  }
}

/** The rule that the input breaks, if any. */
function judge(parser: Parser, input: string): string | undefined {
  const start = performance.now();
  try {
    parser.read(input);
  } catch (error) {
    if (!parser.refuses(error)) return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
  const took = performance.now() - start;
  return took > LONGEST_MS ? `took ${took.toFixed()} ms` : undefined;
}
