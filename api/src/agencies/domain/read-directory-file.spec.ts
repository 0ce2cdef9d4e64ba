import { readFileSync } from 'node:fs';
import { type DirectoryFile, readDirectoryFile } from './read-directory-file.js';

const text = readFileSync(new URL('../../../sample/agencies-binh-dinh-2023.json', import.meta.url), 'utf8');
const file = JSON.parse(text) as DirectoryFile;

describe('readDirectoryFile', () => {
  it('reads the sample: 198 agencies, five collective names', () => {
    const { agencies, groups } = readDirectoryFile(file);
    expect(agencies).toHaveLength(198);
    expect(new Set(agencies.map(({ key }) => key)).size).toBe(198);
    expect(groups.map(({ memberKeys }) => memberKeys.length)).toEqual([23, 11, 159, 0, 0]);
    const keys = new Set(agencies.map(({ key }) => key));
    expect(groups.flatMap(({ memberKeys }) => memberKeys).every((key) => keys.has(key))).toBe(true);
    expect(agencies.filter(({ standing }) => standing).map(({ name }) => name)).toEqual(['Công an tỉnh']);
    expect(agencies.find(({ name }) => name === 'UBND phường Nhơn Bình')?.parentKey).toBe('UBND thành phố Quy Nhơn');
  });

  it('puts every parent before its children', () => {
    const { agencies } = readDirectoryFile(file);
    const seen = new Set<string>();
    for (const { key, parentKey } of agencies) {
      expect(parentKey === null || seen.has(parentKey)).toBe(true);
      seen.add(key);
    }
  });

  it('refuses a collective name over a list that is not there', () => {
    expect(() => readDirectoryFile({ ...file, groups: [{ name: 'X', members: 'nobody' }] })).toThrow('"nobody"');
  });
});
