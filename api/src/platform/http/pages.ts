import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';

/** Stands in index.html where the nonce of the answer goes. */
const NONCE = '__CSP_NONCE__';

/** The pages under a strict policy: scripts of our own only, styles with a nonce of the answer, nothing inline. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves the built pages: files by name, and index.html for every address of a page. API addresses never fall through. */
export function servePages(app: NestExpressApplication, root: string): boolean {
  const index = join(root, 'index.html');
  if (!existsSync(index)) return false;
  const html = readFileSync(index, 'utf8');
  app.use(
    '/assets',
    express.static(join(root, 'assets'), { immutable: true, maxAge: '365d', fallthrough: true, etag: true }),
  );
  // Asking the disk for a file of that name on every request of the API would be a good part of its cost.
  const files = express.static(root, { index: false, maxAge: '1h' });
  app.use((request: Request, response: Response, next: NextFunction) =>
    isPage(request) ? files(request, response, next) : next(),
  );
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) return next();
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', pagePolicy(nonce));
    response.setHeader('Cache-Control', 'no-store');
    response.type('html').send(html.replaceAll(NONCE, nonce));
  });
  return true;
}

/** Reading a page or a file beside it; everything under these names belongs to others. */
const isPage = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && !/^\/(api|assets|health|metrics)(\/|$)/.test(path);
