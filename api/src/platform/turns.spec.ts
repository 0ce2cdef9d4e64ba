import { setImmediate as soon } from 'node:timers/promises';
import fc from 'fast-check';
import { KeyedTurns, Turns } from './turns.js';

describe('turns', () => {
  it('are never taken by more than so many at once, whoever fails, and all come to their turn in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 4 })),
        async (atOnce, lengths) => {
          const turns = new Turns(atOnce);
          const begun: number[] = [];
          let running = 0;
          let most = 0;
          const results = await Promise.allSettled(
            lengths.map(async (length, index) => {
              // Some come while others are leaving.
              for (let wait = 0; wait < index % 3; wait += 1) await soon();
              return turns.take(async () => {
                begun.push(index);
                running += 1;
                most = Math.max(most, running);
                for (let step = 0; step < length; step += 1) await soon();
                running -= 1;
                if (length === 4) throw new Error('failed');
              });
            }),
          );
          expect(begun).toHaveLength(lengths.length);
          expect(most).toBeLessThanOrEqual(atOnce);
          expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(
            lengths.filter((l) => l === 4).length,
          );
        },
      ),
    );
  });
});

describe('turns by key', () => {
  it('are waited for among those of one key alone', async () => {
    const turns = new KeyedTurns();
    const begun: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const held = ['a1', 'a2', 'a3'].map((name) =>
      turns.take('a', 2, async () => {
        begun.push(name);
        await gate;
      }),
    );
    await turns.take('b', 2, async () => void begun.push('b1'));
    await soon();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    open();
    await Promise.all(held);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  });
});
