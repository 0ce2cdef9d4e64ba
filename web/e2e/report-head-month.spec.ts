import { expect, type Page, test } from '@playwright/test';
import { signIn } from './people.js';
import { AGENCIES, ByApi, expectWhole, monthLabel, monthName } from './report-agency.js';

const ON_TIME = monthLabel(0);
const LATE = monthLabel(-2);

/** The button of the bar, and then that of the last look. */
async function lookAndSubmit(page: Page, name: string): Promise<void> {
  await page
    .getByRole('region', { name: 'Lưu và nộp' })
    .getByRole('button', { name: `Nộp báo cáo ${name}` })
    .click();
  const look = page.getByRole('dialog', { name: `Nộp báo cáo ${name}` });
  await expect(look.getByText(/Báo cáo về \d+ nhiệm vụ/)).toBeVisible();
  await look.getByRole('button', { name: `Nộp báo cáo ${name}` }).click();
}

for (const { size, viewport, officer, head, agency } of AGENCIES) {
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });
    let standing: ByApi;

    test.beforeAll(async ({ baseURL }) => {
      standing = await ByApi.as('congan', baseURL);
      await standing.openMonths();
    });
    test.afterAll(() => standing.close());

    test('a head hands in on time, takes it back, mends what was returned, corrects what was accepted', async ({
      page,
    }) => {
      test.setTimeout(180_000);
      const name = monthName(ON_TIME);
      const reportId = await standing.reportId(ON_TIME, agency);
      const firstResult = () => page.getByRole('textbox', { name: /^Kết quả thực hiện/ }).first();
      await signIn(page, head, '/bao-cao');
      await expect(page.getByText(/còn \d+ ngày|hết hạn trong ngày/).first()).toBeVisible();
      await page.getByRole('link', { name: `Soạn và nộp báo cáo ${name}` }).click();
      await expect(page.getByRole('heading', { level: 1, name: `Báo cáo ${name}` })).toBeVisible();
      await firstResult().fill('Đã triển khai tới 12 đơn vị.');

      // The words that were typed a moment ago are in it; pressing twice makes one version.
      await page.getByRole('button', { name: `Nộp báo cáo ${name}` }).click();
      const look = page.getByRole('dialog', { name: `Nộp báo cáo ${name}` });
      await expect(look.getByText(/Báo cáo về \d+ nhiệm vụ/)).toBeVisible();
      await expectWhole(page, 'last look');
      await look.getByRole('button', { name: `Nộp báo cáo ${name}` }).dblclick();
      await expect(page.getByRole('heading', { level: 1, name: `Biên nhận báo cáo ${name}` })).toBeVisible();
      await expect(page.getByText('Hệ thống đã nhận báo cáo, đúng hạn')).toBeVisible();
      await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
      await expectWhole(page, 'receipt');
      expect(await standing.report(reportId)).toMatchObject({ submissionCount: 1, state: 'submitted' });
      expect((await standing.report(reportId)).entries[0]?.resultText).toBe('Đã triển khai tới 12 đơn vị.');
      await page.emulateMedia({ media: 'print' });
      await expect(page.getByRole('button', { name: 'In biên nhận' })).toBeHidden();
      await expect(page.getByText('Số biên nhận')).toBeVisible();
      await page.emulateMedia({ media: 'screen' });

      // Taken back before the review, and handed in again.
      await page.getByRole('link', { name: 'Xem báo cáo đã nộp' }).click();
      await expect(page.getByText('Cơ quan thường trực: chờ xét.')).toBeVisible();
      await expectWhole(page, 'report that was handed in');
      await page.getByRole('button', { name: 'Rút về sửa' }).click();
      await expectWhole(page, 'form of a withdrawal');
      await page.getByRole('button', { name: 'Rút báo cáo về sửa' }).click();
      await firstResult().fill('Đã triển khai tới 13 đơn vị.');
      await lookAndSubmit(page, name);
      await expect(page.getByRole('heading', { level: 1, name: `Biên nhận báo cáo ${name}` })).toBeVisible();

      // Under review it cannot be taken back, and the page says why; returned, the reasons stand on top and at the line.
      await standing.send('POST', `/reports/${reportId}/review-starts`, {});
      await page.goto(`/bao-cao/${reportId}`);
      await expect(page.getByRole('button', { name: 'Rút về sửa' })).toBeDisabled();
      await expect(page.getByText('Báo cáo đang được xét nên không rút về được.', { exact: false })).toBeVisible();
      await standing.review(reportId, 'return', 'Nêu rõ số đơn vị còn lại');
      await page.goto('/bao-cao');
      await page.getByRole('link', { name: `Sửa báo cáo ${name}` }).click();
      await expect(page.getByText(/^Báo cáo bị trả lại lúc .* cần sửa rồi nộp lại$/)).toBeVisible();
      await expect(page.locator('[data-index="0"]')).toContainText('Nêu rõ số đơn vị còn lại');
      await expectWhole(page, 'form of a returned report');
      await firstResult().fill('Đã triển khai tới 13 đơn vị, còn 2 đơn vị.');
      await lookAndSubmit(page, name);
      await expect(page.getByText('Hệ thống đã nhận báo cáo, đúng hạn')).toBeVisible();

      // Accepted: only a correction with its reason changes it.
      await standing.review(reportId, 'accept');
      await page.goto(`/bao-cao/${reportId}`);
      await expect(page.getByText('Đã xong: cơ quan thường trực đã chấp nhận.')).toBeVisible();
      await page.getByRole('button', { name: 'Đính chính' }).click();
      await page.getByRole('button', { name: 'Mở đính chính' }).click();
      await expect(page.getByText('Ghi rõ lý do đính chính.')).toBeVisible();
      await page.getByRole('textbox', { name: 'Nội dung nào sai, vì sao' }).fill('Số đơn vị đếm thiếu');
      await page.getByRole('button', { name: 'Mở đính chính' }).click();
      await expect(page.getByText('Lý do: Số đơn vị đếm thiếu')).toBeVisible();
      await firstResult().fill('Đã triển khai tới 14 đơn vị, còn 1 đơn vị.');
      await lookAndSubmit(page, name);
      await expect(page.getByRole('heading', { level: 1, name: `Biên nhận báo cáo ${name}` })).toBeVisible();
      await page.getByRole('link', { name: 'Xem báo cáo đã nộp' }).click();
      await expect(page.getByText('Lý do đính chính: Số đơn vị đếm thiếu')).toBeVisible();
      await page.getByRole('button', { name: 'Xem khác nhau giữa các lần nộp' }).click();
      await expect(page.getByText('Đã triển khai tới 14 đơn vị, còn 1 đơn vị.').last()).toBeVisible();
      await expectWhole(page, 'versions of a report');
    });

    test('a late report needs its reason, and the receipt says that it was late', async ({ page }) => {
      const name = monthName(LATE);
      const reportId = await standing.reportId(LATE, agency);
      await standing.allow(reportId);
      await signIn(page, head, `/bao-cao/${reportId}`);
      await expect(page.getByText(/quá hạn \d+ ngày/)).toBeVisible();
      await lookAndSubmit(page, name);
      await expect(page.getByText('Chọn lý do nộp muộn.')).toBeVisible();
      await expect(page.getByText('Ghi rõ lý do bằng một hai câu.')).toBeVisible();
      await expectWhole(page, 'last look at a late report');
      await page
        .getByRole('combobox', { name: 'Lý do nộp muộn' })
        .selectOption({ label: 'Lỗi hệ thống, đường truyền' });
      await page.getByRole('textbox', { name: 'Ghi rõ lý do' }).fill('Mất mạng ba ngày do bão.');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `Nộp báo cáo ${name}` })
        .click();
      await expect(page.getByText('Hệ thống đã nhận báo cáo, nộp muộn')).toBeVisible();
      await expect(page.getByText('Lỗi hệ thống, đường truyền. Mất mạng ba ngày do bão.')).toBeVisible();
    });

    test('what an officer had not saved when the head handed in is kept and told', async ({ page, baseURL }) => {
      const label = monthLabel(-3);
      const reportId = await standing.reportId(label, agency);
      await standing.allow(reportId);
      await signIn(page, officer, `/bao-cao/${reportId}`);
      await page.route('**/entries', (route) => route.abort('connectionfailed'));
      await page
        .getByRole('textbox', { name: /^Kết quả thực hiện/ })
        .first()
        .fill('Chưa kịp gửi');
      await expect(page.getByRole('region', { name: 'Lưu và nộp' })).toContainText('Mất kết nối');
      const chief = await ByApi.as(head, baseURL);
      const { etag } = await chief.get(`/reports/${reportId}`);
      const late = { lateReasonCode: 'staff', lateReasonText: 'Thay đổi cán bộ' };
      await chief.send('POST', `/reports/${reportId}/submissions`, late, etag);
      await chief.close();
      await page.unroute('**/entries');
      await page.reload();
      await expect(page.getByText(/^Chữ gõ lúc .* trên máy này chưa vào báo cáo$/)).toBeVisible();
      await expect(page.getByText('Chưa kịp gửi')).toBeVisible();
      await page.getByRole('button', { name: 'Bỏ chữ này' }).click();
      await expect(page.getByText('Chưa kịp gửi')).toHaveCount(0);
    });
  });
}
