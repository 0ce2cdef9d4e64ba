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

/** Keys that reach for an object's prototype. class-transformer drops them in silence, before the whitelist sees them. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

function reservedKeys(value: unknown, path: string): FieldError[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const pointer = `${path}/${key}`;
    if (!RESERVED.has(key)) return reservedKeys(inner, pointer);
    return [{ pointer, code: 'unknown' as const, message: 'Trường này không có trong tài liệu API; hãy bỏ đi.' }];
  });
}

/**
 * Without the fields that were not sent. A class's fields exist from its birth, as undefined; spread over a row or into
 * an event they would wipe out what they never named.
 */
function withoutUnset(input: unknown): unknown {
  if (Array.isArray(input)) input.forEach(withoutUnset);
  else if (input !== null && typeof input === 'object') {
    for (const [key, value] of Object.entries(input)) {
      if (value === undefined) delete (input as Record<string, unknown>)[key];
      else withoutUnset(value);
    }
  }
  return input;
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
      const reserved = metadata.type === 'body' || metadata.type === 'query' ? reservedKeys(value, '') : [];
      if (reserved.length > 0) throw refusal(reserved);
      // An empty body is a body without fields; any other absent value (a file that was not sent) stays absent.
      const input = await super.transform(metadata.type === 'body' ? (value ?? {}) : value, metadata);
      return metadata.type === 'body' ? withoutUnset(input) : input;
    } catch (error) {
      if (metadata.type !== 'query' || !(error instanceof DomainError)) throw error;
      throw refusal(error.errors.map((fault) => ({ ...fault, pointer: `?${fault.pointer.slice(1)}` })));
    }
  }
}
