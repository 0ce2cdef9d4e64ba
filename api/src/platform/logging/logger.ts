import { type LoggerService, type Provider } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';

/** Injection token of the process's logger. */
export const LOGGER = Symbol('LOGGER');

/** What never reaches a log, wherever it stands in an object that is logged. */
const REDACTED = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
  '*.password',
  '*.passwordHash',
  '*.token',
];

/** Structured log, one JSON object a line; to standard output unless told otherwise. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED, censor: '[đã che]' },
    base: { pid: process.pid },
    serializers: { err: errorForLog },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * What went wrong, and in which statement; never the statement's values or the failing row, which hold what people
 * typed and what we keep of their passwords.
 */
function errorForLog(error: Error & { code?: unknown; query?: unknown; constraint?: unknown }): object {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, stack, code, query, constraint } = error;
  return { type: name, message, code, constraint, query, stack };
}

export const loggerProvider = (logger: Logger): Provider => ({ provide: LOGGER, useValue: logger });

/** Lets Nest write through the same logger; its start-up chatter goes to debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: rest.at(-1) }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ context: rest.at(-1), stack: rest[0] }, String(message));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: rest.at(-1) }, String(message));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ context: rest.at(-1) }, String(message));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ context: rest.at(-1) }, String(message));
  }
}
