import type { AgentReader } from '@kazasu/reader/agent';
import type { Hold } from './hold.ts';
import type { Pairing } from './pairing.ts';
import type { Watch } from './watch.ts';

/** What happens, for the terminal and for programs. No command, no answer, no token; a code, which is meant to be read there. */
export type AgentEvent =
  | { readonly event: 'listening'; readonly url: string }
  | { readonly event: 'code'; readonly code: string; readonly endsAt: number }
  /** Wrong tries have used the code up; the last said that it was from there. */
  | { readonly event: 'burnt'; readonly origin: string }
  | { readonly event: 'paired'; readonly origin: string }
  | { readonly event: 'held'; readonly origin: string; readonly reader: string }
  | { readonly event: 'released' }
  /** Somebody else knocked; `origin` is what they said they were, if they said so. Told once for each. */
  | { readonly event: 'refused'; readonly origin: string | null };

/** What an answer is made from. */
export interface AgentParts {
  readonly pairing: Pairing;
  readonly hold: Hold;
  readonly watch: Watch;
  /** The readers now. Rejects with a ReaderError. */
  readonly readers: () => Promise<readonly AgentReader[]>;
  readonly tell: (event: AgentEvent) => void;
}
