import { setImmediate as soon } from 'node:timers/promises';
import fc from 'fast-check';
import { KeyedTurns, Room, Turns } from './turns.js';

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

describe('room', () => {
  it('is never overfilled but by one alone, and all come in, in order', async () => {
    const capacity = 10;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 0, max: 14 }), steps: fc.integer({ min: 0, max: 4 }) })),
        async (things) => {
          const room = new Room(capacity);
          const entered: number[] = [];
          let inside: number[] = [];
          let overfilled = 0;
          await Promise.allSettled(
            things.map(({ size, steps }, index) =>
              room.take(size, async () => {
                entered.push(index);
                inside.push(size);
                const total = inside.reduce((sum, each) => sum + each, 0);
                if (total > capacity && inside.filter((each) => each > 0).length > 1) overfilled += 1;
                for (let step = 0; step < steps; step += 1) await soon();
                inside.splice(inside.indexOf(size), 1);
                if (steps === 4) throw new Error('failed');
              }),
            ),
          );
          expect(entered).toEqual(things.map((_, index) => index));
          expect(overfilled).toBe(0);
          inside = [];
          await room.take(14, async () => void inside.push(14));
          expect(inside).toEqual([14]);
        },
      ),
    );
  });

  it('lets small ones in together where large ones go one after the other', async () => {
    const room = new Room(40);
    let running = 0;
    const most = async (sizes: number[]): Promise<number> => {
      let seen = 0;
      await Promise.all(
        sizes.map((size) =>
          room.take(size, async () => {
            running += 1;
            seen = Math.max(seen, running);
            await soon();
            running -= 1;
          }),
        ),
      );
      return seen;
    };
    expect(await most(Array(16).fill(5))).toBe(8);
    expect(await most(Array(6).fill(20))).toBe(2);
  });
});
