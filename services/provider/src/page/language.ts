import { chooseLanguage, type Language } from '@kazasu/ui/text';

/** What is looked at in a request: the switch on the page (`?lang=`) and the browser's preference. */
interface Asking {
  query(name: string): string | undefined;
  header(name: string): string | undefined;
}

/** The switch decides, then what the relying party wished (`ui_locales`), then the browser; else Japanese. */
export function languageOf(request: Asking, uiLocales?: string): Language {
  return chooseLanguage({
    asked: [
      request.query('lang'),
      ...(uiLocales ?? request.query('ui_locales') ?? '').split(' ').slice(0, 5),
    ],
    acceptLanguage: request.header('Accept-Language'),
  });
}
