import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  NotContains,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * One decorator a field: its documentation and its validation cannot drift apart.
 * A request field is required unless `optional`; `nullable` also takes null.
 */
interface FieldOptions {
  description: string;
  optional?: boolean;
  nullable?: boolean;
  example?: unknown;
}

const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

const presence = ({ optional, nullable }: FieldOptions): PropertyDecorator[] => [
  ...(optional ? [MayBeAbsent()] : []),
  ...(nullable ? [ValidateIf((_, value) => value !== null && (!optional || value !== undefined))] : []),
];

const documented = (options: FieldOptions, schema: Record<string, unknown>): PropertyDecorator =>
  ApiProperty({
    description: options.description,
    required: !options.optional,
    ...(options.example === undefined ? {} : { example: options.example }),
    ...(options.nullable ? { nullable: true } : {}),
    ...schema,
  } as Parameters<typeof ApiProperty>[0]);

/** A field of a body that may be left out, but is not null: `IsOptional` would let a null by, unseen by any rule. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Free text, trimmed and NFC; `min` counts after trimming. */
export function TextField(options: FieldOptions & { max: number; min?: number }): PropertyDecorator {
  const min = options.min ?? (options.optional || options.nullable ? 0 : 1);
  return applyDecorators(
    documented(options, { type: 'string', maxLength: options.max, ...(min > 0 ? { minLength: min } : {}) }),
    Transform(({ value }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value)),
    ...presence(options),
    IsString(),
    MaxLength(options.max),
    MinLength(min),
    // PostgreSQL cannot store a NUL byte in a text column.
    NotContains('\0'),
  );
}

/** A secret as it was typed: neither trimmed nor normalised. */
export function SecretField(options: FieldOptions & { max: number; min: number }): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: 'string', format: 'password', maxLength: options.max, minLength: options.min }),
    ...presence(options),
    IsString(),
    MaxLength(options.max),
    MinLength(options.min),
  );
}

/** A calendar date in Asia/Ho_Chi_Minh, YYYY-MM-DD. */
export function DateField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: 'string', format: 'date' }),
    ...presence(options),
    Matches(CALENDAR_DATE),
    IsISO8601({ strict: true }),
  );
}

/** An instant, RFC 3339 with its offset. */
export function InstantField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: 'string', format: 'date-time' }),
    ...presence(options),
    Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/),
    IsISO8601({ strict: true }),
  );
}

/** A month, YYYY-MM. */
export function MonthField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: 'string', pattern: MONTH.source, example: '2026-12' }),
    ...presence(options),
    Matches(MONTH),
  );
}

export function UuidField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(documented(options, { type: 'string', format: 'uuid' }), ...presence(options), IsUUID());
}

export function BooleanField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(documented(options, { type: 'boolean' }), ...presence(options), IsBoolean());
}

export function IntegerField(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max }),
    ...presence(options),
    IsInt(),
    Min(options.min),
    Max(options.max),
  );
}

/** One word of a closed list. */
export function WordField<T extends string>(
  options: FieldOptions & { words: readonly T[]; name: string },
): PropertyDecorator {
  return applyDecorators(
    documented(options, { enum: options.words, enumName: options.name }),
    ...presence(options),
    IsIn([...options.words]),
  );
}

/** A set of words of a closed list, at least one. */
export function WordsField<T extends string>(
  options: FieldOptions & { words: readonly T[]; name: string },
): PropertyDecorator {
  return applyDecorators(
    documented(options, {
      isArray: true,
      enum: options.words,
      enumName: options.name,
      minItems: 1,
      uniqueItems: true,
    }),
    ...presence(options),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(options.words.length),
    ArrayUnique(),
    IsIn([...options.words], { each: true }),
  );
}

// -- query parameters: text until they are read ------------------------------------------------

/** A number in a query; anything but digits is refused, never guessed. */
export function IntegerParam(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return applyDecorators(
    documented({ ...options, optional: true }, { type: 'integer', minimum: options.min, maximum: options.max }),
    Transform(({ value }) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value)),
    ...presence({ ...options, optional: true }),
    IsInt(),
    Min(options.min),
    Max(options.max),
  );
}

/** Yes or no in a query. */
export function FlagParam(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    documented({ ...options, optional: true }, { type: 'boolean' }),
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    ...presence({ ...options, optional: true }),
    IsBoolean(),
  );
}

/** A closed list in a query; the key is repeated for several values. */
export function WordsParam<T extends string>(
  options: FieldOptions & { words: readonly T[]; name: string },
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      description: options.description,
      required: false,
      isArray: true,
      enum: options.words,
      enumName: options.name,
    }),
    Transform(({ value }) => (value === undefined || Array.isArray(value) ? value : [value])),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(20),
    IsIn([...options.words], { each: true }),
  );
}

/** A list of objects of one class. A list inside the list is refused: `ValidateNested` alone would take it as one more. */
export function ObjectsField(
  type: new () => object,
  options: FieldOptions & { max: number; min?: number },
): PropertyDecorator {
  return applyDecorators(
    documented(options, { type: [type] }),
    ...presence(options),
    IsArray(),
    ArrayMaxSize(options.max),
    ...(options.min ? [ArrayMinSize(options.min)] : []),
    ValidateNested({ each: true }),
    IsObject({ each: true }),
    Type(() => type),
  );
}

/** Ids in a query; the key is repeated for several values. */
export function UuidsParam(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ description: options.description, required: false, isArray: true, type: 'string', format: 'uuid' }),
    Transform(({ value }) => (value === undefined || Array.isArray(value) ? value : [value])),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(50),
    IsUUID(undefined, { each: true }),
  );
}

/** What every list takes. */
export class PageQuery {
  @ApiProperty({
    description: 'Rows of one page; more than 200 is cut to 200',
    required: false,
    type: 'integer',
    minimum: 1,
    default: 50,
  })
  @Type(() => String)
  @Transform(({ value }) => (/^-?\d{1,9}$/.test(String(value)) ? Math.min(Number(value), 200) : value))
  @IsOptional()
  @IsInt()
  @Min(1)
  limit: number = 50;

  @ApiProperty({ description: 'Opaque place of the next page, from `nextCursor` of the page before', required: false })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;
}
