import { expect, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

test('an officer hands in evidence, the standing agency refuses, then confirms; both read it in the history', async ({
  browser,
}) => {
  const officer = await (await browser.newContext()).newPage();
  await signIn(officer, 'soyte');
  await expect(officer.getByRole('heading', { name: /^Việc cơ quan tôi chủ trì, chưa xong: \d+$/ })).toBeVisible();
  await officer.getByRole('link', { name: 'Nộp minh chứng cho nhiệm vụ 16' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: /sử dụng thẻ CCCD/ })).toBeVisible();

  const handIn = async (number: string, issuedOn: string) => {
    await officer.getByRole('button', { name: 'Nộp tài liệu minh chứng' }).click();
    await officer.getByLabel('Số, ký hiệu văn bản').fill(number);
    await officer.getByRole('textbox', { name: 'Ngày ban hành' }).fill(issuedOn);
    await officer.getByLabel('Trích yếu').fill('Hướng dẫn sử dụng thẻ CCCD gắn chip trong khám chữa bệnh');
    await expectAccessible(officer, 'form of evidence');
    await officer.getByRole('button', { name: 'Nộp để xác nhận hoàn thành' }).click();
    await expect(officer.getByText('Đã nộp tài liệu minh chứng.', { exact: false })).toBeVisible();
    await expect(officer.getByText('Chờ xác nhận')).toBeVisible();
  };
  await handIn('15/SYT-NVY', '28/3/2023');

  const standing = await (await browser.newContext()).newPage();
  await signIn(standing, 'congan');
  await expect(standing.getByRole('heading', { name: 'Minh chứng chờ xác nhận: 1' })).toBeVisible();
  await standing.getByRole('link', { name: 'Xem xét văn bản số 15/SYT-NVY của Sở Y tế' }).click();
  await standing.getByRole('button', { name: 'Xem xét, xác nhận' }).click();
  await standing.getByLabel('Không chấp nhận, nêu lý do').check();
  await standing.getByRole('button', { name: 'Không chấp nhận văn bản này' }).click();
  await expect(standing.getByText('Nhập lý do không chấp nhận.')).toBeVisible();
  await standing.getByRole('textbox', { name: 'Lý do' }).fill('Thiếu phụ lục danh sách cơ sở y tế');
  await expectAccessible(standing, 'form of a decision');
  await standing.getByRole('button', { name: 'Không chấp nhận văn bản này' }).click();
  await expect(standing.getByText('Đã từ chối văn bản số 15/SYT-NVY', { exact: false })).toBeVisible();

  await officer.reload();
  await expect(officer.getByText('Lý do: Thiếu phụ lục danh sách cơ sở y tế').first()).toBeVisible();
  await handIn('16/SYT-NVY', '29/03/2023');

  await standing.reload();
  await standing.getByRole('button', { name: 'Xem xét, xác nhận' }).click();
  await standing.getByRole('button', { name: 'Xác nhận hoàn thành' }).click();
  await expect(standing.getByText('Đã xác nhận Sở Y tế hoàn thành ngày 29/03/2023.')).toBeVisible();
  await expect(standing.getByText('Hoàn thành đúng hạn').first()).toBeVisible();
  await expect(
    standing.getByRole('cell', { name: /Xác nhận hoàn thành ngày 29\/03\/2023 theo văn bản số 16\/SYT-NVY/ }),
  ).toBeVisible();

  await officer.goto('/');
  await expect(officer.getByRole('link', { name: 'Nộp minh chứng cho nhiệm vụ 16' })).toHaveCount(0);
});

test('a decision on what others have changed meanwhile says so in words', async ({ browser }) => {
  const officer = await (await browser.newContext()).newPage();
  await signIn(officer, 'soyte', '/nhiem-vu?agencyId=&q=lien+thong+100');
  await officer.getByRole('link', { name: /Liên thông 100% dữ liệu/ }).click();
  await officer.getByRole('dialog').getByRole('button', { name: 'Nộp tài liệu minh chứng' }).click();
  await officer.getByLabel('Số, ký hiệu văn bản').fill('27/BC-SYT');
  await officer.getByRole('textbox', { name: 'Ngày ban hành' }).fill('1/6/2023');
  await officer.getByLabel('Trích yếu').fill('Báo cáo kết quả liên thông');
  await officer.getByRole('button', { name: 'Nộp để xác nhận hoàn thành' }).click();
  await expect(officer.getByText('Chờ xác nhận')).toBeVisible();

  const first = await (await browser.newContext()).newPage();
  const second = await (await browser.newContext()).newPage();
  for (const page of [first, second]) {
    await signIn(page, 'congan');
    await page.getByRole('link', { name: 'Xem xét văn bản số 27/BC-SYT của Sở Y tế' }).click();
    await page.getByRole('button', { name: 'Xem xét, xác nhận' }).click();
  }
  await first.getByLabel('Không chấp nhận, nêu lý do').check();
  await first.getByRole('textbox', { name: 'Lý do' }).fill('Nhiệm vụ thường xuyên, chưa đủ căn cứ kết thúc');
  await first.getByRole('button', { name: 'Không chấp nhận văn bản này' }).click();
  await expect(first.getByText('Đã từ chối văn bản số 27/BC-SYT', { exact: false })).toBeVisible();
  await second.getByRole('button', { name: 'Xác nhận hoàn thành' }).click();
  await expect(second.getByRole('alert')).toContainText('Trang đã lấy lại dữ liệu mới nhất');
});
