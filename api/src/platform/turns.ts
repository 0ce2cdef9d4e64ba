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

/** The same for each key by itself: those of one key wait for each other, and for nobody else. */
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
