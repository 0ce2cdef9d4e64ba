import { expect, test } from '@playwright/test';
import { signIn } from './people.js';

interface Row {
  id: string;
  agencyName: string;
}

test('ten thousand rows scroll to the end, with only those in sight in the document', async ({ page }) => {
  await signIn(page, 'bcd');
  const pages = 50;
  // The API's own first page, handed out fifty times under new ids: no province has so many assignments.
  await page.route('**/api/v1/assignments?*', async (route) => {
    const url = new URL(route.request().url());
    const part = Number(url.searchParams.get('cursor') ?? '0');
    url.searchParams.delete('cursor');
    const answer = await route.fetch({ url: url.href });
    const body = (await answer.json()) as { items: Row[] };
    await route.fulfill({
      response: answer,
      json: {
        items: body.items.map((row, index) => ({
          ...row,
          id: `${row.id}-${part}`,
          agencyName: `Dòng ${part * 200 + index + 1}`,
        })),
        nextCursor: part + 1 < pages ? String(part + 1) : null,
      },
    });
  });
  await page.goto('/nhiem-vu?xem=phan-cong');
  await expect(page.getByRole('link', { name: 'Dòng 1', exact: true })).toBeVisible();
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(page.getByText('10.000 phân công', { exact: true })).toBeAttached({ timeout: 100 });
  }).toPass({ timeout: 50_000, intervals: [50] });
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.getByRole('link', { name: 'Dòng 10000', exact: true })).toBeVisible();
  expect(await page.locator('[data-index]').count()).toBeLessThan(120);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(page.getByRole('link', { name: 'Dòng 1', exact: true })).toBeVisible();
});
