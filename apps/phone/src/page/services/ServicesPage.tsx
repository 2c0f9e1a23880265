import type { ConnectedService } from '@kazasu/provider/api';
import { Badge, Button, Card, Dialog, useToasts, Waiting } from '@kazasu/ui/react';
import { readableDay, SHARED_TEXTS } from '@kazasu/ui/text';
import { useCallback, useEffect, useState } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { type AccountErrorCode, codeOf } from '../account/index.ts';
import { Page, useShell } from '../frame/index.ts';
import { SERVICES_TEXTS } from '../text/services.ts';
import { useTexts } from '../text/use-texts.ts';

/** The services that something was handed to, and the end of a link with one. */
export function ServicesPage() {
  const { account } = useShell();
  const { language, problem: problems } = useTexts();
  const texts = SERVICES_TEXTS[language];
  const toasts = useToasts();
  const [services, setServices] = useState<readonly ConnectedService[]>();
  const [problem, setProblem] = useState<AccountErrorCode>();
  const [asked, setAsked] = useState<ConnectedService>();
  const load = useCallback(async () => {
    setProblem(undefined);
    await account.services().then(setServices, (error) => setProblem(codeOf(error)));
  }, [account]);
  useEffect(() => void load(), [load]);
  const unlink = async ({ clientId, name }: ConnectedService) => {
    setAsked(undefined);
    setProblem(undefined);
    try {
      setServices(await account.endService(clientId));
      toasts.show('success', texts.done(name));
    } catch (error) {
      setProblem(codeOf(error));
    }
  };
  return (
    <Page title={texts.title} back={{ at: 'home' }}>
      <p>{texts.lead}</p>
      {problem !== undefined && (
        <AccountNotice
          code={problem}
          actions={
            <Button look="outline" onClick={() => void load()}>
              {problems.ui.retry}
            </Button>
          }
        />
      )}
      {services === undefined && problem === undefined && <Waiting>{texts.loading}</Waiting>}
      {services?.length === 0 && <p>{texts.none}</p>}
      <ul className="ph-services">
        {services?.map((service) => (
          <li key={service.clientId}>
            <ServiceCard service={service} onUnlink={() => setAsked(service)} />
          </li>
        ))}
      </ul>
      <UnlinkDialog service={asked} onClose={() => setAsked(undefined)} onConfirm={unlink} />
    </Page>
  );
}

function ServiceCard({ service, onUnlink }: { service: ConnectedService; onUnlink: () => void }) {
  const { language } = useTexts();
  const texts = SERVICES_TEXTS[language];
  const { name, origin, kind, since, lastAt, active } = service;
  return (
    <Card>
      <h2 className="ph-quiet-title">
        <bdi>{name}</bdi>
      </h2>
      <p className="ph-party-origin">{origin}</p>
      <p className="ph-entry-what">
        {active ? <Badge colour="green">{texts.active}</Badge> : <Badge>{texts.ended}</Badge>}
        <Badge>{SHARED_TEXTS[language].kinds[kind]}</Badge>
      </p>
      <p className="kz-small">
        {texts.since(readableDay(since, language))}
        <br />
        {texts.last(readableDay(lastAt, language))}
      </p>
      {active && (
        <Button look="outline" aria-label={texts.unlinkOf(name)} onClick={onUnlink}>
          {texts.unlink}
        </Button>
      )}
    </Card>
  );
}

interface UnlinkDialogProps {
  readonly service: ConnectedService | undefined;
  readonly onClose: () => void;
  readonly onConfirm: (service: ConnectedService) => Promise<void>;
}

/** Says what it does and what it does not before it is done. */
function UnlinkDialog({ service, onClose, onConfirm }: UnlinkDialogProps) {
  const { language } = useTexts();
  const texts = SERVICES_TEXTS[language];
  return (
    <Dialog open={service !== undefined} title={texts.askTitle(service?.name ?? '')} onClose={onClose}>
      <ul className="kz-list">
        {texts.does.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="kz-actions">
        <Button onClick={() => service !== undefined && void onConfirm(service)}>{texts.confirm}</Button>
        <Button look="outline" onClick={onClose}>
          {texts.keep}
        </Button>
      </div>
    </Dialog>
  );
}
