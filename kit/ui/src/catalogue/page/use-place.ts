import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Language, parseLanguage } from '../../text/index.ts';

/** The part of the address behind `#`. */
export function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('hashchange', changed);
      return () => window.removeEventListener('hashchange', changed);
    },
    () => location.hash.slice(1),
  );
}

/** The language in the address; changing it changes the address, so that a link says it too. */
export function useAddressLanguage(): readonly [Language, (language: Language) => void] {
  const [language, setLanguage] = useState(
    () => parseLanguage(new URLSearchParams(location.search).get('lang')) ?? 'ja',
  );
  useEffect(() => {
    document.documentElement.lang = language;
    const address = new URL(location.href);
    address.searchParams.set('lang', language);
    history.replaceState(null, '', address);
  }, [language]);
  return [language, setLanguage];
}
