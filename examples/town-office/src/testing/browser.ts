import type { Hono } from 'hono';

/** Sends and keeps cookies as a browser does; follows no redirect by itself. */
export class TestBrowser {
  readonly #app: Hono;
  readonly #origin: string;
  readonly cookies = new Map<string, string>();

  constructor(app: Hono, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { headers });
  }

  async post(path: string, form: Record<string, string> = {}, origin = this.#origin): Promise<Response> {
    return this.#send(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(form) });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const request = new Request(new URL(path, this.#origin), init);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') request.headers.set('cookie', cookie);
    const response = await this.#app.request(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
