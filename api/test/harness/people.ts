import { randomBytes } from 'node:crypto';
import type { Role } from '@plan/shared/vocabulary/roles';
import { AccountService } from '../../src/identity/account.service.js';
import { PasswordService } from '../../src/identity/password.service.js';
import { SYSTEM_ACTOR } from '../../src/platform/auth/actor.js';
import { SAMPLE_PASSWORD, type TestApp } from './app.js';

export interface TestPerson {
  id: string;
  username: string;
  password: string;
}

/** A person of one's own, whom no other test signs in, disables or throttles. */
export async function newPerson(
  app: TestApp,
  person: { roles?: Role[]; password?: string; agencyId?: string | null } = {},
): Promise<TestPerson> {
  const password = person.password ?? SAMPLE_PASSWORD;
  const passwordHash = await app.app.get(PasswordService).hash(password);
  const username = `nguoi.${randomBytes(5).toString('hex')}`;
  const { id } = await app.dataSource.transaction((manager) =>
    app.app.get(AccountService).create(manager, SYSTEM_ACTOR, {
      username,
      displayName: 'Người của kiểm thử',
      agencyId: person.agencyId ?? null,
      roles: person.roles ?? ['agency_officer'],
      passwordHash,
    }),
  );
  return { id, username, password };
}

/** The cookies that an answer sets, by name, with their attributes in lower case. */
export function cookiesOf(answer: {
  headers: Record<string, unknown>;
}): Record<string, { value: string; flags: string[] }> {
  const lines = (answer.headers['set-cookie'] ?? []) as string[];
  return Object.fromEntries(
    lines.map((line) => {
      const [pair = '', ...flags] = line.split(/;\s*/);
      const at = pair.indexOf('=');
      return [pair.slice(0, at), { value: pair.slice(at + 1), flags: flags.map((flag) => flag.toLowerCase()) }];
    }),
  );
}
