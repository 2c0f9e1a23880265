import { Footer, Header, LanguageProvider, LanguageSwitch, ToastProvider } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import { useEffect, useState } from 'react';
import { CurrentPage } from './current-page.tsx';
import { PageNavigation, type Shell, ShellProvider } from './frame/index.ts';
import { rememberedLanguage, rememberLanguage } from './language.ts';
import { textsIn } from './text/index.ts';

/** The frame, and in it the page that the address, the account and the login ask for. */
export function App({ shell, testEnvironment }: { shell: Shell; testEnvironment: Promise<boolean> }) {
  const [language, setLanguage] = useState(rememberedLanguage);
  const texts = textsIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
    const name = language === 'ja' ? '/manifest.webmanifest' : `/manifest.${language}.webmanifest`;
    document.getElementById('manifest')?.setAttribute('href', name);
  }, [language]);
  const [isTest, setIsTest] = useState(true);
  useEffect(() => void testEnvironment.then(setIsTest), [testEnvironment]);
  const choose = (chosen: Language) => {
    rememberLanguage(chosen);
    setLanguage(chosen);
  };
  return (
    <LanguageProvider language={language}>
      <ToastProvider>
        <ShellProvider shell={shell}>
          <button type="button" className="kz-skip" onClick={() => document.getElementById('main')?.focus()}>
            {texts.shared.skip}
          </button>
          <Header service={texts.frame.service}>
            <LanguageSwitch onChange={choose} />
          </Header>
          <main className="kz-main kz-main-narrow ph-main" id="main" tabIndex={-1}>
            <CurrentPage isTest={isTest} onLanguage={choose} />
          </main>
          <PageNavigation />
          <Footer testEnvironment={isTest} />
        </ShellProvider>
      </ToastProvider>
    </LanguageProvider>
  );
}
