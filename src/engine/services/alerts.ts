/**
 * Alerts of Accounts, Domains and the server (objects, section 13 and question 8 of section 17): a
 * dictionary from time stamps, written as in the data language, to texts. Whoever shows alerts to
 * users reads it; here they are kept only.
 */
import { print } from '../../values/print.js';
import { TimeStamp, type Dictionary } from '../../values/value.js';
import type { Change } from '../core/change.js';
import { changeDocument, type DocumentOwner } from '../core/document-changes.js';
import { readDocument } from '../core/documents.js';
import { refuse } from '../core/refusal.js';

/** Most alerts that one owner may have: every new one rewrites the whole dictionary. */
const alertsMax = 1000;

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

/** Replaces all alerts. Refuses with `limit-reached`. */
export function setAlerts(
  change: Change,
  owner: DocumentOwner,
  alerts: Iterable<readonly [TimeStamp, string]>,
): void {
  keepAlerts(change, owner, new Map(Array.from(alerts, ([time, text]) => [print(time), text])));
}

/** Removes the alert with a time stamp. Refuses with `unknown-alert`. */
export function removeAlert(change: Change, owner: DocumentOwner, time: TimeStamp): void {
  const alerts = new Map(readDocument(change.tx, owner.id, 'alerts'));
  if (!alerts.delete(print(time))) refuse('unknown-alert');
  keepAlerts(change, owner, alerts);
}

function keepAlerts(change: Change, owner: DocumentOwner, alerts: Dictionary): void {
  if (alerts.size > alertsMax) refuse('limit-reached', 'too many alerts');
  changeDocument(change, owner, 'alerts', alerts);
}

function keyOf(seconds: number): string {
  return print(new TimeStamp('time', seconds));
}
