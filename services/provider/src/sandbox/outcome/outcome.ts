import type { SandboxAnswer, SandboxOutcome } from '../../api/sandbox.ts';
import type { ClientAnswer } from '../../interaction/answer.ts';
import type { FailureCode } from '../../proof/failure.ts';
import type { SignErrorCode } from '../../sign/sign-error.ts';

/** How a login or a signature comes to its end in the sandbox. */
export type Way =
  /** A phone with the person's card goes the whole way, and agrees or refuses at its end. */
  | { readonly kind: 'perform'; readonly agree: boolean }
  /** Stopped before a card is held. */
  | { readonly kind: 'decline' }
  | { readonly kind: 'expire' }
  /** The proof is refused for this reason, whoever would hold a card. */
  | { readonly kind: 'fail'; readonly failure: FailureCode }
  /** Ended before there was a login: what a strict client pushes is refused, or nobody can go on with it. */
  | { readonly kind: 'before'; readonly at: 'pushed' | 'page'; readonly problem: Problem };

/** The ways that end a login which has begun. */
export type EndWay = Exclude<Way, { kind: 'perform' } | { kind: 'before' }>;

/** An error as an endpoint gives it. */
export interface Problem {
  readonly status: number;
  readonly error: string;
  readonly description?: string;
}

/** What is made later, where the relying party comes with what it got. */
export type Later =
  | { readonly at: 'authorization' | 'token' | 'userinfo' | 'result'; readonly late: true }
  | { readonly at: 'token' | 'refresh' | 'userinfo'; readonly problem: Problem }
  | { readonly at: 'result'; readonly problem: Problem; readonly code?: SignErrorCode }
  | { readonly at: 'result'; readonly certificateStatus: 'revoked' | 'on_hold' | 'unknown' };

/** One row: an outcome that can be asked for. */
export interface Outcome extends Pick<SandboxOutcome, 'id' | 'group' | 'only' | 'title' | 'explanation'> {
  readonly way: Way;
  /** In place of what the way leads to. */
  readonly answer?: ClientAnswer;
  readonly later?: Later;
}

export const UNAVAILABLE: Problem = { status: 503, error: 'temporarily_unavailable' };
export const BROKEN: Problem = { status: 500, error: 'server_error' };

export const PERFORM: Way = { kind: 'perform', agree: true };

/** A row of what comes after a login or a signature that went well. */
export interface LaterRow extends Pick<Outcome, 'id' | 'only' | 'title' | 'explanation'> {
  readonly later: Later;
}

export function laterOutcomes(group: Outcome['group'], rows: readonly LaterRow[]): readonly Outcome[] {
  return rows.map((row) => ({ ...row, group, way: PERFORM }));
}

/** Whether a card is held, so that there must be somebody to hold it. */
export function needsPerson({ way }: Outcome): boolean {
  return way.kind === 'perform';
}

export function isLate({ later }: Outcome): boolean {
  return later !== undefined && 'late' in later;
}

/** What the relying party gets of an outcome; `wayAnswer`: the error that its way leads to. */
export function toldOf(
  { way, answer, later }: Outcome,
  wayAnswer: (way: EndWay | 'refused') => ClientAnswer,
): SandboxAnswer[] {
  if (way.kind === 'before') return [toldOfProblem(way.at, way.problem)];
  const first = firstAnswer(way, answer, wayAnswer);
  if (later === undefined) return [first];
  if (later.at === 'authorization') return [{ ...first, late: true }];
  if ('late' in later) return [first, { at: later.at, gets: 'ok', late: true }];
  if ('certificateStatus' in later) {
    return [first, { at: 'result', gets: 'ok', certificateStatus: later.certificateStatus }];
  }
  return [first, toldOfProblem(later.at, later.problem)];
}

function toldOfProblem(at: SandboxAnswer['at'], { status, error, description }: Problem): SandboxAnswer {
  return { at, gets: 'error', status, error, ...(description && { description }) };
}

function firstAnswer(
  way: Exclude<Way, { kind: 'before' }>,
  answer: ClientAnswer | undefined,
  wayAnswer: Parameters<typeof toldOf>[1],
): SandboxAnswer {
  if (way.kind === 'perform' && way.agree) return { at: 'authorization', gets: 'ok' };
  const { error, description } = answer ?? wayAnswer(way.kind === 'perform' ? 'refused' : way);
  return { at: 'authorization', gets: 'error', error, description };
}
