import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const DECISION = fileURLToPath(new URL('../../api/sample/ke-hoach-de-an-06-2023.txt', import.meta.url));

test('the standing agency uploads the decision, settles what is doubtful, confirms, and reads the plan', async ({
  page,
}) => {
  await signIn(page, 'congan', '/ke-hoach');
  await page.getByRole('link', { name: 'Nhập kế hoạch từ văn bản' }).click();
  await page.locator('input[type=file]').setInputFiles(DECISION);
  await page.getByRole('button', { name: 'Tải lên và xem trước' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Xem lại văn bản đã tải lên' })).toBeVisible();
  await expect(page.getByText('đọc được 33 nhiệm vụ trong 7 nhóm')).toBeVisible();

  // What the document claims and what it holds do not agree; the rows decide, and it is said.
  await expect(page.getByText('Số nhiệm vụ không khớp', { exact: true })).toBeVisible();
  await expect(page.getByText('Số nhóm nhiệm vụ không khớp', { exact: true })).toBeVisible();
  await expect(page.getByText('Thiếu thời hạn', { exact: true })).toBeVisible();
  await expect(page.getByText('Không có đơn vị phối hợp', { exact: true })).toBeVisible();
  await expect(page.getByText('“Các sở, ngành có liên quan”').first()).toBeVisible();
  await expectAccessible(page, 'preview');

  const row = page.getByRole('article', { name: 'Nhiệm vụ 15', exact: true });
  await row.getByRole('button', { name: 'Sửa thời hạn nhiệm vụ 15' }).click();
  await row.getByLabel('Thời hạn ghi là').fill('Tháng 9/2023');
  await expect(row.getByText('2/10/2023').first()).toBeVisible();
  await row.getByRole('button', { name: 'Lưu thời hạn' }).click();
  await expect(row.getByText('Hạn Thứ Hai, 02/10/2023.')).toBeVisible();
  await expect(page.getByText('Thiếu thời hạn', { exact: true })).toHaveCount(0);

  await page.getByLabel('Số quyết định').fill('999/QĐ-UBND');
  await page.getByRole('textbox', { name: 'Ngày ban hành' }).fill('15/03/2023');
  await page.getByRole('button', { name: 'Lưu thông tin quyết định' }).click();
  await expect(page.getByLabel('Số quyết định')).toHaveValue('999/QĐ-UBND');

  await page.getByRole('button', { name: 'Xác nhận, tạo kế hoạch gồm 33 nhiệm vụ và 1.040 phân công' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Kế hoạch năm 2023' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '33 nhiệm vụ, theo ngày 31/12/2023' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '999/QĐ-UBND' })).toBeVisible();
  // The eighteen of the sample and task 15, which has a date now.
  await expect(
    page.getByRole('list', { name: 'Nhiệm vụ theo kết quả thực hiện' }).getByRole('link', { name: /^19/ }),
  ).toBeVisible();
});

test('what is no plan is refused with what was looked for', async ({ page }) => {
  await signIn(page, 'congan', '/ke-hoach/nhap');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'khac.txt', mimeType: 'text/plain', buffer: Buffer.from('Kính gửi: các đơn vị.') });
  await page.getByRole('button', { name: 'Tải lên và xem trước' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'refused upload');
});
