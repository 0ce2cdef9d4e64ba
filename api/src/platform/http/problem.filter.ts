import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { ERROR_CODES, type ErrorCode } from '@plan/shared/vocabulary/error-codes';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { QueryFailedError } from 'typeorm';
import { LOGGER } from '../logging/logger.js';
import { DomainError, type FieldError } from './problem.js';
import type { RequestLimits } from './request-limits.js';

interface Refusal {
  code: ErrorCode;
  status: number;
  detail: string;
  errors: FieldError[];
  retryAfter?: number;
  more?: DomainError['more'];
}

/** What the framework itself refuses, in our codes. */
const FRAMEWORK: Record<number, { code: ErrorCode; detail: string }> = {
  400: { code: 'request.malformed', detail: 'Nội dung gửi lên phải là JSON đúng cú pháp (hoặc biểu mẫu có tệp).' },
  401: { code: 'auth.required', detail: 'Hãy đăng nhập rồi thử lại.' },
  403: { code: 'auth.forbidden', detail: 'Tài khoản của bạn không có quyền thực hiện việc này.' },
  404: { code: 'request.not_found', detail: 'Địa chỉ này không có trong hệ thống. Xem /api/docs.' },
  405: { code: 'request.method', detail: 'Địa chỉ này không nhận thao tác đó. Xem /api/docs.' },
  406: { code: 'request.not_acceptable', detail: 'Hệ thống chỉ trả lời bằng application/json.' },
  413: { code: 'request.too_large', detail: 'Nội dung JSON tối đa 1 MB, tệp tối đa 20 MB.' },
  415: { code: 'request.media_type', detail: 'Hãy gửi application/json, hoặc multipart/form-data khi có tệp.' },
  429: { code: 'request.too_many', detail: 'Hãy chờ ít giây rồi thử lại.' },
};

const BROKEN_OFF = {
  code: 'request.malformed',
  detail: 'Đường truyền bị ngắt khi nội dung chưa gửi xong. Hãy gửi lại.',
} as const;

/**
 * SQLSTATEs that mean "the database is away or overloaded", not "the program is wrong": also a lock that was not given,
 * transactions that stood in each other's way, and a statement that was ended because it took too long (57014).
 */
const AWAY = /^(08|53|57|58|25P03|40001|40P01|55P03)/;
const TOO_LONG = '57014';
const AWAY_MESSAGE =
  /ECONNREFUSED|ECONNRESET|EPIPE|timeout exceeded when trying to connect|Connection terminated|socket hang up/i;

/** Makes the problem document of every refusal; the only place that answers with 4xx or 5xx. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly limits: RequestLimits,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(exception, http.getRequest<Request>(), http.getResponse<Response>());
  }

  /** The same for what fails or ends before and beside the routes. */
  answer(exception: unknown, request: Request, response: Response): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const refusal = this.refusalOf(this.counted(exception, request, response), request);
    const english = request.acceptsLanguages?.('vi', 'en') === 'en';
    const title = ERROR_CODES[refusal.code][english ? 'en' : 'vi'];
    for (const [name, value] of Object.entries(refusal.more?.headers ?? {})) response.setHeader(name, value);
    // RFC 9110: a 401 names a way to sign in. Bearer opens no window of the browser.
    if (refusal.status === 401 && !response.hasHeader('WWW-Authenticate')) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="plan"');
    }
    if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(refusal.retryAfter));
    response
      .status(refusal.status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:problem:${refusal.code}`,
          title,
          status: refusal.status,
          detail: english ? title : refusal.detail,
          instance: request.originalUrl.split('?')[0],
          code: refusal.code,
          traceId: String(request.id ?? ''),
          ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
          ...refusal.more?.members,
        }),
      );
  }

  /** What is refused before any guard (no such address, an unreadable body) counts too, against the address. */
  private counted(exception: unknown, request: Request, response: Response): unknown {
    try {
      if (request.originalUrl?.startsWith('/api/v1/')) this.limits.takeForAddress(request, response);
      return exception;
    } catch (tooMany) {
      return tooMany;
    }
  }

  private refusalOf(exception: unknown, request: Request): Refusal {
    if (exception instanceof DomainError) return exception;
    const status = statusOf(exception);
    if (status !== undefined && status < 500) {
      const known = FRAMEWORK[status] ?? FRAMEWORK[400];
      if (known) return { ...known, status: FRAMEWORK[status] ? status : 400, errors: [] };
    }
    // Whoever sent half a body and went away reads no answer, and nothing of ours has failed.
    if (request.destroyed && !request.complete) return { ...BROKEN_OFF, status: 400, errors: [] };
    if (isAway(exception)) {
      this.logger.warn({ err: exception, reqId: request.id }, 'database away');
      return {
        code: 'server.unavailable',
        status: 503,
        detail:
          sqlStateOf(exception) === TOO_LONG
            ? 'Việc này mất quá lâu nên hệ thống đã dừng, chưa ghi gì. Hãy thử lại sau ít giây, hoặc thu hẹp bộ lọc.'
            : 'Cơ sở dữ liệu tạm thời không trả lời. Việc vừa gửi chưa được ghi; hãy thử lại sau ít giây.',
        errors: [],
        retryAfter: 2,
      };
    }
    if (sqlStateOf(exception)?.startsWith('22')) {
      // A value that no column can hold and that no rule of a DTO foresaw.
      return {
        code: 'request.invalid',
        status: 400,
        detail: 'Có giá trị không đúng kiểu hoặc chứa ký tự không ghi được. Hãy kiểm tra lại nội dung gửi lên.',
        errors: [],
      };
    }
    if (isDuplicate(exception)) {
      return {
        code: 'resource.conflict',
        status: 409,
        detail: 'Đã có bản ghi như vậy. Hãy tải lại trang để xem bản ghi đang có.',
        errors: [],
      };
    }
    this.logger.error({ err: exception, reqId: request.id }, 'unexpected failure');
    return {
      code: 'server.error',
      status: 500,
      detail: 'Hệ thống gặp lỗi và đã ghi nhận. Hãy thử lại; nếu vẫn lỗi, báo quản trị kèm mã theo dõi.',
      errors: [],
    };
  }
}

function statusOf(exception: unknown): number | undefined {
  if (exception instanceof HttpException) return exception.getStatus();
  // body-parser, multer and Express throw plain errors with a status.
  const status = (exception as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

function isAway(exception: unknown): boolean {
  const code = sqlStateOf(exception);
  if (code && AWAY.test(code)) return true;
  const { code: name, message } = (exception ?? {}) as { code?: unknown; message?: unknown };
  return AWAY_MESSAGE.test(`${name ?? ''} ${message ?? ''}`);
}

const isDuplicate = (exception: unknown): boolean => sqlStateOf(exception) === '23505';

function sqlStateOf(exception: unknown): string | undefined {
  const error = exception instanceof QueryFailedError ? exception.driverError : exception;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
