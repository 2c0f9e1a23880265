import { Notice } from '@kazasu/ui/react';
import { useEffect, useState } from 'react';
import { PageLink, useReaders } from '../frame/index.ts';
import type { ReaderPanelProps } from '../login/card-reader.ts';
import { useReaderTexts } from '../text/use-reader-texts.ts';
import { isPhoneReader } from './phone.ts';

/** Where there is none, says where to have one issued; where there is one, what it cannot do. */
export default function PhonePanel(_: ReaderPanelProps) {
  const texts = useReaderTexts().phone;
  const reader = useReaders().find(isPhoneReader);
  const [has, setHas] = useState<boolean>();
  useEffect(() => {
    let here = true;
    void reader
      ?.certificate()
      .then((own) => own.view())
      .then((view) => here && setHas(view !== undefined));
    return () => {
      here = false;
    };
  }, [reader]);
  if (has === undefined) return null;
  if (has) return <p className="kz-small">{texts.noItems}</p>;
  return (
    <Notice kind="info" title={texts.noneTitle}>
      <p>{texts.noneText}</p>
      <p>
        <PageLink to={{ at: 'settings', part: 'phone' }}>{texts.toSettings}</PageLink>
      </p>
    </Notice>
  );
}
