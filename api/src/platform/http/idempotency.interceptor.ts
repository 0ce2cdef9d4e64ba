import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { type Actor, callerKey } from '../auth/actor.js';
import { IdempotentAnswers, type KeptAnswer } from './idempotent-answers.js';
import { DomainError } from './problem.js';

/** Headers that belong to the answer of an effect. */
const KEPT_HEADERS = ['Content-Type', 'Location', 'ETag'];
const JSON_TYPE = 'application/json; charset=utf-8';

/** Gives a POST its Idempotency-Key: optional for people, required from API clients. Set by `@Endpoint({idempotent})`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly answers: IdempotentAnswers) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const { actor } = request;
    if (!actor) throw new Error('an Idempotency-Key on a public route has no caller');
    const key = keyOf(request);
    if (key === undefined) {
      if (actor.kind === 'client') throw missing();
      return next.handle();
    }
    return from(this.answer(request, actor, key, context.switchToHttp().getResponse<Response>(), next));
  }

  private async answer(
    request: Request,
    actor: Actor,
    key: string,
    response: Response,
    next: CallHandler,
  ): Promise<string | undefined> {
    const { answer, repeated } = await this.answers.once(
      {
        caller: callerKey(actor),
        route: `${request.method} ${(request.route as { path: string }).path}`,
        key,
        digest: digestOf(request, actor),
      },
      async () => answerOf(await lastValueFrom(next.handle(), { defaultValue: undefined }), response),
    );
    response.status(answer.status);
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    if (repeated) response.setHeader('Idempotency-Replayed', 'true');
    return answer.body === '' ? undefined : answer.body;
  }
}

function keyOf(request: Request): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw new DomainError(
    'request.invalid',
    'Idempotency-Key gồm 1–255 ký tự ASCII không có khoảng trắng, ví dụ một UUID mới cho mỗi yêu cầu.',
  );
}

function answerOf(result: unknown, response: Response): KeptAnswer {
  // A session is opened for one browser, not for whoever repeats a request within three days.
  if (response.hasHeader('Set-Cookie'))
    throw new Error('an answer with a cookie cannot be kept: idempotent must be false');
  const body = result === undefined ? '' : typeof result === 'string' ? result : JSON.stringify(result);
  if (body !== '' && !response.hasHeader('Content-Type')) response.setHeader('Content-Type', JSON_TYPE);
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return { status: response.statusCode, headers: Object.fromEntries(headers), body };
}

/** Of everything that the effect depends on. */
function digestOf(request: Request, actor: Actor): Buffer {
  const hash = createHash('sha256').update(
    JSON.stringify([request.originalUrl, onBehalfOf(actor), sorted(request.body ?? null)]),
  );
  for (const { fieldname, originalname, buffer, incoming } of filesOf(request)) {
    hash.update(JSON.stringify([fieldname, originalname, incoming?.sha256 ?? null]));
    if (buffer) hash.update(JSON.stringify(buffer.length)).update(buffer);
  }
  return hash.digest();
}

/** An upload read into memory, or one that was led into the store and told by its digest. */
type ReadFile = Pick<Express.Multer.File, 'fieldname' | 'originalname'> & {
  buffer?: Buffer;
  incoming?: { sha256: string };
};

function filesOf(request: Request): ReadFile[] {
  if (!request.is('multipart/form-data')) return [];
  // Without this, a key would be held against an empty body, and another file would get the first one's answer.
  if (request.body === undefined) throw new Error('the upload is read after the Idempotency-Key: swap the decorators');
  const { files } = request;
  return [
    ...(request.file ? [request.file] : []),
    ...(Array.isArray(files) ? files : Object.values(files ?? {}).flat()),
  ];
}

/** The same object in whatever order its members came, and never the same as a list: `{}` is not `[]`. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
  return { members };
}

const onBehalfOf = (actor: Actor): string | null => actor.onBehalfOf?.id ?? null;

const missing = (): DomainError =>
  new DomainError(
    'request.idempotency_key_missing',
    'Hệ thống gọi API phải gửi kèm Idempotency-Key (ví dụ một UUID) để gửi lại khi mất mạng mà không tạo hai bản.',
  );
