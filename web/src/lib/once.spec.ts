import { describe, expect, it } from 'vitest';
import { sendOnce } from './once.js';

describe('sending the content of a form', () => {
  it('sends once what is pressed twice, and again with another key after it succeeded', async () => {
    const keys: string[] = [];
    const once = sendOnce(async (content: { name: string }, key) => {
      keys.push(key);
      return `${content.name} ${keys.length}`;
    });
    expect(await Promise.all([once({ name: 'a' }), once({ name: 'a' })])).toEqual(['a 1', 'a 1']);
    expect(await once({ name: 'a' })).toBe('a 2');
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('keeps the key after a refusal or a broken line, until the content changes', async () => {
    const keys: string[] = [];
    const once = sendOnce(async (_: { name: string }, key) => {
      keys.push(key);
      throw new Error('no answer');
    });
    await expect(once({ name: 'a' })).rejects.toThrow();
    await expect(once({ name: 'a' })).rejects.toThrow();
    await expect(once({ name: 'b' })).rejects.toThrow();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});
