import { parseTrustFile, type TrustChoice } from '@kazasu/evidence';
import { systemClock } from '@kazasu/server/clock';
import { Footer, Header, Icon, LanguageProvider, LanguageSwitch } from '@kazasu/ui/react';
import { chooseLanguage, type Language } from '@kazasu/ui/text';
import { useEffect, useMemo, useState } from 'react';
import { openCase } from './case/index.ts';
import { About, Checks, Files, type FilesState, TreeView, Trust, Verdict } from './screen/index.ts';
import { textsIn } from './text/index.ts';

type Faults = Parameters<typeof Files>[0]['faults'];

/** The whole page: files in, judgement out. What was brought lives as long as the page is open. */
export function App() {
  const [language, setLanguage] = useState<Language>(() => chooseLanguage({ asked: navigator.languages }));
  const texts = textsIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `Kazasu ${texts.service}`;
  }, [language, texts]);
  useOpenForPrint();
  return (
    <LanguageProvider language={language}>
      <Header service={texts.service}>
        <LanguageSwitch onChange={setLanguage} />
      </Header>
      <main className="kz-main ev-main" id="main">
        <Desk language={language} />
      </main>
      <Footer testEnvironment={false} />
    </LanguageProvider>
  );
}

function Desk({ language }: { readonly language: Language }) {
  const texts = textsIn(language);
  const [files, setFiles] = useState<FilesState>({});
  const [faults, setFaults] = useState<Faults>({});
  const [trust, setTrust] = useState<TrustChoice>();
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set());
  const [time, setTime] = useState(0);
  const { bundle, document } = files;
  const shown = useMemo(
    () => bundle && openCase({ bundle: bundle.octets, document: document?.octets, trust, compared, time }),
    [bundle, document, trust, compared, time],
  );
  const change: Parameters<typeof Files>[0]['onChange'] = (use, file, fault) => {
    setTime(systemClock.now());
    const read = use === 'trust' ? trustOf(file?.octets) : undefined;
    if (use === 'trust') setTrust(read?.trust);
    // What was compared was compared for this bundle.
    if (use === 'bundle') setCompared(new Set());
    setFiles((before) => ({ ...before, [use]: file }));
    setFaults((before) => ({ ...before, [use]: fault ?? read?.fault }));
  };
  const compare = (name: string, isCompared: boolean) => {
    setTime(systemClock.now());
    setCompared((before) => {
      const after = new Set(before);
      if (isCompared) after.add(name);
      else after.delete(name);
      return after;
    });
  };
  return (
    <div className="kz-stack">
      <div className="ev-intro">
        <h1>{texts.title}</h1>
        {shown === undefined && <p className="kz-lead">{texts.lead}</p>}
        <p className="ev-offline">
          <Icon name="lock" small />
          <span>{texts.offline}</span>
        </p>
      </div>
      {shown !== undefined && <Verdict {...shown} />}
      <Files files={files} faults={faults} onChange={change} />
      {shown?.report.entry !== undefined && <About shown={shown} />}
      {shown !== undefined && shown.roots.length > 0 && <Trust roots={shown.roots} onCompared={compare} />}
      {shown !== undefined && <Checks report={shown.report} />}
      {shown !== undefined && shown.heads.length > 0 && (
        <TreeView heads={shown.heads} origin={shown.origin} />
      )}
      <p className="kz-small">{texts.footer}</p>
    </div>
  );
}

function trustOf(octets: Uint8Array | undefined): {
  readonly trust?: TrustChoice;
  readonly fault?: 'trustBad';
} {
  if (octets === undefined) return {};
  try {
    return { trust: parseTrustFile(octets) };
  } catch {
    return { fault: 'trustBad' };
  }
}

/** On paper nothing can be opened. */
function useOpenForPrint(): void {
  useEffect(() => {
    const openAll = () => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    };
    window.addEventListener('beforeprint', openAll);
    return () => window.removeEventListener('beforeprint', openAll);
  }, []);
}
