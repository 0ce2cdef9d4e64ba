import { expect, test } from '@playwright/test';
import { signIn } from './people.js';

test('a leader reads the plan of a past year as of its last day, then as of other days', async ({ page }) => {
  await signIn(page, 'bcd', '/ke-hoach');
  await page
    .getByRole('link', { name: /Đề án phát triển ứng dụng/ })
    .first()
    .click();
  await expect(page).toHaveURL(/asOf=2023-12-31/);
  await expect(page.getByText('Kế hoạch năm 2023 đã hết năm: đang xem theo ngày 31/12/2023')).toBeVisible();
  await expect(page.getByRole('heading', { name: '33 nhiệm vụ, theo ngày 31/12/2023' })).toBeVisible();

  const day = page.getByRole('textbox', { name: 'Tính đến ngày' });
  const overdue = page
    .getByRole('list', { name: 'Nhiệm vụ theo kết quả thực hiện' })
    .getByRole('link', { name: /quá hạn/ });
  // Worked days of the rules; nothing that is completed here was due in March.
  for (const [typed, tasks] of [
    ['4/5/2023', '33 nhiệm vụ, theo ngày 04/05/2023'],
    ['5/5/2023', '33 nhiệm vụ, theo ngày 05/05/2023'],
  ] as const) {
    await day.fill(typed);
    await day.press('Enter');
    await expect(page.getByRole('heading', { name: tasks })).toBeVisible();
  }
  const count = (await overdue.locator('span').first().textContent()) ?? '';
  await overdue.click();
  await expect(page).toHaveURL(/timeliness=overdue/);
  await expect(page).toHaveURL(/asOf=2023-05-05/);
  await expect(page.getByText(`${count} nhiệm vụ`, { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Xem theo ngày 31/12/2023' }).click();
  await expect(page).toHaveURL(/asOf=2023-12-31/);
});

test('the list finds without diacritics, sorts, hides columns, and a link shows the same', async ({
  page,
  context,
}) => {
  await signIn(page, 'bcd', '/nhiem-vu');
  await expect(page.getByText('33 nhiệm vụ', { exact: true })).toBeVisible();
  await page.getByLabel('Tìm trong nội dung và cơ quan').fill('dinh danh dien tu');
  await expect(page).toHaveURL(/q=dinh\+danh\+dien\+tu/);
  await expect(page.getByRole('link', { name: /định danh điện tử/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Bỏ lọc Có chữ: dinh danh dien tu' }).click();
  await page.getByRole('columnheader', { name: 'Hạn' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=dueOn/);
  await page.getByRole('button', { name: 'Ẩn, hiện cột' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Chủ trì' }).click();
  await expect(page.getByRole('columnheader', { name: 'Chủ trì' })).toHaveCount(0);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('columnheader', { name: 'Hạn' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(other.getByRole('columnheader', { name: 'Chủ trì' })).toHaveCount(0);
});

test('every agency’s part can be listed, and the deadline explains itself', async ({ page }) => {
  await signIn(page, 'bcd', '/nhiem-vu');
  await page.getByText('Theo từng cơ quan').click();
  await expect(page).toHaveURL(/xem=phan-cong/);
  await expect(page.getByText('200 phân công đầu tiên, kéo xuống để xem tiếp')).toBeVisible();
  await page.goto('/nhiem-vu?q=trinh+hoi+dong+nhan+dan+tinh');
  await page.getByRole('link', { name: /miễn, giảm phí/ }).click();
  await expect(page.getByRole('dialog').getByText('31/7/2023').first()).toBeVisible();
});
