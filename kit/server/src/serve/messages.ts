/** All that the first process and its workers say to each other. The pipe between them keeps the order, of connections too. */
import type { Configuration } from './configuration.ts';
import type { Leaving } from './node.ts';

/** What a worker can be asked; it answers with a text. */
export type Question = 'readiness' | 'metrics';

/** To a worker. The configuration goes over a pipe of the two alone: not by the environment, not by a file read twice. */
export type Order =
  | { readonly order: 'start'; readonly configuration: Configuration; readonly accept: readonly string[] }
  /** Connections to this port will come. */
  | { readonly order: 'serve'; readonly port: number }
  /** With the connection itself. */
  | { readonly order: 'take'; readonly id: number }
  /** No connection comes after this. */
  | { readonly order: 'no-more' }
  | { readonly order: 'stop'; readonly leaving: Leaving }
  | { readonly order: 'tell'; readonly question: Question; readonly id: number };

/** From a worker. */
export type Report =
  | { readonly report: 'waiting' }
  /** Could answer, if it had connections. */
  | { readonly report: 'opened' }
  | { readonly report: 'ready'; readonly url: string }
  /** Said before anything is read from the connection: what was not said of, nobody has read from. */
  | { readonly report: 'taken'; readonly id: number }
  /** Wants no more connections; answered by `no-more`. */
  | { readonly report: 'leaving' }
  | { readonly report: 'told'; readonly id: number; readonly text: string };
