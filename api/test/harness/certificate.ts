import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate that signs itself, and its key, as PEM. Made anew for each test: no key lies in the sources. */
export interface Certificate {
  key: string;
  cert: string;
}

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length =
    size < 128 ? [size] : size < 256 ? [0x81, size] : size < 65_536 ? [0x82, size >> 8, size & 255] : undefined;
  if (!length) throw new Error('too long for this certificate');
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);
const oid = (...bytes: number[]): Buffer => tlv(0x06, Buffer.from(bytes));
const utcTime = (at: Date): Buffer =>
  tlv(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`, 'ascii'));
const bits = (bytes: Buffer): Buffer => tlv(0x03, Buffer.from([0]), bytes);

/** ecdsa-with-SHA256 */
const ALGORITHM = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const DAY_MS = 86_400_000;

/** For the name `localhost`, good from yesterday until tomorrow (X.509 v3, RFC 5280). */
export function localhostCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const commonName = oid(0x55, 0x04, 0x03);
  const name = sequence(tlv(0x31, sequence(commonName, tlv(0x0c, Buffer.from('localhost')))));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const altName = sequence(tlv(0x82, Buffer.from('localhost', 'ascii')));
  const isAuthority = sequence(tlv(0x01, Buffer.from([0xff])));
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, serial),
    ALGORITHM,
    name,
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(
      0xa3,
      sequence(
        sequence(oid(0x55, 0x1d, 0x11), tlv(0x04, altName)),
        sequence(oid(0x55, 0x1d, 0x13), tlv(0x01, Buffer.from([0xff])), tlv(0x04, isAuthority)),
      ),
    ),
  );
  const der = sequence(signed, ALGORITHM, bits(sign('sha256', signed, privateKey)));
  const lines = (der.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
