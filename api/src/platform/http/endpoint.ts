import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '@plan/shared/vocabulary/error-codes';
import { PERMISSIONS, type Permission } from '@plan/shared/vocabulary/permissions';
import { ProblemDto } from './problem.dto.js';

/** Metadata key of what a route asks for; a route without it stops the server at its start. */
export const PERMISSION_KEY = 'plan:permission';

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
}

/** What every route may answer. */
const SHARED: readonly ErrorCode[] = ['request.invalid', 'request.too_many', 'server.error', 'server.unavailable'];
const SIGNED_IN: readonly ErrorCode[] = ['auth.required', 'auth.session_ended', 'auth.forbidden', 'request.cross_site'];

/** Declares a route: its permission (checked by the guard), its words in the documentation and its error codes. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const codes = new Set<ErrorCode>([
    ...SHARED,
    ...(options.permission === 'public' ? [] : SIGNED_IN),
    ...(options.ifMatch ? (['request.if_match_missing', 'resource.stale'] as const) : []),
    ...(options.errors ?? []),
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const who =
    options.permission === 'public'
      ? 'không cần đăng nhập'
      : `${options.permission} (${PERMISSIONS[options.permission].label})`;
  return applyDecorators(
    SetMetadata(PERMISSION_KEY, options.permission),
    ApiExtraModels(ProblemDto),
    ApiOperation({
      summary: options.summary,
      description: [options.description, `Permission: ${who}`].filter(Boolean).join('\n\n'),
    }),
    ApiExtension('x-permission', options.permission),
    ...(options.ifMatch
      ? [
          ApiHeader({
            name: 'If-Match',
            required: true,
            description: 'ETag of the object’s GET',
            schema: { type: 'string' },
          }),
        ]
      : []),
    ...[...byStatus].map(([status, list]) =>
      ApiResponse({
        status,
        description: list.map((code) => `\`${code}\` ${ERROR_CODES[code].en}`).join('; '),
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}
