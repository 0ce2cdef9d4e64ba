import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';
import { ReportSide, scan } from './report-side.js';

/** Each size has a month of its own: all share one database. */
const MONTHS = [
  { size: 'laptop', viewport: { width: 1366, height: 768 }, label: '2023-10', name: 'tháng 10/2023', short: '10/2023' },
  { size: 'phone', viewport: { width: 390, height: 844 }, label: '2023-11', name: 'tháng 11/2023', short: '11/2023' },
] as const;
const RECEIVED = { '2023-10': '10/10/2023', '2023-11': '10/11/2023' } as const;

async function expectWhole(page: Page, what: string): Promise<void> {
  await expect(page.getByText('Đang tải dữ liệu')).toHaveCount(0);
  await expectAccessible(page, what);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${what}: nothing stands outside the screen`).toBeLessThanOrEqual(0);
}

for (const { size, viewport, label, name, short } of MONTHS) {
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test(`a reviewer’s month, ${label}`, async ({ page, baseURL }) => {
      test.setTimeout(300_000);
      const narrow = size === 'phone';
      const standing = await ReportSide.as('congan', baseURL as string);
      const health = await ReportSide.as('soyte.head', baseURL as string);
      const city = await ReportSide.as('quynhon.head', baseURL as string);

      // Before any period, or with those that others opened: the job opens the months up to this one.
      await standing.openPeriods('2023-04', '2023-12-01');
      const periodId = await standing.periodId(label);
      await signIn(page, 'congan', '/bao-cao/cac-ky?xem=danh-sach');
      await page.getByRole('link', { name: name.replace('t', 'T'), exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Kỳ báo cáo ${name}` })).toBeVisible();
      await expect(page.getByRole('link', { name: '197 phải nộp' })).toBeVisible();
      await expect(page.getByText(`Báo cáo ${name}:`, { exact: false })).toBeVisible();
      await expectWhole(page, 'period');

      // An exception for one agency; the other one by the API.
      await page.getByRole('button', { name: 'Cho một cơ quan nộp bổ sung' }).click();
      await page.getByRole('button', { name: 'Cho nộp bổ sung', exact: true }).click();
      await expect(page.getByText('Nhập lý do.')).toBeVisible();
      await page.getByRole('combobox', { name: 'Cơ quan được nộp bổ sung' }).fill('so y te');
      await page.getByRole('option', { name: 'Sở Y tế', exact: true }).click();
      await page.getByRole('textbox', { name: 'Được nộp đến hết ngày' }).fill('31/12/2099');
      await page.getByRole('textbox', { name: 'Lý do' }).fill('Đường truyền hỏng ba ngày');
      await expectWhole(page, 'form of an exception');
      await page.getByRole('button', { name: 'Cho nộp bổ sung', exact: true }).click();
      await expect(page.getByText(`Sở Y tế được nộp kỳ ${name} đến hết ngày 31/12/2099.`)).toBeVisible();
      await expect(page.getByRole('heading', { name: 'Cho nộp bổ sung: 1' })).toBeVisible();
      await standing.allow(label, 'UBND thành phố Quy Nhơn');

      // One agency has nothing to report on any more.
      await page.getByRole('button', { name: 'Thêm hoặc bỏ một cơ quan' }).click();
      await page.getByRole('combobox', { name: 'Cơ quan', exact: true }).fill('ban dan toc');
      await page.getByRole('option', { name: 'Ban Dân tộc', exact: true }).click();
      await page.getByRole('textbox', { name: 'Lý do' }).fill('Đã sáp nhập');
      await page.getByRole('button', { name: 'Lưu thay đổi' }).click();
      await expect(page.getByRole('heading', { name: 'Thay đổi danh sách phải báo cáo: 1' })).toBeVisible();
      await expect(page.getByRole('link', { name: '196 phải nộp' })).toBeVisible();

      // Who owes.
      await page.getByRole('link', { name: '196 còn nợ' }).click();
      await expect(page.getByText('196 cơ quan nợ 196 báo cáo', { exact: false })).toBeVisible();
      await expectWhole(page, 'who owes');

      // A report comes in, and is taken up.
      const reportId = await health.submit(label, 'Sở Y tế', 'Đã tham mưu văn bản chỉ đạo');
      await page.goto(`/bao-cao/xet?periodId=${periodId}`);
      const list = narrow
        ? page.getByRole('list', { name: 'Danh sách báo cáo' })
        : page.getByRole('table', { name: 'Danh sách báo cáo' });
      await expect(list.getByText('Muộn')).toBeVisible();
      await expect(page.getByText('1 báo cáo', { exact: true })).toBeVisible();
      await expectWhole(page, 'queue');
      await list.getByRole('link', { name: 'Sở Y tế' }).click();
      const report = narrow ? page.locator('main') : page.getByRole('dialog');
      await expect(report.getByText('Lý do nộp muộn')).toBeVisible();
      await expect(report.getByRole('definition').getByText('Chờ số liệu của Bảo hiểm xã hội tỉnh')).toBeVisible();
      await expect(report.getByText('Cần xem kỹ: 1 điểm')).toBeVisible();
      await report.getByRole('button', { name: 'Bắt đầu xét' }).click();
      await expect(report.getByText('đang xét.', { exact: false })).toBeVisible();
      await expect(report.getByRole('button', { name: 'Bắt đầu xét' })).toHaveCount(0);
      await expectWhole(page, 'report under review');

      // A question about one line, a reason for the return of another, none sent without words.
      // What an inspection ordered counts from 1 too: the line is known by its words.
      const line = report.getByRole('listitem').filter({ hasText: '1. Tham mưu ban hành Chỉ thị' });
      await line.getByRole('button', { name: 'Viết ý kiến: Trao đổi về nhiệm vụ 1', exact: true }).click();
      await report.getByRole('textbox', { name: 'Ý kiến' }).fill('Văn bản chỉ đạo số bao nhiêu?');
      await report.getByRole('button', { name: 'Gửi ý kiến' }).click();
      await expect(report.getByText('Văn bản chỉ đạo số bao nhiêu?')).toBeVisible();
      await report.getByRole('button', { name: 'Trả lại', exact: true }).click();
      await report.getByRole('button', { name: 'Trả lại cho Sở Y tế' }).click();
      await expect(report.getByText('Nhập lý do để cơ quan biết cần sửa gì.')).toBeVisible();
      await report.getByRole('button', { name: 'Thôi', exact: true }).click();
      await report.getByRole('button', { name: 'Nêu lý do trả lại nhiệm vụ 3', exact: true }).click();
      await report.getByRole('textbox', { name: 'Lý do trả lại nhiệm vụ 3' }).fill('Chưa nêu số kinh phí đã bố trí');
      await report.getByRole('button', { name: 'Trả lại (1 lý do)' }).click();
      await expectWhole(page, 'form of a return');
      await report.getByRole('button', { name: 'Trả lại cho Sở Y tế' }).click();
      await expect(report.getByText(`Đã trả lại báo cáo ${name} cho Sở Y tế`, { exact: false })).toBeVisible();
      await expect(report.getByRole('button', { name: 'Chấp nhận', exact: true })).toBeDisabled();

      // It comes again, with an answer; what changed is there to read, and it is accepted.
      await health.answer(reportId, 'Số 15/SYT-NVY ngày 28/3/2023');
      await health.submit(label, 'Sở Y tế', 'Đã bố trí 200 triệu đồng');
      await page.goto(`/bao-cao/xet/${reportId}?periodId=${periodId}`);
      await expect(page.getByText('Lần 2, đã nộp lại')).toBeVisible();
      await expect(page.getByText('Số 15/SYT-NVY ngày 28/3/2023')).toBeVisible();
      const differences = page.getByRole('list', { name: 'Khác nhau giữa lần 1 và lần 2' });
      await expect(differences.getByText('Đã bố trí 200 triệu đồng, nhiệm vụ 3', { exact: true })).toBeVisible();
      await expect(differences.getByText('Đã tham mưu văn bản chỉ đạo, nhiệm vụ 3', { exact: true })).toBeVisible();
      await expect(page.getByText('Lần nộp 1: Đã trả lại')).toBeVisible();
      await expect(page.getByText('Chưa nêu số kinh phí đã bố trí')).toBeVisible();
      await expectWhole(page, 'report that came again');
      await page.getByRole('button', { name: 'Chấp nhận', exact: true }).click();
      await page.getByRole('button', { name: 'Chấp nhận báo cáo' }).click();
      await expect(page.getByText(`Đã chấp nhận báo cáo ${name} của Sở Y tế.`)).toBeVisible();

      // What came on paper, on time, with its scan.
      await page.goto(`/bao-cao/cac-ky/${periodId}`);
      await page.getByRole('combobox', { name: 'Cơ quan đã nộp' }).fill('so tu phap');
      await page.getByRole('option', { name: 'Sở Tư pháp', exact: true }).click();
      await page.getByRole('textbox', { name: 'Ngày nhận thật' }).fill(RECEIVED[label]);
      await page.getByRole('combobox', { name: 'Nhận bằng cách nào' }).selectOption({ label: 'Bản giấy' });
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: 'bao-cao-so-tu-phap.png', mimeType: 'image/png', buffer: scan() });
      await page.getByRole('button', { name: 'Gõ lại nội dung theo bản nhận được' }).click();
      await page
        .getByRole('textbox', { name: /^Kết quả/ })
        .first()
        .fill(`Đã rà soát văn bản, kỳ ${short}`);
      await expectWhole(page, 'form of a paper report');
      await page.getByRole('button', { name: 'Nhập báo cáo của Sở Tư pháp' }).click();
      await expect(page.getByText(`Đã nhập báo cáo ${name} của Sở Tư pháp, đang chờ xét.`)).toBeVisible();
      await page.getByRole('link', { name: 'Mở báo cáo để xét' }).click();
      await expect(page.getByText('Đúng hạn', { exact: true })).toBeVisible();
      await expect(page.getByText(`Đã rà soát văn bản, kỳ ${short}`)).toBeVisible();
      const scanned = page.waitForEvent('download');
      await page.getByRole('link', { name: 'bao-cao-so-tu-phap.png' }).click();
      expect((await scanned).suggestedFilename()).toBe('bao-cao-so-tu-phap.png');

      // Two at once: first what would happen, then the deed.
      await city.submit(label, 'UBND thành phố Quy Nhơn', 'Đã tổ chức hội nghị');
      await page.goto(`/bao-cao/xet?periodId=${periodId}`);
      await expect(page.getByText('2 báo cáo', { exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Chọn cả 2 báo cáo đang hiện' }).click();
      await page.getByRole('button', { name: 'Trả lại 2', exact: true }).click();
      const bulk = page.getByRole('dialog', { name: 'Trả lại 2 báo cáo' });
      await bulk.getByRole('button', { name: 'Kiểm tra trước khi trả lại' }).click();
      await expect(bulk.getByText('Nhập lý do để cơ quan biết cần sửa gì.')).toBeVisible();
      await bulk.getByRole('button', { name: 'Thôi' }).click();
      await page.getByRole('button', { name: 'Chấp nhận 2', exact: true }).click();
      const accept = page.getByRole('dialog', { name: 'Chấp nhận 2 báo cáo' });
      await expect(accept.getByText('2 báo cáo đều chấp nhận được.', { exact: false })).toBeVisible();
      await expect(accept.getByText(`UBND thành phố Quy Nhơn, kỳ ${short}: 1 nhiệm vụ`)).toBeVisible();
      await expectAccessible(page, 'many at once');
      await accept.getByRole('button', { name: 'Chấp nhận 2 báo cáo' }).click();
      await expect(page.getByText('Đã chấp nhận 2 báo cáo.')).toBeVisible();
      await expect(page.getByText('Không có báo cáo nào chờ xét.')).toBeVisible();

      // The heat map says the same in words, and opens the report.
      await page.goto(`/bao-cao/cac-ky?den=${periodId}`);
      const row = (agency: string) => page.getByRole('row', { name: new RegExp(`^${agency} `) });
      await expect(row('Sở Tư pháp').getByRole('link', { name: /^Đúng hạn\s*chấp nhận$/ })).toBeVisible();
      await expect(row('Ban Dân tộc').getByText('Không phải nộp').first()).toBeVisible();
      await expectWhole(page, 'heat map');
      await row('Sở Y tế')
        .getByRole('link', { name: /^Muộn\s*chấp nhận$/ })
        .last()
        .click();
      await expect(page.getByRole('heading', { level: 1, name: `Sở Y tế: báo cáo ${name}` })).toBeVisible();

      // The rates as of today; every number opens its rows.
      const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
      await page.goto(`/bao-cao/ty-le?ky=${periodId}&asOf=${today}`);
      await expect(
        page.getByRole('link', { name: /^1,5% tỷ lệ đã nộp = 3 báo cáo đã nộp \/ 196 phải nộp$/ }),
      ).toBeVisible();
      await expect(page.getByRole('link', { name: '2 nộp muộn' })).toBeVisible();
      await expectWhole(page, 'rates');
      await page.getByRole('link', { name: /^0,5% tỷ lệ nộp đúng hạn/ }).click();
      await expect(page.getByRole('button', { name: 'Bỏ lọc Báo cáo: Nộp đúng hạn' })).toBeVisible();
      await expect(page.getByText('1 cơ quan', { exact: true })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Sở Tư pháp', exact: true })).toBeVisible();
      await page.getByRole('radiogroup', { name: 'Xem' }).getByText('Xếp hạng', { exact: true }).click();
      await expect(page.getByText('Điểm = 40 × tỷ lệ đã nộp', { exact: false })).toBeVisible();
      const ranking = narrow
        ? page.getByRole('list', { name: 'Xếp hạng cơ quan' })
        : page.getByRole('table', { name: 'Xếp hạng cơ quan' });
      await expect(ranking.getByRole('link').first()).toHaveText('Sở Tư pháp');
      await expectWhole(page, 'ranking');

      await Promise.all([standing.close(), health.close(), city.close()]);
    });
  });
}

test('the standing agency sets when a plan is reported on, and reads why what cannot be is refused', async ({
  page,
}) => {
  await signIn(page, 'congan', '/ke-hoach');
  await page
    .getByRole('link', { name: /Đề án phát triển ứng dụng/ })
    .first()
    .click();
  const settings = page.getByRole('group', { name: 'Báo cáo định kỳ' });
  await settings.getByLabel('Kỳ đầu tiên').selectOption({ label: 'Tháng 4/2023' });
  await settings.getByLabel('Kỳ cuối cùng').selectOption({ label: 'Tháng 12/2023' });
  // Due before the data window has ended: the API says why not, at the field.
  await settings.getByLabel('Hạn nộp báo cáo là ngày').fill('10');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(settings.getByLabel('Hạn nộp báo cáo là ngày')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'refused settings');
  await settings.getByLabel('Hạn nộp báo cáo là ngày').fill('15');
  await page.getByRole('button', { name: 'Lưu cài đặt' }).click();
  await expect(page.getByText('Đã lưu cài đặt.')).toBeVisible();
  await page.reload();
  await expect(settings.getByLabel('Kỳ đầu tiên')).toHaveValue('2023-04');
  await expect(settings.getByLabel('Hạn nộp báo cáo là ngày')).toHaveValue('15');
});
