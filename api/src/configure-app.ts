import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import swaggerUi from 'swagger-ui-express';
import { SESSION_READER, type SessionReader } from './platform/auth/session-reader.js';
import type { Metrics } from './platform/health/metrics.js';
import { openApiDocument } from './platform/http/openapi.js';
import { servePages } from './platform/http/pages.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { DomainError, invalidField } from './platform/http/problem.js';
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
  app.useGlobalFilters(new ProblemFilter(options.logger, limits));
  serveDocs(app, options.docs);
  if (options.webRoot) servePages(app, options.webRoot);
  app.use(refuseElsewhere);
}

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
        path: request.url.split('?')[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
  });
}

/** What JSON cannot say in good faith: bodies nested deeper than any resource is, and bodies of another type. */
function checkBody(request: Request, _: Response, next: NextFunction): void {
  const fault = faultOf(request.body);
  if (fault) {
    next(fault);
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

/** Names that mean something to the language itself; the reader of bodies would drop them without a word. */
const LANGUAGE_NAMES = ['__proto__', 'constructor', 'prototype'];

function faultOf(body: unknown): DomainError | null {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    const objects = level.filter((value): value is object => value !== null && typeof value === 'object');
    if (depth >= DEEPEST && objects.length > 0) {
      return new DomainError('request.malformed', `Nội dung JSON lồng quá ${DEEPEST} cấp.`);
    }
    const foreign = LANGUAGE_NAMES.find((name) => objects.some((value) => Object.hasOwn(value, name)));
    if (foreign) return invalidField(`/${foreign}`, 'unknown', 'Trường này không có trong tài liệu API; hãy bỏ đi.');
    level = objects.flatMap((value) => Object.values(value));
  }
  return null;
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

/** Nest answers for its own addresses; without this, Express would answer for all others with a page of its own. */
function refuseElsewhere(request: Request, _: Response, next: NextFunction): void {
  const ours = /^\/(api\/v1|health)(\/|$)/.test(request.path);
  next(ours ? undefined : new DomainError('request.not_found', 'Địa chỉ này không có trong hệ thống.'));
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
      readers.read(request).then(() => next(), next);
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
