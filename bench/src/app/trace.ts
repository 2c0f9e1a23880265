import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  'loading',
  '__metadata',
];

const Trace = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      ph: v.string(),
      pid: v.number(),
      tid: v.number(),
      dur: v.optional(v.number()),
      args: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
});
type TraceEvent = v.InferOutput<typeof Trace>['traceEvents'][number];

/** What Chrome's performance panel opens, and the longest task of a page's main thread in it. */
export interface RecordedTrace {
  readonly longestTaskMs: number;
  save(file: string): Promise<void>;
}

export async function traced<T>(
  browser: Browser,
  page: Page,
  work: () => Promise<T>,
): Promise<{ result: T; trace: RecordedTrace }> {
  await browser.startTracing(page, { categories: CATEGORIES });
  const result = await work();
  const file = await browser.stopTracing();
  const { traceEvents } = v.parse(Trace, JSON.parse(file.toString('utf8')));
  return {
    result,
    trace: { longestTaskMs: longestTask(traceEvents), save: (path) => writeFile(path, file) },
  };
}

/** A task is what the main thread does without looking up; times in a trace are microseconds. */
function longestTask(events: readonly TraceEvent[]): number {
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(thread),
  );
  const tasks = events.filter(
    (event) => event.name === 'RunTask' && event.ph === 'X' && main.has(thread(event)),
  );
  return Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1_000));
}
