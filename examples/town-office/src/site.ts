import { Hono } from 'hono';
export function createTownOffice(_options: object): Hono {
  return new Hono().get('/', (context) => context.text('soon'));
}
