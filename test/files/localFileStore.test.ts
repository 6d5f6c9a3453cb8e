import { createHash } from 'node:crypto';
import { readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { LocalFileStore } from '../../src/files/localFileStore';
import { temporaryFolder } from '../support/temporaryFolder';

describe('the folder of files', () => {
  const folder = temporaryFolder();
  const store = new LocalFileStore(folder.path);
  afterAll(() => folder.remove());

  const CONTENT = Buffer.from('một tệp');
  const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
  const place = join(folder.path, SHA256.slice(0, 2), SHA256.slice(2, 4), SHA256);
  const aside = () => readdirSync(join(folder.path, 'received'));
  const keep = async () => {
    const received = await store.receive(Readable.from([CONTENT.subarray(0, 3), CONTENT.subarray(3)]));
    await store.keep(received);
    await store.discard(received);
    return received;
  };

  it('keeps a content under its SHA-256 and gives it back', async () => {
    const received = await keep();
    expect([received.sha256, received.sizeBytes]).toEqual([SHA256, CONTENT.length]);
    const content = await store.open(SHA256);
    expect(content === 'DAMAGED' ? content : await buffer(content)).toEqual(CONTENT);
    expect(aside()).toEqual([]);
  });

  it('keeps the same content once, also when it is told to twice', async () => {
    const received = await keep();
    await store.keep(received);
    expect(readdirSync(dirname(place))).toEqual([SHA256]);
    expect(aside()).toEqual([]);
  });

  it('is mended by attaching a damaged file once more', async () => {
    writeFileSync(place, 'damaged');
    await keep();
    const content = await store.open(SHA256);
    expect(content === 'DAMAGED' ? content : await buffer(content)).toEqual(CONTENT);
  });

  it('leaves nothing behind of what broke off', async () => {
    const broken = new Readable({
      read() {
        this.push('half');
        this.destroy(new Error('connection lost'));
      },
    });
    await expect(store.receive(broken)).rejects.toThrow('connection lost');
    expect(aside()).toEqual([]);
  });

  it('sweeps what a killed process has left behind, not what arrives now', async () => {
    const left = await store.receive(Readable.from([CONTENT]));
    const arriving = await store.receive(Readable.from([CONTENT]));
    const yesterday = Date.now() / 1000 - 90_000;
    utimesSync(left.place, yesterday, yesterday);
    expect(await store.sweep(Date.now() - 86_400_000)).toBe(1);
    expect(aside()).toEqual([basename(arriving.place)]);
    await store.discard(arriving);
    expect(await new LocalFileStore(join(folder.path, 'none')).sweep(Date.now())).toBe(0);
  });

  it.each<[string, () => void]>([
    ['altered', () => writeFileSync(place, 'hai tệp')],
    ['cut short', () => truncateSync(place, 2)],
  ])('tells that a file was %s', async (_what, damage) => {
    await keep();
    damage();
    expect(await store.open(SHA256)).toBe('DAMAGED');
    writeFileSync(place, CONTENT);
  });

  it('tells that a file is gone', async () => {
    expect(await store.open('0'.repeat(64))).toBe('DAMAGED');
  });

  it('takes nothing but a SHA-256 for a name', async () => {
    await expect(store.open('../../etc/passwd')).rejects.toThrow('SHA-256');
  });
});
