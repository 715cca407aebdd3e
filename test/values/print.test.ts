/** How values are printed, on one line and in files. */
import { expect } from 'chai';
import { printFile } from '../../src/values/print-file.js';
import { print } from '../../src/values/print.js';
import { bytesOf } from '../../src/values/text.js';
import { TimeStamp, type Value } from '../../src/values/value.js';

describe('Printing a string', () => {
  it('leaves words and national letters without quotes', () => {
    for (const text of ['a.b-c_d@e', '0', 'почта.example.test', 'größe', '邮箱', '2ü'])
      expect(print(bytesOf(text))).to.equal(bytesOf(text));
  });

  it('quotes everything that some client would read otherwise', () => {
    for (const text of ['', '@a', '_a', 'a b', 'a/b', 'a:b', 'a%', 'a+b', '(a)', '<a>', '{', '#5'])
      expect(print(text)).to.equal(`"${text}"`);
    for (const text of ['a😀', 'a\u00a0b', 'a×', 'a\u0301', '·a'])
      expect(print(bytesOf(text))).to.equal(`"${bytesOf(text)}"`);
  });

  it('quotes bytes that are not UTF-8, as they are', () => {
    for (const text of ['\xFF', 'a\xC3', '\xC3\x28', '\xED\xA0\x80'])
      expect(print(text)).to.equal(`"${text}"`);
  });

  it('escapes what cannot stand between quotes, and nothing else', () => {
    expect(print('"\\\n\r\t\x01\x1F\x7F\x80\xFF\'/')).to.equal(
      '"\\"\\\\\\e\\r\\t\\001\\031\\127\x80\xFF\'/"',
    );
  });
});

describe('Printing other values', () => {
  it('sorts keys by their bytes', () => {
    const keys = ['b', 'B', '\xD0\xBF', 'a10', 'a2', 'a', ''];
    const dictionary = new Map(keys.map((key) => [key, '1']));
    expect(print(dictionary)).to.equal('{""=1;B=1;a=1;a10=1;a2=1;b=1;\xD0\xBF=1;}');
  });

  it('pads times and years', () => {
    const seconds = Date.parse('0099-01-02T03:04:05Z') / 1000;
    expect(print(new TimeStamp('time', seconds))).to.equal('#T02-01-0099_03:04:05');
  });

  it('prints only the bytes of a data block that is a part of a larger one', () => {
    expect(print(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))).to.equal('[AgM=]');
  });
});

describe('Printing a file', () => {
  it('gives each key of a dictionary a line', () => {
    const settings = new Map<string, Value>([
      ['RealName', 'John Smith'],
      ['MaxAccountSize', '500M'],
      ['Two words', ''],
      ['Rules', [['2', '#Vacation']]],
      ['WebAdminPrefs', new Map([['ExpertLevel', '10']])],
    ]);
    expect(printFile(settings)).to.equal(
      [
        '{',
        ' MaxAccountSize = 500M;',
        ' RealName = "John Smith";',
        ' Rules = ((2,"#Vacation"));',
        ' "Two words" = "";',
        ' WebAdminPrefs = {ExpertLevel=10;};',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('shows the marked keys of an information file without quotes', () => {
    const information = new Map<string, Value>([
      ['#StorageUsed', '34567'],
      ['#5', 'a'],
      ['INBOX', new Map([['#Seen', 'b']])],
    ]);
    expect(printFile(information)).to.equal(
      '{\n "#5" = a;\n #StorageUsed = 34567;\n INBOX = {"#Seen"=b;};\n}\n',
    );
  });

  it('gives each element of an array a line', () => {
    expect(printFile([['6', 'Sign out'], 'b'])).to.equal('(\n (6,"Sign out"),\n b\n)\n');
    expect(printFile([])).to.equal('(\n)\n');
    expect(printFile(new Map())).to.equal('{\n}\n');
    expect(printFile('a b')).to.equal('"a b"\n');
  });
});
