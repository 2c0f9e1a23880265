import { type ComponentType, createElement, lazy, Suspense } from 'react';
import { PhoneError, type PhoneErrorCode } from '../../headless/index.ts';
import type { BoxCard, CardReader, ReaderPanelProps } from '../login/card-reader.ts';
import { type AgentClient, AgentError, type AgentFailure } from './agent-client.ts';

/** Only who chooses this reader loads how it is set up. */
const Panel = lazy(() => import('./AgentPanel.tsx'));

const NOTE = {
  ja: 'このパソコンのカードリーダーに置かれたカードです。',
  en: 'The card that lies on a reader of this computer.',
} as const;

const CODES: { readonly [failure in AgentFailure]: PhoneErrorCode } = {
  unreachable: 'phone/agent',
  answer: 'phone/agent',
  request_invalid: 'phone/agent',
  not_paired: 'phone/agent',
  code_wrong: 'phone/agent',
  code_none: 'phone/agent',
  slow_down: 'phone/agent',
  service: 'phone/agent',
  reader_unknown: 'card/removed',
  no_card: 'card/removed',
  held: 'phone/reader-busy',
  in_use: 'phone/reader-busy',
};

/** The readers of this computer that a card lies on. Without a pairing there are none, and the panel leads to one. */
export function createAgentReader(client: AgentClient): CardReader {
  return {
    id: 'agent',
    list: async () => {
      if (!client.isPaired) return [];
      const { readers } = await told(client.readers());
      return readers.filter(({ card }) => card).map(({ id, name }): BoxCard => ({ id, name, note: NOTE }));
    },
    open: (id) => told(client.open(id)),
    Panel: panelOver(client),
  };
}

/** Made once with the reader, so that it stays the same component. */
const panelOver =
  (client: AgentClient): ComponentType<ReaderPanelProps> =>
  (props) =>
    createElement(Suspense, { fallback: null }, createElement(Panel, { client, ...props }));

/** What fails on the way to a card as a PhoneError; the card's own errors stay as they are. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    throw new PhoneError(CODES[error.code], error.message, { cause: error });
  }
}
