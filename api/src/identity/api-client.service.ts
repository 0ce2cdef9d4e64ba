import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../platform/auth/actor.js';
import { EventLog } from '../platform/events/event-log.js';
import { checkVersion } from '../platform/http/etag.js';
import { DomainError, invalidField, notFound } from '../platform/http/problem.js';
import type {
  ApiClientChangeInput,
  ApiClientDto,
  ApiKeyDto,
  IssuedApiKeyDto,
  NewApiClientInput,
  NewApiKeyInput,
} from './api-client.dto.js';
import { ApiClientEntity } from './api-client.entity.js';
import { ApiClientQueries } from './api-client.queries.js';
import { ApiClientKeyEntity } from './api-client-key.entity.js';
import { writeApiKey } from './domain/api-key.js';

const DAY = 86_400_000;
const KEY_LIVES_FOR = 365 * DAY;
const LONGEST_LIFE = 731 * DAY;
const OVERLAP = DAY;
/** Enough for a rotation in each of a system's environments; more would be keys that nobody remembers. */
const MOST_KEYS = 5;

export interface Versioned<T> {
  client: T;
  version: number;
}

/** Other systems and their keys. Nothing is deleted: a client is disabled and a key revoked, each with its time. */
@Injectable()
export class ApiClientService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queries: ApiClientQueries,
    private readonly events: EventLog,
  ) {}

  async create(input: NewApiClientInput, actor: Actor): Promise<Versioned<ApiClientDto>> {
    return this.dataSource.transaction(async (manager) => {
      await this.checkName(manager, input.name, null);
      await this.checkAgency(manager, input.agencyId);
      const { id } = await manager.save(ApiClientEntity, {
        name: input.name,
        scopes: input.scopes,
        agencyId: input.agencyId ?? null,
        requestsPerMinute: input.requestsPerMinute ?? null,
        createdBy: actor.id,
        disabledAt: null,
      });
      return this.finish(manager, actor, 'api_client.created', id, undefined);
    });
  }

  async change(
    id: string,
    version: number,
    input: ApiClientChangeInput,
    actor: Actor,
  ): Promise<Versioned<ApiClientDto>> {
    return this.dataSource.transaction(async (manager) => {
      const client = await this.lock(manager, id, version);
      const before = await this.queries.one(id, manager);
      if (input.name !== undefined) await this.checkName(manager, input.name, id);
      await this.checkAgency(manager, input.agencyId);
      const { disabled, ...columns } = input;
      const disabledAt =
        disabled === undefined ? client.disabledAt : disabled ? (client.disabledAt ?? new Date()) : null;
      await manager.update(ApiClientEntity, { id }, { ...columns, disabledAt });
      return this.finish(manager, actor, 'api_client.changed', id, before?.client);
    });
  }

  /** A new key, in full for this once. The key that it replaces stays good for a while, so that nothing stands still. */
  async issueKey(id: string, input: NewApiKeyInput, actor: Actor): Promise<IssuedApiKeyDto> {
    return this.dataSource.transaction(async (manager) => {
      const client = await this.lock(manager, id);
      if (client.disabledAt) {
        throw new DomainError('api_client.disabled', 'Hệ thống này đang bị tắt. Hãy bật lại trước khi cấp khóa.');
      }
      const now = Date.now();
      const expiresAt = endOf('/expiresAt', input.expiresAt, now, KEY_LIVES_FOR);
      const replaced = await this.replace(manager, id, input, now);
      await this.checkRoom(manager, id);
      const parts = { prefix: randomPrefix(), secret: randomBytes(32).toString('base64url') };
      const { id: keyId } = await manager.save(ApiClientKeyEntity, {
        clientId: id,
        prefix: parts.prefix,
        secretHash: createHash('sha256').update(parts.secret).digest(),
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        createdBy: actor.id,
      });
      const after = {
        prefix: parts.prefix,
        expiresAt: expiresAt.toISOString(),
        ...(replaced && { replaced: replaced.prefix, replacedUntil: replaced.until }),
      };
      await this.touch(manager, id);
      await this.events.append(manager, actor, {
        type: 'api_client.key_issued',
        subjectType: 'api_client',
        subjectId: id,
        agencyId: client.agencyId,
        after,
      });
      const issued = (await this.queries.one(id, manager))?.client.keys.find((key) => key.id === keyId);
      return { ...(issued as ApiKeyDto), key: writeApiKey(parts) };
    });
  }

  /** From the next request on the key opens nothing, and neither do the tokens that were given for it. */
  async revokeKey(id: string, keyId: string, version: number, actor: Actor): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const client = await this.lock(manager, id, version);
      const key = await manager.findOneBy(ApiClientKeyEntity, { id: keyId, clientId: id });
      if (!key) throw notFound('khóa API');
      if (key.revokedAt) throw new DomainError('api_client.key_unusable', 'Khóa này đã bị thu hồi trước đó.');
      await manager.query('UPDATE api_client_keys SET revoked_at = clock_timestamp() WHERE id = $1', [keyId]);
      const newVersion = await this.touch(manager, id);
      await this.events.append(manager, actor, {
        type: 'api_client.key_revoked',
        subjectType: 'api_client',
        subjectId: id,
        agencyId: client.agencyId,
        before: { prefix: key.prefix, expiresAt: key.expiresAt.toISOString() },
        after: { prefix: key.prefix, revoked: true },
      });
      return newVersion;
    });
  }

  private async replace(
    manager: EntityManager,
    clientId: string,
    input: NewApiKeyInput,
    now: number,
  ): Promise<{ prefix: string; until: string } | null> {
    if (input.replacesKeyId === undefined) {
      if (input.replacedUntil === undefined) return null;
      throw invalidField('/replacedUntil', 'value', 'Chỉ dùng cùng replacesKeyId: hãy nêu khóa được thay.');
    }
    const key = await manager.findOneBy(ApiClientKeyEntity, { id: input.replacesKeyId, clientId });
    if (!key) throw invalidField('/replacesKeyId', 'value', 'Hệ thống này không có khóa đó. Hãy chọn lại.');
    if (key.revokedAt || key.expiresAt.getTime() <= now) {
      throw new DomainError(
        'api_client.key_unusable',
        'Khóa được thay không còn dùng được. Hãy cấp khóa mới, không thay.',
      );
    }
    const chosen = endOf('/replacedUntil', input.replacedUntil, now, OVERLAP);
    const until = new Date(Math.min(chosen.getTime(), key.expiresAt.getTime()));
    await manager.update(ApiClientKeyEntity, { id: key.id }, { expiresAt: until });
    return { prefix: key.prefix, until: until.toISOString() };
  }

  private async checkRoom(manager: EntityManager, clientId: string): Promise<void> {
    const [row] = await manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM api_client_keys
       WHERE client_id = $1 AND revoked_at IS NULL AND expires_at > now()`,
      [clientId],
    );
    if ((row?.count ?? 0) >= MOST_KEYS) {
      throw new DomainError(
        'api_client.too_many_keys',
        `Mỗi hệ thống có nhiều nhất ${MOST_KEYS} khóa còn dùng. Hãy thu hồi khóa không dùng nữa trước.`,
      );
    }
  }

  private async checkName(manager: EntityManager, name: string, self: string | null): Promise<void> {
    const taken = await manager.findOneBy(ApiClientEntity, { name });
    if (taken && taken.id !== self) {
      throw new DomainError('api_client.name_taken', `Đã có hệ thống tên “${name}”. Hãy đặt tên phân biệt.`);
    }
  }

  private async checkAgency(manager: EntityManager, agencyId: string | null | undefined): Promise<void> {
    if (!agencyId) return;
    const rows = await manager.query<unknown[]>('SELECT 1 FROM agencies WHERE id = $1', [agencyId]);
    if (rows.length === 0) throw invalidField('/agencyId', 'value', 'Cơ quan không có trong danh mục. Hãy chọn lại.');
  }

  private async lock(manager: EntityManager, id: string, version?: number): Promise<ApiClientEntity> {
    const client = await manager.findOne(ApiClientEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!client) throw notFound('hệ thống kết nối');
    if (version !== undefined) checkVersion(client.version, version);
    return client;
  }

  /** Keys are part of the client that one reads: a change of theirs makes what others hold of it stale. */
  private async touch(manager: EntityManager, id: string): Promise<number> {
    const [rows] = await manager.query<[{ version: number }[], number]>(
      'UPDATE api_clients SET version = version + 1 WHERE id = $1 RETURNING version',
      [id],
    );
    return (rows[0] as { version: number }).version;
  }

  private async finish(
    manager: EntityManager,
    actor: Actor,
    type: 'api_client.created' | 'api_client.changed',
    id: string,
    before: ApiClientDto | undefined,
  ): Promise<Versioned<ApiClientDto>> {
    const found = await this.queries.one(id, manager);
    if (!found) throw notFound('hệ thống kết nối');
    await this.events.append(manager, actor, {
      type,
      subjectType: 'api_client',
      subjectId: id,
      agencyId: found.client.agencyId,
      before: before && told(before),
      after: told(found.client),
    });
    return found;
  }
}

const told = ({ keys: _, createdAt: __, ...client }: ApiClientDto) => client;

function endOf(pointer: string, given: string | undefined, now: number, byDefault: number): Date {
  if (given === undefined) return new Date(now + byDefault);
  const at = Date.parse(given);
  if (at > now && at <= now + LONGEST_LIFE) return new Date(at);
  throw invalidField(pointer, 'range', 'Phải là một thời điểm từ bây giờ đến hai năm nữa.');
}

/** No letter or digit that is mistaken for another when read out. */
function randomPrefix(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
}
