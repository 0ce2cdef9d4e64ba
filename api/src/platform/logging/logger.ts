import { type LoggerService, type Provider } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import { QueryFailedError } from 'typeorm';

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
  '*.key',
  '*.secret',
];

/** Structured log to standard output, one JSON object a line. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  const redact = { paths: REDACTED, censor: '[đã che]' };
  return pino({ level, redact, base: { pid: process.pid }, serializers: { err: loggedError } }, destination);
}

/**
 * What a log keeps of a failure: enough to find the place, nothing that somebody typed.PostgreSQL's details and
 * parameters repeat values of the statement; the statement itself only has their places ($1).
 */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error instanceof QueryFailedError ? error.driverError : error;
  const { code, constraint, table, column, routine } = cause as Error & Record<string, unknown>;
  return {
    type: error.name,
    // A value that no column takes (class 22) stands in the message itself.
    message: typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code) ? undefined : error.message,
    code,
    constraint,
    table,
    column,
    routine,
    query: error instanceof QueryFailedError ? error.query : undefined,
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  };
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
