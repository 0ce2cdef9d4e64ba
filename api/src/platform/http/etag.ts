import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from './problem.js';

/**
 * The strong ETag of a resource: `"<version>.<digest>"`. `If-None-Match` compares all of it, because derived
 * timeliness changes at midnight under the same version; `If-Match` compares the version alone.
 */
export function etagOf(version: number, body: string): string {
  return `"${version}.${createHash('sha1').update(body).digest('base64url').slice(0, 16)}"`;
}

/** The body of a GET with its ETag set, or nothing with 304 when the reader has it already. */
export function answerWithEtag(
  request: Request,
  response: Response,
  version: number,
  body: string,
): string | undefined {
  const etag = etagOf(version, body);
  response.setHeader('ETag', etag);
  const known = request.headers['if-none-match'];
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) {
    response.status(304);
    return undefined;
  }
  return body;
}

/** The version named by `If-Match`; 428 when the header is absent. Compare it inside the transaction with `checkVersion`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (!header) {
    throw new DomainError(
      'request.if_match_missing',
      'Hãy đọc lại bản ghi và gửi kèm If-Match bằng ETag vừa nhận, để không ghi đè việc của người khác.',
    );
  }
  const version = /^"(\d+)\.[\w-]+"$/.exec(header.trim())?.[1];
  if (version === undefined) throw stale();
  return Number(version);
});

/** 412 when somebody else changed the row since it was read. Call it with the row locked. */
export function checkVersion(current: number, expected: number): void {
  if (current !== expected) throw stale();
}

const stale = (): DomainError =>
  new DomainError(
    'resource.stale',
    'Bản ghi đã thay đổi kể từ lúc bạn mở. Hãy tải lại, xem thay đổi của người khác rồi làm lại.',
  );
