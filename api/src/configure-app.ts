import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { NotFoundException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import swaggerUi from 'swagger-ui-express';
import { checkRestriction } from './platform/auth/permission.guard.js';
import { SESSION_READER, type SessionReader } from './platform/auth/session-reader.js';
import { markArrival } from './platform/clock/arrival.js';
import type { Metrics } from './platform/health/metrics.js';
import { openApiDocument } from './platform/http/openapi.js';
import { servePages } from './platform/http/pages.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { DomainError } from './platform/http/problem.js';
import { RequestLimits } from './platform/http/request-limits.js';
import {
  limitSlowBodies,
  limitSlowClients,
  SLOW_CLIENT_LIMITS,
  type SlowClientLimits,
} from './platform/http/slow-clients.js';
import { FieldValidationPipe } from './platform/http/validation.js';

export interface AppOptions {
  logger: Logger;
  metrics: Metrics;
  /** Folder of the built pages; none in tests of the API alone. */
  webRoot?: string;
  /** Whether the site is reached by https, for Strict-Transport-Security. */
  https: boolean;
  trustedProxies: number;
  /** Who may read the documentation of the API. */
  docs: 'open' | 'signed-in';
  /** Origins of other sites whose pages may call the API, with a token or key: never with the session's cookie. */
  corsOrigins: readonly string[];
  slowClients?: SlowClientLimits;
}

const DEEPEST = 20;

/** Everything between the socket and the controllers; the same for the server and for the tests. */
export function configureApp(app: NestExpressApplication, options: AppOptions): void {
  const limits = app.get(RequestLimits);
  const slowClients = options.slowClients ?? SLOW_CLIENT_LIMITS;
  limitSlowClients(app.getHttpServer() as Server, slowClients);
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', options.trustedProxies);
  app.disable('x-powered-by');
  app.use(markArrival);
  app.use(options.metrics.middleware);
  app.use(requestLog(options.logger));
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
      strictTransportSecurity: options.https ? undefined : false,
      crossOriginEmbedderPolicy: false,
    }),
  );
  allowOrigins(app, options.corsOrigins);
  app.use('/api/v1', (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    // Nobody known: counted before a byte of the body is read. The guard counts those who name themselves.
    const { cookie, authorization, 'x-api-key': key } = request.headers;
    if (!cookie && !authorization && !key) limits.takeForAddress(request, response);
    next();
  });
  app.use(cookieParser());
  app.use('/api/v1', limitSlowBodies(slowClients));
  app.use('/api/v1/auth/tokens', express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 }));
  app.use(express.json({ limit: '1mb', strict: true, type: ['application/json', 'application/*+json'] }));
  app.use(checkBody);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  app.useGlobalPipes(new FieldValidationPipe());
  const filter = new ProblemFilter(options.logger, limits);
  app.useGlobalFilters(filter);
  refuseTheRest(app, filter);
  serveDocs(app, options.docs);
  if (options.webRoot) servePages(app, options.webRoot);
}

/**
 * Nest answers with its filters below its prefix alone. What no route took elsewhere, and what failed there before a
 * route was found, would get Express's own page with a stack.
 */
function refuseTheRest(app: NestExpressApplication, filter: ProblemFilter): void {
  const server = app.getHttpAdapter().getInstance() as express.Express & { handle: Handle };
  const handle = server.handle.bind(server);
  server.handle = (request, response, done) =>
    handle(
      request,
      response,
      done ?? ((error) => filter.answer(error ?? new NotFoundException(), request as Request, response as Response)),
    );
}

type Handle = (request: unknown, response: unknown, done?: (error?: unknown) => void) => void;

/** One line a request, with its id; an id that a proxy gave is kept when it is a plain one. */
function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    // Queries may hold what people searched for; the path alone tells which route it was.
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: withoutSecret(request.url.split('?')[0] as string),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
  });
}

/** The address of a calendar is its own password. */
const withoutSecret = (path: string): string => path.replace(/(\/calendars\/)[^/]+$/, '$1[đã che]');

/** What JSON cannot say in good faith: bodies nested deeper than any resource is, and bodies of another type. */
function checkBody(request: Request, _: Response, next: NextFunction): void {
  if (request.body !== undefined && depthOf(request.body) > DEEPEST) {
    next(new DomainError('request.malformed', `Nội dung JSON lồng quá ${DEEPEST} cấp.`));
    return;
  }
  const type = request.headers['content-type'];
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && request.body === undefined && !type?.startsWith('multipart/form-data')) {
    next(new DomainError('request.media_type', 'Hãy gửi application/json, hoặc multipart/form-data khi có tệp.'));
    return;
  }
  next();
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  while (level.length > 0 && depth <= DEEPEST) {
    level = level.flatMap((item) => (item !== null && typeof item === 'object' ? Object.values(item) : []));
    depth += 1;
  }
  return depth;
}

/** Pages of other sites that may read the API's answers: those listed, with tokens and keys of their own. */
function allowOrigins(app: NestExpressApplication, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.enableCors({
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowedHeaders: ['Authorization', 'X-API-Key', 'Content-Type', 'If-Match', 'If-None-Match', 'Idempotency-Key'],
    exposedHeaders: [
      'ETag',
      'Location',
      'Retry-After',
      'RateLimit',
      'RateLimit-Policy',
      'X-Request-Id',
      'Idempotency-Replayed',
    ],
    maxAge: 600,
  });
}

/** The documentation has a policy of its own: the viewer brings inline styles. */
function serveDocs(app: NestExpressApplication, docs: AppOptions['docs']): void {
  let text: string | null = null;
  const document = (): string => {
    text ??= JSON.stringify(openApiDocument(app));
    return text;
  };
  const express = app.getHttpAdapter().getInstance() as express.Express;
  if (docs === 'signed-in') {
    const readers = app.get<SessionReader>(SESSION_READER);
    express.use(['/api/docs', '/api/docs-json'], (request: Request, _: Response, next: NextFunction) => {
      readers
        .read(request)
        .then((actor) => checkRestriction(actor, undefined))
        .then(() => next(), next);
    });
  }
  express.get('/api/docs-json', (_, response) => {
    response.type('application/json').send(document());
  });
  const ui = swaggerUi.setup(undefined, {
    customSiteTitle: 'API Kế hoạch Đề án 06',
    swaggerOptions: { url: '/api/docs-json', docExpansion: 'none' },
  });
  express.use(
    '/api/docs',
    (_: Request, response: Response, next: NextFunction) => {
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; frame-ancestors 'none'",
      );
      next();
    },
    swaggerUi.serve,
    ui,
  );
}
