import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Drawer, Header, LanguageProvider, LanguageSwitch } from '../../react/index.ts';
import { KeyboardPage, StartPage } from './help.tsx';
import { Menu } from './menu.tsx';
import { SectionPage } from './section-page.tsx';
import { SECTIONS } from './sections.ts';
import { TEXTS } from './text.ts';
import { TokensPage } from './tokens.tsx';
import { useAddressLanguage, useHash } from './use-place.ts';

const PAGES: { readonly [name: string]: () => ReactNode } = {
  tokens: TokensPage,
  keyboard: KeyboardPage,
};

export function App() {
  const [language, setLanguage] = useAddressLanguage();
  const [menu, setMenu] = useState(false);
  const name = useHash();
  const texts = TEXTS[language];
  const section = SECTIONS.find(({ id }) => id === name);
  const Page = PAGES[name] ?? StartPage;
  const main = useHeadingFocus(name, texts.service);
  return (
    <LanguageProvider language={language}>
      <Header service={texts.service}>
        <div className="cat-header-tools">
          <div className="cat-menu-button">
            <Button look="outline" size="small" onClick={() => setMenu(true)}>
              {texts.menu}
            </Button>
          </div>
          <LanguageSwitch onChange={setLanguage} />
        </div>
      </Header>
      <Drawer open={menu} title={texts.menu} onClose={() => setMenu(false)}>
        <Menu current={name} onChoose={() => setMenu(false)} />
      </Drawer>
      <div className="cat-columns">
        <aside className="cat-side" aria-label={texts.menu}>
          <Menu current={name} />
        </aside>
        <main className="cat-main" ref={main}>
          {section === undefined ? <Page /> : <SectionPage key={section.id} section={section} />}
        </main>
      </div>
    </LanguageProvider>
  );
}

/** After a change of page the reading begins at its heading, and the title names it. */
function useHeadingFocus(name: string, service: string) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that `name` names has brought another heading.
  useEffect(() => {
    const heading = main.current?.querySelector<HTMLElement>('h1');
    document.title = `${heading?.textContent ?? ''} | ${service} | Kazasu`;
    if (!first.current) {
      heading?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    first.current = false;
  }, [name, service]);
  return main;
}
