import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { nameKey } from './fold-vietnamese.js';
import { matchNames, type NamedEntry, NameMatcher } from './match-names.js';
import { type DirectoryFile, readDirectoryFile } from './read-directory-file.js';

const file = readFileSync(new URL('../../../sample/agencies-binh-dinh-2023.json', import.meta.url), 'utf8');
const { agencies, groups } = readDirectoryFile(JSON.parse(file) as DirectoryFile);
const directory: NamedEntry[] = [
  ...agencies.map(({ name, aliases }) => ({ kind: 'agency' as const, id: name, name, aliases, resolvable: true })),
  ...groups.map(({ name, aliases }) => ({ kind: 'group' as const, id: name, name, aliases, resolvable: true })),
];
const matcher = new NameMatcher(directory);

/** A matching as one line: matches as they are named, unresolved words in angle brackets. */
function read(text: string, among: NamedEntry[] = directory): string {
  const { matches, unresolved } = matchNames(text, among);
  return [
    ...matches.map((m) => ({ at: m.start, as: m.id })),
    ...unresolved.map((u) => ({ at: u.start, as: `<${u.text}>` })),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ as }) => as)
    .join(' | ');
}

describe('matchNames on the sides of the sample plan', () => {
  it.each([
    [
      'Sở Lao động, Thương binh và Xã hội, Bảo hiểm xã hội tỉnh',
      'Sở Lao động - Thương binh và Xã hội | Bảo hiểm xã hội tỉnh',
    ],
    ['Các sở, ban, ngành, UBND các huyện, thị xã, thành phố', 'Các sở, ban, ngành | UBND các huyện, thị xã, thành phố'],
    [
      'Công an tỉnh, UBND các huyện, thành phố, Tổ công tác triển khai đề án 06 cấp xã',
      'Công an tỉnh | UBND các huyện, thị xã, thành phố | Tổ công tác triển khai Đề án 06 cấp xã',
    ],
    [
      'Công an tỉnh, Văn phòng UBND tỉnh, Cục thống kê, Sở Kế hoạch và Đầu tư',
      'Công an tỉnh | Văn phòng UBND tỉnh | Cục Thống kê | Sở Kế hoạch và Đầu tư',
    ],
    [
      'Công an tỉnh, Sở Thông tin và Truyền thông, các sở, ban, ngành',
      'Công an tỉnh | Sở Thông tin và Truyền thông | Các sở, ban, ngành',
    ],
    [
      'Sở Lao động Thương binh và Xã hội, Sở Y tế, Sở Tài nguyên và Môi trường',
      'Sở Lao động - Thương binh và Xã hội | Sở Y tế | Sở Tài nguyên và Môi trường',
    ],
    ['Ban Thường vụ Tỉnh đoàn', 'Ban Thường vụ Tỉnh đoàn'],
    ['Ngân hàng Nhà nước tỉnh', 'Ngân hàng Nhà nước chi nhánh tỉnh'],
    ['Các sở, ngành có liên quan', '<Các sở, ngành có liên quan>'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('matchNames never takes half a name', () => {
  it.each([
    ['Công an tỉnh Gia Lai, Sở Y tế', '<Công an tỉnh Gia Lai> | Sở Y tế'],
    ['Các sở, ban, ngành có liên quan', '<Các sở, ban, ngành có liên quan>'],
    [
      'Các sở, ngành có liên quan, UBND các huyện, thị xã, thành phố',
      '<Các sở, ngành có liên quan> | UBND các huyện, thị xã, thành phố',
    ],
    ['Thanh tra Sở Y tế và Sở Du lịch', '<Thanh tra Sở Y tế> | Sở Du lịch'],
    ['Phòng PC06 - Công an tỉnh', '<Phòng PC06 - Công an tỉnh>'],
    ['Sở Tài chính và Vật giá, Sở Y tế', '<Sở Tài chính và Vật giá> | Sở Y tế'],
    ['Sở Dân tộc và Tôn giáo', '<Sở Dân tộc và Tôn giáo>'],
    ['Hội Nông dân tỉnh, Hội Cựu chiến binh tỉnh', '<Hội Nông dân tỉnh> | <Hội Cựu chiến binh tỉnh>'],
    ['Công an tỉnh và các cơ quan liên quan', 'Công an tỉnh | <các cơ quan liên quan>'],
    ['VNPT Bình Định, Công an tỉnh (Phòng PC06)', '<VNPT Bình Định> | Công an tỉnh | <Phòng PC06>'],
    ['Sở Y tế Sở Du lịch', 'Sở Y tế | Sở Du lịch'],
    ['- Sở Y tế;\n- Sở Du lịch.', 'Sở Y tế | Sở Du lịch'],
    ['Chủ trì: Công an tỉnh/Sở Y tế', '<Chủ trì> | Công an tỉnh | Sở Y tế'],
    ['Sở Y; tế', '<Sở Y> | <tế>'],
    ['Công an', '<Công an>'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('matchNames gives its reason', () => {
  it.each([
    ['Cục Thống kê', 'name', 'Cục Thống kê'],
    ['Cục thống kê', 'alias', 'Cục thống kê'],
    ['CỤC THỐNG KÊ', 'spelling', 'Cục Thống kê'],
    ['Sở KH&ĐT', 'alias', 'Sở KH&ĐT'],
    ['sở KH và ĐT', 'spelling', 'Sở KH&ĐT'],
    ['Ủy ban nhân dân thành phố Quy Nhơn', 'spelling', 'UBND thành phố Quy Nhơn'],
  ])('%s: %s', (text, reason, matchedName) => {
    expect(matcher.match(text).matches).toEqual([expect.objectContaining({ text, reason, matchedName })]);
  });

  it('leaves a name that two entries carry to a person', () => {
    const entry = (id: string) => ({
      kind: 'agency' as const,
      id,
      name: 'UBND xã An Hòa',
      aliases: [],
      resolvable: true,
    });
    const { matches, unresolved } = matchNames('UBND xã An Hoà', [entry('1'), entry('2')]);
    expect(matches).toEqual([]);
    expect(unresolved).toEqual([
      expect.objectContaining({
        text: 'UBND xã An Hoà',
        candidates: [expect.objectContaining({ id: '1' }), expect.objectContaining({ id: '2' })],
      }),
    ]);
  });

  it('prefers a name to the same words as an alias of another', () => {
    const entries: NamedEntry[] = [
      { kind: 'agency', id: 'alias', name: 'Sở Nội vụ', aliases: ['Sở Dân tộc'], resolvable: true },
      { kind: 'agency', id: 'name', name: 'Sở Dân tộc', aliases: [], resolvable: true },
    ];
    expect(read('Sở Dân tộc', entries)).toBe('name');
  });

  it('reads a known phrase without members as unresolved, whole', () => {
    const phrase: NamedEntry = {
      kind: 'group',
      id: 'x',
      name: 'Các sở, ngành có liên quan',
      aliases: [],
      resolvable: false,
    };
    expect(read('các sở, ngành có liên quan, Sở Y tế', [...directory, phrase])).toBe(
      '<các sở, ngành có liên quan> | Sở Y tế',
    );
  });
});

const written = directory.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => ({ id: entry.id, name })));
const joiner = fc.constantFrom(', ', ',', ' và ', '; ', ', và ', '\n', ' & ', ';\n- ');

describe('matchNames as a whole', () => {
  it('reads any list of known names back exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...written), joiner), { minLength: 1, maxLength: 12 }), (list) => {
        const text = list.map(([{ name }, join], i) => (i === 0 ? name : join + name)).join('');
        const { matches, unresolved } = matcher.match(text);
        expect(unresolved).toEqual([]);
        expect(matches.map(({ id, text }) => ({ id, name: text }))).toEqual(
          list.map(([{ id, name }]) => ({ id, name })),
        );
        expect(matches.every(({ reason }) => reason !== 'spelling')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('forgives case, dashes, "và", spaces and the form of the letters', () => {
    const mutation = fc.constantFrom<(name: string) => string>(
      (name) => name.toUpperCase(),
      (name) => name.toLowerCase(),
      (name) => name.normalize('NFD'),
      (name) => name.replace(/ /g, '  '),
      (name) => name.replace(/ /g, '\u00a0'),
      (name) => name.replace(/ - | và /g, ' – '),
      (name) => name.replace(/ và |&/g, ' & '),
      (name) => name.replace(/, | và /g, ' '),
      (name) => name.replace(/UBND/g, 'Ủy ban nhân dân'),
      (name) => ` ${name}.`,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...written), mutation), { minLength: 1, maxLength: 6 }), (list) => {
        const text = list.map(([{ name }, mutate]) => mutate(name)).join(', ');
        expect(matcher.match(text).matches.map(({ id }) => id)).toEqual(list.map(([{ id }]) => id));
      }),
      { numRuns: 500 },
    );
  });

  it('never reads what is not there, and loses no word', () => {
    const piece = fc.oneof(
      fc.constantFrom(...written.map(({ name }) => name)),
      fc.constantFrom('có liên quan', 'Gia Lai', 'và', ',', ';', '(', ')', 'các', 'Sở', 'tỉnh', '- ', '\n', 'thuộc'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const text = pieces.join(' ');
        const { matches, unresolved } = matcher.match(text);
        const parts = [...matches, ...unresolved].sort((a, b) => a.start - b.start);
        for (const part of parts) expect(part.text).toBe(text.slice(part.start, part.end));
        for (const match of matches) expect(nameKey(match.text)).toBe(nameKey(match.matchedName));
        parts.slice(1).forEach(({ start }, i) => {
          expect(start).toBeGreaterThanOrEqual(parts[i]?.end ?? 0);
        });
        expect(
          parts
            .map((part) => nameKey(part.text))
            .join(' ')
            .trim(),
        ).toBe(nameKey(text));
      }),
      { numRuns: 500 },
    );
  });

  it('reads a very long text', () => {
    const text = 'Công an tỉnh, Sở Y tế Gia Lai, '.repeat(20_000);
    const { matches, unresolved } = matcher.match(text);
    expect([matches.length, unresolved.length]).toEqual([20_000, 20_000]);
  });
});
