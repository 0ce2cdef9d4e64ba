import { ERROR_CODES, type ErrorCode, type FieldErrorCode } from '@plan/shared/vocabulary/error-codes';

/** One field's fault; `pointer` is a JSON pointer into the body, or `?name` for a query parameter. */
export interface FieldError {
  pointer: string;
  code: FieldErrorCode;
  message: string;
}

/**
 * How a rule says no. The one filter turns it into a problem document (RFC 9457).
 * `detail` is Vietnamese, says what to do, and holds no SQL, file name or secret.
 */
export class DomainError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly errors: FieldError[] = [],
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number,
    /** Members that another standard wants beside ours, and headers. */
    readonly more: { members?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    super(code);
    this.status = ERROR_CODES[code].status;
  }
}

/** Missing, or not yours to read: the two must not be told apart. */
export const notFound = (what: string): DomainError =>
  new DomainError('resource.not_found', `Không tìm thấy ${what}. Hãy kiểm tra lại địa chỉ hoặc mở lại từ danh sách.`);

/** A single field's fault as a whole answer. */
export const invalidField = (pointer: string, code: FieldErrorCode, message: string): DomainError =>
  new DomainError('request.invalid', message, [{ pointer, code, message }]);
