/** The commands for alerts, which Domains, Accounts and the server have alike. */
import type { Need } from '../../access/need.js';
import type { DomainName } from '../../engine/core/names.js';
import type { DocumentOwner } from '../../engine/core/document-changes.js';
import { documentText, presentRecords } from '../../engine/core/documents.js';
import { refuse } from '../../engine/core/refusal.js';
import { postAlert, removeAlert, setAlerts } from '../../engine/services/alerts.js';
import { BadSyntax } from '../../values/bad-syntax.js';
import { timeStamp } from '../../values/tokens.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import {
  anyValue,
  dictionary,
  text,
  type AccountReference,
  type ArgumentType,
} from '../arguments.js';
import { change, Printed, query, type Command, type OwnWords } from '../define.js';
import type { Situation } from '../targets.js';

/** How the line of a command says whose alerts it is about. */
interface Naming {
  readonly usage: readonly string[];
  readonly named: {
    readonly accountName?: ArgumentType<AccountReference>;
    readonly domainName?: ArgumentType<DomainName | undefined>;
  };
}

/** Whose alerts the commands are about. */
export interface AlertsOwner {
  /** In the names of the commands: `Domain`. */
  readonly word: string;
  readonly ofAll: Naming;
  readonly ofOne: Naming;
  readonly needs: Need<'accountName' | 'domainName'>;
  readonly find: (
    situation: Situation,
    values: {
      readonly accountName?: AccountReference;
      readonly domainName?: DomainName | undefined;
    },
  ) => DocumentOwner;
}

/** The commands for the alerts of one owner, in the manual's order. */
export function alertCommands(
  { word, ofAll, ofOne, needs, find }: AlertsOwner,
  words: Readonly<Record<'get' | 'set' | 'post' | 'remove', OwnWords>>,
): readonly Command[] {
  return [
    query({
      needs,
      name: `Get${word}Alerts`,
      usage: ofAll.usage.join(' '),
      arguments: ofAll.named,
      run: (context, values) =>
        new Printed(documentText(context.tx, find(context, values).id, 'alerts') ?? '{}'),
      ...words.get,
    }),
    change({
      needs,
      name: `Set${word}Alerts`,
      usage: [...ofAll.usage, 'newAlerts'].join(' '),
      arguments: { ...ofAll.named, newAlerts: dictionary },
      run: (context, values) =>
        setAlerts(context, find(context, values), alertsIn(values.newAlerts)),
      ...words.set,
    }),
    change({
      needs,
      name: `Post${word}Alert`,
      usage: [...ofOne.usage, 'newAlert'].join(' '),
      arguments: { ...ofOne.named, newAlert: text },
      deviations:
        'When an alert has this second already, the new one gets the next second that is free.',
      run: (context, values) => postAlert(context, find(context, values), values.newAlert),
      ...words.post,
    }),
    change({
      needs,
      name: `Remove${word}Alert`,
      usage: [...ofOne.usage, 'timeStamp'].join(' '),
      arguments: { ...ofOne.named, timeStamp: anyValue },
      run: (context, values) =>
        removeAlert(context, find(context, values), timeIn(values.timeStamp.value)),
      ...words.remove,
    }),
  ];
}

/** The alerts of a dictionary from time stamps to texts; null stands for none. */
function* alertsIn(given: Dictionary): Generator<readonly [TimeStamp, string], void> {
  for (const [time, text] of presentRecords(given)) {
    if (typeof text !== 'string') return refuse('illegal-value', 'alert texts must be strings');
    yield [timeIn(time), text];
  }
}

/** A time stamp as clients give it: they leave out its `#T` or put it in quotes. */
function timeIn(given: Value): TimeStamp {
  if (given instanceof TimeStamp) return given;
  try {
    if (typeof given === 'string') return timeStamp(given.replace(/^#?T/i, ''));
  } catch (error) {
    if (!(error instanceof BadSyntax)) throw error;
  }
  return refuse('illegal-value', 'failed to read a time stamp');
}
