import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { FieldErrorCode } from '@plan/shared/vocabulary/error-codes';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldError } from './problem.js';

/** Which of our codes and which Vietnamese words a validator's fault has. */
const FAULTS: Record<string, [FieldErrorCode, (limit: string) => string]> = {
  whitelistValidation: ['unknown', () => 'Trường này không có trong tài liệu API; hãy bỏ đi.'],
  isString: ['type', () => 'Phải là chuỗi ký tự.'],
  isInt: ['type', () => 'Phải là số nguyên.'],
  isBoolean: ['type', () => 'Phải là true hoặc false.'],
  isArray: ['type', () => 'Phải là danh sách.'],
  isObject: ['type', () => 'Phải là đối tượng.'],
  nestedValidation: ['type', () => 'Phải là đối tượng.'],
  isUuid: ['format', () => 'Phải là mã UUID.'],
  isIso8601: ['format', () => 'Phải là ngày có thật, dạng YYYY-MM-DD.'],
  notContains: ['format', () => 'Có ký tự không ghi được (NUL); hãy bỏ đi.'],
  matches: ['format', () => 'Không đúng định dạng.'],
  isIn: ['value', (limit) => `Chỉ nhận một trong: ${limit}.`],
  min: ['range', (limit) => `Nhỏ nhất là ${limit}.`],
  max: ['range', (limit) => `Lớn nhất là ${limit}.`],
  maxLength: ['length', (limit) => `Dài nhất ${limit} ký tự.`],
  minLength: ['length', (limit) => `Ít nhất ${limit} ký tự.`],
  arrayMaxSize: ['length', (limit) => `Nhiều nhất ${limit} mục.`],
  arrayMinSize: ['length', (limit) => `Ít nhất ${limit} mục.`],
  arrayUnique: ['value', () => 'Không được lặp lại.'],
};

/** The part of class-validator's English sentence that holds the limit. */
function limitOf(message: string): string {
  return (
    /(?:following values: |less than |greater than |than or equal to |equal to )(.+?)(?: characters| elements)?$/.exec(
      message,
    )?.[1] ?? ''
  );
}

function fieldErrors(errors: readonly ValidationError[], path: string): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${path}/${error.property}`;
    const own = Object.entries(error.constraints ?? {});
    const missing = error.value === undefined && own.length > 0 && !error.constraints?.whitelistValidation;
    if (missing) return [{ pointer, code: 'required' as const, message: 'Trường này bắt buộc.' }];
    const first = own.at(-1);
    const mine: FieldError[] = [];
    if (first) {
      const [code, words] = FAULTS[first[0]] ?? (['value', () => first[1]] as const);
      mine.push({ pointer, code, message: words(limitOf(first[1])) });
    }
    return [...mine, ...fieldErrors(error.children ?? [], pointer)];
  });
}

const refusal = (faults: FieldError[]): DomainError => {
  const names = faults.map((fault) => fault.pointer.replace(/^\//, '')).slice(0, 5);
  return new DomainError(
    'request.invalid',
    `Có ${faults.length} chỗ chưa hợp lệ: ${names.join(', ')}. Xem từng chỗ trong errors.`,
    faults.slice(0, 100),
  );
};

/**
 * A class's declared fields exist on each object, as `undefined` where nothing was sent; spread over what is there,
 * they would wipe it out. What was not sent is not there.
 */
function withoutUnset(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) delete (value as Record<string, unknown>)[name];
    else withoutUnset(member);
  }
  return value;
}

/** Unknown fields are refused, never dropped: whoever sends them believes that they mean something. */
export class FieldValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transformOptions: { exposeDefaultValues: true },
      exceptionFactory: (errors) => refusal(fieldErrors(errors, '')),
    });
  }

  /** Points at `?name` for a query parameter, at `/name` inside a body. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      const read: unknown = await super.transform(value ?? {}, metadata);
      return metadata.type === 'body' ? withoutUnset(read) : read;
    } catch (error) {
      if (metadata.type !== 'query' || !(error instanceof DomainError)) throw error;
      throw refusal(error.errors.map((fault) => ({ ...fault, pointer: `?${fault.pointer.slice(1)}` })));
    }
  }
}
