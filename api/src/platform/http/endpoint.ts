import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { PERMISSIONS, type Permission, type PermissionEntry } from '@plan/shared/vocabulary/permissions';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { ProblemDto } from './problem.dto.js';

/** Metadata key of what a route asks for; a route without it stops the server at its start. */
export const PERMISSION_KEY = 'plan:permission';
/** Metadata key of whether a POST answers a repeated Idempotency-Key; one that does not say stops the server too. */
export const IDEMPOTENT_KEY = 'plan:idempotent';

export interface EndpointOptions {
  /** One line for the documentation. */
  summary: string;
  description?: string;
  /** `public` needs no sign-in; anything else is a permission of the vocabulary. */
  permission: Permission | 'public';
  /** The codes that this operation itself can answer; those that every route shares are added. */
  errors?: readonly ErrorCode[];
  /** Set for routes whose answer has an ETag or that need If-Match, to document their codes. */
  ifMatch?: boolean;
  /**
   * Of every POST that is not public: whether it takes an Idempotency-Key. `false` for what has no effect or makes one
   * thing by itself. An upload's FileInterceptor stands below `@Endpoint`, so that the file is read first.
   */
  idempotent?: boolean;
}

/** What every route may answer. */
const SHARED: readonly ErrorCode[] = [
  'request.invalid',
  'request.malformed',
  'request.media_type',
  'request.too_large',
  'request.timeout',
  'request.too_many',
  'server.error',
  'server.unavailable',
];
const SIGNED_IN: readonly ErrorCode[] = [
  'auth.required',
  'auth.session_ended',
  'auth.token_invalid',
  'auth.key_invalid',
  'auth.forbidden',
  'auth.second_factor_pending',
  'auth.second_factor_setup_required',
  'auth.deputy_ended',
  'request.cross_site',
  'request.credentials_ambiguous',
];
const IDEMPOTENT: readonly ErrorCode[] = [
  'request.idempotency_key_missing',
  'request.idempotency_key_running',
  'request.idempotency_key_reused',
];

/** Declares a route: its permission (checked by the guard), its words in the documentation and its error codes. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const codes = new Set<ErrorCode>([
    ...SHARED,
    ...(options.permission === 'public' ? [] : SIGNED_IN),
    ...(options.idempotent ? IDEMPOTENT : []),
    ...(options.ifMatch ? (['request.if_match_missing', 'resource.stale'] as const) : []),
    ...(options.errors ?? []),
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return applyDecorators(
    SetMetadata(PERMISSION_KEY, options.permission),
    ApiExtraModels(ProblemDto),
    ApiOperation({
      summary: options.summary,
      description: [options.description, whoMay(options.permission)].filter(Boolean).join('\n\n'),
    }),
    ApiExtension('x-permission', options.permission),
    ApiExtension('x-error-codes', [...codes]),
    ...(options.idempotent === undefined ? [] : [SetMetadata(IDEMPOTENT_KEY, options.idempotent)]),
    ...(options.idempotent ? [UseInterceptors(IdempotencyInterceptor), ApiHeader(IDEMPOTENCY_HEADER)] : []),
    ...(options.ifMatch ? [ApiHeader(IF_MATCH_HEADER)] : []),
    ...[...byStatus].map(([status, list]) =>
      ApiResponse({
        status,
        description: list.map((code) => `\`${code}\` ${ERROR_CODES[code].en}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}

const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'A new UUID for each effect. Required from API clients. The same key with the same request gives the first answer again for 72 hours.',
  schema: { type: 'string', maxLength: 255 },
};

const IF_MATCH_HEADER = {
  name: 'If-Match',
  required: true,
  description: 'ETag of the object as it was read. Without it: 428; when it changed since: 412.',
  schema: { type: 'string' },
};

function whoMay(permission: Permission | 'public'): string {
  if (permission === 'public') return 'Permission: không cần đăng nhập';
  const { label, scopes = [] }: PermissionEntry = PERMISSIONS[permission];
  const clients = scopes.length > 0 ? `API clients: scope ${scopes.join(' or ')}` : 'API clients: none';
  return `Permission: ${permission} (${label}). ${clients}`;
}
