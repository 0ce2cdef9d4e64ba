import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ErrorCode } from '@plan/shared/vocabulary/error-codes';
import type { SessionRestriction } from '@plan/shared/vocabulary/people';
import { PERMISSIONS, type Permission, type PermissionEntry } from '@plan/shared/vocabulary/permissions';
import { ROLE_LABELS, type Role } from '@plan/shared/vocabulary/roles';
import { SCOPE_LABELS } from '@plan/shared/vocabulary/scopes';
import type { Request, Response } from 'express';
import { PERMISSION_KEY } from '../http/endpoint.js';
import { DomainError } from '../http/problem.js';
import { RequestLimits } from '../http/request-limits.js';
import type { Actor } from './actor.js';
import { SESSION_READER, type SessionReader } from './session-reader.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Makes an Actor of the request and holds it against the permission that the route declares. Closed by default. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(SESSION_READER) private readonly sessions: SessionReader,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | 'public' | undefined>(PERMISSION_KEY, context.getHandler());
    const request = context.switchToHttp().getRequest<Request & { actor?: Actor }>();
    const response = context.switchToHttp().getResponse<Response>();
    if (permission === 'public') {
      this.limits.takeForAddress(request, response);
      return true;
    }
    const actor = await this.callerOf(request, response);
    request.actor = actor;
    this.limits.takeFor(actor, request, response);
    checkRestriction(actor, permission);
    if (!permission || !mayCall(actor, permission)) throw forbidden(actor, permission);
    return true;
  }

  private async callerOf(request: Request, response: Response): Promise<Actor> {
    try {
      if (!SAFE_METHODS.has(request.method)) checkSameOrigin(request);
      return await this.sessions.read(request);
    } catch (error) {
      this.limits.takeForAddress(request, response);
      throw error;
    }
  }
}

/** People call by their roles; another system by its scopes, and only what names one. */
export function mayCall(actor: Actor, permission: Permission): boolean {
  if (!actor.client) return holds(actor.roles, permission);
  const { scopes = [] }: PermissionEntry = PERMISSIONS[permission];
  return scopes.some((scope) => actor.client?.scopes.has(scope));
}

/** What each unfinished session may do meanwhile, and how everything else is refused. */
const RESTRICTED: Record<SessionRestriction, { open: readonly Permission[]; code: ErrorCode; detail: string }> = {
  second_factor_pending: {
    open: ['session.own', 'second_factor.own'],
    code: 'auth.second_factor_pending',
    detail: 'Hãy nhập mã 6 số của ứng dụng xác thực (hoặc một mã dự phòng) để vào tiếp.',
  },
  second_factor_setup: {
    open: ['session.own', 'second_factor.own'],
    code: 'auth.second_factor_setup_required',
    detail: 'Vai trò của bạn cần lớp xác thực thứ hai. Hãy thiết lập trong trang Tài khoản rồi làm tiếp.',
  },
  deputy_ended: {
    open: ['session.own'],
    code: 'auth.deputy_ended',
    detail: 'Ủy quyền đã hết hạn hoặc bị thu hồi. Hãy trở về tài khoản của mình rồi làm tiếp.',
  },
};

/** A session that still owes something does that first. */
export function checkRestriction(actor: Actor, permission: Permission | undefined): void {
  if (!actor.restriction) return;
  const { open, code, detail } = RESTRICTED[actor.restriction];
  if (!permission || !open.includes(permission)) throw new DomainError(code, detail);
}

/** Whether one of the roles holds the permission. */
export function holds(held: ReadonlySet<Role>, permission: Permission): boolean {
  const { roles } = PERMISSIONS[permission];
  return roles === 'any' || roles.some((role) => held.has(role));
}

function forbidden(actor: Actor, permission: Permission | undefined): DomainError {
  if (actor.client) return forbiddenToClient(permission);
  const roles = permission ? PERMISSIONS[permission].roles : [];
  const who = roles === 'any' ? '' : roles.map((role) => ROLE_LABELS[role]).join('; ');
  return new DomainError(
    'auth.forbidden',
    who
      ? `Việc này dành cho: ${who}. Nếu cần, hãy nhờ quản trị hệ thống cấp vai trò.`
      : 'Tài khoản của bạn không có quyền thực hiện việc này.',
  );
}

function forbiddenToClient(permission: Permission | undefined): DomainError {
  const { scopes = [] }: Partial<PermissionEntry> = permission ? PERMISSIONS[permission] : {};
  return new DomainError(
    'auth.forbidden',
    scopes.length > 0
      ? `Cần phạm vi (scope) ${scopes.map((scope) => `${scope} – ${SCOPE_LABELS[scope]}`).join(', hoặc ')}. Hãy nhờ quản trị cấp cho hệ thống.`
      : 'Việc này chỉ người dùng đăng nhập trên trang mới làm được, không mở cho hệ thống gọi API.',
  );
}

/**
 * Cross-site request forgery: an unsafe request that rides on the cookie must come from our own page. The cookie is
 * SameSite=Strict already; this also stops a sibling host of the same site.
 */
export function checkSameOrigin(request: Request): void {
  if (!request.headers.cookie) return;
  if (request.headers['sec-fetch-site'] === 'same-origin') return;
  const { origin } = request.headers;
  if (origin && sameHost(origin, request)) return;
  throw new DomainError(
    'request.cross_site',
    'Yêu cầu phải gửi từ chính trang của hệ thống (thiếu hoặc sai Origin). Hãy mở lại trang và thao tác ở đó.',
  );
}

function sameHost(origin: string, request: Request): boolean {
  try {
    return new URL(origin).host === request.get('host');
  } catch {
    return false;
  }
}
