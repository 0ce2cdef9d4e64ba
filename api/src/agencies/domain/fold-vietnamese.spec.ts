import fc from 'fast-check';
import { nameKey, nameWords, searchKey } from './fold-vietnamese.js';

describe('searchKey', () => {
  it.each([
    ['Đề án 06', 'de an 06'],
    ['  Sở   LAO động ', 'so lao dong'],
    ['Ủy ban nhân dân'.normalize('NFD'), 'uy ban nhan dan'],
    ['Thuỷ lợi\u00a0Phù Mỹ', 'thuy loi phu my'],
  ])('%s → %s', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });

  it('is the same for composed and decomposed text, and for its own result', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(searchKey(text.normalize('NFD'))).toBe(searchKey(text.normalize('NFC')));
        expect(searchKey(searchKey(text))).toBe(searchKey(text));
      }),
    );
  });
});

describe('nameKey', () => {
  it.each([
    ['Sở Lao động - Thương binh và Xã hội', 'Sở Lao động, Thương binh và Xã hội'],
    ['Sở Lao động – Thương binh & Xã hội', 'sở lao động thương binh xã hội'],
    ['Cục Thống kê', 'Cục  thống\u200bkê'.replace('\u200b', ' ')],
    ['UBND thành phố Quy Nhơn', 'Uỷ ban nhân dân TP. Quy Nhơn'],
    ['Công an tỉnh', 'CÔNG AN TỈNH'.normalize('NFD')],
    ['Khoa học và Công nghệ', 'Khoa hoc\u00ad và Công nghệ'.replace('hoc\u00ad', 'h\u00adọc')],
  ])('%s = %s', (one, other) => {
    expect(nameKey(other)).toBe(nameKey(one));
  });

  it('keeps apart what a diacritic keeps apart', () => {
    expect(nameKey('Sở Y tế')).not.toBe(nameKey('So Y tế'));
    expect(nameKey('Hoài Ân')).not.toBe(nameKey('Hoài An'));
    expect(nameKey('Ban Dân tộc')).not.toBe(nameKey('Bàn Dân tộc'));
  });

  it('knows where each word stands', () => {
    const text = 'Sở Y tế, và Ủy ban nhân dân tỉnh';
    expect(nameWords(text).map((word) => [text.slice(word.start, word.end), word.joined])).toEqual([
      ['Sở', false],
      ['Y', false],
      ['tế', false],
      ['Ủy ban nhân dân', true],
      ['tỉnh', false],
    ]);
  });
});
