import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, notFound } from '../platform/http/problem.js';
import { mustHaveSecondFactor } from './domain/session-restriction.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import type { SecondFactorDto, SecondFactorSetupDto } from './second-factor.dto.js';
import { SecretBox } from './secret-box.js';
import { SessionService } from './session.service.js';
import { SESSION_TOKEN, type SessionTokenSettings } from './session-token.js';
import { SIGN_IN, type SignInSettings } from './sign-in-settings.js';
import { SignInThrottle } from './sign-in-throttle.service.js';
import { UserEntity } from './user.entity.js';

const ISSUER = 'Kế hoạch Đề án 06';
const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Letters and digits that are not mistaken for one another; 12 of them are 59 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The second factor: time-based codes (RFC 6238) of an app, and recovery codes for the day when it is lost. */
@Injectable()
export class SecondFactorService {
  private readonly secrets: SecretBox;
  private readonly recovery: SecretBox;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly events: EventLog,
    private readonly sessions: SessionService,
    private readonly throttle: SignInThrottle,
    @Inject(SESSION_TOKEN) token: SessionTokenSettings,
    @Inject(SIGN_IN) private readonly signIn: SignInSettings,
  ) {
    this.secrets = new SecretBox(token.secret, 'totp');
    this.recovery = new SecretBox(token.secret, 'recovery code');
  }

  async state(actor: Actor): Promise<SecondFactorDto> {
    const [row] = await this.dataSource.query(
      `SELECT u.totp_confirmed_at AS "confirmedAt", u.roles,
              (SELECT count(*) FROM recovery_codes r WHERE r.user_id = u.id AND r.used_at IS NULL) AS left
       FROM users u WHERE u.id = $1`,
      [actor.id],
    );
    if (!row) throw notFound('tài khoản');
    return {
      enabled: row.confirmedAt !== null,
      confirmedAt: row.confirmedAt?.toISOString() ?? null,
      required: mustHaveSecondFactor([...row.roles, ...actor.roles], this.signIn.requireSecondFactor),
      recoveryCodesLeft: row.left,
    };
  }

  /**
   * Makes a new secret and shows it once; it counts from its first right code on. Replacing a factor needs a code of
   * the old one.
   */
  async start(actor: Actor, code: string | undefined): Promise<SecondFactorSetupDto> {
    await this.proveIfSet(actor, code);
    const secret = new Secret({ size: 20 });
    const user = await this.dataSource.transaction(async (manager) => {
      const found = await this.lock(manager, actor.id);
      const totpPendingSecret = this.secrets.close(secret.base32, found.id);
      await manager.update(UserEntity, { id: found.id }, { totpPendingSecret });
      await this.tell(manager, actor, 'user.second_factor_started', found.id);
      return found;
    });
    const uri = totpOf(secret, user.username).toString();
    const svg = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
    return { secret: secret.base32, uri, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
  }

  /** The first right code makes the started secret the factor; answers the recovery codes, shown once. */
  async confirm(actor: Actor, code: string): Promise<string[]> {
    const places = SignInThrottle.proof(actor.id ?? '');
    const codes = await this.throttle.try(places, () => this.confirmWith(actor, code), wrongCode);
    await this.throttle.succeeded(places);
    return codes;
  }

  /** The recovery codes, or null when the code is wrong. */
  private async confirmWith(actor: Actor, code: string): Promise<string[] | null> {
    return this.dataSource.transaction(async (manager) => {
      const user = await this.lock(manager, actor.id);
      const secret = user.totpPendingSecret && this.secrets.open(user.totpPendingSecret, user.id);
      if (!user.totpPendingSecret || !secret) {
        throw new DomainError('second_factor.not_started', 'Hãy bấm “Thiết lập” để nhận mã QR mới rồi nhập mã 6 số.');
      }
      const step = stepOf(secret, user.username, code);
      if (step === null) return null;
      await manager.update(
        UserEntity,
        { id: user.id },
        {
          totpSecret: user.totpPendingSecret,
          totpPendingSecret: null,
          totpConfirmedAt: new Date(),
          totpLastStep: step,
        },
      );
      // Whoever else is signed in with the password alone is out.
      await this.sessions.endAll(manager, user.id, actor.sessionId);
      await manager.query('UPDATE sessions SET second_factor_at = now() WHERE id = $1', [actor.sessionId]);
      const fresh = await this.renewCodes(manager, user.id);
      await this.tell(manager, actor, 'user.second_factor_set', user.id);
      return fresh;
    });
  }

  /** Shows the factor in a session that was opened without it (single sign-on). */
  async show(actor: Actor, code: string): Promise<void> {
    const { id } = await this.prove(actor.id, code);
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE sessions SET second_factor_at = now() WHERE id = $1', [actor.sessionId]);
      await this.events.append(manager, actor, {
        type: 'session.second_factor_shown',
        subjectType: 'session',
        subjectId: actor.sessionId ?? id,
        after: { userId: id },
      });
    });
  }

  /** Ten new recovery codes; the old ones are void. */
  async renewRecoveryCodes(actor: Actor, code: string): Promise<string[]> {
    const { id } = await this.prove(actor.id, code);
    return this.dataSource.transaction(async (manager) => {
      const codes = await this.renewCodes(manager, id);
      await this.tell(manager, actor, 'user.recovery_codes_renewed', id);
      return codes;
    });
  }

  /** Takes one's own factor away; who must have one replaces it instead. */
  async remove(actor: Actor, code: string): Promise<void> {
    const state = await this.state(actor);
    if (state.required) {
      throw new DomainError(
        'second_factor.kept',
        'Vai trò của bạn phải có lớp xác thực thứ hai. Nếu đổi điện thoại, hãy bấm “Thiết lập lại”.',
      );
    }
    const { id } = await this.prove(actor.id, code);
    await this.dataSource.transaction((manager) => this.clear(manager, actor, id));
  }

  /** An administrator takes a lost factor away; all sessions of the person end. */
  async removeOf(actor: Actor, userId: string, version: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const user = await this.lock(manager, userId);
      checkVersion(user.version, version);
      if (!user.totpConfirmedAt) throw notSet();
      await this.sessions.endAll(manager, userId, null);
      await this.clear(manager, actor, userId);
    });
  }

  /**
   * Whether a code of the app or a recovery code is right; either is good once, whatever number of replicas sees it.
   * @throws DomainError `auth.throttled`, `auth.code_wrong`, `second_factor.not_set`
   */
  async prove(userId: string | null, code: string): Promise<{ id: string }> {
    const user = userId ? await this.dataSource.manager.findOneBy(UserEntity, { id: userId }) : null;
    if (!user?.totpSecret || !user.totpConfirmedAt) throw notSet();
    const places = SignInThrottle.proof(user.id);
    await this.throttle.try(places, () => this.spend(user, code), wrongCode);
    await this.throttle.succeeded(places);
    return { id: user.id };
  }

  /** Uses a right code up; null when it is wrong or used. */
  private async spend(user: UserEntity, code: string): Promise<true | null> {
    const secret = user.totpSecret && this.secrets.open(user.totpSecret, user.id);
    const step = secret ? stepOf(secret, user.username, code) : null;
    const spent: unknown[] =
      step !== null
        ? await this.dataSource.query(
            `WITH used AS (UPDATE users SET totp_last_step = $2
                           WHERE id = $1 AND totp_confirmed_at IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < $2)
                           RETURNING id) SELECT id FROM used`,
            [user.id, step],
          )
        : await this.dataSource.query(
            `WITH used AS (UPDATE recovery_codes SET used_at = now()
                           WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING id) SELECT id FROM used`,
            [user.id, this.recovery.digest(plainCode(code))],
          );
    return spent.length > 0 ? true : null;
  }

  private async proveIfSet(actor: Actor, code: string | undefined): Promise<void> {
    const state = await this.state(actor);
    if (!state.enabled) return;
    if (!code) throw codeFault('Hãy nhập mã của ứng dụng đang dùng (hoặc một mã dự phòng) trước khi thay.');
    await this.prove(actor.id, code);
  }

  private async renewCodes(manager: EntityManager, userId: string): Promise<string[]> {
    await manager.delete(RecoveryCodeEntity, { userId });
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const rows = codes.map((code) => ({ userId, codeHash: this.recovery.digest(plainCode(code)), usedAt: null }));
    await manager.insert(RecoveryCodeEntity, rows);
    return codes;
  }

  private async clear(manager: EntityManager, actor: Actor, userId: string): Promise<void> {
    await manager.update(
      UserEntity,
      { id: userId },
      { totpSecret: null, totpPendingSecret: null, totpConfirmedAt: null, totpLastStep: null },
    );
    await manager.delete(RecoveryCodeEntity, { userId });
    await this.tell(manager, actor, 'user.second_factor_removed', userId);
  }

  private async lock(manager: EntityManager, id: string | null): Promise<UserEntity> {
    const user = id && (await manager.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } }));
    if (!user) throw notFound('tài khoản');
    return user;
  }

  private async tell(
    manager: EntityManager,
    actor: Actor,
    type:
      | 'user.second_factor_started'
      | 'user.second_factor_set'
      | 'user.second_factor_removed'
      | 'user.recovery_codes_renewed',
    id: string,
  ): Promise<void> {
    const after = { secondFactor: type !== 'user.second_factor_removed' && type !== 'user.second_factor_started' };
    await this.events.append(manager, actor, { type, subjectType: 'user', subjectId: id, after });
  }
}

const totpOf = (secret: Secret, username: string): TOTP =>
  new TOTP({ issuer: ISSUER, label: username, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret });

/** The time step to which a code belongs, one step early or late allowed; null for a wrong one. */
function stepOf(base32: string, username: string, code: string): number | null {
  const token = code.replace(/\s+/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = Date.now();
  const delta = totpOf(Secret.fromBase32(base32), username).validate({ token, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1_000 / STEP_SECONDS) + delta;
}

function newRecoveryCode(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** As people type it from paper: capitals, spaces and dashes do not matter. */
const plainCode = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');

const wrongCode = (): DomainError =>
  codeFault(
    'Mã không đúng, đã dùng hoặc hết hạn. Hãy chờ mã mới hiện trên ứng dụng (30 giây) và kiểm tra giờ của điện thoại.',
  );

const codeFault = (detail: string): DomainError =>
  new DomainError('auth.code_wrong', detail, [{ pointer: '/code', code: 'value', message: detail }]);

const notSet = (): DomainError =>
  new DomainError('second_factor.not_set', 'Tài khoản này chưa có lớp xác thực thứ hai.');
