import fc from 'fast-check';
import { readTextDocument } from './read-text-document.js';
import { UnreadableDocumentError } from './unreadable-document.js';

const blocks = (text: string | Uint8Array) => readTextDocument(text).blocks;
const bytes = (...values: number[]) => new Uint8Array(values);

describe('readTextDocument', () => {
  it('reads paragraphs and rows with their lines', () => {
    expect(blocks('**KẾ HOẠCH**\r\n\r\n1\t Một \t\r\n\t\t\n')).toEqual([
      { kind: 'paragraph', line: 1, text: 'KẾ HOẠCH' },
      { kind: 'row', line: 3, cells: ['1', 'Một', ''] },
    ]);
  });

  it.each([
    ['## **2. Công an tỉnh**', '2. Công an tỉnh'],
    ['***Nơi nhận:***', 'Nơi nhận:'],
    ['*Căn cứ Luật; *', 'Căn cứ Luật;'],
    ['*(Ban hành kèm theo', '(Ban hành kèm theo'],
    ['- Lưu: VT, KSTT<sup>(N,T)</sup>.', '- Lưu: VT, KSTT(N,T).'],
    ['hồ sơ ( <i>đặc biệt là Tư pháp</i> ) nhằm', 'hồ sơ (đặc biệt là Tư pháp) nhằm'],
    ['một<br/>hai', 'một hai'],
    ['email: [a@b.vn](mailto:a@b.vn))', 'email: a@b.vn)'],
    ['R&amp;D &lt;b&gt; &#273; &nbsp;x &khong; &#0;', 'R&D <b> đ x &khong; &#0;'],
    ['nếu a < b và c > d', 'nếu a < b và c > d'],
    ['2 * 3 * 4', '2 * 3 * 4'],
  ])('%s → %s', (source, text) => {
    expect(blocks(source)).toEqual([{ kind: 'paragraph', line: 1, text }]);
  });

  it('reads decomposed letters, a byte order mark and UTF-16 as the same text', () => {
    const text = 'Đẩy mạnh\tỦy ban';
    const utf16 = bytes(0xff, 0xfe, ...Buffer.from(text, 'utf16le'));
    for (const same of [`\uFEFF${text.normalize('NFD')}`, new TextEncoder().encode(`\uFEFF${text}`), utf16]) {
      expect(blocks(same)).toEqual(blocks(text));
    }
  });

  it.each([
    ['nothing', '', 'tệp trống'],
    ['blank lines', ' \n\t\t\n', 'tệp trống'],
    ['a Word file', bytes(0x50, 0x4b, 0x03, 0x04, 0x14), 'Word, Excel'],
    ['a PDF', new TextEncoder().encode('%PDF-1.7'), 'PDF'],
    ['Windows-1258', bytes(0x54, 0xd2, 0x6e, 0xec, 0x20, 0xd0), 'Windows-1258'],
    ['NUL bytes', bytes(0x41, 0, 0x42), 'nhị phân'],
  ])('refuses %s and says what it saw', (_, file, found) => {
    expect(() => readTextDocument(file)).toThrow(UnreadableDocumentError);
    expect(() => readTextDocument(file)).toThrow(found);
  });

  it('throws nothing else, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (file) => {
        try {
          for (const block of blocks(file)) expect(block.line).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDocumentError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
