import fc from 'fast-check';
import { passwordFault } from './password-fault.js';

const common = new Set(['password', 'mậtkhẩu1', '12345678']);
const fault = (password: string, names: string[] = ['soyte', 'Cán bộ đầu mối']) =>
  passwordFault(password, names, (text) => common.has(text));

describe('a chosen password', () => {
  it.each([
    ['1234567', 'too_short'],
    ['a'.repeat(129), 'too_long'],
    ['PassWord', 'common'],
    ['12345678', 'common'],
    ['soyte123', 'about_you'],
    ['123-SoYTe', 'about_you'],
    ['cánbộđầumối', 'about_you'],
    ['Cán bộ đầu mối!!!', 'about_you'],
  ])('%s is refused: %s', (password, expected) => expect(fault(password)).toBe(expected));

  it.each(['a'.repeat(8), 'a'.repeat(128), 'soyte và mưa phùn', 'ngựa pin kẹp đúng', '𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷'])(
    '%s is taken',
    (password) => expect(fault(password)).toBeNull(),
  );

  it('counts what is seen, not how the keyboard sends it', () => {
    const seven = 'ếếếếếếế';
    expect(fault(seven.normalize('NFD'))).toBe('too_short');
    expect(fault('ế'.repeat(128).normalize('NFD'))).toBeNull();
    expect(fault('Mậtkhẩu1'.normalize('NFD'))).toBe('common');
  });

  it('takes everything of 8 to 128 characters that is neither common nor a name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 128, unit: 'grapheme-ascii' }), (password) => {
        fc.pre(!common.has(password.toLowerCase()));
        expect(passwordFault(password, [], (text) => common.has(text))).toBeNull();
      }),
    );
  });
});
