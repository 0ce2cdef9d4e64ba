import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
}

/** No fault by WCAG 2.2 A and AA, as far as a machine can see. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A panel that still fades in or out has not its own colours; after its last step it needs a frame to settle.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        await frame();
        await frame();
        const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
        await Promise.allSettled(moving.map((one) => one.finished));
        return moving.length;
      }),
    )
    .toBe(0);
  // By the debugger, not by a script element: the page's policy refuses those, and shall.
  const result = (await page.evaluate(`(async () => { ${source};
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    // A bar that stays in place covers a part of whatever the page happens to be scrolled to: looked at again in the middle.
    const before = window.scrollY;
    for (const one of found.violations.filter(({ id }) => id === 'target-size')) {
      const left = [];
      for (const node of one.nodes) {
        const element = document.querySelector(node.target[0]);
        element?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const again = element && (await axe.run(element, { runOnly: { type: 'rule', values: ['target-size'] } }));
        if (!again || again.violations.length > 0) left.push(node);
      }
      one.nodes = left;
    }
    window.scrollTo({ top: before, behavior: 'instant' });
    return { violations: found.violations.filter(({ nodes }) => nodes.length > 0) };
  })()`)) as AxeResult;
  const faults = result.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${String(node.target)} ${node.failureSummary ?? ''}`).join(' | ')}`,
  );
  expect(faults, what).toEqual([]);
}
