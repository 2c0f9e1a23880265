import { normalCode } from '@kazasu/reader/agent';
import { Button, Input, Notice, Waiting } from '@kazasu/ui/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ReaderPanelProps } from '../login/card-reader.ts';
import { useReaderTexts } from '../text/use-reader-texts.ts';
import { type AgentClient, AgentError } from './agent-client.ts';

interface PanelProps extends ReaderPanelProps {
  readonly client: AgentClient;
}

/** Pairs this page with the agent; afterwards waits for a card on one of its readers. */
export default function AgentPanel({ client, onReady }: PanelProps) {
  const [paired, setPaired] = useState(client.isPaired);
  return paired ? (
    <WaitingForCard client={client} onReady={onReady} />
  ) : (
    <Pairing
      client={client}
      onPaired={() => {
        setPaired(true);
        onReady();
      }}
    />
  );
}

type State = 'asking' | 'shown' | 'unreachable' | 'slow' | 'checking';
type Wrong = 'form' | 'code_wrong' | 'code_none' | undefined;

interface PairingProps {
  readonly client: AgentClient;
  readonly onPaired: () => void;
}

function Pairing({ client, onPaired }: PairingProps) {
  const texts = useReaderTexts().agent;
  const [state, setState] = useState<State>('asking');
  const [wrong, setWrong] = useState<Wrong>();
  const [typed, setTyped] = useState('');
  const ask = () => {
    setState('asking');
    client.requestCode().then(
      () => setState('shown'),
      (error: unknown) => setState(stateAfter(error)),
    );
  };
  useEffect(ask, [client]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = normalCode(typed);
    if (code === undefined) return setWrong('form');
    setState('checking');
    client.pair(code).then(onPaired, (error: unknown) => {
      const failure = error instanceof AgentError ? error.code : 'answer';
      setTyped('');
      setWrong(failure === 'code_wrong' || failure === 'code_none' ? failure : undefined);
      if (failure === 'code_wrong') setState('shown');
      else if (failure === 'code_none') ask();
      else setState(stateAfter(error));
    });
  };
  if (state === 'asking') return <Waiting>{texts.asking}</Waiting>;
  if (state === 'unreachable' || state === 'slow') return <NotThere state={state} onRetry={ask} />;
  return (
    <form className="kz-stack" onSubmit={submit} noValidate>
      <h2>{texts.pairTitle}</h2>
      <p>{texts.pairLead}</p>
      <Input
        label={texts.code}
        support={texts.codeSupport}
        error={wrong === undefined ? undefined : texts.wrong[wrong]}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setWrong(undefined);
        }}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
      />
      <div className="kz-actions">
        <Button type="submit" aria-disabled={state === 'checking'}>
          {texts.pair}
        </Button>
      </div>
    </form>
  );
}

function stateAfter(error: unknown): State {
  return error instanceof AgentError && error.code === 'slow_down' ? 'slow' : 'unreachable';
}

function NotThere({ state, onRetry }: { state: 'unreachable' | 'slow'; onRetry: () => void }) {
  const texts = useReaderTexts().agent;
  return (
    <Notice kind={state === 'slow' ? 'warning' : 'info'} title={texts[state].title} live>
      <p>{texts[state].text}</p>
      {state === 'unreachable' && (
        <>
          <p>
            <code>npx kazasu agent</code>
          </p>
          <p className="kz-small">{texts.unreachable.permission}</p>
        </>
      )}
      <Button look="outline" onClick={onRetry}>
        {texts.retry}
      </Button>
    </Notice>
  );
}

/** A card that is laid on a reader is listed by itself. */
function WaitingForCard({ client, onReady }: PanelProps) {
  const texts = useReaderTexts().agent;
  const [seen, setSeen] = useState('');
  const [heldBy, setHeldBy] = useState<string>();
  // A new function with every picture of the page, and one socket for all of them.
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(
    () =>
      client.watch((now) => {
        const { readers, holder } = now;
        setSeen(readers.map(({ name }) => name).join('、'));
        setHeldBy(holder === null || holder.own ? undefined : holder.origin);
        if (client.isNews(now)) ready.current();
      }),
    [client],
  );
  return (
    <div className="kz-stack">
      <p>{seen === '' ? texts.noReader : texts.readers(seen)}</p>
      {heldBy !== undefined && (
        <Notice kind="warning" title={texts.held.title}>
          {texts.held.text(heldBy)}
        </Notice>
      )}
    </div>
  );
}
