/**
 * A line for every command, made from its usage line: each parameter gets a sample that names what
 * the scene of `trial-server.ts` has, so that whoever may give the command succeeds.
 */
import type { Command } from '../../src/commands/define.js';
import { readUsage, type Element } from '../../src/syntax/usage.js';
import { recordOf, records } from './records.js';

/** The Domain, and the Account in it, that every line is about. */
export const theDomain = 'client.test';
export const theAccount = `user@${theDomain}`;

/** The password of the Account. */
const password = 'Sesame-1-open';

/** What the samples of many commands name. */
const commonScene: readonly string[] = [
  `UpdateAccountSettings ${theAccount} {RulesAllowed=Any;RPOPAllowed=YES;RSIPAllowed=YES;}`,
  `SetAccountPassword ${theAccount} PASSWORD ${password}`,
  `CreateGroup staff@${theDomain}`,
  `CreateForwarder post@${theDomain} TO away@elsewhere.test`,
  `CreateList news@${theDomain} FOR ${theAccount}`,
  `List news@${theDomain} FEED reader@elsewhere.test`,
  `CreateNamedTask robot@${theDomain} FOR ${theAccount}`,
  `CreateMailbox ${theAccount} MAILBOX Drafts`,
  `WriteStorageFile ${theAccount} FILE a.txt DATA [YWJj]`,
  `Dataset ${theAccount} {subsetName=Contacts;what=createSet;}`,
  `CreateDomainSkin ${theDomain} SKIN ""`,
  `CreateDomainSkin ${theDomain} SKIN MySkin`,
  `StoreDomainSkinFile ${theDomain} SKIN MySkin FILE a.txt DATA [YWJj]`,
  `PutWebUserInterface ${theDomain} FILE login.wssp DATA [YWJj]`,
  'CreateServerSkin MySkin',
  'StoreServerSkinFile MySkin FILE a.txt DATA [YWJj]',
  `CreateDomainPBX ${theDomain}`,
  `CreateDomainPBX ${theDomain} FILE french`,
  `StoreDomainPBXFile ${theDomain} FILE a.txt DATA [YWJj]`,
  'CreateServerPBX french',
  'StoreServerPBXFile a.txt DATA [YWJj]',
  'CreateDirectoryUnit unit "o=here"',
];

/** The lines with which a postmaster makes what the samples name. */
export const scene: readonly string[] = [
  ...commonScene,
  ...[...records.values()].flatMap((record) => record.scene ?? []),
];

/** The open session that samples name, where there is one of that id. */
export const theSession = '1-session';

/** What stands for a parameter, whatever the command; its record may have another. */
const byName: Readonly<Record<string, string>> = {
  accountName: theAccount,
  accountType: 'MultiMailbox',
  authAccountName: theAccount,
  domainName: theDomain,
  fileName: 'a.txt',
  forwarderName: `post@${theDomain}`,
  groupName: `staff@${theDomain}`,
  keyName: 'RealName',
  language: 'french',
  listName: `news@${theDomain}`,
  mailboxName: 'Drafts',
  moduleName: 'SMTP',
  newAddresses: '192.0.2.1',
  newSkinName: 'NewSkin',
  objectId: 'pwdInputActive',
  oldAccountName: theAccount,
  path: 'login.wssp',
  queueName: 'elsewhere.test',
  sessionID: theSession,
  skinName: 'MySkin',
  storage: 'more',
  subscriberAddress: 'reader@elsewhere.test',
  taskID: '1-task',
  taskName: `robot@${theDomain}`,
  timeStamp: '#T22-10-2026_15:24:45',
  unitName: 'unit',
};

/** What stands for a parameter that is not in `byName`, by what its type expects. */
const byType: Readonly<Record<string, string>> = {
  'a dictionary': '{}',
  'an array': '()',
  'an array of strings': '()',
  'a number': '1',
  'a data block': '[YWJj]',
  'an IP address': '[192.0.2.1]',
  'a string': 'word',
  'an object': 'word',
};

/** A line of a command under one of its names. */
export function sampleLine(command: Command, word: string = command.name): string {
  const parameters = recordOf(command.name).sample ?? sampleOf(command, readUsage(command.usage));
  return `${word} ${parameters}`.trim();
}

/**
 * A line of a command in which a parameter has another argument; undefined when its sample does not
 * show the parameter.
 */
export function lineWith(
  command: Command,
  parameter: string,
  argument: string,
): string | undefined {
  const mark = '$argument';
  const others = Object.keys(command.arguments).filter(
    (name) => sampleFor(command, name) === undefined,
  );
  const line = sampleOf(command, readUsage(command.usage), {
    ...Object.fromEntries(others.map((name) => [name, 'word'])),
    [parameter]: mark,
  });
  return line.includes(mark) ? `${command.name} ${line.replace(mark, () => argument)}` : undefined;
}

/**
 * A line of a command with these values of parameters, options included that they stand in; the
 * other parameters get their samples.
 */
export function lineNaming(command: Command, given: Readonly<Record<string, string>>): string {
  const parts = (elements: readonly Element[]): string =>
    elements
      .map((element) => {
        if (element.kind === 'keyword') return element.words[0];
        if (element.kind === 'parameter') {
          return given[element.name] ?? sampleOfParameter(command, element.name);
        }
        const { alternatives } = element;
        const fitting = alternatives.find((one) => shows(one, given));
        if (fitting !== undefined) return parts(fitting);
        return element.kind === 'group' ? parts(alternatives[0] ?? []) : '';
      })
      .filter((text) => text !== '')
      .join(' ');
  return `${command.name} ${parts(readUsage(command.usage))}`.trim();
}

/** Samples of elements, the first of alternatives, options only if they name what it is about. */
function sampleOf(
  command: Command,
  elements: readonly Element[],
  instead: Readonly<Record<string, string>> = {},
): string {
  return elements
    .map((element) => {
      if (element.kind === 'keyword') return element.words[0];
      if (element.kind === 'parameter') {
        return instead[element.name] ?? sampleOfParameter(command, element.name);
      }
      const [first = []] = element.alternatives;
      const isShown = element.kind === 'group' || isTarget(first) || shows(first, instead);
      return isShown ? sampleOf(command, first, instead) : '';
    })
    .filter((text) => text !== '')
    .join(' ');
}

function sampleOfParameter(command: Command, parameter: string): string {
  const sample = sampleFor(command, parameter);
  if (sample === undefined)
    throw new Error(`the record of ${command.name} has no sample of ${parameter}`);
  return sample;
}

function sampleFor(command: Command, parameter: string): string | undefined {
  const own = recordOf(command.name).parameters?.[parameter];
  return own ?? byName[parameter] ?? byType[command.arguments[parameter]?.expects ?? ''];
}

function shows(elements: readonly Element[], named: Readonly<Record<string, string>>): boolean {
  return elements.some((one) => one.kind === 'parameter' && one.name in named);
}

function isTarget(elements: readonly Element[]): boolean {
  const targets = ['domainName', 'accountName'];
  return elements.some((one) => one.kind === 'parameter' && targets.includes(one.name));
}
