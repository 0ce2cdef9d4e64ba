import { PasswordService } from './password.service.js';

describe('passwords', () => {
  const passwords = new PasswordService();

  it('are kept as argon2id with 19 MiB, two passes and one lane, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([passwords.hash('mật khẩu dài'), passwords.hash('mật khẩu dài')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
    expect(other).not.toBe(one);
  });

  it('are right however the keyboard composed their letters, and otherwise letter by letter', async () => {
    const kept = await passwords.hash('Tiếng Việt có dấu'.normalize('NFD'));
    await expect(passwords.verify(kept, 'Tiếng Việt có dấu'.normalize('NFC'))).resolves.toBe(true);
    for (const wrong of ['tiếng Việt có dấu', 'Tieng Viet co dau', ' Tiếng Việt có dấu', 'Tiếng Việt có dấu ', '']) {
      await expect(passwords.verify(kept, wrong)).resolves.toBe(false);
    }
  });

  it('are never right for nobody', async () => {
    await expect(passwords.verify(null, 'mật khẩu của không ai')).resolves.toBe(false);
  });
});
