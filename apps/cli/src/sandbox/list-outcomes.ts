import type { SandboxAnswer, SandboxOutcome } from '@kazasu/provider/api';
import { type Terminal, table } from '../terminal.ts';
import { describeTown } from '../town.ts';
import { fetchOutcomes } from './outcomes.ts';

/** `kazasu sandbox outcomes`. */
export async function listOutcomes(index: string, json: boolean, terminal: Terminal): Promise<void> {
  const { urls } = await describeTown(index);
  const outcomes = await fetchOutcomes(urls.provider);
  if (json) {
    terminal.out(JSON.stringify(outcomes, null, 2));
    return;
  }
  terminal.out(table(outcomes.map((outcome) => [outcome.id, limits(outcome), toldOf(outcome)])));
}

function limits({ only, person }: SandboxOutcome): string {
  const needs = person ? 'with a person' : '';
  return [only === 'any' ? '' : `${only} only`, needs].filter((part) => part !== '').join(', ');
}

/** What sets it apart: the last of what is told. */
function toldOf({ told }: SandboxOutcome): string {
  const answer = told.at(-1);
  return answer === undefined ? '' : `${answer.at}: ${wire(answer)}`;
}

function wire({ at, gets, status, error, description, late, certificateStatus }: SandboxAnswer): string {
  const words =
    gets === 'error'
      ? [status, error, description].filter((part) => part !== undefined).join(', ')
      : (certificateStatus ?? (at === 'authorization' ? 'code' : 'ok'));
  return late === true ? `${words}, late` : words;
}
