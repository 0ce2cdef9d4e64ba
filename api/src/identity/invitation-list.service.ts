import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ROLE_LABELS, ROLES } from '@plan/shared/vocabulary/roles';
import { DataSource, type EntityManager } from 'typeorm';
import { AgencyDirectoryService } from '../agencies/agency-directory.service.js';
import { nameKey } from '../agencies/domain/fold-vietnamese.js';
import type { Actor } from '../platform/auth/actor.js';
import { Clock } from '../platform/clock/clock.js';
import { DomainError } from '../platform/http/problem.js';
import { type ReadSheet, readWorkbook } from '../platform/spreadsheet/read-workbook.js';
import { type SheetColumn, writeWorkbook } from '../platform/spreadsheet/write-workbook.js';
import {
  type CellFault,
  isHead,
  LIST_COLUMNS,
  type ListedPerson,
  type ListRow,
  MOST_PEOPLE,
  readInvitationList,
} from './domain/invitation-list.js';
import type { InvitedListDto } from './invitation-list.dto.js';
import { manages } from './user.policy.js';
import { placeOf, UserService } from './user.service.js';

/** Many invitations from one Excel list: all of them or none. */
@Injectable()
export class InvitationListService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly agencies: AgencyDirectoryService,
    private readonly users: UserService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param dryRun only says what would be made
   * @throws DomainError `invitation_list.unreadable`; `request.invalid` with one fault a cell, `/rows/<row>/<field>`
   */
  async invite(file: Buffer, dryRun: boolean, actor: Actor): Promise<InvitedListDto> {
    const rows = await readRows(file);
    return this.dataSource.transaction(async (manager) => {
      const names = await this.agencyNames(manager);
      const { people, faults } = readInvitationList(rows, {
        ...(await this.taken(manager, rows)),
        ...defaultsOf(actor),
        agencyIdOf: (key) => names.byKey.get(key) ?? null,
        mayInvite: (place) => manages(actor, place),
      });
      if (faults.length > 0) throw refusal(faults);
      const items: InvitedListDto['items'] = [];
      for (const person of people) {
        const made = dryRun ? null : await this.make(manager, actor, person);
        items.push({
          row: person.row,
          username: person.username,
          displayName: person.displayName,
          agencyName: person.agencyId && (names.byId.get(person.agencyId) ?? null),
          roles: person.roles,
          email: person.email,
          userId: made?.user.id ?? null,
          link: made?.invitation?.link ?? null,
          expiresAt: made?.invitation?.expiresAt ?? null,
        });
      }
      return { dryRun, items };
    });
  }

  /** An empty list to fill in, with the names of agencies and roles to choose from. */
  async template(actor: Actor): Promise<Buffer> {
    const { byId } = await this.agencyNames(this.dataSource.manager);
    const own = defaultsOf(actor);
    const agencyNames = own.agencyId ? [byId.get(own.agencyId) ?? ''] : [...byId.values()].sort(vietnamese);
    const roles = (own.roles ?? ROLES).map((role) => ROLE_LABELS[role]);
    const notes: Record<string, string> = {
      username: '3–50 ký tự: a–z, 0–9, dấu chấm, gạch ngang. Không trùng với người khác.',
      agency: 'Đúng tên trong trang Cơ quan. Để trống với Ban Chỉ đạo, Quản trị hệ thống.',
      roles: 'Chọn trong trang Vai trò; nhiều vai trò cách nhau bằng dấu chấm phẩy (;).',
      email: 'Có thể để trống. Cần khi đăng nhập một lần.',
    };
    const choices: Record<string, readonly string[]> = { agency: agencyNames, roles };
    const columns = LIST_COLUMNS.map(({ field, title }): SheetColumn => {
      const values = choices[field];
      return {
        key: field,
        title,
        width: 32,
        type: 'text',
        editable: true,
        note: notes[field],
        // Suggested, not forced: a cell may hold several, and the server says what it does not know.
        list: values && { name: field, values, open: true },
      };
    });
    return writeWorkbook([
      { name: 'Danh sách', columns, rows: [], emptyRows: MOST_PEOPLE },
      oneColumn('Cơ quan', 'Tên cơ quan', agencyNames),
      oneColumn('Vai trò', 'Vai trò', roles),
    ]);
  }

  private make(manager: EntityManager, actor: Actor, person: ListedPerson): ReturnType<UserService['create']> {
    const { username, displayName, agencyId, roles, email } = person;
    return this.users.create(manager, actor, { username, displayName, agencyId, roles, email });
  }

  private async agencyNames(
    manager: EntityManager,
  ): Promise<{ byKey: Map<string, string>; byId: Map<string, string> }> {
    const { names } = await this.agencies.snapshot(this.clock.today(), manager);
    const entries = names.filter(({ kind }) => kind === 'agency');
    return {
      // Names last: where one agency's alias is another's name, the name wins.
      byKey: new Map([
        ...entries.flatMap(({ id, aliases }) => aliases.map((alias): [string, string] => [nameKey(alias), id])),
        ...entries.map(({ id, name }): [string, string] => [nameKey(name), id]),
      ]),
      byId: new Map(entries.map(({ id, name }) => [id, name])),
    };
  }

  private async taken(
    manager: EntityManager,
    rows: readonly ListRow[],
  ): Promise<{ takenUsernames: Set<string>; takenEmails: Set<string> }> {
    const column = (index: number): string[] => rows.map(({ cells }) => (cells[index] ?? '').toLowerCase());
    const found: { username: string; email: string | null }[] = await manager.query(
      'SELECT username, email FROM users WHERE username = ANY($1) OR email = ANY($2)',
      [column(0), column(4)],
    );
    return {
      takenUsernames: new Set(found.map(({ username }) => username)),
      takenEmails: new Set(found.flatMap(({ email }) => email ?? [])),
    };
  }
}

/** What an `agency_head` may leave out; nothing for `admin`. */
function defaultsOf(actor: Actor): { agencyId: string | null; roles: readonly (typeof ROLES)[number][] | null } {
  const place = placeOf({}, actor);
  return { agencyId: place.agencyId, roles: place.roles.length > 0 ? place.roles : null };
}

const oneColumn = (
  name: string,
  title: string,
  values: readonly string[],
): Parameters<typeof writeWorkbook>[0][number] => ({
  name,
  columns: [{ key: 'name', title, width: 60, type: 'text' }],
  rows: values.map((value) => [value]),
});

async function readRows(file: Buffer): Promise<ListRow[]> {
  const sheet = await firstSheet(file);
  const [head, ...rows] = Array.from({ length: sheet.lastRow }, (_, index) => ({
    number: index + 1,
    cells: LIST_COLUMNS.map((_, column) =>
      sheet
        .cell(index + 1, column + 1)
        .text.normalize('NFC')
        .trim(),
    ),
  })).filter(({ cells }) => cells.some((text) => text !== ''));
  const titles = LIST_COLUMNS.map(({ title }) => title).join(', ');
  if (!head || !isHead(head.cells)) throw unreadable(`Dòng đầu phải có các cột: ${titles}. Hãy dùng tệp mẫu.`);
  if (rows.length === 0) throw unreadable('Danh sách chưa có người nào. Hãy điền từ dòng 2.');
  if (rows.length > MOST_PEOPLE) throw unreadable(`Mỗi lần mời nhiều nhất ${MOST_PEOPLE} người. Hãy chia tệp.`);
  return rows;
}

async function firstSheet(file: Buffer): Promise<ReadSheet> {
  try {
    const [sheet] = await readWorkbook(file);
    if (sheet) return sheet;
  } catch (error) {
    // Whatever kept it from being read, the way out is the same.
    if (!(error instanceof DomainError)) throw error;
  }
  throw unreadable('Hãy gửi tệp Excel (.xlsx) không có macro, theo tệp mẫu.');
}

const unreadable = (detail: string): DomainError => new DomainError('invitation_list.unreadable', detail);

const refusal = (faults: readonly CellFault[]): DomainError =>
  new DomainError(
    'request.invalid',
    `Danh sách có ${faults.length} ô chưa đúng, chưa mời ai. ${faults[0]?.message ?? ''}`,
    faults.map(({ row, field, message }) => ({ pointer: `/rows/${row}/${field}`, code: 'value', message })),
  );

const vietnamese = new Intl.Collator('vi').compare;
