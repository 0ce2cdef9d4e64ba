import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './axe.js';
import { signIn } from './people.js';

const SIZES = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };

/** Every page with a heading that shows it has its data. */
const PAGES: { path: string; heading: RegExp }[] = [
  { path: '/', heading: /^Việc của tôi$/ },
  { path: '/ke-hoach', heading: /^Kế hoạch$/ },
  { path: '/ke-hoach/nhap', heading: /^Nhập kế hoạch từ văn bản$/ },
  { path: '/nhiem-vu', heading: /^Nhiệm vụ$/ },
  { path: '/nhiem-vu?xem=phan-cong', heading: /^Nhiệm vụ$/ },
  { path: '/nhiem-vu?q=khong+co+gi+nhu+the', heading: /^Nhiệm vụ$/ },
  { path: '/bao-cao', heading: /^Báo cáo của cơ quan$/ },
  { path: '/co-quan', heading: /^Cơ quan$/ },
  { path: '/co-quan?xem=nhom', heading: /^Cơ quan$/ },
  { path: '/ngay-nghi?ngay=2023-04-30', heading: /^Ngày nghỉ năm 2023$/ },
  { path: '/bao-cao/xet', heading: /^(Xét báo cáo|Báo cáo các cơ quan)$/ },
  { path: '/bao-cao/xet?xem=tat-ca', heading: /^(Xét báo cáo|Báo cáo các cơ quan)$/ },
  { path: '/bao-cao/cac-ky', heading: /^Các kỳ báo cáo$/ },
  { path: '/bao-cao/cac-ky?xem=danh-sach', heading: /^Các kỳ báo cáo$/ },
  { path: '/bao-cao/ty-le', heading: /^Tỷ lệ báo cáo, xếp hạng$/ },
  { path: '/tien-trinh', heading: /^Tiến trình hệ thống$/ },
  { path: '/tai-khoan', heading: /^Tài khoản của tôi$/ },
  { path: '/quan-tri/nguoi-dung', heading: /^Người dùng$/ },
  { path: '/quan-tri/nguoi-dung/moi-theo-danh-sach', heading: /^Mời theo danh sách Excel$/ },
  { path: '/quan-tri/he-thong', heading: /^Hệ thống kết nối$/ },
  { path: '/quan-tri/nhat-ky', heading: /^Nhật ký$/ },
  { path: '/quan-tri/quyen-han', heading: /^Quyền hạn$/ },
  { path: '/khong-co-trang-nay', heading: /^Không có trang này$/ },
];

async function expectWhole(page: Page, path: string): Promise<void> {
  await expect(page.getByText('Đang tải dữ liệu')).toHaveCount(0);
  await expectAccessible(page, path);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, `${path}: nothing stands outside the screen`).toBeLessThanOrEqual(0);
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test.describe(`on a ${size}`, () => {
    test.use({ viewport });

    test('the page before the sign-in has no fault', async ({ page }) => {
      await page.goto('/dang-nhap');
      await expect(page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
      await expectWhole(page, '/dang-nhap');
      await page.goto('/nhan-quan-tri?token=abc');
      await expect(page.getByRole('heading', { name: 'Nhận quyền quản trị' })).toBeVisible();
      await expectWhole(page, '/nhan-quan-tri');
      await page.goto('/nhan-loi-moi');
      await expect(page.getByRole('heading', { name: 'Nhận lời mời' })).toBeVisible();
      await expectWhole(page, '/nhan-loi-moi');
      await page.goto('/dang-nhap?loi=auth.oidc_failed');
      await expect(page.getByRole('alert')).toContainText('Đăng nhập một lần không thành công');
      await expectWhole(page, '/dang-nhap?loi=');
    });

    for (const username of ['congan', 'admin', 'soyte']) {
      test(`no page of ${username} has a fault`, async ({ page }) => {
        // Many pages, each looked at whole.
        test.setTimeout(180_000);
        const refused: string[] = [];
        page.on('console', (message) => {
          if (message.text().includes('Content Security Policy')) refused.push(message.text());
        });
        await signIn(page, username);
        for (const { path, heading } of PAGES) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
          await expectWhole(page, `${username} ${path}`);
        }
        expect(refused, 'the content security policy refuses nothing of our own').toEqual([]);
      });
    }

    test('a plan, a task, an agency and a group have no fault', async ({ page }) => {
      await signIn(page, 'congan', '/ke-hoach');
      await page
        .getByRole('link', { name: /Đề án phát triển ứng dụng/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { level: 1, name: 'Kế hoạch năm 2023' })).toBeVisible();
      await expectWhole(page, 'plan');
      await page.goto('/nhiem-vu');
      await page.getByRole('link', { name: /Tham mưu ban hành Chỉ thị của Ban Thường vụ/ }).click();
      await expect(page.getByRole('heading', { name: /^Cơ quan chủ trì: 1$/ })).toBeVisible();
      await expectWhole(page, 'task');
      await page.goto('/co-quan?q=so+y+te');
      await page.getByRole('link', { name: 'Sở Y tế', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Sở Y tế' })).toBeVisible();
      await expectWhole(page, 'agency');
      await page.goto('/co-quan?xem=nhom');
      await page.getByRole('link', { name: 'UBND các huyện, thị xã, thành phố' }).click();
      await expect(page.getByRole('heading', { name: '11 thành viên' })).toBeVisible();
      await expectWhole(page, 'group');
    });
  });
}
