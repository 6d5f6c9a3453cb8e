import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { givenFile, givenFileToWrite } from '../../src/config/givenPaths';
import { temporaryFolder } from '../support/temporaryFolder';

describe('a path given on the command line', () => {
  const folder = temporaryFolder();
  const here = folder.path;

  beforeAll(() => {
    writeFileSync(join(here, 'package.json'), '{}');
    mkdirSync(join(here, 'reports'));
  });
  afterAll(() => folder.remove());

  it.each([
    ['is seen from where the person stands, even if the project has one of that name', 'package.json', () => here],
    ['is else seen from the project', 'samples/scenarios/mixed.json', () => resolve('.')],
    ['that is nowhere is named as it was meant', 'nowhere.json', () => here],
  ])('%s', (_what, path, from) => {
    expect(givenFile(path, here)).toBe(join(from(), path));
  });

  it('stays as it is when it is absolute', () => {
    expect(givenFile('/nowhere/plan.json', here)).toBe('/nowhere/plan.json');
  });

  it.each([
    ['is written where the person stands', 'report.json', () => here],
    ['is written into a folder that stands there', 'reports/report.json', () => here],
    ['is else written into a folder of the project', 'samples/report.json', () => resolve('.')],
  ])('%s', (_what, path, from) => {
    expect(givenFileToWrite(path, here)).toBe(join(from(), path));
  });

  it.each([
    ['in a folder that is missing', 'nowhere/report.json', 'its folder is missing'],
    ['that is a folder', 'reports', 'it is a folder'],
  ])('is refused before any work: one %s', (_what, path, reason) => {
    expect(() => givenFileToWrite(path, here)).toThrow(`${path} cannot be written: ${reason}`);
  });
});
