import { Badge, Button, Card, DefinitionList, Dialog, Icon, Notice, Waiting } from '@kazasu/ui/react';
import { readableDay } from '@kazasu/ui/text';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PhoneCertificateErrorCode, PhoneCertificateView } from '../../phone-certificate/index.ts';
import { CardChoice, createHand, HoldCard } from '../card/index.ts';
import { Page, useReaders, useShell } from '../frame/index.ts';
import { isPhoneReader, type PhoneReader } from '../reader/phone.ts';
import { PasswordField } from '../screen/PasswordField.tsx';
import { ProblemNotice } from '../screen/ProblemNotice.tsx';
import { useReaderTexts } from '../text/use-reader-texts.ts';
import { useTexts } from '../text/use-texts.ts';
import { PhoneSetUp, type PhoneSetUpState } from './phone-set-up.ts';

/** The settings of the certificate in this device: whether there is one, how long it is valid; having one issued, and ending it. */
export function PhoneCertificateSettings() {
  const reader = useReaders().find(isPhoneReader);
  const texts = useReaderTexts().phone;
  if (reader !== undefined) return <Settings reader={reader} />;
  return (
    <Page key="none" title={texts.title} back={{ at: 'settings' }}>
      <Notice kind="info" title={texts.notOffered} />
    </Page>
  );
}

function Settings({ reader }: { reader: PhoneReader }) {
  const { login } = useShell();
  const [setUp] = useState(
    () => new PhoneSetUp(reader.certificate, createHand(login.readers, ['signature'])),
  );
  const state = useSyncExternalStore(setUp.subscribe, setUp.state);
  useEffect(() => {
    void setUp.look();
    const leave = () => setUp.leave();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [setUp]);
  const props = { setUp, state };
  switch (state.step.at) {
    case 'card':
      return <CardStep {...props} />;
    case 'password':
      return <PasswordStep {...props} />;
    case 'hold':
      return <HoldStep {...props} />;
    case 'issued':
      return <IssuedStep view={state.step.view} />;
    case 'removed':
      return <RemovedStep setUp={setUp} told={state.step.told} />;
    default:
      return <FirstStep {...props} />;
  }
}

interface StepProps {
  readonly setUp: PhoneSetUp;
  readonly state: PhoneSetUpState;
}

function FirstStep({ setUp, state: { step, problem } }: StepProps) {
  const texts = useReaderTexts().phone;
  return (
    <Page key="first" title={texts.title} back={{ at: 'settings' }}>
      {problem !== undefined && <FaultNotice code={problem} setUp={setUp} />}
      <p>{texts.lead}</p>
      {step.at === 'looking' && <Waiting>{texts.looking}</Waiting>}
      {step.at === 'unavailable' && (
        <Notice kind="warning" title={texts.unavailable.title}>
          <p>{texts.unavailable.text}</p>
        </Notice>
      )}
      {step.at === 'shown' && step.view === undefined && <Offer setUp={setUp} busy={step.busy} />}
      {step.at === 'shown' && step.view !== undefined && (
        <Present setUp={setUp} view={step.view} busy={step.busy} />
      )}
    </Page>
  );
}

function Offer({ setUp, busy }: { setUp: PhoneSetUp; busy: boolean }) {
  const texts = useReaderTexts().phone;
  return (
    <>
      <h2>{texts.needTitle}</h2>
      <ul className="kz-list">
        {texts.needs.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <Notice kind="info" title={texts.limitTitle}>
        <p>{texts.limitText}</p>
      </Notice>
      <div className="kz-actions">
        <Button aria-disabled={busy} onClick={() => void setUp.begin()}>
          {texts.begin}
        </Button>
      </div>
      <p className="kz-small">{texts.beginText}</p>
    </>
  );
}

interface PresentProps {
  readonly setUp: PhoneSetUp;
  readonly view: PhoneCertificateView;
  readonly busy: boolean;
}

function Present({ setUp, view, busy }: PresentProps) {
  const texts = useReaderTexts().phone;
  const { clock } = useShell();
  const [asking, setAsking] = useState(false);
  const now = clock.now();
  const valid = Math.min(view.notAfter.authentication, view.notAfter.signature) > now;
  return (
    <>
      <Card>
        <Badge colour={valid ? 'green' : 'red'}>{valid ? texts.valid : texts.expired}</Badge>
        <Validity view={view} />
      </Card>
      <p>{texts.noItems}</p>
      <div className="kz-actions">
        <Button look="outline" aria-disabled={busy} onClick={() => void setUp.begin()}>
          {texts.renew}
        </Button>
        <Button look="text" aria-disabled={busy} onClick={() => setAsking(true)}>
          {texts.end}
        </Button>
      </div>
      <Dialog open={asking} title={texts.endTitle} onClose={() => setAsking(false)}>
        <p>{texts.endText}</p>
        <div className="kz-actions">
          <Button
            onClick={() => {
              setAsking(false);
              void setUp.end();
            }}
          >
            {texts.endNow}
          </Button>
          <Button look="outline" onClick={() => setAsking(false)}>
            {texts.keep}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Validity({ view }: { view: PhoneCertificateView }) {
  const texts = useReaderTexts().phone;
  const { language } = useTexts();
  return (
    <DefinitionList
      rows={[
        {
          key: 'authentication',
          term: texts.authentication,
          value: texts.until(readableDay(view.notAfter.authentication, language)),
        },
        {
          key: 'signature',
          term: texts.signature,
          value: texts.until(readableDay(view.notAfter.signature, language)),
        },
      ]}
    />
  );
}

/** The states of the hand are told by themselves. */
function useHand({ hand }: PhoneSetUp) {
  return useSyncExternalStore(hand.subscribe, hand.state);
}

function CardStep({ setUp }: StepProps) {
  const texts = useReaderTexts().phone;
  const state = useHand(setUp);
  return (
    <Page key="card" title={texts.cardTitle} back={{ at: 'settings' }}>
      <p>{texts.cardLead}</p>
      {state.at === 'choosing' && (
        <CardChoice hand={setUp.hand} state={state} onTaken={() => setUp.cardTaken()} />
      )}
    </Page>
  );
}

function PasswordStep({ setUp }: StepProps) {
  const texts = useReaderTexts().phone;
  const { screen } = useTexts();
  const state = useHand(setUp);
  const tries = (state.at === 'held' && state.held.tries.signature) || 0;
  return (
    <Page key="password" title={texts.passwordTitle} back={{ at: 'settings' }}>
      {state.at === 'held' && state.problem !== undefined && (
        <ProblemNotice problem={state.problem} signing />
      )}
      <p>{texts.passwordLead}</p>
      {tries === 1 && <Notice kind="warning" title={texts.lastTry} />}
      <PasswordField key={tries} tries={screen.pin.tries(tries)} onSubmit={(typed) => setUp.enter(typed)} />
      <p className="ph-privacy">
        <Icon name="lock" small />
        {screen.pin.privacy}
      </p>
    </Page>
  );
}

function HoldStep({ setUp, state: { problem } }: StepProps) {
  const texts = useReaderTexts().phone;
  const state = useHand(setUp);
  return (
    <Page key="hold" title={texts.holdTitle} back={{ at: 'settings' }}>
      {problem !== undefined && <FaultNotice code={problem} setUp={setUp} />}
      {state.at === 'held' && (
        <HoldCard
          hand={setUp.hand}
          state={state}
          signing
          stages={[{ id: 'sign', label: texts.stage }]}
          onHold={() => void setUp.hold()}
        />
      )}
    </Page>
  );
}

function IssuedStep({ view }: { view: PhoneCertificateView }) {
  const texts = useReaderTexts().phone;
  return (
    <Page key="issued" title={texts.issuedTitle} back={{ at: 'settings' }}>
      <div className="ph-lock-picture" aria-hidden="true">
        <Icon name="check" />
      </div>
      <p>{texts.issuedText}</p>
      <Validity view={view} />
      <p>{texts.noItems}</p>
    </Page>
  );
}

function RemovedStep({ setUp, told }: { setUp: PhoneSetUp; told: boolean }) {
  const texts = useReaderTexts().phone;
  return (
    <Page key="removed" title={texts.removedTitle} back={{ at: 'settings' }}>
      <Notice kind={told ? 'success' : 'warning'} title={told ? texts.removedTold : texts.removedHere}>
        {!told && <p>{texts.removedHereText}</p>}
      </Notice>
      <div className="kz-actions">
        <Button look="outline" onClick={() => void setUp.look()}>
          {texts.back}
        </Button>
      </div>
    </Page>
  );
}

/** What went wrong, what to do; and for a lock that opens no more, the way out. */
function FaultNotice({ code, setUp }: { code: PhoneCertificateErrorCode; setUp: PhoneSetUp }) {
  const texts = useReaderTexts().phone;
  const { problem } = useTexts();
  const text = texts.faults[FAULTS[code]];
  const stuck = code === 'phone-certificate/locked-out' || code === 'phone-certificate/refused';
  const shown = setUp.state().step;
  return (
    <Notice kind={code === 'phone-certificate/cancelled' ? 'warning' : 'error'} title={text.title} live>
      <p>{text.text}</p>
      {(stuck || code === 'phone-certificate/cancelled') &&
        shown.at === 'shown' &&
        shown.view !== undefined && (
          <Button look="outline" onClick={() => void setUp.forgetHere()}>
            {texts.forgetHere}
          </Button>
        )}
      <p className="kz-small">
        {problem.ui.code}: <code>{code.slice(code.indexOf('/') + 1).replaceAll('-', '_')}</code>
      </p>
    </Notice>
  );
}

type Fault = keyof ReturnType<typeof useReaderTexts>['phone']['faults'];
const FAULTS: { readonly [code in PhoneCertificateErrorCode]: Fault } = {
  'phone-certificate/unavailable': 'lock',
  'phone-certificate/cancelled': 'cancelled',
  'phone-certificate/locked-out': 'lock',
  'phone-certificate/none': 'lock',
  'phone-certificate/unreachable': 'unreachable',
  'phone-certificate/refused': 'refused',
  'phone-certificate/answer': 'answer',
};
