/** A process for tests: `node small-service.ts`, as its environment says; tells which process answers, and ends its answer after `?ms=`. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { environment } from '../../config/index.ts';
import { defineService, PATIENCE, readConfiguration, runService } from '../index.ts';

const service = defineService({
  name: 'small',
  summary: 'for tests',
  port: 0,
  stored: false,
  settings: v.strictObject({}),
  load: async () => ({
    open: async () => ({
      app: {
        fetch: async (request: Request) => {
          const { searchParams } = new URL(request.url);
          return new Response(slowly(String(process.pid), Number(searchParams.get('ms') ?? 0)));
        },
      },
      close: async () => {},
    }),
  }),
});

function slowly(text: string, ms: number): ReadableStream<Uint8Array> | string {
  if (ms === 0) return text;
  return new ReadableStream({
    start: async (controller) => {
      controller.enqueue(new TextEncoder().encode(text));
      await sleep(ms);
      controller.close();
    },
  });
}

process.exit(
  await runService({
    service,
    configure: () => readConfiguration(service, { environment: environment() }),
    accept: [],
    onProblem: (text) => void process.stderr.write(`${text}\n`),
    patience: { ...PATIENCE, pauseMs: 20, longestPauseMs: 50 },
  }),
);
