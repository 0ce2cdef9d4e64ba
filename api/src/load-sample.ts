import { randomInt } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Role } from '@plan/shared/vocabulary/roles';
import type { DataSource, EntityManager } from 'typeorm';
import { LoadDirectoryService } from './agencies/load-directory.service.js';
import { AccountService } from './identity/account.service.js';
import { PasswordService } from './identity/password.service.js';
import { PlanImportService } from './plan-import/plan-import.service.js';
import { SYSTEM_ACTOR } from './platform/auth/actor.js';

const DIRECTORY = 'agencies-binh-dinh-2023.json';
const DECISION = 'ke-hoach-de-an-06-2023.txt';

interface SampleAccount {
  username: string;
  displayName: string;
  agency: string | null;
  roles: Role[];
}

/** Functions, not persons: one account for each way in which the system is used. */
export const SAMPLE_ACCOUNTS: readonly SampleAccount[] = [
  { username: 'admin', displayName: 'Quản trị hệ thống', agency: null, roles: ['admin'] },
  { username: 'congan', displayName: 'Tổ giúp việc', agency: 'Công an tỉnh', roles: ['standing', 'agency_head'] },
  { username: 'bcd', displayName: 'Ban Chỉ đạo', agency: 'UBND tỉnh Bình Định', roles: ['steering'] },
  {
    username: 'vpubnd',
    displayName: 'Lãnh đạo Văn phòng',
    agency: 'Văn phòng UBND tỉnh',
    roles: ['monitor', 'agency_head'],
  },
  { username: 'sotaichinh', displayName: 'Lãnh đạo Sở', agency: 'Sở Tài chính', roles: ['finance', 'agency_head'] },
  { username: 'soyte.head', displayName: 'Lãnh đạo Sở', agency: 'Sở Y tế', roles: ['agency_head'] },
  { username: 'soyte', displayName: 'Cán bộ đầu mối', agency: 'Sở Y tế', roles: ['agency_officer'] },
  { username: 'quynhon.head', displayName: 'Lãnh đạo UBND', agency: 'UBND thành phố Quy Nhơn', roles: ['agency_head'] },
  { username: 'quynhon', displayName: 'Cán bộ đầu mối', agency: 'UBND thành phố Quy Nhơn', roles: ['agency_officer'] },
];

export interface SampleOptions {
  /** Folder with the decision and the directory. */
  folder: string;
  /** Makes the accounts too; never on an external database. */
  accounts: boolean;
  /** One password for all; a random one for each when absent. */
  password: string | undefined;
  dataDir: string;
}

/**
 * Fills an empty database with the sample: the directory, the accounts, and the decision through the importer that
 * people use. Each part is skipped when it is there already, so that a start that was killed half-way is completed.
 */
export async function loadSample(app: INestApplicationContext, options: SampleOptions): Promise<void> {
  const dataSource = app.get<DataSource>(getDataSourceToken());
  await dataSource.transaction(async (manager) => {
    // Two processes that start together load one sample.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('sample'))`);
    await manager.query('SET LOCAL statement_timeout = 0');
    if (await isEmpty(manager, 'agencies')) {
      const file = JSON.parse(readFileSync(join(options.folder, DIRECTORY), 'utf8'));
      await app.get(LoadDirectoryService).load(manager, file, SYSTEM_ACTOR);
    }
    if (options.accounts && (await isEmpty(manager, 'users'))) await makeAccounts(app, manager, options);
  });
  await loadPlan(app, dataSource, options.folder);
}

async function loadPlan(app: INestApplicationContext, dataSource: DataSource, folder: string): Promise<void> {
  const imports = app.get(PlanImportService);
  const turn = dataSource.createQueryRunner();
  await turn.query(`SELECT pg_advisory_lock(hashtext('sample plan'))`);
  try {
    if (!(await isEmpty(dataSource.manager, 'plans'))) return;
    const [waiting] = await dataSource.query<{ id: string }[]>(
      'SELECT id FROM plan_imports ORDER BY created_at LIMIT 1',
    );
    const id = waiting?.id ?? (await imports.upload(DECISION, readFileSync(join(folder, DECISION)), SYSTEM_ACTOR));
    await imports.confirm(id, SYSTEM_ACTOR, { public: true });
  } finally {
    await turn.query(`SELECT pg_advisory_unlock(hashtext('sample plan'))`);
    await turn.release();
  }
}

async function isEmpty(manager: EntityManager, table: 'agencies' | 'users' | 'plans'): Promise<boolean> {
  const [row] = await manager.query<{ some: boolean }[]>(`SELECT EXISTS (SELECT 1 FROM ${table}) AS some`);
  return row?.some === false;
}

async function makeAccounts(
  app: INestApplicationContext,
  manager: EntityManager,
  options: SampleOptions,
): Promise<void> {
  const passwords = app.get(PasswordService);
  const accounts = app.get(AccountService);
  const chosen = SAMPLE_ACCOUNTS.map((account) => ({ ...account, password: options.password ?? randomPassword() }));
  // The file first: an account whose password nobody could read would be worse than a file of an account not yet made.
  writeSecretly(
    join(options.dataDir, 'first-sign-in.txt'),
    chosen
      .map(
        ({ username, password, displayName, agency }) =>
          `${username}\t${password}\t${displayName}${agency ? `, ${agency}` : ''}\n`,
      )
      .join(''),
  );
  for (const { username, displayName, agency, roles, password } of chosen) {
    await accounts.create(manager, SYSTEM_ACTOR, {
      username,
      displayName,
      agencyId: agency ? await agencyId(manager, agency) : null,
      roles,
      passwordHash: await passwords.hash(password),
    });
  }
}

async function agencyId(manager: EntityManager, name: string): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>('SELECT id FROM agencies WHERE name = $1', [name]);
  if (!row) throw new Error(`the sample's directory has no agency ${name}`);
  return row.id;
}

/** Four groups of four letters and digits that are not mistaken for one another: 77 bits. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** Whole or not at all, and readable by its owner alone. */
function writeSecretly(file: string, text: string): void {
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}
