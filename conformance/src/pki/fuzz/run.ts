import type { Report } from '@kazasu/pki';
import { reportOn } from '../vectors/judge.ts';
import { readFiles, type Vector, vectorsOf } from '../vectors/read.ts';
import { type Dice, dice } from './dice.ts';
import { type Door, doorsFor, faultOf } from './doors.ts';
import { mutateDer } from './mutate-der.ts';
import { flipped, mutateOctets } from './mutate-octets.ts';
import { mutateText, PDF_WORDS, XML_WORDS } from './mutate-text.ts';
import { signedParts, xmlWords } from './signed-part.ts';
import { type Target, targetsOf, withOctets } from './target.ts';

/** What a mutated input brought to light. */
export interface Finding {
  /** `runPkiFuzz({ seed, first: iteration, iterations: 1 })` finds it again. */
  readonly seed: number;
  readonly iteration: number;
  readonly caseId: string;
  readonly input: string;
  readonly door: string;
  readonly fault: string;
  readonly octets: Uint8Array;
}

export interface PkiFuzzOptions {
  readonly seed: number;
  readonly iterations: number;
  /** The first iteration: 0 unless told. */
  readonly first?: number;
  readonly onFinding: (finding: Finding) => void;
  /** Asked after each iteration. */
  readonly goesOn?: (progress: PkiFuzzProgress) => boolean;
}

export interface PkiFuzzProgress {
  readonly iterations: number;
  readonly calls: number;
  /** Mutations outside of what is signed, or of what was not needed. */
  readonly stillValid: number;
  readonly slowestMs: number;
}

/** Processor milliseconds of one call, and for each octet of the input beside it. */
const LIMIT_MS = 100;
const LIMIT_MS_PER_OCTET = 0.001;
/** Resident memory over what it was at first. */
const MEMORY_LIMIT = 1 << 30;

/** Mutates inputs of the vectors, hands them to every public function, and tells what none of them may do. */
export function runPkiFuzz(options: PkiFuzzOptions): PkiFuzzProgress {
  const targets = readFiles().flatMap(vectorsOf).flatMap(targetsOf);
  const groups = [...Map.groupBy(targets, ({ vector }) => vector.operation).values()].map(byWorth);
  const memory = process.memoryUsage.rss();
  const progress = { iterations: 0, calls: 0, stillValid: 0, slowestMs: 0 };
  const first = options.first ?? 0;
  for (let iteration = first; iteration < first + options.iterations; iteration++) {
    const d = dice(options.seed * 1_000_003 + iteration);
    const { good, main, all } = d.pick(groups);
    const target = d.pick(d.onceIn(3) ? all : d.onceIn(2) ? good : main);
    const octets = mutate(target, d);
    const tell = (door: string, fault: string) =>
      options.onFinding({
        seed: options.seed,
        iteration,
        caseId: target.vector.id,
        input: target.place === undefined ? target.name : `${target.name}[${target.place}]`,
        door,
        fault,
        octets,
      });
    for (const door of doorsFor(target, octets)) {
      const { ms, fault, valid } = tried(door, octets.length);
      progress.calls += 1;
      progress.slowestMs = Math.max(progress.slowestMs, ms);
      if (fault !== undefined) tell(door.name, fault);
      if (!valid) continue;
      progress.stillValid += 1;
      if (isForged(target, octets, door)) tell(door.name, 'passed what nobody signed');
    }
    progress.iterations += 1;
    if (iteration % 500 === 0 && process.memoryUsage.rss() - memory > MEMORY_LIMIT) {
      tell('all', 'took more memory than it gave back');
    }
    if (options.goesOn?.(progress) === false) break;
  }
  return progress;
}

/** What is judged itself, in cases that are valid; the same with what helps to judge it; and all. */
function byWorth(all: readonly Target[]): { good: Target[]; main: Target[]; all: readonly Target[] } {
  const good = all.filter(({ vector }) => vector.expected === 'valid');
  const main = good.filter(({ name }) => MAIN.includes(name));
  return { good, main, all };
}

const MAIN: readonly string[] = ['certificate', 'response', 'document', 'token'];

function mutate({ vector, name, octets }: Target, d: Dice): Uint8Array {
  const isText = name === 'document' && (vector.operation === 'xades' || vector.operation === 'pades');
  const words = vector.operation === 'pades' ? PDF_WORDS : XML_WORDS;
  // One bit of what was signed, or of the signature: everything else is then in order.
  const part = d.onceIn(3) && d.pick(signedParts(vector.operation, name, octets) ?? []);
  if (part && part.length > 0) {
    return flipped(octets, part.byteOffset - octets.byteOffset + d.below(part.length), 1 << d.below(8));
  }
  let mutated = octets;
  for (let times = d.pick([1, 1, 1, 2, 3]); times > 0 && mutated.length > 0; times--) {
    if (d.onceIn(4)) mutated = mutateOctets(mutated, d);
    else mutated = isText ? mutateText(mutated, words, d) : mutateDer(mutated, d);
  }
  return mutated;
}

interface Trial {
  readonly ms: number;
  readonly fault: string | undefined;
  readonly valid: boolean;
}

/** A call that seems dear is made again: a collection of garbage or a compiler may have come between. */
function tried(door: Door, length: number): Trial {
  const limit = LIMIT_MS + LIMIT_MS_PER_OCTET * length;
  let trial = measured(door);
  for (let again = 0; trial.ms > limit && again < 4; again++) {
    const next = measured(door);
    if (next.ms < trial.ms) trial = next;
  }
  if (trial.ms <= limit || trial.fault !== undefined) return trial;
  return { ...trial, fault: `took ${trial.ms} ms for ${length} octets` };
}

function measured(door: Door): Trial {
  const before = process.cpuUsage();
  const outcome = outcomeOf(door);
  const { user, system } = process.cpuUsage(before);
  const valid = door.kind === 'judge' && 'value' in outcome && (outcome.value as Report).verdict === 'valid';
  return { ms: (user + system) / 1000, fault: faultOf(door, outcome), valid };
}

function outcomeOf({ open }: Door): { value?: unknown; error?: unknown } {
  try {
    return { value: open() };
  } catch (error) {
    return { error };
  }
}

/** Valid, though something else was signed. An input that is not needed may be anything, and a fault may be undone. */
function isForged(target: Target, octets: Uint8Array, door: Door): boolean {
  const { vector, name } = target;
  const parts = signedParts(vector.operation, name, target.octets);
  if (parts === undefined || vector.expected !== 'valid' || door.name === 'checkCrl') return false;
  if (parts.every((part) => Buffer.from(octets).includes(Buffer.from(part))) && sameWords(target, octets))
    return false;
  return !isValid(withOctets(target, undefined));
}

function sameWords({ vector, name, octets }: Target, mutated: Uint8Array): boolean {
  if (vector.operation !== 'xades' || name !== 'document') return true;
  return xmlWords(octets) === xmlWords(mutated);
}

function isValid(vector: Vector): boolean {
  try {
    return reportOn(vector).verdict === 'valid';
  } catch {
    return false;
  }
}
