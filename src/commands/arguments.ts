/**
 * The types of arguments: the only place where values from the wire become names, numbers and
 * dictionaries of a command. Each type says what it expects, in the words of the syntax error.
 */
import type { Naming } from '../access/need.js';
import {
  facedName,
  mailboxPath as readMailboxPath,
  newName,
  type FacedName,
  type MailboxPath,
  type NewName,
} from '../engine/mailboxes/mailbox-names.js';
import {
  address,
  domainName as readDomainName,
  objectName as readObjectName,
} from '../engine/core/names.js';
import type { Address, DomainName, ObjectName } from '../engine/core/names.js';
import type { Item } from '../syntax/item.js';
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiLower, trimmed } from '../values/letters.js';
import { dataBlock as readBase64, ipAddress as readIpAddress } from '../values/tokens.js';
import { IpAddress, isArray, isDictionary, type Dictionary, type Value } from '../values/value.js';

/** A type of argument. */
export interface ArgumentType<Result> {
  /** What it is, as a syntax error names it: `a dictionary`. */
  readonly expects: string;
  /** What it names, for the access check; undefined when it names nothing of the server. */
  readonly names?: Naming;
  /** It may be absent; `read` then gets undefined. */
  readonly optional: boolean;
  /** What stands for it when the line ends behind its keyword; undefined: it must be there. */
  readonly atLineEnd?: Value;
  /** Whether an item, perhaps the last one, could be this argument; decides where optional ones go. */
  accepts(item: Item, isLast: boolean): boolean;
  /** The argument's value. Throws `BadSyntax`, or refuses a name that cannot be one. */
  read(item: Item | undefined): Result;
}

function required<Result>(
  expects: string,
  narrow: (value: Value) => Result | undefined,
): ArgumentType<Result> {
  return {
    expects,
    optional: false,
    accepts: (item) => narrow(item.value) !== undefined,
    read(item) {
      const result = item && narrow(item.value);
      if (result === undefined) throw new BadSyntax(`failed to read ${expects}`);
      return result;
    },
  };
}

/** A string of which `make` makes something more; `make` refuses what cannot be one. */
function named<Result>(expects: string, make: (text: string) => Result): ArgumentType<Result> {
  const text = required(expects, asString);
  return { ...text, read: (item) => make(text.read(item)) };
}

/** The same type for arguments that name something. */
function naming<Result>(names: Naming, type: ArgumentType<Result>): ArgumentType<Result> {
  return { ...type, names };
}

const asString = (value: Value): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The account of the one who gives the command, written `*`. */
export const self = '*';

/** An Account's address, or `*`. */
export type AccountReference = Address | typeof self;

/** An Account (or another object) as `name` or `name@domain`. */
export const objectAddress: ArgumentType<Address> = naming(
  'object',
  named('an object name', address),
);

/** The Account that is to own an object, as `name` or `name@domain`. */
export const ownerAddress: ArgumentType<Address> = naming('owner', objectAddress);

/** The Account after AUTH. */
export const authAccount: ArgumentType<Address> = naming('inWhoseName', objectAddress);

/** An Account as `name` or `name@domain`, or `*` for the one who gives the command. */
export const accountName: ArgumentType<AccountReference> = naming(
  'object',
  named('an account name', (text) => (text === self ? self : address(text))),
);

/** The Account after AUTH, or `*`. */
export const authAccountOrSelf: ArgumentType<AccountReference> = naming('inWhoseName', accountName);

/** A name without a Domain. */
export const plainName: ArgumentType<ObjectName> = named('an object name', readObjectName);

/** A Domain name. */
export const domainName: ArgumentType<DomainName> = naming(
  'domain',
  named('a domain name', readDomainName),
);

/** A Mailbox. */
export const mailboxPath: ArgumentType<MailboxPath> = named('a mailbox name', readMailboxPath);

/** A Mailbox, or with `/` at the end its folder. */
export const mailboxOrFolder: ArgumentType<FacedName> = named('a mailbox name', facedName);

/** A name for a new Mailbox. */
export const newMailbox: ArgumentType<NewName> = named('a mailbox name', newName);

/** A Domain name, or `*` for the Domain of the one who gives the command. */
export const domainReference: ArgumentType<DomainName | typeof self> = naming(
  'domain',
  named('a domain name', (text) => (text === self ? self : readDomainName(text))),
);

/** Any string. */
export const text: ArgumentType<string> = required('a string', asString);

/** A dictionary. */
export const dictionary: ArgumentType<Dictionary> = required('a dictionary', (value) =>
  isDictionary(value) ? value : undefined,
);

/** An array. */
export const array: ArgumentType<readonly Value[]> = required('an array', (value) =>
  isArray(value) ? value : undefined,
);

/** An array; the word `Default` stands for an empty one. */
export const arrayOrDefault: ArgumentType<readonly Value[]> = required('an array', (value) => {
  if (typeof value === 'string' && asciiLower(value) === 'default') return [];
  return isArray(value) ? value : undefined;
});

/** An array of strings. */
export const strings: ArgumentType<readonly string[]> = required('an array of strings', (value) =>
  isArray(value) && value.every((element) => typeof element === 'string') ? value : undefined,
);

/** A whole number, written `#12`, `12` or `"12"`. */
export const number: ArgumentType<number> = required('a number', (value) => {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
});

/** A data block; some clients put its base64 text in quotes. */
export const dataBlock: ArgumentType<Uint8Array> = required('a data block', (value) => {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string') return undefined;
  const symbols = trimmed(value).replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/ \t]*$/.test(symbols) ? readBase64(value) : undefined;
});

const addressPattern =
  /^(?:\[([0-9A-Fa-f:.]+)\]|([\d.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))(?::(\d+))?$/;
const addressBytesMax = 64;

/** A network address, with or without brackets and a port. */
export const ipAddress: ArgumentType<IpAddress> = required('an IP address', (value) => {
  if (value instanceof IpAddress) return value;
  if (typeof value !== 'string' || value.length > addressBytesMax) return undefined;
  const [, inside, bare, port] = addressPattern.exec(value) ?? [];
  const address = inside ?? bare;
  return address === undefined ? undefined : readIpAddress(address, port ?? null);
});

/** Any object of the data language. */
export const anyValue: ArgumentType<{ readonly value: Value }> = required('an object', (value) => ({
  value,
}));

/** One of some words, in any letter case; gives the word as it stands in the list. */
export function oneOf<Word extends string>(
  expects: string,
  words: readonly Word[],
): ArgumentType<Word> {
  const byFolded = new Map(words.map((word) => [asciiLower(word), word]));
  return required(expects, (value) =>
    typeof value === 'string' ? byFolded.get(asciiLower(value)) : undefined,
  );
}

/** An argument that may be absent. */
export function optional<Result>(type: ArgumentType<Result>): ArgumentType<Result | undefined> {
  return {
    ...type,
    optional: true,
    read: (item) => (item === undefined ? undefined : type.read(item)),
  };
}

/** A keyword that may be there or not, such as FORCE; its name in `arguments` is the keyword in lower case. */
export const flag: ArgumentType<boolean> = {
  expects: 'a keyword',
  optional: true,
  accepts: () => false,
  read: (item) => item !== undefined,
};
