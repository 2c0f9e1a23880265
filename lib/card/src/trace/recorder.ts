import { decodeResponse, RESPONSE_MAX } from '../apdu.ts';
import { STATUS } from '../status.ts';
import type { TraceEntry, TraceOptions, TraceSink } from './entry.ts';
import { bytesText, type Heard, hear } from './heard.ts';
import { fileText, POWER_ON, type TraceState, UNKNOWN } from './state.ts';
import { meaningOf, statusText } from './status-words.ts';

/** What came back: the answer, or the code of the error that came instead. */
export type Answer = { readonly bytes: Uint8Array } | { readonly error: string };

export interface Recorder {
  /** Takes a command in; what it returns takes the answer and writes the entry. */
  begin(command: Uint8Array): (answer: Answer) => void;
  note(kind: 'reset' | 'close'): void;
}

export function createRecorder(sink: TraceSink, { now, contents = 'mask' }: TraceOptions): Recorder {
  const start = now?.() ?? 0;
  let state = POWER_ON;
  let number = 0;
  let broken = false;
  const write = (entry: Omit<TraceEntry, 'number'>): void => {
    if (broken) return;
    number += 1;
    try {
      sink({ number, ...entry });
    } catch {
      broken = true;
    }
  };
  return {
    begin(bytes) {
      const heard = hear(bytes);
      const begun = now?.() ?? 0;
      return (answer) => {
        const times = now === undefined ? {} : { at: begun - start, duration: now() - begun };
        const before = state;
        const read = readAnswer(heard, answer, before, contents === 'show');
        state = stateAfter(heard, before, read.status);
        const what = whatOf(heard, before);
        write({ kind: 'exchange', ...times, ...placeOf(state), what, ...read, command: heard.hex });
      };
    },
    note(kind) {
      state = POWER_ON;
      write({ kind, ...(now === undefined ? {} : { at: now() - start }), what: kind });
    },
  };
}

/** An answer that never came may stand for a card that was taken away; what nobody knows may have done anything. */
function stateAfter(
  heard: ReturnType<typeof hear>,
  before: TraceState,
  status: string | undefined,
): TraceState {
  if (status === undefined || !('cla' in heard) || heard.instruction === undefined) return UNKNOWN;
  return heard.instruction.leadsTo?.(heard, before, status === '9000') ?? before;
}

function whatOf(heard: ReturnType<typeof hear>, before: TraceState): string {
  if (!('cla' in heard)) return 'malformed command';
  const { instruction } = heard;
  const name = instruction?.name ?? 'unknown instruction';
  const description = instruction?.describe?.(heard, before) ?? '';
  return `${heard.secureMessaging ? 'SM ' : ''}${name} ${description}`.trimEnd();
}

type Read = Pick<TraceEntry, 'outcome' | 'response' | 'status'>;

function readAnswer(
  heard: ReturnType<typeof hear>,
  answer: Answer,
  before: TraceState,
  showAll: boolean,
): Read {
  if ('error' in answer) return { outcome: `no answer: ${answer.error}` };
  const { bytes } = answer;
  if (bytes.length < 2 || bytes.length > RESPONSE_MAX) return { outcome: 'no status word' };
  const { data, status } = decodeResponse(bytes);
  const word = statusText(status);
  const size = `${data.length} bytes`;
  const tried = 'cla' in heard && heard.instruction?.pin === true && heard.length > 0;
  const good = data.length === 0 ? 'ok' : size;
  const outcome = status === STATUS.ok ? good : `${word}: ${meaningOf(status, tried)}`;
  if (data.length === 0) return { outcome, status: word };
  const shown = 'cla' in heard && mayShow(heard, before, { status, showAll });
  return { outcome, response: shown ? bytesText(data) : `[${size}]`, status: word };
}

function mayShow(
  heard: Heard,
  before: TraceState,
  { status, showAll }: { readonly status: number; readonly showAll: boolean },
): boolean {
  const { instruction } = heard;
  if (instruction === undefined || instruction.pin === true) return false;
  if (showAll) return true;
  return status === STATUS.ok && !heard.secureMessaging && instruction.showsAnswer?.(heard, before) === true;
}

function placeOf({ application, file }: TraceState): Pick<TraceEntry, 'application' | 'file'> {
  return {
    ...(application === undefined ? {} : { application: application.name }),
    ...(file === undefined ? {} : { file: fileText(file) }),
  };
}
