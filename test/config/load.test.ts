import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { postmasterPassword, variableOf, type Environment } from '../../src/config/environment.js';
import { ConfigurationFailure } from '../../src/config/failure.js';
import { loadConfiguration, type Flags } from '../../src/config/load.js';
import { differences } from '../../src/config/reload.js';
import { allSettings } from '../../src/config/schema.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-config-'));
after(() => rmSync(directory, { recursive: true }));

let files = 0;
function fileOf(text: string): string {
  const file = join(directory, `${++files}.yaml`);
  writeFileSync(file, text);
  return file;
}

/** What the sources give together, with nothing taken from this machine. */
function load(file: string, environment: Environment = {}, flags: Flags = {}) {
  return loadConfiguration({ ...flags, config: fileOf(file) }, environment);
}

function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationFailure) {
      return error.message.replaceAll(/\S*\/(?=\d+\.yaml)\d+/g, 'FILE');
    }
    throw error;
  }
  return 'no complaint';
}

describe('A setting takes its value from the flag before the environment before the file', () => {
  const file = 'server: {port: 1}';
  const variable = { CLIGATE_SERVER__PORT: '2' };
  const set = ['server.port=3'];
  const shorthands = [['--port', 'server.port', '4']] as const;
  const cases: readonly [string, Environment, Flags, number, string][] = [
    ['', {}, {}, 8106, 'default'],
    [file, {}, {}, 1, 'file'],
    [file, variable, {}, 2, 'environment'],
    ['', variable, {}, 2, 'environment'],
    [file, variable, { set }, 3, 'flag'],
    [file, {}, { set }, 3, 'flag'],
    ['', {}, { set: ['server.port=5', ...set] }, 3, 'flag'],
    [file, variable, { set, shorthands }, 4, 'flag'],
    [file, { CLIGATE_SERVER__PORT: '' }, {}, 1, 'file'],
    ['server: {port: }', {}, {}, 8106, 'default'],
    ['server:', {}, {}, 8106, 'default'],
  ];
  for (const [text, environment, flags, port, source] of cases) {
    const given = [text, ...Object.values(environment), ...(flags.set ?? [])].join(' | ');
    it(`${given} gives ${port} from the ${source}`, () => {
      const { settings, origins } = load(text, environment, flags);
      expect(settings.server.port).to.equal(port);
      expect(origins.get('server.port')?.source).to.equal(source);
    });
  }

  it('tells the file and the line', () => {
    const { origins, file: read } = load('\nserver:\n  # here\n  port: 7\n');
    expect(origins.get('server.port')?.place).to.equal(`${String(read)}:4`);
  });
});

describe('The configuration file', () => {
  it('is the one that is asked for, by flag or else by CLIGATE_CONFIG', () => {
    const [one, two] = [fileOf('server: {port: 1}'), fileOf('server: {port: 2}')];
    const environment = { CLIGATE_CONFIG: two };
    expect(loadConfiguration({}, environment).file).to.equal(two);
    expect(loadConfiguration({ config: one }, environment).file).to.equal(one);
  });

  it('is else the one of the user', () => {
    const home = mkdtempSync(join(directory, 'home-'));
    const file = join(home, 'cligate', 'cligate.yaml');
    mkdirSync(join(home, 'cligate'));
    writeFileSync(file, 'server: {port: 3}');
    expect(loadConfiguration({}, { XDG_CONFIG_HOME: home }).file).to.equal(file);
  });
});

describe('A mistake in the configuration is told in one line', () => {
  const cases: readonly [string, Environment, readonly string[], string][] = [
    ['prot: 1', {}, [], 'FILE.yaml:1: unknown setting prot'],
    ['server: {prot: 1}', {}, [], 'FILE.yaml:1: unknown setting server.prot'],
    [
      'limits:\n  idleseconds: 1',
      {},
      [],
      'FILE.yaml:2: unknown setting limits.idleseconds (did you mean limits.idleSeconds?)',
    ],
    [
      'server:\n  port: "8106"',
      {},
      [],
      'FILE.yaml:2: server.port: expected a whole number from 0 to 65535, got "8106"',
    ],
    [
      'server: {port: 65536}',
      {},
      [],
      'FILE.yaml:1: server.port: expected a whole number from 0 to 65535, got 65536',
    ],
    ['auth: {apop: yes}', {}, [], 'FILE.yaml:1: auth.apop: expected true or false, got "yes"'],
    [
      'server: {host: [a]}',
      {},
      [],
      'FILE.yaml:1: server.host: expected a network address or a host name, got ["a"]',
    ],
    ['server: 5', {}, [], 'FILE.yaml:1: server: expected a group of settings'],
    ['- 5', {}, [], 'FILE.yaml: the file: expected a group of settings'],
    ['server: {port: 1, port: 2}', {}, [], 'FILE.yaml:1: Map keys must be unique'],
    ['', { CLIGATE_SERVER__PROT: '1' }, [], 'CLIGATE_SERVER__PROT: unknown setting'],
    ['', { CLIGATE_SERVER_PORT: '1' }, [], 'CLIGATE_SERVER_PORT: unknown setting'],
    [
      '',
      { CLIGATE_LOG__LEVEL: 'loud' },
      [],
      'CLIGATE_LOG__LEVEL: log.level: expected one of error, warn, notice, info, debug, got "loud"',
    ],
    ['', {}, ['prot=1'], '--set prot: unknown setting prot'],
    ['', {}, ['server.port'], '--set server.port: expected path.to.setting=value'],
    [
      '',
      {},
      ['limits.lineMax=0'],
      '--set limits.lineMax: limits.lineMax: expected a whole number from 1 to 1000000000, got "0"',
    ],
  ];
  for (const [file, environment, set, expected] of cases) {
    it(expected, () => {
      expect(complaint(() => load(file, environment, { set }))).to.equal(expected);
    });
  }

  it('a file that is not there is named', () => {
    const config = join(directory, 'none.yaml');
    expect(complaint(() => loadConfiguration({ config }, {}))).to.equal(
      `${config}: cannot be read: no such file`,
    );
  });
});

describe('The environment', () => {
  it('has a variable for every setting', () => {
    expect(variableOf('limits.idleSeconds')).to.equal('CLIGATE_LIMITS__IDLESECONDS');
    expect(variableOf('base')).to.equal('CLIGATE_BASE');
    const variables = [...allSettings.keys()].map(variableOf);
    expect(new Set(variables).size).to.equal(allSettings.size);
    for (const [path, setting] of allSettings) {
      const text = String(setting.default);
      if (text === '') continue;
      const { values, origins } = load('', { [variableOf(path)]: text });
      expect(values.get(path)).to.equal(setting.default);
      expect(origins.get(path)?.source).to.equal('environment');
    }
  });

  it('may hold what Kubernetes says of a service called cligate', () => {
    const { settings } = load('', {
      CLIGATE_SERVICE_HOST: '10.0.0.7',
      CLIGATE_SERVICE_PORT_PWD: '8106',
      CLIGATE_PORT: 'tcp://10.0.0.7:8106',
      CLIGATE_PORT_8106_TCP_ADDR: '10.0.0.7',
    });
    expect(settings.server.port).to.equal(8106);
  });

  it('gives the password of the first postmaster, itself or by a file without its line end', () => {
    const file = fileOf('secret words\r\n');
    expect(postmasterPassword({})).to.equal(undefined);
    expect(postmasterPassword({ CLIGATE_POSTMASTER_PASSWORD: '' })).to.equal(undefined);
    expect(postmasterPassword({ CLIGATE_POSTMASTER_PASSWORD: ' a ' })).to.equal(' a ');
    expect(postmasterPassword({ CLIGATE_POSTMASTER_PASSWORD_FILE: file })).to.equal('secret words');
  });

  const twice = { CLIGATE_POSTMASTER_PASSWORD: 'a', CLIGATE_POSTMASTER_PASSWORD_FILE: 'b' };
  const mistakes: readonly [string, Environment, RegExp][] = [
    ['twice', twice, /^CLIGATE_POSTMASTER_PASSWORD_FILE: .* only one of them$/],
    [
      'in no file',
      { CLIGATE_POSTMASTER_PASSWORD_FILE: join(directory, 'none') },
      /^CLIGATE_POSTMASTER_PASSWORD_FILE: the file cannot be read$/,
    ],
  ];
  for (const [title, environment, expected] of mistakes) {
    it(`may not give that password ${title}`, () => {
      expect(complaint(() => postmasterPassword(environment))).to.match(expected);
    });
  }

  it('may not give an empty password file', () => {
    const environment = { CLIGATE_POSTMASTER_PASSWORD_FILE: fileOf('\n') };
    expect(complaint(() => postmasterPassword(environment))).to.match(/the file is empty$/);
  });
});

describe('Reading the configuration again', () => {
  it('tells what a running server takes over and what needs a restart', () => {
    const before = load('server: {port: 1}');
    const after = load('server: {port: 2}\nhttp: {port: 9, idleSeconds: 7}\nlog: {level: info}');
    expect(differences(before, after)).to.deep.equal({
      taken: ['http.idleSeconds', 'log.level'],
      kept: ['server.port', 'http.port'],
    });
  });
});
