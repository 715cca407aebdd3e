/** Citations of the specification lead to places that there are (`docs/reference/README.md`). */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { citationsIn } from './citations.js';
import { documents } from './specification.js';
import { root, textFiles } from './text-files.js';

/** The texts that cite; this file has wrong citations on purpose. */
const files = textFiles().filter((path) => path !== 'test/docs/citations.test.ts');

/** The document that a file of the specification is. */
const ownOf = (path: string): string | undefined =>
  documents.find((name) => path === `docs/reference/${name}.md`);

describe('Citations of the specification', () => {
  const read = files.map((path) => {
    const { places, faults } = citationsIn(readFileSync(new URL(path, root), 'utf8'), ownOf(path));
    return { path, places, faults: faults.map((fault) => `${path}:${fault}`) };
  });

  it('lead to a place that there is, and follow the grammar', () => {
    expect(read.flatMap(({ faults }) => faults)).to.deep.equal([]);
  });

  it('are found in each folder and of each document', () => {
    const cited = (folder: string) =>
      read.filter(({ path }) => path.startsWith(folder)).flatMap(({ places }) => places);
    for (const folder of ['docs/', 'grammar/', 'src/', 'test/']) {
      expect(cited(folder), folder).not.to.deep.equal([]);
    }
    const kinds = new Set(cited('src/').map((place) => place.split(' ')[0]));
    expect([...kinds].sort()).to.deep.equal(
      [...documents, 'chapter', 'command', 'rule', 'ruling', 'setting'].sort(),
    );
  });
});

describe('Finding citations', () => {
  const right: readonly (readonly [string, ...string[]])[] = [
    ['(objects, section 6)', 'objects 6'],
    ['(objects, section 10.2).', 'objects 10.2'],
    ['(objects, sections 7.2, 9, 13)', 'objects 7.2', 'objects 9', 'objects 13'],
    ['(objects, sections 5.4, 6 and 10)', 'objects 5.4', 'objects 6', 'objects 10'],
    ['(objects, sections 6 to 8)', 'objects 6', 'objects 7', 'objects 8'],
    [
      '(objects, sections 3.2 to 3.4 and 15)',
      'objects 3.2',
      'objects 3.3',
      'objects 3.4',
      'objects 15',
    ],
    [
      '/**\n * A Group (objects, section\n * 6 and the matrix of section 10).\n */',
      'objects 6',
      'objects 10',
    ],
    ['// (data-format, sections 1\n// and 2)', 'data-format 1', 'data-format 2'],
    [
      '(protocol, section 4; storage, section 5.2; ruling 17)',
      'protocol 4',
      'storage 5.2',
      'ruling 17',
    ],
    ['(rulings 6, 7 and 11 to 13)', 'ruling 6', 'ruling 7', 'ruling 11', 'ruling 12', 'ruling 13'],
    ['(catalogue, `Balance`)', 'command Balance'],
    ['(catalogue, `CRACNT`)', 'command CRACNT'],
    ['(catalogue, section "Server\n * Settings")', 'chapter Server Settings'],
    ['(catalogue, rule 10)', 'rule 10'],
    ['(settings, `list_settings`)', 'setting list_settings'],
    ['(RFC 2831, section 99)'],
    ['a catalogue of 3 objects, and a section of a file'],
  ];
  for (const [text, ...places] of right) {
    it(`right: ${text}`, () => {
      expect(citationsIn(text)).to.deep.equal({ places, faults: [] });
    });
  }

  const wrong = [
    '(objects, section 99)',
    '(objects, section 5.99)',
    '(objects, sections 6 to 99)',
    '(objects, sections 8 to 6)',
    '(objects, sections 3.1 to 4.2)',
    '(objects, section 6 and 7)',
    '(objects, sections 6)',
    '(objects section 6)',
    '(objects, 6)',
    '(objects.md 6)',
    '(objects.md, section 6)',
    '(objects, chapter 6)',
    '(data format, section 4)',
    '(section 4)',
    '(RFC 2831, section 4; section 4)',
    '(protocol, §4)',
    '(ruling 0)',
    '(ruling 99)',
    '(rulings 17)',
    '(ruling 17, 18)',
    '(rulings, 18)',
    '(catalogue, `Frobnicate`)',
    '(catalogue `Balance`)',
    '(catalogue, Balance)',
    '(catalogue, section "Nothing")',
    '(catalogue, section Monitoring)',
    '(catalogue, rule 99)',
    '(catalogue rule 4)',
    '(settings, `nothing`)',
    '(reference, `preferences`)',
    'as the spec says',
    'as the reference tells',
    'by the specification, section 4',
  ];
  for (const text of wrong) {
    it(`wrong: ${text}`, () => {
      const { faults } = citationsIn(`First line.\n${text}`);
      expect(faults).to.have.lengthOf.at.least(1);
      for (const fault of faults) expect(fault).to.match(/^2: /);
    });
  }
});
