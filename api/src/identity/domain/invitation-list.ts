import { ROLE_LABELS, ROLES, type Role } from '@plan/shared/vocabulary/roles';
import { nameKey, searchKey } from '../../agencies/domain/fold-vietnamese.js';
import { EMAIL, EMAIL_WORDS, placeFault, USERNAME, USERNAME_WORDS } from './person-faults.js';

/** Columns of the list, in order, with the words of their heads. */
export const LIST_COLUMNS = [
  { field: 'username', title: 'Tên đăng nhập' },
  { field: 'displayName', title: 'Họ tên hoặc chức danh' },
  { field: 'agency', title: 'Cơ quan' },
  { field: 'roles', title: 'Vai trò' },
  { field: 'email', title: 'Thư điện tử công vụ' },
] as const;
export type ListField = (typeof LIST_COLUMNS)[number]['field'];

export const MOST_PEOPLE = 500;
const LONGEST_NAME = 100;

export interface ListRow {
  /** As the spreadsheet counts, from 1. */
  number: number;
  /** The text of each cell, by `LIST_COLUMNS`. */
  cells: readonly string[];
}

/** One person of the list. */
export interface ListedPerson {
  row: number;
  username: string;
  displayName: string;
  agencyId: string | null;
  roles: Role[];
  email: string | null;
}

/** What is wrong with one cell. */
export interface CellFault {
  row: number;
  field: ListField;
  /** Begins with the cell's place: "Ô C4 (Cơ quan): …". */
  message: string;
}

export interface ListRules {
  /** The agency of a name or alias; null when there is none. */
  agencyIdOf: (key: string) => string | null;
  /** What stands for an empty cell; null where the cell must be filled. */
  agencyId: string | null;
  roles: readonly Role[] | null;
  /** Whether the inviting person may invite somebody there. */
  mayInvite: (place: { agencyId: string | null; roles: readonly Role[] }) => boolean;
  takenUsernames: ReadonlySet<string>;
  takenEmails: ReadonlySet<string>;
}

/** Whether the first row holds the heads of the columns, in order. */
export const isHead = (cells: readonly string[]): boolean =>
  LIST_COLUMNS.every(({ title }, index) => searchKey(cells[index] ?? '') === searchKey(title));

export const faultAt = (row: number, field: ListField, words: string): CellFault => {
  const index = LIST_COLUMNS.findIndex((column) => column.field === field);
  const place = `${'ABCDE'[index]}${row}`;
  return { row, field, message: `Ô ${place} (${LIST_COLUMNS[index]?.title}): ${words}` };
};

/** Reads all rows and says everything that is wrong at once; whoever has one fault in the list invites nobody. */
export function readInvitationList(
  rows: readonly ListRow[],
  rules: ListRules,
): { people: ListedPerson[]; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const usernames = new Map<string, number>();
  const emails = new Map<string, number>();
  const people = rows.map(({ number, cells }) => {
    const [username = '', displayName = '', agency = '', roleText = '', mail = ''] = cells;
    const fault = (field: ListField, words: string): void => void faults.push(faultAt(number, field, words));
    const person = {
      row: number,
      username: username.toLowerCase(),
      displayName,
      agencyId: agency === '' ? rules.agencyId : rules.agencyIdOf(nameKey(agency)),
      roles: [] as Role[],
      email: mail === '' ? null : mail.toLowerCase(),
    };

    const twin = usernames.get(person.username);
    if (!USERNAME.test(person.username)) fault('username', USERNAME_WORDS);
    else if (twin !== undefined) fault('username', `trùng với dòng ${twin}.`);
    else if (rules.takenUsernames.has(person.username)) fault('username', 'đã có người dùng; hãy chọn tên khác.');
    usernames.set(person.username, twin ?? number);

    if (displayName === '') fault('displayName', 'hãy điền họ tên hoặc chức danh.');
    else if (displayName.length > LONGEST_NAME) fault('displayName', `dài nhất ${LONGEST_NAME} ký tự.`);

    if (person.email !== null) {
      const other = emails.get(person.email);
      if (!EMAIL.test(person.email)) fault('email', EMAIL_WORDS);
      else if (other !== undefined) fault('email', `trùng với dòng ${other}.`);
      else if (rules.takenEmails.has(person.email)) fault('email', 'đã dùng cho người khác.');
      emails.set(person.email, other ?? number);
    }

    const known = agency === '' || person.agencyId !== null;
    if (!known) fault('agency', `không có cơ quan “${agency}” trong danh mục; hãy chép đúng tên ở trang Cơ quan.`);
    const { roles, unknown } = readRoles(roleText);
    person.roles = roleText === '' ? [...(rules.roles ?? [])] : roles;
    if (unknown.length > 0) {
      fault('roles', `không có vai trò “${unknown.join('”, “')}”; hãy chọn: ${Object.values(ROLE_LABELS).join('; ')}.`);
    } else if (person.roles.length === 0) {
      fault('roles', 'hãy chọn ít nhất một vai trò.');
    } else if (known) {
      const place = placeFault(person.roles, person.agencyId !== null);
      if (place) fault('agency', place);
      else if (!rules.mayInvite(person)) fault('agency', 'bạn chỉ mời được cán bộ của cơ quan mình.');
    }
    return person;
  });
  return { people, faults };
}

const ROLE_BY_WORDS = new Map<string, Role>(
  ROLES.flatMap((role) => [[searchKey(ROLE_LABELS[role]), role] as const, [role, role] as const]),
);

/** Several roles are parted by semicolons or lines: their labels hold commas. */
function readRoles(text: string): { roles: Role[]; unknown: string[] } {
  const roles = new Set<Role>();
  const unknown: string[] = [];
  for (const word of text.split(/[;\n]/).map((part) => part.trim())) {
    if (word === '') continue;
    const role = ROLE_BY_WORDS.get(searchKey(word));
    if (role) roles.add(role);
    else unknown.push(word);
  }
  return { roles: [...roles], unknown };
}
