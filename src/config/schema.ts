/**
 * Every setting of the server: its name, its type and its default. `conf/cligate.yaml` says the
 * same with a comment and a reason for each; a test holds the two together. Knows no file, no
 * environment and no command line: `load.ts` reads those.
 *
 * Each type is made with the words that complete "expected ..." in the line that a wrong value gets.
 */
import * as v from 'valibot';

const whole = (least: number, most: number) => {
  const words = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(words),
    v.integer(words),
    v.minValue(least, words),
    v.maxValue(most, words),
  );
};
const count = () => whole(0, 1_000_000_000);
const limit = () => whole(1, 1_000_000_000);
const port = () => whole(0, 65535);
const offOrPort = () =>
  v.union([v.literal('off'), port()], 'off or a whole number from 0 to 65535');
const onOrOff = v.pipe(
  v.picklist(['on', 'off']),
  v.transform((word) => word === 'on'),
);
const yesOrNo = () => v.union([v.boolean(), onOrOff], 'true or false');
const words = (what: string) => v.pipe(v.string(what), v.regex(/^[^\0-\x1f]*$/, what));
const requiredWords = (what: string) => v.pipe(words(what), v.nonEmpty(what));

/** Levels of the log, from the one that is always written to the most talkative one. */
export const logLevels = ['error', 'warn', 'notice', 'info', 'debug'] as const;

/** A level of the log. */
export type LogLevel = (typeof logLevels)[number];

/** The parts of the server whose log level can be set apart. */
export const logModules = ['server', 'session', 'command', 'store', 'journal', 'config'] as const;

/** A part of the server that writes to the log. */
export type LogModule = (typeof logModules)[number];

const level = () => v.picklist(logLevels, `one of ${logLevels.join(', ')}`);
const moduleLevel = () =>
  v.optional(
    v.picklist(['', ...logLevels], `one of ${logLevels.join(', ')}, or nothing for log.level`),
    '',
  );

const group = <Entries extends v.ObjectEntries>(entries: Entries) => v.strictObject(entries);

/** The tree of all settings: groups, and in them settings with their defaults. */
export const schema = group({
  base: v.optional(requiredWords('the path of a directory'), './var'),
  server: group({
    host: v.optional(requiredWords('a network address or a host name'), '127.0.0.1'),
    port: v.optional(port(), 8106),
    tlsPort: v.optional(offOrPort(), 'off'),
  }),
  http: group({
    port: v.optional(offOrPort(), 'off'),
    host: v.optional(requiredWords('a network address or a host name'), '127.0.0.1'),
    hosts: v.optional(words('host names'), ''),
    changesByGet: v.optional(yesOrNo(), false),
    connections: v.optional(limit(), 100),
    connectionsReserved: v.optional(count(), 20),
    bodyMax: v.optional(limit(), 48 * 1024 * 1024),
    headSeconds: v.optional(limit(), 10),
    requestSeconds: v.optional(limit(), 60),
    idleSeconds: v.optional(limit(), 75),
  }),
  domain: group({
    main: v.optional(words('a Domain name'), ''),
  }),
  auth: group({
    apop: v.optional(yesOrNo(), true),
    plainPasswordsReadable: v.optional(yesOrNo(), true),
    passwordMs: v.optional(limit(), 500),
    dearPasswordPercent: v.optional(whole(0, 100), 25),
    busyPasswordPercent: v.optional(whole(1, 100), 15),
  }),
  limits: group({
    channels: v.optional(count(), 1000),
    channelsReserved: v.optional(count(), 100),
    connectionsPerAddress: v.optional(count(), 500),
    connectionsPerAddressBeforeLogin: v.optional(count(), 20),
    stressedPercent: v.optional(whole(0, 100), 75),
    bufferBytesMax: v.optional(limit(), 256 * 1024 * 1024),
    fileBytesInAnswersMax: v.optional(limit(), 32 * 1024 * 1024),
    lineMaxBeforeLogin: v.optional(limit(), 4096),
    lineMax: v.optional(limit(), 32 * 1024 * 1024),
    shortLineMax: v.optional(limit(), 1024 * 1024),
    longLinesMax: v.optional(limit(), 128 * 1024 * 1024),
    linesInFlightMax: v.optional(limit(), 256),
    nestingMax: v.optional(whole(1, 1000), 100),
    elementsMax: v.optional(limit(), 10_000),
    longListMax: v.optional(limit(), 250_000),
    loginSeconds: v.optional(count(), 60),
    idleSecondsBeforeLogin: v.optional(count(), 60),
    idleSeconds: v.optional(count(), 300),
    loginFailuresPerConnection: v.optional(count(), 5),
    loginFailuresPerAddress: v.optional(count(), 100),
    loginFailureWindowSeconds: v.optional(limit(), 600),
    addressBlockSeconds: v.optional(limit(), 600),
    loginFailureDelayMs: v.optional(count(), 1000),
    loginFailureGrainMs: v.optional(count(), 10),
    guessesPerAddress: v.optional(count(), 10),
    guessesPerAddressMinute: v.optional(count(), 12),
    guessesPerAccount: v.optional(count(), 20),
    guessesPerAccountMinute: v.optional(count(), 60),
    knownAddressesPerAccount: v.optional(whole(0, 1000), 10),
    knownAddressDays: v.optional(whole(0, 36_500), 90),
  }),
  stored: group({
    valueMax: v.optional(limit(), 1024 * 1024),
    elementsMax: v.optional(limit(), 5000),
    namesMax: v.optional(limit(), 2000),
    textMax: v.optional(limit(), 256 * 1024),
    wordMax: v.optional(limit(), 4096),
    mailboxesMax: v.optional(limit(), 5000),
  }),
  tls: group({
    certificate: v.optional(words('the path of a file'), ''),
    key: v.optional(words('the path of a file'), ''),
  }),
  store: group({
    driver: v.optional(v.picklist(['embedded', 'memory'], 'embedded or memory'), 'embedded'),
    cacheRows: v.optional(count(), 50_000),
    reserveMegabytes: v.optional(count(), 32),
    longViewSeconds: v.optional(limit(), 30),
  }),
  webSessions: group({
    idleSeconds: v.optional(limit(), 1200),
    lifeSeconds: v.optional(limit(), 86_400),
    perAccount: v.optional(limit(), 100),
    total: v.optional(limit(), 50_000),
  }),
  storage: group({
    followMountLinks: v.optional(yesOrNo(), true),
    keepRemovedDays: v.optional(whole(0, 36_500), 7),
  }),
  import: group({
    settingsFileMegabytes: v.optional(limit(), 64),
    settingsElements: v.optional(limit(), 1_000_000),
    fileMegabytes: v.optional(limit(), 65_536),
  }),
  projector: group({
    on: v.optional(yesOrNo(), true),
    collectMs: v.optional(count(), 50),
    waitSeconds: v.optional(limit(), 60),
  }),
  journal: group({
    keepDays: v.optional(whole(0, 36_500), 365),
    keepRecords: v.optional(count(), 1_000_000),
  }),
  log: group({
    level: v.optional(level(), 'notice'),
    levels: group({
      server: moduleLevel(),
      session: moduleLevel(),
      command: moduleLevel(),
      store: moduleLevel(),
      journal: moduleLevel(),
      config: moduleLevel(),
    }),
    file: v.optional(words('the path of a file'), ''),
    format: v.optional(v.picklist(['auto', 'text', 'json'], 'auto, text or json'), 'auto'),
  }),
  stop: group({
    graceMs: v.optional(count(), 10_000),
  }),
});

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** The settings of a server, complete and checked. */
export type Settings = Frozen<v.InferOutput<typeof schema>>;

/** What a single setting may be. */
export type SettingValue = string | number | boolean;

/** One setting of the schema. */
export interface Setting {
  /** Where it is in the tree: `limits.idleSeconds`. */
  readonly path: string;
  readonly default: SettingValue;
  /** The value when it fits; otherwise the words that complete "expected ...". */
  check(value: unknown): { readonly value: SettingValue } | { readonly expected: string };
}

/** All settings by path, in the order of the schema. */
export const allSettings: ReadonlyMap<string, Setting> = new Map(
  settingsUnder(schema.entries, '').map((setting) => [setting.path, setting]),
);

type Entry =
  v.GenericSchema | { readonly type: 'strict_object'; readonly entries: v.ObjectEntries };

function settingsUnder(entries: v.ObjectEntries, prefix: string): Setting[] {
  return Object.entries(entries).flatMap(([name, entry]: [string, Entry]) =>
    'entries' in entry
      ? settingsUnder(entry.entries, `${prefix}${name}.`)
      : [setting(`${prefix}${name}`, entry as v.GenericSchema<unknown, SettingValue>)],
  );
}

function setting(path: string, type: v.GenericSchema<unknown, SettingValue>): Setting {
  return {
    path,
    default: v.parse(type, undefined),
    check(value) {
      const result = v.safeParse(type, value);
      return result.success ? { value: result.output } : { expected: result.issues[0].message };
    },
  };
}
