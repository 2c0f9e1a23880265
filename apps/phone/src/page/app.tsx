import { Footer, Header, LanguageProvider, LanguageSwitch } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { rememberedLanguage, rememberLanguage } from './language.ts';
import type { Login } from './login/index.ts';
import { CurrentScreen } from './screen/index.ts';
import { textsIn } from './text/index.ts';

/** The frame, and in it the screen at which the login stands. */
export function App({ login, testEnvironment }: { login: Login; testEnvironment: Promise<boolean> }) {
  const [language, setLanguage] = useState(rememberedLanguage);
  const screen = useSyncExternalStore(login.subscribe, login.screen);
  const texts = textsIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [isTest, setIsTest] = useState(true);
  useEffect(() => void testEnvironment.then(setIsTest), [testEnvironment]);
  const choose = (chosen: Language) => {
    rememberLanguage(chosen);
    setLanguage(chosen);
  };
  return (
    <LanguageProvider language={language}>
      <button type="button" className="kz-skip" onClick={() => document.getElementById('main')?.focus()}>
        {texts.shared.skip}
      </button>
      <Header service={texts.frame.service}>
        <LanguageSwitch onChange={choose} />
      </Header>
      <main className="kz-main kz-main-narrow ph-main" id="main" tabIndex={-1}>
        <CurrentScreen screen={screen} login={login} />
      </main>
      <Footer testEnvironment={isTest} />
    </LanguageProvider>
  );
}
