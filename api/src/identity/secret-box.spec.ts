import fc from 'fast-check';
import { SecretBox } from './secret-box.js';

const box = new SecretBox('a-secret-of-the-server-0123456789', 'totp');

describe('a closed secret', () => {
  it('opens for its owner only, whole only, and under its purpose and server secret only', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.nat(), (text, owner, place) => {
        const closed = box.close(text, owner);
        expect(box.open(closed, owner)).toBe(text);
        expect(box.open(closed, `${owner}0`)).toBeNull();
        expect(new SecretBox('a-secret-of-the-server-0123456789', 'other').open(closed, owner)).toBeNull();
        expect(new SecretBox('another-secret-of-the-server-01234', 'totp').open(closed, owner)).toBeNull();
        const at = place % closed.length;
        closed.writeUInt8(closed.readUInt8(at) ^ 1, at);
        expect(box.open(closed, owner)).toBeNull();
        expect(box.open(closed.subarray(0, at), owner)).toBeNull();
      }),
    );
  });

  it('never looks the same twice, and digests do', () => {
    expect(box.close('x', 'y').equals(box.close('x', 'y'))).toBe(false);
    expect(box.digest('x').equals(box.digest('x'))).toBe(true);
    expect(box.digest('x').equals(new SecretBox('a-secret-of-the-server-0123456789', 'b').digest('x'))).toBe(false);
  });
});
