import { type ComponentType, createElement, lazy, Suspense } from 'react';
import { type Fetch, PhoneError } from '../../headless/index.ts';
import type { PhoneCertificate } from '../../phone-certificate/index.ts';
import type { BoxCard, CardReader, ReaderPanelProps } from '../login/card-reader.ts';

/** This device as a reader that holds one card at most; and for the settings, the certificate itself. */
export interface PhoneReader extends CardReader {
  readonly id: 'phone';
  certificate(): Promise<PhoneCertificate>;
}

export interface PhoneWorld {
  readonly authorityUrl: string;
  readonly fetch: Fetch;
  readonly now: () => number;
}

/** Only who chooses this reader loads what it takes. */
const Panel = lazy(() => import('./PhonePanel.tsx'));
const SuspendedPanel: ComponentType<ReaderPanelProps> = (props) =>
  createElement(Suspense, { fallback: null }, createElement(Panel, props));

const CARD: BoxCard = {
  id: 'own',
  name: 'スマホ用電子証明書',
  note: {
    ja: '暗証番号の代わりに、この端末の画面ロックで確認します。',
    en: 'The certificate of this device: its screen lock takes the place of a PIN.',
  },
};

/** Needs no card and no PIN, but the lock of this device; hands out no items. */
export function createPhoneReader(world: PhoneWorld): PhoneReader {
  let loaded: Promise<PhoneCertificate> | undefined;
  const certificate = () => {
    loaded ??= load(world);
    return loaded;
  };
  return {
    id: 'phone',
    certificate,
    list: async () => ((await (await certificate()).view()) === undefined ? [] : [CARD]),
    open: async () => (await certificate()).open(needsCard),
    unlock: async (_, pins) => {
      if (pins.includes('text')) throw needsCard();
      const opened = await certificate()
        .then((own) => own.unlock())
        .catch((cause: unknown) => {
          throw new PhoneError('phone/lock', 'the lock of this device was not opened', { cause });
        });
      // The certificate's own are overwritten when it is closed, these by the caller.
      return Object.fromEntries(
        pins.flatMap((pin) => (pin === 'text' ? [] : [[pin, opened.pins[pin].slice()]])),
      );
    },
    lock: async () => (await certificate()).close(),
    Panel: SuspendedPanel,
  };
}

export function isPhoneReader(reader: CardReader): reader is PhoneReader {
  return reader.id === 'phone';
}

function needsCard(): PhoneError {
  return new PhoneError('phone/needs-card', 'a certificate of a phone has no items');
}

async function load({ authorityUrl, fetch, now }: PhoneWorld): Promise<PhoneCertificate> {
  const {
    browserLock,
    browserStore,
    createAuthorityClient,
    PhoneCertificate: Certificate,
  } = await import('../../phone-certificate/index.ts');
  const authority = createAuthorityClient(async () => authorityUrl, fetch);
  return new Certificate({ store: browserStore, lock: browserLock, authority, now });
}
