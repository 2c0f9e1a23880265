import { type Html, html } from '@kazasu/ui';
import { portsFrom, type TownDescription, townConfig, urlsOf } from '../access/index.ts';

/** What the command needs to find this town, unless it is where a command looks by itself. */
export function townOption({ index }: TownDescription['urls']): string {
  return index === urlsOf(portsFrom(townConfig({}).port)).index ? '' : ` --town ${index}`;
}

/** Lines end between words; within one, as after the hyphens of an option, only where it is longer than a line. */
export function commandLine(...commands: readonly string[]): Html {
  const words = (command: string) => command.split(' ').map((word) => html`<span>${word}</span> `);
  const lines = commands.map((command) => html`<code>${words(command)}</code>`);
  return html`<pre class="kz-card kz-card-quiet town-command">${lines}</pre>`;
}

/** An address that breaks behind its slashes. */
export function address(url: string): Html {
  const parts = url.split(/(?<=[^/:]\/)/).map((part, i) => html`${i === 0 ? '' : html`<wbr>`}${part}`);
  return html`<code class="town-url">${parts}</code>`;
}
