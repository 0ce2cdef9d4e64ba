import type { Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { DomainError } from './problem.js';

/** How long a client may take, in milliseconds. */
export interface SlowClientLimits {
  /** For the head of a request. */
  head: number;
  /** For the body of a request that is no upload. */
  body: number;
  /** For a whole request: an upload of 20 MB over a poor line still fits. */
  request: number;
  /** That a connection may stand idle between two requests; longer than a proxy keeps it. */
  idle: number;
}

export const SLOW_CLIENT_LIMITS: SlowClientLimits = { head: 15_000, body: 30_000, request: 300_000, idle: 65_000 };

/** A client that sends a byte now and then may not hold a connection for ever. Call it before the server listens. */
export function limitSlowClients(server: Server, limits: SlowClientLimits): void {
  server.headersTimeout = limits.head;
  server.requestTimeout = limits.request;
  server.keepAliveTimeout = limits.idle;
  // Node looks at its connections this often, every 30 seconds by default; read when the server begins to listen.
  (server as Server & { connectionsCheckingInterval: number }).connectionsCheckingInterval = Math.min(
    limits.head,
    5_000,
  );
}

/** Refuses a body that trickles in; uploads have the longer limit of the whole request. */
export function limitSlowBodies({ body }: SlowClientLimits) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { 'content-length': length, 'transfer-encoding': encoding, 'content-type': type } = request.headers;
    const hasBody = Number(length ?? 0) > 0 || encoding !== undefined;
    if (!hasBody || type?.startsWith('multipart/form-data')) {
      next();
      return;
    }
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      response.setHeader('Connection', 'close');
      response.once('finish', () => request.destroy());
      next(
        new DomainError(
          'request.timeout',
          `Nội dung phải gửi xong trong ${body / 1_000} giây. Hãy kiểm tra đường truyền.`,
        ),
      );
    }, body);
    request.once('end', () => clearTimeout(timer));
    request.once('close', () => clearTimeout(timer));
    next();
  };
}
