/** One field that the API refused; `pointer` is the JSON pointer of the field in the body that was sent. */
export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

/** A problem document (RFC 9457) of the API as an error, or the lack of any answer. Texts are Vietnamese. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly traceId: string | null = null,
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  /** The message for one field of the body, or null. */
  messageFor(field: string): string | null {
    return this.errors.find((error) => error.pointer === `/${field}`)?.message ?? null;
  }
}

/** The connection is down: no answer came at all. */
export function noAnswer(): Problem {
  return new Problem(
    0,
    'client.no_answer',
    'Không kết nối được với máy chủ',
    'Đường truyền đang gián đoạn hoặc máy chủ đang khởi động lại. Những gì đã nhập vẫn còn trên màn hình; xin thử lại sau ít phút.',
  );
}

/** Reads any refusing answer; one that is no problem document still becomes a sentence that says what to do. */
export async function readProblem(response: Response): Promise<Problem> {
  const traceId = response.headers.get('x-request-id');
  let body: Partial<Record<'code' | 'title' | 'detail' | 'traceId', unknown>> & { errors?: unknown } = {};
  try {
    body = (await response.json()) as typeof body;
  } catch {
    // A proxy's own error page: the status alone must do.
  }
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return new Problem(
    response.status,
    text(body.code) ?? 'client.unreadable_answer',
    text(body.title) ?? 'Máy chủ không trả lời được yêu cầu này',
    text(body.detail) ?? 'Xin thử lại sau ít phút. Nếu vẫn lỗi, báo cho quản trị hệ thống kèm mã sự việc ghi ở dưới.',
    Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : [],
    text(body.traceId) ?? traceId,
  );
}

/** Any thrown thing as a problem, so that every page can show it the same way. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new Problem(0, 'client.fault', 'Trang này gặp lỗi', `Xin tải lại trang. Chi tiết: ${words}`);
}
