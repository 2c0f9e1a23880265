import type { HolderView } from '@kazasu/provider/api';
import { Badge, Button, Card } from '@kazasu/ui/react';
import { readableDay } from '@kazasu/ui/text';
import { Page, saveFile, useShell } from '../frame/index.ts';
import { daysLeft } from '../home/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { reminderFile } from './calendar.ts';

type Certificate = HolderView['certificates'][number];

/** How long the certificates are valid, and a reminder for the person's own calendar. */
export function CertificatesPage({ certificates }: { certificates: HolderView['certificates'] }) {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language];
  return (
    <Page title={texts.parts.certificates} back={{ at: 'settings' }}>
      <p>{certificates.length === 0 ? texts.certificates.none : texts.certificates.lead}</p>
      <ul className="ph-services">
        {certificates.map((one) => (
          <li key={`${one.role} ${one.device} ${one.notAfter}`}>
            <CertificateCard certificate={one} />
          </li>
        ))}
      </ul>
      <p>{texts.certificates.reminder}</p>
      <p>{texts.certificates.renew}</p>
    </Page>
  );
}

function CertificateCard({ certificate }: { certificate: Certificate }) {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language].certificates;
  const { clock } = useShell();
  const { role, device, notAfter } = certificate;
  const left = daysLeft(notAfter, clock.now());
  const save = () => {
    const title = texts.event(texts.roles[role]);
    const text = texts.until(readableDay(notAfter, language));
    saveFile('kazasu.ics', 'text/calendar', reminderFile({ title, text, notAfter, now: clock.now() }));
  };
  return (
    <Card>
      <h2 className="ph-quiet-title">{texts.roles[role]}</h2>
      <p>
        {texts.devices[device]} {texts.until(readableDay(notAfter, language))}
      </p>
      <p>
        <Badge colour={left > 90 ? 'green' : left > 7 ? 'yellow' : 'red'}>{texts.left(left)}</Badge>
      </p>
      {left > 30 && (
        <>
          <Button look="outline" onClick={save}>
            {texts.calendar}
          </Button>
          <p className="kz-small">{texts.calendarText}</p>
        </>
      )}
    </Card>
  );
}
