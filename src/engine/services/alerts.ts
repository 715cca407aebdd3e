/**
 * Alerts of Accounts, Domains and the server (objects, section 13 and question 8 of section 17): a
 * dictionary from time stamps, written as in the data language, to texts. Whoever shows alerts to
 * users reads it; here they are kept only.
 */
import type { Reader } from '../../store/store.js';
import type { Id } from '../../tables/tables.js';
import { BadSyntax } from '../../values/bad-syntax.js';
import { print } from '../../values/print.js';
import { timeStamp } from '../../values/tokens.js';
import { TimeStamp, type Dictionary, type Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument, type DocumentOwner } from '../core/document-changes.js';
import { documentText, presentRecords, readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';

/** Most alerts that one owner may have: every new one rewrites the whole dictionary. */
const alertsMax = 1000;

/** The alerts of an Account, a Domain or the server, as the text of a dictionary. */
export function alertsText(tx: Reader, owner: Id): string {
  return documentText(tx, owner, 'alerts') ?? '{}';
}

/**
 * Adds an alert with the present time; when an alert has this second already, with the next second
 * that is free, so that none is lost. Refuses with `limit-reached`.
 */
export function postAlert(change: Change, owner: DocumentOwner, text: string): void {
  const alerts = new Map(readDocument(change.tx, owner.id, 'alerts'));
  let seconds = Math.floor(change.now / 1000);
  while (alerts.has(keyOf(seconds))) seconds += 1;
  alerts.set(keyOf(seconds), text);
  keepAlerts(change, owner, alerts);
}

/**
 * Replaces all alerts. Refuses with `illegal-value` a key that is no time stamp or a text that is no
 * string, and with `limit-reached`.
 */
export function setAlerts(change: Change, owner: DocumentOwner, given: Dictionary): void {
  const alerts = new Map<string, Value>();
  for (const [key, text] of presentRecords(given)) {
    if (typeof text !== 'string') refuse('illegal-value', 'alert texts must be strings');
    alerts.set(alertKey(key), text);
  }
  keepAlerts(change, owner, alerts);
}

/**
 * Removes the alert with a time stamp, given as a time or as the text of its key. Refuses with
 * `illegal-value` or `unknown-alert`.
 */
export function removeAlert(change: Change, owner: DocumentOwner, time: Value): void {
  const alerts = new Map(readDocument(change.tx, owner.id, 'alerts'));
  if (!alerts.delete(alertKey(time))) refuse('unknown-alert');
  keepAlerts(change, owner, alerts);
}

function keepAlerts(change: Change, owner: DocumentOwner, alerts: Dictionary): void {
  if (alerts.size > alertsMax) refuse('limit-reached', 'too many alerts');
  changeDocument(change, owner, 'alerts', alerts);
}

function keyOf(seconds: number): string {
  return print(new TimeStamp('time', seconds));
}

/** The one way in which a time stamp is a key; clients leave out its `#T` or put it in quotes. */
function alertKey(time: Value): string {
  if (time instanceof TimeStamp) return print(time);
  if (typeof time !== 'string') return refuse('illegal-value', 'failed to read a time stamp');
  try {
    return print(timeStamp(time.replace(/^#?T/i, '')));
  } catch (error) {
    if (error instanceof BadSyntax) refuse('illegal-value', 'failed to read a time stamp');
    throw error;
  }
}
