import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { unpacksWithin } from './unpacked-size.js';
import { readFirstSheet, UnreadableWorkbook, writeWorkbook } from './workbook.js';

/** One deflated entry, its directory telling whatever size one likes. */
function zipOf(name: string, data: Buffer, toldSize: number): Buffer {
  const packed = deflateRawSync(data);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(toldSize, 22);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(toldSize, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
}

describe('a spreadsheet', () => {
  it('gives back the words that were written', async () => {
    const rows = [
      ['a', 'Sở Y tế'],
      ['=1+1', '@x'],
    ];
    const columns = [
      { title: 'Một', width: 10 },
      { title: 'Hai', width: 20, choicesFrom: '$A$2:$A$3', note: 'Chọn' },
    ];
    const bytes = await writeWorkbook([{ name: 'Danh sách', columns, rows }]);
    expect(await readFirstSheet(bytes, 2, 10)).toEqual([
      { number: 1, cells: ['Một', 'Hai'] },
      { number: 2, cells: rows[0] },
      { number: 3, cells: rows[1] },
    ]);
  });

  it('reads what people see: links, rich text, results, numbers, decomposed letters; skips empty rows', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('x');
    sheet.addRow([{ text: 'a@b.vn', hyperlink: 'mailto:a@b.vn' }, { richText: [{ text: 'Sở ' }, { text: 'Y tế' }] }]);
    sheet.getCell('A3').value = { formula: '1+1', result: 2 };
    sheet.getCell('B3').value = ' ế '.normalize('NFD');
    sheet.getCell('A4').value = 12;
    sheet.getCell('B4').value = { error: '#N/A' };
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
    expect(await readFirstSheet(bytes, 2, 10)).toEqual([
      { number: 1, cells: ['a@b.vn', 'Sở Y tế'] },
      { number: 3, cells: ['2', 'ế'] },
      { number: 4, cells: ['12', ''] },
    ]);
  });

  it.each([
    ['text', Buffer.from('Tên đăng nhập,Họ tên')],
    ['nothing', Buffer.alloc(0)],
    ['a zip without sheets', zipOf('x.xml', Buffer.from('<x/>'), 4)],
    ['a bomb that lies about its size', zipOf('x.xml', Buffer.alloc(30_000_000), 4)],
    ['macros', zipOf('xl/vbaProject.bin', Buffer.from('x'), 1)],
  ])('refuses %s', async (_, bytes) => {
    await expect(readFirstSheet(bytes, 2, 10)).rejects.toThrow(UnreadableWorkbook);
  });

  it('refuses a workbook that was cut or changed at random without failing otherwise', async () => {
    const bytes = await writeWorkbook([{ name: 'x', columns: [{ title: 'a', width: 5 }], rows: [['b']] }]);
    for (let cut = 1; cut < bytes.length; cut += 97) {
      expect(unpacksWithin(bytes.subarray(0, cut), 1_000_000)).toBe(false);
    }
    for (let at = 0; at < bytes.length; at += 53) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed.readUInt8(at) + 101) % 256, at);
      await readFirstSheet(changed, 1, 10).catch((error: unknown) => expect(error).toBeInstanceOf(UnreadableWorkbook));
    }
  });
});
