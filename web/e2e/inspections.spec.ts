import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const PHONE = { width: 390, height: 844 };
const TITLE = 'Kiểm tra việc thực hiện Đề án 06 quý II';
const REMEDY = 'Bố trí cán bộ đầu mối của Sở';

test.describe.configure({ mode: 'serial' });

/** A part of the page by its heading. */
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the Office plans an inspection, visits an agency, records a fault and orders a remedy', async ({ page }) => {
  await signIn(page, 'vpubnd', '/don-doc/kiem-tra');
  await expect(page.getByText('Chưa có đợt kiểm tra nào.')).toBeVisible();
  await page.getByRole('button', { name: 'Lập đợt kiểm tra' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lập đợt kiểm tra' });
  await dialog.getByRole('button', { name: 'Lập đợt kiểm tra' }).click();
  await expect(dialog.getByText('Nhập tên đợt kiểm tra.')).toBeVisible();
  await dialog.getByLabel('Tên đợt kiểm tra').fill(TITLE);
  await dialog.getByLabel('Căn cứ').fill('Kế hoạch 45/KH-UBND ngày 02/3/2023');
  await dialog.getByRole('textbox', { name: 'Từ ngày' }).fill('01/04/2023');
  await dialog.getByRole('textbox', { name: 'Đến hết ngày' }).fill('30/06/2023');
  await dialog.getByRole('textbox', { name: 'Đến hết ngày' }).press('Tab');
  await expectAccessible(page, 'planning an inspection');
  await dialog.getByRole('button', { name: 'Lập đợt kiểm tra' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();

  await page.getByRole('button', { name: 'Thêm cơ quan được kiểm tra' }).click();
  const adding = page.getByRole('dialog', { name: 'Thêm cơ quan được kiểm tra' });
  await adding.getByRole('combobox', { name: 'Cơ quan được kiểm tra' }).fill('so y te');
  await page.getByRole('option', { name: 'Sở Y tế', exact: true }).click();
  await adding.getByRole('textbox', { name: 'Ngày kiểm tra' }).fill('12/07/2023');
  await adding.getByLabel('Thành phần đoàn').fill('PC06, Văn phòng UBND tỉnh');
  await adding.getByRole('button', { name: 'Thêm cơ quan' }).click();
  await expect(adding.getByRole('alert')).toContainText('nằm trong thời gian');
  await adding.getByRole('textbox', { name: 'Ngày kiểm tra' }).fill('12/04/2023');
  await adding.getByRole('button', { name: 'Thêm cơ quan' }).click();
  const visit = part(page, 'Sở Y tế');
  await expect(visit.getByText('Chưa kiểm tra')).toBeVisible();
  await expect(visit.getByRole('button', { name: 'Ghi kết quả' })).toBeDisabled();

  await visit.getByRole('button', { name: 'Sửa cuộc kiểm tra' }).click();
  const editing = page.getByRole('dialog', { name: 'Sửa cuộc kiểm tra' });
  await editing.getByLabel('Trạng thái').selectOption({ label: 'Đã kiểm tra' });
  await editing.getByLabel('Kết luận').fill('Cơ bản đạt yêu cầu');
  await expectAccessible(page, 'changing a visit');
  await editing.getByRole('button', { name: 'Lưu cuộc kiểm tra' }).click();
  await expect(visit.getByText('Đã kiểm tra')).toBeVisible();

  await visit.getByRole('button', { name: 'Ghi kết quả' }).click();
  const finding = page.getByRole('dialog', { name: 'Ghi kết quả: Sở Y tế' });
  await finding.getByLabel('Nội dung').fill('Chưa có cán bộ đầu mối');
  await finding.getByRole('combobox', { name: 'Về nhiệm vụ' }).click();
  await page.getByRole('option', { name: /^1\. / }).click();
  await expectAccessible(page, 'recording a finding');
  await finding.getByRole('button', { name: 'Ghi kết quả' }).dblclick();
  await expect(visit.getByRole('row').filter({ hasText: 'Chưa có cán bộ đầu mối' })).toHaveCount(1);

  await visit.getByRole('button', { name: /^Yêu cầu khắc phục/ }).click();
  const remedy = page.getByRole('dialog', { name: 'Yêu cầu khắc phục' });
  await remedy.getByLabel('Việc phải làm').fill(REMEDY);
  await remedy.getByRole('textbox', { name: 'Hạn khắc phục' }).fill('30/04/2023');
  await remedy.getByRole('textbox', { name: 'Hạn khắc phục' }).press('Tab');
  await expectAccessible(page, 'ordering a remedy');
  await remedy.getByRole('button', { name: 'Giao việc khắc phục' }).click();
  await expect(visit.getByText('Sở Y tế, hạn 04/05/2023'), 'a day off moves to a working day').toBeVisible();
  await expect(visit.getByText('Quá hạn')).toBeVisible();
  await expectAccessible(page, 'an inspection');
  await visit.getByRole('link', { name: REMEDY }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(REMEDY) })).toBeVisible();
});

test('the visited agency reads what was found and finds the remedy among its work, on a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await signIn(page, 'soyte');
  await expect(page.getByText(REMEDY)).toBeVisible();
  await page.goto('/don-doc/kiem-tra');
  await page.getByRole('link', { name: TITLE }).click();
  await expect(part(page, 'Sở Y tế').getByText('Chưa có cán bộ đầu mối')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ghi kết quả' })).toHaveCount(0);
  await expectAccessible(page, 'an inspection, on a phone');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
});

test('another agency sees none of it', async ({ page }) => {
  await signIn(page, 'quynhon', '/don-doc/kiem-tra');
  await expect(page.getByText('Chưa có đợt kiểm tra nào.')).toBeVisible();
});
