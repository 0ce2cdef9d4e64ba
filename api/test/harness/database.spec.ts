import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './database.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the test database', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });

  afterAll(async () => {
    await Promise.all([first?.drop(), second?.drop()]);
  });

  it('is apart from every other', async () => {
    await ask(first.ownerUrl, 'CREATE TABLE only_here (id int)');
    expect(await ask(first.ownerUrl, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: 'only_here' }]);
    expect(await ask(second.ownerUrl, "SELECT to_regclass('only_here') AS found")).toEqual([{ found: null }]);
  });

  it('gives the working role no say over the shape of tables', async () => {
    await ask(first.ownerUrl, 'CREATE TABLE shaped (id int)');
    await expect(ask(first.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(first.appUrl, 'CREATE TEMPORARY TABLE mine (id int)')).rejects.toThrow(/permission denied/);
    await expect(ask(first.appUrl, 'ALTER TABLE shaped ADD COLUMN more int')).rejects.toThrow(/must be owner/);
    await expect(ask(first.appUrl, 'DROP TABLE shaped')).rejects.toThrow(/must be owner/);
  });

  it('sorts Vietnamese by Vietnamese rules where asked and knows its letters', async () => {
    expect(
      await ask(
        first.ownerUrl,
        `SELECT string_agg(word, ' ' ORDER BY word COLLATE "vi-x-icu") AS sorted, lower('ĐỀ ÁN') AS lowered
         FROM unnest(ARRAY['đề', 'dự', 'em', 'án', 'bộ', 'ăn']) AS word`,
      ),
    ).toEqual([{ sorted: 'án ăn bộ dự đề em', lowered: 'đề án' }]);
  });
});
