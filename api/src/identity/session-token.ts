import type { CookieOptions } from 'express';

/** Injection token of the settings below. */
export const SESSION_TOKEN = Symbol('SESSION_TOKEN');

export interface SessionTokenSettings {
  secret: string;
  issuer: string;
  audience: string;
  /** Whether cookies travel over https only. */
  secure: boolean;
}

export interface SessionClaims {
  sub: string;
  sid: string;
  typ: string;
}

export const SESSION_COOKIE = 'plan_session';
export const REFRESH_COOKIE = 'plan_refresh';
/** Seconds that a session token is good for. */
export const TOKEN_LIVES_FOR = 600;

export const sessionCookie = (secure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure,
  path: '/',
  maxAge: TOKEN_LIVES_FOR * 1_000,
});

/** The refresh token goes to the auth routes alone. */
export const refreshCookie = (secure: boolean): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure,
  path: '/api/v1/auth',
  maxAge: 72 * 3_600 * 1_000,
});
