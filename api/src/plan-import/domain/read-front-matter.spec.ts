import { readFileSync } from 'node:fs';
import { readFrontMatter } from './read-front-matter.js';
import { readRows } from './read-rows.js';
import { readStandingDuties } from './read-standing-duties.js';
import { readTextDocument } from './read-text-document.js';

const sample = readFileSync(new URL('../../../sample/ke-hoach-de-an-06-2023.txt', import.meta.url), 'utf8');
const frontOf = (text: string) => {
  const document = readTextDocument(text);
  return readFrontMatter(document, readRows(document).headerLine);
};
const dutiesOf = (text: string) => {
  const document = readTextDocument(text);
  return readStandingDuties(document, readRows(document).headerLine);
};
const ANNEX = '\nSTT\tNội dung\tChủ trì\n1\tMột\tSở A\n';

describe('readFrontMatter on the sample', () => {
  const front = frontOf(sample);

  it('leaves blank what the decision leaves blank', () => {
    expect(front).toMatchObject({ number: null, issuedOn: null, place: 'Bình Định', year: 2023 });
  });

  it('reads titles, body and signer', () => {
    expect(front.title).toMatch(/^Ban hành Kế hoạch thực hiện Đề án .* tỉnh Bình Định trong năm 2023$/);
    expect(front.planTitle).toMatch(/^Thực hiện Đề án phát triển ứng dụng dữ liệu dân cư, .* trong năm 2023$/);
    expect(front.issuingBody).toBe('ỦY BAN NHÂN DÂN TỈNH');
    expect(front.signer).toEqual({ name: 'Phạm Anh Tuấn', title: 'TM. ỦY BAN NHÂN DÂN CHỦ TỊCH' });
  });

  it('reads legal bases and recipients', () => {
    expect(front.legalBases).toHaveLength(4);
    expect(front.legalBases[1]).toMatch(/^Căn cứ Quyết định số 06\/QĐ-TTg .* đến năm 2030$/);
    expect(front.proposedBy).toBe('Theo đề nghị của Giám đốc Công an tỉnh và Chánh Văn phòng Ủy ban nhân dân tỉnh');
    expect(front.recipients).toHaveLength(14);
    expect([front.recipients[0], front.recipients[13]]).toEqual(['Như Điều 3', 'Lưu: VT, KSTT(N,T)']);
  });

  it('reads what the text claims to hold', () => {
    expect(front.claims.taskCounts.map(({ count, where }) => [count, where])).toEqual([
      [33, 'mục II'],
      [34, 'tiêu đề phụ lục'],
    ]);
    expect(front.claims.groupCounts).toEqual([
      expect.objectContaining({ count: 8, words: '08 nhóm nhiệm vụ', where: 'mục II' }),
    ]);
  });
});

describe('readFrontMatter on other decisions', () => {
  it('reads number and date of an issued one, also in a layout table', () => {
    const text = `ỦY BAN NHÂN DÂN TỈNH GIA LAI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1234/QĐ-UBND\tGia Lai, ngày 05 tháng 3 năm 2024${ANNEX}`;
    expect(frontOf(text)).toMatchObject({
      number: '1234/QĐ-UBND',
      issuedOn: '2024-03-05',
      place: 'Gia Lai',
      issuingBody: 'ỦY BAN NHÂN DÂN TỈNH GIA LAI',
      year: 2024,
    });
  });

  it('takes no impossible day and no empty document', () => {
    expect(frontOf(`Gia Lai, ngày 31 tháng 02 năm 2024${ANNEX}`).issuedOn).toBeNull();
    expect(frontOf(ANNEX)).toMatchObject({ title: null, year: null, signer: null, legalBases: [], recipients: [] });
  });

  it('does not read the name of the programme as a count', () => {
    expect(frontOf(`Triển khai Đề án 06 nhiệm vụ trọng tâm${ANNEX}`).claims.taskCounts).toEqual([]);
  });
});

describe('readStandingDuties', () => {
  it('proposes the two duties of the sample, never the monthly report', () => {
    const duties = dutiesOf(sample);
    expect(
      duties.map(({ leadText, coordinateText, deadlineText, fixedKind }) => ({
        leadText,
        coordinateText,
        deadlineText,
        fixedKind,
      })),
    ).toEqual([
      {
        leadText: 'Các sở, ban, ngành; Ủy ban nhân dân các huyện, thị xã, thành phố',
        coordinateText: '',
        deadlineText: 'Hoàn thành trong tháng 3 năm 2023',
        fixedKind: null,
      },
      {
        leadText: 'Công an tỉnh',
        coordinateText: 'Văn phòng Ủy ban nhân dân tỉnh',
        deadlineText: 'báo cáo định kỳ',
        fixedKind: 'ongoing',
      },
    ]);
    expect(duties[0]?.title).toMatch(/^Các cơ quan, đơn vị cấp tỉnh xây dựng, ban hành kế hoạch riêng .* được giao$/);
    expect(duties.map(({ section, line }) => [section, line])).toEqual([
      ['IV', 90],
      ['IV', 106],
    ]);
  });

  it('finds none where there is no such section', () => {
    expect(dutiesOf(ANNEX)).toEqual([]);
  });
});
