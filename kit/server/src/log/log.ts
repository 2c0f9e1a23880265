import { pino, stdTimeFunctions } from 'pino';
import { type LogFields, permittedFields, printable } from './log-fields.ts';

import { requestContext } from './request-context.ts';

export type LogLevel = 'info' | 'warn' | 'error';

export interface Log {
  /** `event` is a constant of the program, such as `login.finished`. */
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LogDestination {
  /** One JSON object and a line feed. */
  write(line: string): void;
}

export interface LogOptions {
  /** Name of the service, in every line. */
  readonly service: string;
  /** The least that is written; `info` when not given. */
  readonly level?: LogLevel;
  /** Standard output when not given. */
  readonly destination?: LogDestination;
}

export function createLog(options: LogOptions): Log {
  const settings = {
    base: { service: options.service },
    level: options.level ?? 'info',
    messageKey: 'event',
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination);
  const writer =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}) =>
      logger[level]({ ...ofRequest(), ...permittedFields(fields) }, printable(event));
  return { info: writer('info'), warn: writer('warn'), error: writer('error') };
}

/** Which request a line belongs to, and which trace. */
function ofRequest(): Record<string, string> {
  const context = requestContext();
  if (context === undefined) return {};
  const { requestId, traceId } = context;
  return traceId === undefined ? { requestId } : { requestId, traceId };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
