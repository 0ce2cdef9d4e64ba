/** Lets a few do a thing at once; the others wait in line, first come first served. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    // A turn that ends is handed on, not given free: nobody who comes at that moment slips in between.
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** Lets things in while there is room for their size; the others wait in line. What is larger than all goes in alone. */
export class Room {
  private taken = 0;
  private readonly waiting: { size: number; enter: () => void }[] = [];

  constructor(private readonly capacity: number) {}

  async take<T>(size: number, work: () => Promise<T>): Promise<T> {
    // Nobody passes one who waits, or a large one would wait for ever.
    if (this.waiting.length > 0 || !this.fits(size)) {
      await new Promise<void>((enter) => this.waiting.push({ size, enter }));
    } else this.taken += size;
    try {
      return await work();
    } finally {
      this.taken -= size;
      for (let next = this.waiting[0]; next && this.fits(next.size); next = this.waiting[0]) {
        this.taken += next.size;
        this.waiting.shift();
        next.enter();
      }
    }
  }

  private fits(size: number): boolean {
    return this.taken === 0 || this.taken + size <= this.capacity;
  }
}

/** Turns for each key by itself: those of one key wait for each other, and for nobody else. */
export class KeyedTurns {
  private readonly lines = new Map<string, { turns: Turns; people: number }>();

  /** @param atOnce the same for a key every time */
  async take<T>(key: string, atOnce: number, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(key) ?? { turns: new Turns(atOnce), people: 0 };
    this.lines.set(key, line);
    line.people += 1;
    try {
      return await line.turns.take(work);
    } finally {
      line.people -= 1;
      if (line.people === 0) this.lines.delete(key);
    }
  }
}
