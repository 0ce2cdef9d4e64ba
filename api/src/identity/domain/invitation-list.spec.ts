import { nameKey } from '../../agencies/domain/fold-vietnamese.js';
import { isHead, LIST_COLUMNS, type ListRules, readInvitationList } from './invitation-list.js';

const agencies = new Map([
  [nameKey('Sở Y tế'), 'y'],
  [nameKey('Công an tỉnh'), 'c'],
]);
const rules: ListRules = {
  agencyIdOf: (key) => agencies.get(key) ?? null,
  agencyId: null,
  roles: null,
  mayInvite: () => true,
  takenUsernames: new Set(['congan']),
  takenEmails: new Set(['pc06@ca.gov.vn']),
};
const read = (rows: string[][], change: Partial<ListRules> = {}) =>
  readInvitationList(
    rows.map((cells, index) => ({ number: index + 2, cells })),
    { ...rules, ...change },
  );

describe('a list of people to invite', () => {
  it('reads names, roles by label or word, agencies by any spelling', () => {
    const { people, faults } = read([
      ['SoYTe.1', 'Cán bộ', 'sở  y tế', 'Cán bộ cơ quan', 'A@B.vn'],
      ['ca.pc06', 'Tổ giúp việc', 'Công an tỉnh', 'standing; Thủ trưởng cơ quan', ''],
      ['bcd', 'Ban Chỉ đạo', '', 'ban chi dao', ''],
    ]);
    expect(faults).toEqual([]);
    expect(people).toEqual([
      { row: 2, username: 'soyte.1', displayName: 'Cán bộ', agencyId: 'y', roles: ['agency_officer'], email: 'a@b.vn' },
      {
        row: 3,
        username: 'ca.pc06',
        displayName: 'Tổ giúp việc',
        agencyId: 'c',
        roles: ['standing', 'agency_head'],
        email: null,
      },
      { row: 4, username: 'bcd', displayName: 'Ban Chỉ đạo', agencyId: null, roles: ['steering'], email: null },
    ]);
  });

  it('says what is wrong with each cell, all at once', () => {
    const { faults } = read([
      ['a b', '', 'Sở Lạ', 'Giám đốc', 'không phải thư'],
      ['congan', 'x', 'Sở Y tế', 'Cán bộ cơ quan', 'pc06@ca.gov.vn'],
      ['moi', 'x', 'Sở Y tế', '', 'm@b.vn'],
      ['moi', 'x', '', 'Cán bộ cơ quan', 'm@b.vn'],
    ]);
    expect(faults.map(({ message }) => message.slice(0, message.indexOf(':') + 22))).toEqual([
      'Ô A2 (Tên đăng nhập): Tên đăng nhập gồm 3–',
      'Ô B2 (Họ tên hoặc chức danh): hãy điền họ tên hoặc',
      'Ô E2 (Thư điện tử công vụ): Thư điện tử công vụ ',
      'Ô C2 (Cơ quan): không có cơ quan “Sở',
      'Ô D2 (Vai trò): không có vai trò “Gi',
      'Ô A3 (Tên đăng nhập): đã có người dùng; hã',
      'Ô E3 (Thư điện tử công vụ): đã dùng cho người kh',
      'Ô D4 (Vai trò): hãy chọn ít nhất một',
      'Ô A5 (Tên đăng nhập): trùng với dòng 4.',
      'Ô E5 (Thư điện tử công vụ): trùng với dòng 4.',
      'Ô C5 (Cơ quan): Vai trò này gắn với ',
    ]);
  });

  it('fills in what a head of an agency may leave out, and keeps it to its own officers', () => {
    const head: Partial<ListRules> = {
      agencyId: 'y',
      roles: ['agency_officer'],
      mayInvite: ({ agencyId, roles }) => agencyId === 'y' && roles.every((role) => role === 'agency_officer'),
    };
    expect(read([['moi', 'x', '', '', '']], head)).toMatchObject({
      people: [{ agencyId: 'y', roles: ['agency_officer'] }],
      faults: [],
    });
    expect(read([['moi', 'x', 'Công an tỉnh', '', '']], head).faults).toHaveLength(1);
    expect(read([['moi', 'x', '', 'Quản trị hệ thống', '']], head).faults).toHaveLength(1);
  });

  it('knows its own head', () => {
    expect(isHead(LIST_COLUMNS.map(({ title }) => ` ${title.toUpperCase()}`))).toBe(true);
    expect(isHead(['soyte', 'x'])).toBe(false);
  });
});
