import { Page } from '../frame/index.ts';

export function ServicesPage(_props: object) {
  return (
    <Page title="services" back={{ at: 'home' }}>
      …
    </Page>
  );
}
